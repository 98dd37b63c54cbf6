// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import TextAnalysis

/// Reads the query language, left to right.
struct SearchQueryParser {
  private let text: [Character]
  private var position = 0

  /// More than anyone types; keeps what SQLite is asked small.
  static let lengthLimit = 1000

  private static let closingQuotes: [Character: Set<Character>] = [
    "\"": ["\""], "“": ["”", "“"], "„": ["“", "”"], "«": ["»"], "»": ["«"],
  ]

  init(_ text: String) {
    self.text = Array(text.prefix(Self.lengthLimit + 1))
  }

  /// Returns the clauses, at least one.
  mutating func parse() throws(SearchQueryError) -> [SearchQuery.Clause] {
    guard text.count <= Self.lengthLimit else { throw .tooLong(limit: Self.lengthLimit) }
    var clauses: [SearchQuery.Clause] = []
    while skipBlanks() {
      let isNegated = takeMinus()
      guard let condition = try condition() else { continue }
      clauses.append(SearchQuery.Clause(condition: condition, isNegated: isNegated))
    }
    guard !clauses.isEmpty else { throw .empty }
    return clauses
  }

  private mutating func skipBlanks() -> Bool {
    while position < text.count, text[position].isWhitespace { position += 1 }
    return position < text.count
  }

  /// A minus right before a word or a phrase leaves out what follows.
  private mutating func takeMinus() -> Bool {
    guard text[position] == "-" || text[position] == "−", position + 1 < text.count,
      !text[position + 1].isWhitespace
    else { return false }
    position += 1
    return true
  }

  /// The next condition, nil for something without a letter or digit.
  private mutating func condition() throws(SearchQueryError) -> SearchQuery.Condition? {
    if let phrase = takeQuoted() { return Self.hasWord(phrase) ? .text(phrase) : nil }
    if let field = takeField() {
      let value = takeQuoted() ?? takeWord()
      guard !value.isEmpty else { throw .missingValue(field: field) }
      return try Self.condition(field, value)
    }
    let word = takeWord()
    return Self.hasWord(word) ? .text(word) : nil
  }

  private mutating func takeQuoted() -> String? {
    guard position < text.count, let closing = Self.closingQuotes[text[position]] else { return nil }
    let start = position + 1
    // An unclosed quotation ends with the query.
    let end = text[start...].firstIndex { closing.contains($0) } ?? text.count
    position = min(end + 1, text.count)
    return String(text[start..<end])
  }

  private mutating func takeWord() -> String {
    let start = position
    // A quotation mark ends a word, so `word"a phrase"` is both; at the start it is an ordinary character.
    while position < text.count, !text[position].isWhitespace,
      position == start || Self.closingQuotes[text[position]] == nil
    { position += 1 }
    return String(text[start..<position])
  }

  /// Latin letters and a colon, unless blank or `//` follows: `Re: price`, `http://…` are words.
  private mutating func takeField() -> String? {
    var end = position
    while end < text.count, text[end].isASCII, text[end].isLetter { end += 1 }
    guard end > position, end < text.count, text[end] == ":" else { return nil }
    let name = String(text[position..<end]).lowercased()
    if !SearchQuery.fields.contains(name) {
      let after = text[(end + 1)...]
      guard let next = after.first, !next.isWhitespace, next != "/" else { return nil }
    }
    position = end + 1
    return name
  }

  private static func condition(
    _ field: String, _ value: String
  ) throws(SearchQueryError) -> SearchQuery.Condition {
    func bad(_ expected: String) -> SearchQueryError {
      .badValue(field: field, value: value, expected: expected)
    }
    switch field {
    case "order":
      guard hasWord(value) else { throw bad("a number of the order") }
      return .order(value)
    case "from", "to":
      guard hasWord(value) else { throw bad("a name, an address or a domain") }
      return field == "from" ? .from(value) : .to(value)
    case "party":
      if let role = PartyRole(rawValue: value.lowercased()) { return .role(role) }
      guard hasWord(value) else { throw bad("a role, a name, an address or a domain") }
      return .party(value)
    case "event":
      if let event = Event(rawValue: value.lowercased()) { return .event(event) }
      throw bad(expectedEvent(for: value.lowercased()))
    case "has":
      if let thing = SearchQuery.Possession(rawValue: value.lowercased()) { return .has(thing) }
      throw bad(SearchQuery.Possession.allCases.map(\.rawValue).joined(separator: ", "))
    case "before", "after":
      guard let date = SearchDate.parse(value) else {
        throw bad("a day such as 2026-03-31 or 31.03.2026, a month (2026-03) or a year (2026)")
      }
      return field == "before" ? .before(date) : .after(date)
    case "in": return .location(value)
    case "lang":
      guard value.count <= 8, value.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw bad("a language tag such as ru, en or de")
      }
      return .language(Language(rawValue: value.lowercased()))
    default: throw .unknownField(field)
    }
  }

  private static func expectedEvent(for value: String) -> String {
    let names = Event.allCases.map(\.rawValue)
    let word = String(value.prefix(40))
    let near =
      names.first { $0.hasPrefix(word) || word.count > 3 && $0.contains(word) }
      ?? names.min { EditDistance.between($0, word) < EditDistance.between($1, word) }
    return "an event such as \(near ?? Event.quoteSent.rawValue)"
  }

  /// Whether anything of a text can be looked for.
  private static func hasWord(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = WordScanner(bytes)
      return scanner.next() != nil
    }
  }
}

/// Dates as people write them in queries; the start of a day, month or year in UTC.
enum SearchDate {
  /// Returns the date of `2026-03-31`, `31.03.2026`, `2026-03` or `2026`, nil for anything else.
  static func parse(_ text: String) -> Date? {
    let isGerman = text.contains(".")
    let parts = text.split(separator: isGerman ? "." : "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ 1...4 ~= $0.count && $0.allSatisfy(\.isASCII) }) else { return nil }
    var numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    if isGerman {
      guard numbers.count == 3 else { return nil }
      numbers.reverse()
    }
    guard 1...3 ~= numbers.count, 1000...9999 ~= numbers[0] else { return nil }
    let month = numbers.count > 1 ? numbers[1] : 1
    let day = numbers.count > 2 ? numbers[2] : 1
    guard 1...12 ~= month, 1...days(in: month, of: numbers[0]) ~= day else { return nil }
    return Date(timeIntervalSince1970: Double(number(ofDay: day, month: month, year: numbers[0])) * 86_400)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted from March so that the leap day comes last.
  private static func number(ofDay day: Int, month: Int, year: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
