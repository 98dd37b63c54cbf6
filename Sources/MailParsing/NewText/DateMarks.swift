// SPDX-License-Identifier: Apache-2.0

/// Signs of a date in folded text; which date it is does not matter.
enum DateMarks {
  /// `9:14`, `10h30`, or `17.50` behind a comma or a word such as “klo”.
  static func hasTime(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return false }
    for index in 1..<bytes.count - 2 {
      let sign = bytes[index]
      guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: "h") || sign == UInt8(ascii: ".") else {
        continue
      }
      guard bytes[index - 1].isDigit, bytes[index + 1].isDigit, bytes[index + 2].isDigit else { continue }
      guard sign == UInt8(ascii: ".") else { return true }
      if isDottedTime(bytes, at: index) { return true }
    }
    return false
  }

  /// `, 18.30,` or `klo 17.50 `: two digits behind the dot, no third part, and a comma or a short word
  /// before.
  private static func isDottedTime(_ bytes: [UInt8], at dot: Int) -> Bool {
    let after = dot + 3 < bytes.count ? bytes[dot + 3] : 32
    guard !after.isDigit, after != UInt8(ascii: "."), bytes[dot + 1] < UInt8(ascii: "6") else { return false }
    var start = dot - 1
    while start > 0, bytes[start - 1].isDigit, dot - start < 3 { start -= 1 }
    guard dot - start <= 2, start >= 2, bytes[start - 1] == 32 else { return false }
    let before = bytes[start - 2]
    return before == 44 || before == 46 || before.isLetter || before.isDigit || before >= 0x80
  }

  /// Four digits in a row that may be a year, or a date of two-digit parts.
  static func hasYear(_ bytes: [UInt8]) -> Bool {
    var run = 0
    var dots = 0
    for (index, byte) in bytes.enumerated() {
      if byte.isDigit {
        run += 1
        if run == 4, bytes[index - 3] == UInt8(ascii: "2") || bytes[index - 3] == UInt8(ascii: "1") {
          return true
        }
      } else {
        let isPart = run > 0 && run <= 2 && (byte == 46 || byte == 47 || byte == 45)
        dots = isPart ? dots + 1 : 0
        run = 0
        if dots == 2, index + 2 < bytes.count, bytes[index + 1].isDigit, bytes[index + 2].isDigit {
          return true
        }
      }
    }
    return false
  }

  /// Whether digits at the start are those of a date or a time: `02.03.`, `2 марта`, `9:14`, `2026年`.
  static func startsWithDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = bytes.prefix(while: \.isDigit)
    guard digits.count <= 4 else { return false }
    let rest = bytes.dropFirst(digits.count)
    guard let sign = rest.first else { return false }
    if [46, 47, 45, 58].contains(sign), rest.dropFirst().first?.isDigit == true { return true }
    if rest.starts(with: "年".utf8) || rest.starts(with: "년".utf8) { return true }
    var words = rest.drop { $0 == 32 || $0 == 46 || $0 == 45 }
    if words.startsFolded(with: "de ") { words = words.dropFirst(3) }
    if words.startsFolded(with: "tháng") { return true }
    return digits.count <= 2 && isMonth(words.prefix { $0.isLetter || $0 >= 0x80 })
  }

  /// Whether a folded word is the name of a month or its beginning.
  static func isMonth(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 2 && word.count <= 24 && months.contains { word.starts(with: $0) }
  }

  private static let months: [[UInt8]] = """
    jan feb mar apr may jun jul aug sep oct nov dec mai märz mär okt dez янв фев мар апр мая май июн июл авг
    сен
    окт ноя дек січ лют бер квіт трав черв лип серп вер жовт лист груд юни юли févr fév avr juin juil août déc
    ene abr ago dic gen mag giu lug set ott fev out mrt mei sty lut kwi maj cze lip sie wrz paź lis gru led
    úno
    bře dub kvě čer srp zář říj pro tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu oca
    şub
    nis haz tem ağu eyl eki kas ara févr ian iun iul noi márc ápr máj jún júl szept ιαν
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
}
