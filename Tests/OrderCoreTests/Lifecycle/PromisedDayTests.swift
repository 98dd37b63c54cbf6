// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("A promised day")
struct PromisedDayTests {
  /// 2 March 2026.
  private static let written = 1_772_442_000.0

  @Test(
    "is read as people write it",
    arguments: [
      ("Отгрузка 14.04.2026, просим учесть", "2026-04-14"), ("отгрузим 14 апреля", "2026-04-14"),
      ("срок сдвигается на 3 апреля 2026 г.", "2026-04-03"), ("Lieferung am 14.04. ab Werk", "2026-04-14"),
      ("Liefertermin 3. März 2026", "2026-03-03"), ("ready on 14 April", "2026-04-14"),
      ("we will ship by April 14, 2026", "2026-04-14"), ("new date: 2026-04-14", "2026-04-14"),
      ("the 14th of April? 14 of April", "2026-04-14"), ("Liefertermin KW 16", "2026-W16"),
      ("delivery in week 9", "2026-W09"), ("до 15 января", "2027-01-15"), ("14.04.26", "2026-04-14"),
    ])
  func found(_ text: String, _ day: String) {
    #expect(PromisedDay(in: text, written: Self.written)?.text == day)
  }

  @Test(
    "is not seen in other numbers",
    arguments: [
      "phone 040 123 45 67", "SO-2026-00417", "your letter of 14 February 2026", "31.02.2026", "4/5",
      "version 3.4",
      "12.500,00 EUR", "99.99.2026", "", "invoice 2026-118",
    ])
  func absent(_ text: String) { #expect(PromisedDay(in: text, written: Self.written) == nil) }
}
