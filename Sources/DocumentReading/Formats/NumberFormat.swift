// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How a spreadsheet shows a number, as far as it changes what people read (ECMA-376 part 1, 18.8.30).
enum NumberFormat: Hashable {
  case general
  /// A day, a time of day, or both, in ISO 8601.
  case date(hasDay: Bool, hasTime: Bool)
  /// Leading zeros up to a width: how order numbers are often kept.
  case zeros(Int)
  case percent

  /// The format of a number that needs no code.
  init(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date(hasDay: true, hasTime: false)
    case 18...21, 32, 33, 45...47, 55, 56: self = .date(hasDay: false, hasTime: true)
    case 22: self = .date(hasDay: true, hasTime: true)
    case 9, 10: self = .percent
    default: self = .general
    }
  }

  /// The format of a code such as `dd.mm.yyyy` or `000000`.
  init(code: String) {
    let letters = Self.letters(of: code)
    let hasDay = letters.contains { $0 == "d" || $0 == "y" }
    let hasTime = letters.contains { $0 == "h" || $0 == "s" }
    if hasDay || hasTime || letters.contains("m") {
      self = .date(hasDay: hasDay || !hasTime, hasTime: hasTime)
    } else if letters.contains("%") {
      self = .percent
    } else if !letters.isEmpty, letters.count < 30, letters.allSatisfy({ $0 == "0" }) {
      self = .zeros(letters.count)
    } else {
      self = .general
    }
  }

  /// The signs of a code's first section that mean something: without quoted text, colours and padding.
  private static func letters(of code: String) -> [Character] {
    var letters: [Character] = []
    var isQuoted = false
    var bracket: [Character]?
    var isNextLiteral = false
    for letter in code.prefix(256).lowercased() {
      if isNextLiteral {
        isNextLiteral = false
      } else if letter == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if let inside = bracket {
        // [h], [mm] and [ss] are times that may pass a day; everything else in brackets is a colour or a
        // locale.
        if letter == "]", let first = inside.first, "hms".contains(first), Set(inside).count == 1 {
          letters.append(contentsOf: inside)
        }
        bracket = letter == "]" ? nil : inside + [letter]
      } else {
        switch letter {
        case "[": bracket = []
        case "\\", "_", "*": isNextLiteral = true
        case ";": return letters
        case "g" where letters.isEmpty && code.lowercased().hasPrefix("general"): return []
        default: letters.append(letter)
        }
      }
    }
    return letters
  }

  /// A stored number as people see it; `is1904` counts days from 1904.
  func shown(_ stored: String, is1904: Bool) -> String {
    guard let value = Double(stored), value.isFinite else { return stored }
    switch self {
    case .date(let hasDay, let hasTime):
      return Self.date(value, hasDay: hasDay, hasTime: hasTime, is1904: is1904) ?? Self.plain(value)
    case .zeros(let width):
      let digits = Self.plain(value)
      guard digits.allSatisfy(\.isNumber) else { return digits }
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    case .percent: return Self.plain(value * 100) + "%"
    case .general: return Self.plain(value)
    }
  }

  /// Fifteen digits, as spreadsheets have: 0.1 + 0.2 is stored with more.
  private static func plain(_ value: Double) -> String {
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
    return String(format: "%.15g", value)
  }

  private static func date(_ value: Double, hasDay: Bool, hasTime: Bool, is1904: Bool) -> String? {
    guard (0..<2_958_466).contains(value) else { return nil }
    let seconds = Int((value * 86_400).rounded())
    let (day, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
    var parts: [String] = []
    if hasDay {
      // Day 60 is a 29th February 1900 that never was, day 1 is 1st January 1900.
      let sinceEpoch = is1904 ? day - 24_107 : day - (day < 60 ? 25_568 : 25_569)
      parts.append(civil(sinceEpoch))
    }
    if hasTime {
      let clock = [hasDay ? time / 3_600 : seconds / 3_600, time / 60 % 60, time % 60]
      parts.append(clock.prefix(clock[2] == 0 ? 2 : 3).map { padded($0, 2) }.joined(separator: ":"))
    }
    return parts.joined(separator: " ")
  }

  /// The date of a day counted from 1970, in the proleptic Gregorian calendar.
  private static func civil(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let ofMonth = ofYear - (153 * month + 2) / 5 + 1
    let isAfterDecember = month >= 10
    let months = isAfterDecember ? month - 9 : month + 3
    return
      "\(padded(year + era * 400 + (isAfterDecember ? 1 : 0), 4))-\(padded(months, 2))-\(padded(ofMonth, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
