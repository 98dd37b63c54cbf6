// SPDX-License-Identifier: Apache-2.0

/// Reads INTERNALDATE: ` 7-Feb-1994 22:43:04 -0800` (RFC 9051 §9, date-time).
///
/// Read for every message that is listed, so it goes over the bytes without making strings.
enum InternalDate {
  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { letters in letters.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  /// Returns seconds since 1970, nil for what is no date-time: it is a hint, so a bad one is no error.
  static func seconds(_ bytes: [UInt8]) -> Double? {
    guard bytes.count <= 64 else { return nil }
    var rest = bytes[...]
    skipBlanks(&rest)
    guard let day = number(&rest, upTo: 31), day > 0, skip("-", &rest), let month = month(&rest),
      skip("-", &rest), let year = number(&rest, upTo: 9999), year > 0, skipBlanks(&rest) > 0,
      let hour = number(&rest, upTo: 23), skip(":", &rest), let minute = number(&rest, upTo: 59),
      skip(":", &rest), let second = number(&rest, upTo: 60), skipBlanks(&rest) > 0,
      let zone = offset(rest)
    else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    return Double(days * 86_400 + hour * 3600 + minute * 60 + second - zone)
  }

  @discardableResult
  private static func skipBlanks(_ rest: inout ArraySlice<UInt8>) -> Int {
    var count = 0
    while rest.first == 32 {
      rest.removeFirst()
      count += 1
    }
    return count
  }

  private static func skip(_ mark: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, upTo limit: Int) -> Int? {
    var number: Int?
    while let digit = rest.first, (48...57).contains(digit) {
      let next = (number ?? 0) * 10 + Int(digit - 48)
      guard next <= limit else { return nil }
      number = next
      rest.removeFirst()
    }
    return number
  }

  private static func month(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= 3 else { return nil }
    let letters = rest.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1 | 0x20) }
    guard let index = months.firstIndex(of: letters) else { return nil }
    rest.removeFirst(3)
    return index + 1
  }

  private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.count == 5, let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else {
      return nil
    }
    var digits = text.dropFirst()
    guard let value = number(&digits, upTo: 9999), digits.isEmpty else { return nil }
    let seconds = value / 100 * 3600 + value % 100 * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// The days from 1970-01-01 to a civil date (Hinnant's civil-to-days).
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
