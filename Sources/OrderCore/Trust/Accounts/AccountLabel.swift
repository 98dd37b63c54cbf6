// SPDX-License-Identifier: Apache-2.0

/// The words by which people say what a number is, as `AccountText` writes them.
enum AccountLabel {
  static let iban = Array("IBAN".utf8)

  /// The first digits of accounts in the Russian plan of accounts: budgets, treasury, banks, companies, people.
  static let russianStarts: Set<String> = [
    "030", "031", "032", "033", "301", "302", "303", "401", "402", "403", "404", "405", "406", "407", "408",
    "410",
    "411", "412", "413", "414", "415", "416", "417", "418", "419", "420", "421", "422", "423", "424", "425",
    "426",
  ]

  private static let words: [(BankAccount.Kind, [String])] = [
    (.bik, ["БИК"]),
    (.routing, ["SORT CODE", "SORTCODE", "ROUTING", "ABA", "BLZ", "BANKLEITZAHL", "BSB"]),
    (
      .account,
      [
        "ACCOUNT", "ACCT", "A/C", "ACC", "KONTONUMMER", "KONTO", "KTO", "Р/С", "РАСЧЕТНЫЙ СЧЕТ",
        "СЧЕТ ПОЛУЧАТЕЛЯ", "НОМЕР СЧЕТА",
      ]
    ),
  ]
  private static let kinds: [(words: [UInt8], kind: BankAccount.Kind)] = words.flatMap { kind, words in
    words.map { (words: AccountText($0).bytes, kind: kind) }
  }

  /// Words that may stand between such a word and its number.
  private static let fillers: Set<[UInt8]> = Set(
    [
      "NO", "NUMBER", "NUM", "NR", "IS", "OF", "THE", "NEW", "OUR", "INR", "EUR", "USD", "GBP", "CNY", "RUB",
      "CURRENT", "CODE", "NUMMER", "NEUE", "LAUTET", "IST", "НОМЕР", "НОВЫЙ", "NEUES", "DE", "TRANSIT", "ЭТО",
      "N",
    ].map { AccountText($0).bytes })

  static let banks: [[UInt8]] = [
    "BANK", "БАНК", "SWIFT", "BIC", "IFSC", "ROUTING", "SORT CODE", "BLZ", "БИК", "BENEFICIARY", "ПОЛУЧАТЕЛ",
    "SPARKASSE", "KREDITINSTITUT", "REMIT", "IBAN", "BRANCH", "WIRE", "ACH",
  ].map { AccountText($0).bytes }

  static let bankCodes: [[UInt8]] = ["BIC", "SWIFT", "IFSC", "СВИФТ"].map { AccountText($0).bytes }
  private static let codeFillers: Set<[UInt8]> = Set(
    ["BIC", "SWIFT", "CODE", "IS", "КОД", "NUMBER", "NR", "NO", "ADDRESS", "БИК"].map {
      AccountText($0).bytes
    })

  /// What the words right before a number say that it is, nil when they say nothing of accounts.
  static func kind(before index: Int, in bytes: [UInt8]) -> BankAccount.Kind? {
    var end = index
    for _ in 0..<6 {
      while end > 0, !AccountText.isWord(bytes[end - 1]) {
        // Numbers are labelled on their line, or right above.
        if index - end > 12 { return nil }
        end -= 1
      }
      let before = bytes[..<end]
      for (words, kind) in kinds
      where before.count >= words.count && before.suffix(words.count).elementsEqual(words) {
        let start = end - words.count
        if start == 0 || !AccountText.isWord(bytes[start - 1]) { return kind }
      }
      var start = end
      while start > 0, end - start < 16, AccountText.isWord(bytes[start - 1]) { start -= 1 }
      guard start < end, fillers.contains(Array(bytes[start..<end])) else { return nil }
      end = start
    }
    return nil
  }

  /// The first word behind a label that is not part of the label, nil when there is none near.
  static func codeWord(after index: Int, in bytes: [UInt8]) -> Range<Int>? {
    guard index >= bytes.count || !AccountText.isWord(bytes[index]) else { return nil }
    var position = index
    for _ in 0..<4 {
      let gap = position
      while position < bytes.count, !AccountText.isWord(bytes[position]) {
        if position - gap > 8 { return nil }
        position += 1
      }
      let start = position
      while position < bytes.count, AccountText.isWord(bytes[position]) { position += 1 }
      guard start < position else { return nil }
      if !codeFillers.contains(Array(bytes[start..<position])) { return start..<position }
    }
    return nil
  }

  /// Whether a word has the form of a BIC: four letters of a bank, two of a country, two of a place, perhaps three more.
  static func isBIC(_ word: [UInt8]) -> Bool {
    guard word.count == 8 || word.count == 11, word.prefix(6).allSatisfy(AccountText.isLatin),
      word.allSatisfy(AccountText.isPlain)
    else { return false }
    let country = String(decoding: word[4..<6], as: UTF8.self)
    return IBANCountry.lengths[country] != nil || IBANCountry.others.contains(country)
  }

  /// Whether a word has the form of an Indian IFSC: four letters of a bank, a zero, six of a branch.
  static func isIFSC(_ word: [UInt8]) -> Bool {
    word.count == 11 && word.prefix(4).allSatisfy(AccountText.isLatin) && word[4] == 0x30
      && word.allSatisfy(AccountText.isPlain)
  }
}
