// SPDX-License-Identifier: Apache-2.0

@testable import KontorCommands
import TestSupport
import Testing

@Suite("A table")
struct TableTests {
  @Test(
    "measures what a terminal shows",
    arguments: [
      ("", 0), ("abc", 3), ("Заказ", 5), ("報價單", 6), ("e\u{301}", 1), ("ﾊﾝｶｸ", 4), ("ＡＢ", 4), ("한국", 4),
      ("a\u{200B}b", 2),
      ("й", 1), ("и\u{306}", 1), ("👍", 2),
    ])
  func width(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(
    "cuts to a width and says so",
    arguments: [
      ("Customer", 8, "Customer"), ("Customer", 7, "Custom…"), ("報價單", 5, "報價…"), ("報價單", 4, "報…"),
      ("Заказчик", 4, "Зак…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
  func cut(_ text: String, _ width: Int, _ expected: String) {
    #expect(DisplayWidth.cut(text, to: width) == expected)
    #expect(DisplayWidth.of(DisplayWidth.cut(text, to: width)) <= width)
  }

  @Test("aligns columns and keeps text from mail on its line")
  func lines() throws {
    var table = Table("ORDER", "CUSTOMER", "SUBJECT")
    #expect(table.isEmpty)
    table.add("SO-2026-00042", "Bearings Ltd", "plain")
    table.add("ЗК-004431", "АО «Камский редуктор»", "Запрос цены")
    table.add("–", "東京製作所", "two\nlines and \u{1B}[31mred")
    table.add("x", "e\u{301}co\u{302}le", "")
    #expect(!table.isEmpty)
    try expectGolden(table.lines.joined(separator: "\n") + "\n", "table.txt")
  }
}
