// SPDX-License-Identifier: Apache-2.0

/// Keeps account numbers that are not ours out of letters.
///
/// A number that came by mail and goes out over our name is as good as our word that money may go there.
package struct AccountGuard: Sendable {
  private let own: Set<String>

  /// Creates a guard; what our own signatures name is ours like what is listed.
  package init(own: [String], signatures: [String: String] = [:]) {
    let signed = signatures.values.flatMap { AccountScan($0).accounts.map(\.value) }
    self.own = Set(own.map(BankAccount.compact) + signed)
  }

  /// Returns the numbers in a draft that are not ours.
  package func foreign(in draft: Draft) -> [BankAccount] {
    foreign(in: draft.subject + "\n\n" + draft.body).map(\.account)
  }

  /// Returns a text without the lines that name such a number.
  func withoutForeign(_ text: String) -> String {
    let findings = foreign(in: text)
    guard !findings.isEmpty else { return text }
    var lines: [Substring] = []
    var start = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = start + line.utf8.count
      let isNamed = findings.contains { $0.range.lowerBound <= end && $0.range.upperBound > start }
      if !isNamed { lines.append(line) } else if lines.last != "[…]" { lines.append("[…]") }
      start = end + 1
    }
    return lines.joined(separator: "\n")
  }

  private func foreign(in text: String) -> [AccountScan.Finding] {
    let findings = AccountScan(text).findings.filter { !isOwn($0.account) }
    // Banks go with their accounts: one that stands beside ours alone is ours.
    return findings.contains(where: \.account.isAccount) ? findings : []
  }

  private func isOwn(_ account: BankAccount) -> Bool {
    own.contains(account.value)
      || account.isAccount
        && own.contains { $0.utf8.count > account.value.utf8.count && $0.hasSuffix(account.value) }
  }
}
