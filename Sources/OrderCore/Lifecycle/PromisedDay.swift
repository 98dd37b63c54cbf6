// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// A day, or a week, that somebody names for what is to come.
package struct PromisedDay: Hashable, Sendable {
  /// As ISO 8601 writes it: `2026-04-14`, or `2026-W16`.
  package let text: String

  /// Finds the first day in a text, Russian, English or German, that lies in the 400 days after it was written; nil
  /// when none does.
  ///
  /// Days without a year are the next such; `4/5` is left alone, since nobody knows which is the month.
  ///
  /// - Parameter written: seconds since 1970.
  package init?(in text: String, written: Double) {
    let today = Int((written / 86_400).rounded(.down))
    var text = text
    let found = text.withUTF8 { bytes -> String? in
      let words = Self.words(bytes)
      for index in words.indices {
        if let week = Self.week(at: index, words, today) { return week }
        guard let day = Self.day(at: index, words, bytes, today) else { continue }
        if day >= today, day <= today + Self.reach { return Self.iso(day) }
      }
      return nil
    }
    guard let found else { return nil }
    self.text = found
  }

  private static let reach = 400
  /// A promise stands near the top; more words are not looked at.
  private static let mostWords = 4_000

  private struct Item {
    let text: String
    let number: Int?
    let start: Int
    let end: Int
  }

  private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> [Item] {
    var scanner = WordScanner(bytes)
    var words: [Item] = []
    while words.count < mostWords, let word = scanner.next() {
      let text = String(decoding: scanner.folded[word.foldedStart..<word.foldedEnd].prefix(24), as: UTF8.self)
      scanner.forgetFolded()
      let number = text.utf8.count <= 4 ? Int(text) : nil
      words.append(Item(text: text, number: number, start: word.start, end: word.end))
    }
    return words
  }

  // MARK: Days

  /// The day that begins at a word, in days since 1970.
  private static func day(
    at index: Int, _ words: [Item], _ bytes: UnsafeBufferPointer<UInt8>, _ today: Int
  ) -> Int? {
    func number(_ offset: Int) -> Int? {
      words.indices.contains(index + offset) ? words[index + offset].number : nil
    }
    func month(_ offset: Int) -> Int? {
      words.indices.contains(index + offset) ? months[words[index + offset].text] : nil
    }
    func sign(_ offset: Int) -> UInt8? {
      guard words.indices.contains(index + offset + 1),
        words[index + offset + 1].start == words[index + offset].end + 1
      else { return nil }
      return bytes[words[index + offset].end]
    }
    let (dot, dash) = (UInt8(ascii: "."), UInt8(ascii: "-"))
    if let first = number(0), let second = number(1), sign(0) == dash || sign(0) == dot, sign(0) == sign(1),
      let third = number(2)
    {
      return first > 31 ? days(first, second, third) : days(third < 100 ? 2000 + third : third, second, first)
    }
    if let first = number(0), let second = number(1), sign(0) == dot,
      words[index + 1].end < bytes.count,
      bytes[words[index + 1].end] == dot || words[index + 1].text.utf8.count == 2
    {
      return next(second, first, today)
    }
    if let date = number(0),
      let name = month(1)
        ?? (words.indices.contains(index + 1) && words[index + 1].text == "of" ? month(2) : nil)
    {
      return year(number(2) ?? number(3), name, date, today)
    }
    if let name = month(0), let date = number(1) { return year(number(2), name, date, today) }
    return nil
  }

  private static func year(_ year: Int?, _ month: Int, _ day: Int, _ today: Int) -> Int? {
    guard let year, (2000...2099).contains(year) else { return next(month, day, today) }
    return days(year, month, day)
  }

  /// The next such day from today on.
  private static func next(_ month: Int, _ day: Int, _ today: Int) -> Int? {
    let year = civil(today).year
    return [year, year + 1].lazy.compactMap { days($0, month, day) }.first { $0 >= today }
  }

  /// The week that a word and the number behind it name.
  private static func week(at index: Int, _ words: [Item], _ today: Int) -> String? {
    guard ["kw", "kalenderwoche", "week", "cw", "wk"].contains(words[index].text),
      words.indices.contains(index + 1), let week = words[index + 1].number, (1...53).contains(week)
    else { return nil }
    let (year, month, _) = civil(today)
    // In autumn, week 3 is next year's.
    return "\(week < 20 && month > 8 ? year + 1 : year)-W\(week < 10 ? "0" : "")\(week)"
  }

  private static let months: [String: Int] = {
    let names = [
      "january jan januar janner января январь янв", "february feb februar февраля февраль фев",
      "march mar marz maerz марта март", "april apr апреля апрель апр", "may mai мая май",
      "june jun juni июня июнь",
      "july jul juli июля июль", "august aug августа август авг", "september sept sep сентября сентябрь сен",
      "october oct oktober okt октября октябрь окт", "november nov ноября ноябрь ноя",
      "december dec dezember dez декабря декабрь дек",
    ]
    var months: [String: Int] = [:]
    for (index, list) in names.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()

  // MARK: The calendar

  /// The days from 1970 to a day; nil for a day that there is not.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1970...2099).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let result = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    return civil(result) == (year, month, day) ? result : nil
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * part + 2) / 5 + 1)
  }

  private static func iso(_ days: Int) -> String {
    let (year, month, day) = civil(days)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
