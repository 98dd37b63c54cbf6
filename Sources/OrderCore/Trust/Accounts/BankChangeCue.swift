// SPDX-License-Identifier: Apache-2.0

/// Tells whether a text speaks of other bank details, in Russian, English or German.
///
/// Rules recognise the event; this looks out behind them, where an account number stands in the message and money is
/// what a miss costs. Words of banks and words of change must stand near each other in one sentence.
enum BankChangeCue {
  /// Returns whether some sentence speaks of a change.
  static func isIn(_ text: String) -> Bool {
    let bytes = AccountText(text).bytes
    var bank = -far
    var change = -2 * far
    var preposition = -far
    var count = 0
    var isSame = false
    var found = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      guard AccountText.isWord(byte) else {
        if isSentenceEnd(at: position, in: bytes) {
          if found, !isSame { return true }
          (bank, change, found, isSame) = (-far, -2 * far, false, false)
        }
        position += 1
        continue
      }
      let start = position
      while position < bytes.count, AccountText.isWord(bytes[position]) { position += 1 }
      count += 1
      let word = bytes[start..<position]
      if same.contains(where: { word.starts(with: $0) }) { isSame = true }
      if word.elementsEqual(onto) { preposition = count }
      if banks.contains(where: { word.starts(with: $0) }) { bank = count }
      if word.starts(with: account), count - preposition <= 2 { bank = count }
      if changes.contains(where: { word.starts(with: $0) }) { change = count }
      if abs(bank - change) <= near { found = true }
    }
    return found && !isSame
  }

  /// A full stop behind a word, and not within a number or an abbreviation of one letter; or an empty line.
  private static func isSentenceEnd(at position: Int, in bytes: [UInt8]) -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      return position + 1 == bytes.count || bytes[position + 1] == 0x20 || bytes[position + 1] == 10
    case 10: return position + 1 < bytes.count && bytes[position + 1] == 10
    default: return false
    }
  }

  /// So many words apart at most.
  private static let near = 8
  private static let far = 1_000

  private static func folded(_ words: String) -> [[UInt8]] {
    words.split(separator: " ").map { AccountText(String($0)).bytes }
  }

  private static let banks = folded(
    "bank iban account acct konto kontonummer bankverbindung bankdaten beneficiary payee реквизит расчетн банк"
  )
  private static let changes = folded(
    "new chang updat differ another closed replac instead switch moved longer amend alternat neu geander ander "
      + "gewechselt wechsel umgestell umstell statt aktualis anstelle aufgelost измен смен поменя обнов друг закрыт "
      + "вместо перешл перевел актуал новый новые новых новую новое новым новыми новому нового иной иные")
  private static let same = folded("unchang unverander remain прежн неизмен gleichgeblieben")
  /// In Russian an invoice is a `счёт`, too; money goes `на счёт`.
  private static let account = AccountText("счет").bytes
  private static let onto = AccountText("на").bytes
}
