// SPDX-License-Identifier: Apache-2.0

/// Names of months as mail writes them.
enum DateWords {
  /// The month that a word in lower case names by its beginning, nil for other words.
  static func month(named word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 3 else { return nil }
    return beginnings.first { word.starts(with: $0.bytes) }?.month
  }

  /// What is enough of each name: English, German, French, Spanish, Italian, Polish; Russian and Ukrainian.
  private static let beginnings: [(bytes: [UInt8], month: Int)] = {
    let names = [
      "jan jän ene gen sty янв січ", "feb fév fev лют фев", "mar mär mae mrz мар бер",
      "apr avr abr kwi апр кві", "may mai mag maj мая май тра", "jun juin giu cze июн чер",
      "jul juil lug lip июл лип", "aug août aou ago sie авг сер", "sep set wrz сен вер",
      "oct okt ott paź paz окт жов", "nov lis ноя лис", "dec dez déc dic gru дек гру",
    ]
    var all: [(bytes: [UInt8], month: Int)] = []
    for (index, line) in names.enumerated() {
      for name in line.split(separator: " ") { all.append((Array(name.utf8), index + 1)) }
    }
    // The longest first: `juin` and `juil` before others that begin so.
    return all.sorted { $0.bytes.count > $1.bytes.count }
  }()
}

/// Names and numbers of time zones.
enum DateZone {
  /// The seconds that a zone is ahead of UTC, nil when the word names none.
  static func offset(_ word: ArraySlice<UInt8>) -> Int? {
    let name = word.prefix(while: \.isLetter)
    let number = word[name.endIndex...]
    if name.isEmpty { return numeric(number) }
    guard let base = named[String(decoding: name, as: UTF8.self)] else { return nil }
    // `GMT+0300`, `UTC-5`.
    if base == 0, !number.isEmpty { return numeric(number) ?? 0 }
    return base
  }

  /// `+0300`, `-05:30`, `+3`; not more than a day.
  private static func numeric(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = text.dropFirst().filter { $0 != UInt8(ascii: ":") }.prefix(while: \.isDigit)
    guard (1...6).contains(digits.count) else { return nil }
    let value = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 48) }
    let (hours, minutes) = digits.count <= 2 ? (value, 0) : (value / 100, value % 100)
    // What is no zone says nothing of the time: it is read as UTC.
    guard hours < 24, minutes < 60 else { return 0 }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// RFC 5322 §4.3 and what else is met; the military letters tell nothing, but for Z.
  private static let named: [String: Int] = {
    let hours: [(String, Double)] = [
      ("gmt ut utc z wet", 0), ("bst west cet met mez", 1), ("cest mest mesz eet sast", 2), ("eest msk", 3),
      ("msd gst", 4), ("pkt yekt", 5), ("ist", 5.5), ("ict wib", 7), ("hkt sgt cst8", 8), ("jst kst", 9),
      ("aest", 10), ("aedt", 11), ("nzst", 12), ("nzdt", 13), ("brt", -3), ("edt", -4), ("est cdt", -5),
      ("cst mdt", -6), ("mst pdt", -7), ("pst akdt", -8), ("akst", -9), ("hst", -10),
    ]
    var named: [String: Int] = [:]
    for (names, offset) in hours {
      for name in names.split(separator: " ") { named[String(name)] = Int(offset * 3600) }
    }
    return named
  }()
}
