// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads whom a company believes: its border, and the accounts that are its own.
struct TrustReader {
  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Reads `border: {authserv_id: …, received_by: …}`; nil when it is left out.
  func border(_ value: YAMLValue?) -> Border? {
    guard let value, !value.isNothing else { return nil }
    guard let keys = MappingReader(value, keys: ["authserv_id", "received_by"], diagnostics) else {
      return nil
    }
    let name = keys.requiredText("authserv_id")
    let hosts = keys.required("received_by")?.texts(diagnostics) ?? []
    for host in hosts where host.text.isEmpty || host.text.contains(where: \.isWhitespace) {
      diagnostics.report("\(quoted(host.text)) is not a host name, e.g. mx.ourco.example", at: host.place)
    }
    if hosts.isEmpty, keys["received_by"] != nil {
      diagnostics.report("expected at least one host", at: keys.place(of: "received_by"))
    }
    guard let name, !hosts.isEmpty else { return nil }
    return Border(authservID: name, hosts: Set(hosts.map(\.text)))
  }

  /// Reads our account numbers: IBANs with sound check digits, or numbers of other countries.
  func accounts(_ value: YAMLValue?) -> [String] {
    (value?.texts(diagnostics) ?? []).map { item in
      let compact = BankAccount.compact(item.text)
      let looksLikeIBAN =
        compact.prefix(2).allSatisfy(\.isLetter) && compact.dropFirst(2).prefix(2).allSatisfy(\.isNumber)
      if compact.utf8.count < 6 {
        diagnostics.report("\(quoted(item.text)) is no account number", at: item.place)
      } else if looksLikeIBAN, !BankAccount.isIBAN(compact) {
        diagnostics.report("the check digits of the IBAN \(quoted(item.text)) don't fit", at: item.place)
      }
      return compact
    }
  }
}
