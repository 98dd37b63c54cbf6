// SPDX-License-Identifier: Apache-2.0

/// Finds account numbers in a text; linear, and never fooled by how they are set out.
package struct AccountScan: Sendable {
  /// A number and the bytes of the text (UTF-8) that it stands in.
  package struct Finding: Hashable, Sendable {
    /// The number.
    package let account: BankAccount
    /// Where it stands.
    package let range: Range<Int>
  }

  /// The numbers in the order written, at most `most`.
  package private(set) var findings: [Finding] = []

  private let text: AccountText
  private var bytes: [UInt8] { text.bytes }

  /// A text that names more accounts is a list of them; the first tell as much.
  private static let most = 64

  /// Looks through a text.
  package init(_ text: String) {
    // Most mail has no number so long, and need not be folded.
    guard Self.mayName(text) else {
      self.text = AccountText("")
      return
    }
    self.text = AccountText(text)
    scan()
    let names = findings.contains { $0.account.isAccount }
    // A bank alone is nobody's account.
    if names { findBanks() } else { findings = [] }
    findings.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The numbers, each once.
  package var accounts: [BankAccount] {
    var seen: Set<BankAccount> = []
    return findings.map(\.account).filter { seen.insert($0).inserted }
  }

  /// Whether a text has six digits with nothing but single signs between them, or characters that may be such.
  private static func mayName(_ text: String) -> Bool {
    var digits = 0
    var gap = 0
    for byte in text.utf8 {
      if AccountText.isDigit(byte) {
        digits += 1
        gap = 0
        if digits >= 6 { return true }
      } else {
        gap += 1
        if gap > 3 { digits = 0 }
      }
      // Digits of other scripts, such as those of full width.
      if byte >= 0xE0 && byte != 0xE2 { return true }
    }
    return false
  }

  private mutating func scan() {
    var index = 0
    while index < bytes.count, findings.count < Self.most {
      guard AccountText.isDigit(bytes[index]), index == 0 || !AccountText.isDigit(bytes[index - 1]) else {
        index += 1
        continue
      }
      if let end = iban(at: index) ?? number(at: index) {
        index = end
      } else {
        index += 1
      }
    }
  }

  private mutating func add(_ kind: BankAccount.Kind, _ value: [UInt8], _ start: Int, _ end: Int) {
    let range = text.offsets[start]..<(end < text.offsets.count ? text.offsets[end] : text.source.count)
    findings.append(
      Finding(
        account: BankAccount(kind: kind, value: String(decoding: value, as: UTF8.self)), range: range))
  }

  // MARK: IBAN

  /// Reads an IBAN whose check digits begin at `index`; returns where it ends.
  private mutating func iban(at index: Int) -> Int? {
    var letters = index - 2
    if index >= 3, bytes[index - 1] == 0x20 { letters -= 1 }
    guard letters >= 0, AccountText.isLatin(bytes[letters]), AccountText.isLatin(bytes[letters + 1]) else {
      return nil
    }
    let isLabelled = isAfter(AccountLabel.iban, letters, within: 12)
    if letters > 0, AccountText.isWord(bytes[letters - 1]), !isLabelled { return nil }
    let country = String(decoding: bytes[letters...letters + 1], as: UTF8.self)
    guard let length = IBANCountry.lengths[country] ?? (isLabelled ? 34 : nil) else { return nil }
    var compact = Array(bytes[letters...letters + 1])
    var position = index
    var end = index
    while position < bytes.count, compact.count < length {
      if AccountText.isPlain(bytes[position]) {
        compact.append(bytes[position])
        end = position + 1
      } else if !isSeparator(position) {
        break
      }
      position += 1
    }
    guard compact.count >= 15, compact.dropFirst(2).prefix(2).allSatisfy(AccountText.isDigit) else {
      return nil
    }
    let isSound = BankAccount.isIBAN(String(decoding: compact, as: UTF8.self))
    // One with a slip is meant as one all the same where it is called so.
    guard isSound || isLabelled && compact.filter(AccountText.isDigit).count >= 10 else { return nil }
    add(.iban, compact, letters, end)
    return end
  }

  /// Whether a single blank, dash or full stop between two characters of a number stands there.
  private func isSeparator(_ position: Int) -> Bool {
    guard position > 0, position + 1 < bytes.count, AccountText.isPlain(bytes[position - 1]),
      AccountText.isPlain(bytes[position + 1])
    else { return false }
    return bytes[position] == 0x20 || bytes[position] == UInt8(ascii: "-")
      || bytes[position] == UInt8(ascii: ".")
  }

  // MARK: Numbers

  /// Reads a number of digits that begins at `index`; returns where it ends, nil when it is no account.
  private mutating func number(at index: Int) -> Int? {
    var digits: [UInt8] = []
    var position = index
    var ends: [(count: Int, end: Int)] = []
    while position < bytes.count, digits.count <= 24 {
      if AccountText.isDigit(bytes[position]) {
        digits.append(bytes[position])
        position += 1
        let isGroupEnd = position == bytes.count || !AccountText.isDigit(bytes[position])
        if isGroupEnd { ends.append((digits.count, position)) }
      } else if isSeparator(position), AccountText.isDigit(bytes[position + 1]) {
        position += 1
      } else {
        break
      }
    }
    if let twenty = ends.first(where: { $0.count == 20 }), isRussian(digits) {
      add(
        digits.starts(with: "301".utf8) ? .correspondent : .russian, Array(digits.prefix(20)), index,
        twenty.end)
      return twenty.end
    }
    guard let last = ends.last(where: { (6...18).contains($0.count) }) else { return nil }
    guard let kind = AccountLabel.kind(before: index, in: bytes) else { return nil }
    guard kind == .bik || isAboutBanks(around: index) else { return nil }
    let count = kind == .bik ? 9 : last.count
    guard let end = ends.first(where: { $0.count == count })?.end else { return nil }
    add(kind, Array(digits.prefix(count)), index, end)
    return end
  }

  /// Whether 20 digits begin as accounts do in the Russian plan of accounts.
  private func isRussian(_ digits: [UInt8]) -> Bool {
    let start = String(decoding: digits.prefix(3), as: UTF8.self)
    return AccountLabel.russianStarts.contains(start)
  }

  /// Whether the text around speaks of banks: an "account number" may be a customer number as well.
  private func isAboutBanks(around index: Int) -> Bool {
    let near = bytes[max(0, index - 300)..<min(bytes.count, index + 300)]
    return AccountLabel.banks.contains { near.firstRange(of: $0) != nil }
  }

  private func isAfter(_ label: [UInt8], _ index: Int, within reach: Int) -> Bool {
    bytes[max(0, index - reach)..<index].firstRange(of: label) != nil
  }

  // MARK: Banks

  /// Finds BICs and IFSCs behind their names.
  private mutating func findBanks() {
    for label in AccountLabel.bankCodes {
      var from = 0
      while from < bytes.count, let found = bytes[from...].firstRange(of: label) {
        from = found.upperBound
        guard let word = AccountLabel.codeWord(after: found.upperBound, in: bytes) else { continue }
        let code = Array(bytes[word])
        let isCode =
          AccountLabel.isBIC(code) && isCapital(word) || AccountLabel.isIFSC(code)
        guard isCode, !findings.contains(where: { $0.range.contains(text.offsets[word.lowerBound]) }) else {
          continue
        }
        let isBIC = AccountLabel.isBIC(code)
        add(isBIC ? .bic : .routing, isBIC ? Array(code.prefix(8)) : code, word.lowerBound, word.upperBound)
      }
    }
  }

  /// Whether a word is written in capitals: `SWIFT delivery` names no bank.
  private func isCapital(_ word: Range<Int>) -> Bool {
    !word.contains { index in
      let byte = text.source[text.offsets[index]]
      return byte >= 0x61 && byte <= 0x7A
    }
  }
}
