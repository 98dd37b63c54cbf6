// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Times as commands print and read them.
enum Timestamp {
  /// Returns RFC 3339 with the local offset, such as `2026-03-02T09:14:00+03:00`.
  static func rfc3339(_ date: Date, zone: TimeZone = .current) -> String {
    var style = Date.ISO8601FormatStyle(timeZone: zone)
    style = style.year().month().day().dateSeparator(.dash)
      .time(includingFractionalSeconds: false).timeSeparator(.colon).timeZone(separator: .colon)
    return date.formatted(style)
  }

  /// Returns a short local time for people, such as `2026-03-02 09:14`.
  static func short(_ date: Date, zone: TimeZone = .current) -> String {
    String(rfc3339(date, zone: zone).replacing("T", with: " ").prefix(16))
  }
}
