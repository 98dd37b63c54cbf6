// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel

/// Dates as letters quote them: day, month, year and minute in UTC, without locale data.
enum QuotedDate {
  /// Returns text such as `02.03.2026 09:14 UTC`, in English `2026-03-02 09:14 UTC`.
  static func text(_ date: Date, language: Language) -> String {
    let (year, month, day, minute) = civil(date)
    let time = "\(two(minute / 60)):\(two(minute % 60)) UTC"
    return language == .english
      ? "\(year)-\(two(month))-\(two(day)) \(time)" : "\(two(day)).\(two(month)).\(year) \(time)"
  }

  /// The civil date of an instant in UTC and its minute of the day (Hinnant's days-to-civil).
  private static func civil(_ date: Date) -> (year: Int, month: Int, day: Int, minute: Int) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day, (seconds - days * 86_400) / 60)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
