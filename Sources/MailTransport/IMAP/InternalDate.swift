// SPDX-License-Identifier: Apache-2.0

/// Reads INTERNALDATE: ` 7-Feb-1994 22:43:04 -0800` (RFC 9051 §9, date-time).
enum InternalDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Returns seconds since 1970, nil for what is no date-time: it is a hint, so a bad one is no error.
  static func seconds(_ bytes: [UInt8]) -> Double? {
    let fields = String(decoding: bytes.prefix(64), as: UTF8.self).split(separator: " ")
    guard fields.count == 3 else { return nil }
    let date = fields[0].split(separator: "-")
    let time = fields[1].split(separator: ":").compactMap { Int($0) }
    guard date.count == 3, let day = Int(date[0]), let year = Int(date[2]), time.count == 3,
      let month = months.firstIndex(of: date[1].lowercased()), let zone = offset(fields[2]),
      (1...31).contains(day), (1...9999).contains(year), (0...23).contains(time[0]),
      (0...59).contains(time[1]),
      (0...60).contains(time[2])
    else { return nil }
    let days = daysSince1970(year: year, month: month + 1, day: day)
    return Double(days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2] - zone)
  }

  private static func offset(_ text: Substring) -> Int? {
    guard text.count == 5, let value = Int(text.dropFirst()), text.hasPrefix("+") || text.hasPrefix("-")
    else {
      return nil
    }
    let seconds = value / 100 * 3600 + value % 100 * 60
    return text.hasPrefix("-") ? -seconds : seconds
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
