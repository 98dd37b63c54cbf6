// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import Testing

@Suite("A time")
struct TimestampTests {
  private let date = Date(timeIntervalSince1970: 1_772_432_040.75)

  @Test(
    "is printed as RFC 3339 with its offset",
    arguments: [
      (0, "2026-03-02T06:14:00Z"), (10_800, "2026-03-02T09:14:00+03:00"),
      (-12_600, "2026-03-02T02:44:00-03:30"),
    ])
  func rfc3339(_ offset: Int, _ text: String) throws {
    let zone = try #require(TimeZone(secondsFromGMT: offset))
    #expect(Timestamp.rfc3339(date, zone: zone) == text)
    #expect(Timestamp.short(date, zone: zone) == text.replacing("T", with: " ").prefix(16))
  }

  @Test("is padded by characters in tables of figures")
  func padding() {
    #expect("a".padded(to: 3) == "a  ")
    #expect("a".leftPadded(to: 3) == "  a")
    #expect("abcd".padded(to: 3) == "abcd")
  }
}
