// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("A key as it is compared")
struct OrderKeyTests {
  @Test(
    "is one in all its writings",
    arguments: [
      ("SO-2026-00417", "SO2026.417"), ("so 2026 417", "SO2026.417"), ("SО–2026–00417", "SO2026.417"),
      ("000", "0"), ("00-07", "0.7"), ("A0b010", "A0B10"), ("1 200", "1.200"), ("ЗК-004512", "ЗK4512"),
      ("٤٢", "42"), ("", ""), ("--", ""),
    ])
  func normalised(_ written: String, _ compared: String) {
    #expect(OrderKey.normalised(written) == compared)
  }

  @Test(
    "is the same whether it is worked out byte by byte or by Unicode's tables",
    arguments: [
      "PO-S-2026-014", "0010-00", "a1b02c003", "7", "0", "INV/26/0042",
    ])
  func bothWays(_ written: String) {
    // A character that counts for nothing, outside ASCII, takes the other way.
    #expect(OrderKey.normalised(written) == OrderKey.normalised("№" + written))
  }
}
