// SPDX-License-Identifier: Apache-2.0

import CGMime
import Foundation

/// Reads and writes the `Date` header (RFC 5322 §3.3).
enum DateField {
  /// The moment it names, nil when it can't be read.
  ///
  /// Obsolete, localised and broken forms are read too: the words may stand in any order; see `DateReading`.
  static func parse(_ value: [UInt8]) -> Date? {
    DateReading(value.prefix(256)).seconds.map { Date(timeIntervalSince1970: TimeInterval($0)) }
  }

  /// The header's text in UTC.
  ///
  /// It looks like `Mon, 02 Mar 2026 06:14:00 +0000`; fractions of a second are cut.
  static func format(_ date: Date) -> String {
    let seconds = date.timeIntervalSince1970
    var text = [CChar](repeating: 0, count: 64)
    guard abs(seconds) < 1e11, kontor_mime_format_date(Int64(seconds.rounded(.down)), &text) != 0 else {
      return "Thu, 01 Jan 1970 00:00:00 +0000"
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
