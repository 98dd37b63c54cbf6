// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("What a text is about")
struct FingerprintTests {
  private func common(_ left: String, _ right: String) -> Int {
    let other = Set(Fingerprint(of: [right]).terms)
    return Fingerprint(of: [left]).terms.count(where: other.contains)
  }

  @Test(
    "is told by names and articles in whatever ending and writing",
    arguments: [
      ("микросхемы Сигмы приехали", "НПП «Сигма-Т»"), ("положил под Листвянку", "АО «Разрез Листвянский»"),
      ("Stoffpumpe KSP 125-400", "the KSP 125-400 has arrived"), ("172 601,00 руб.", "Сумма: 172601.00"),
      ("1.234.567,89 EUR", "EUR 1,234,567.89"), ("STM32F407VGT6 – 500 шт", "stm32f407vgt6"),
      ("Ottenmühle", "OTTENMUEHLE"),
    ])
  func same(_ left: String, _ right: String) {
    #expect(common(left, right) >= 1)
  }

  @Test(
    "is not told by what all mail is made of",
    arguments: [
      ("Добрый день, направляем коммерческое предложение", "Добрый день! Просим коммерческое предложение"),
      ("Please find attached our invoice", "please send the invoice"),
      ("Sehr geehrte Damen und Herren, bitte um Angebot", "Mit freundlichen Grüßen, anbei das Angebot"),
      ("12.03.2026 в 14:30", "от 12.03.2026, 14:30"), ("2 000 шт.", "по 2000 штук"), ("1x40HC", "1x40HC"),
      ("on the 20th of 2026", "the 20th, 2026"),
    ])
  func nothing(_ left: String, _ right: String) {
    #expect(common(left, right) == 0)
  }

  @Test(
    "names a price or does not",
    arguments: [
      ("7 150 руб. за куб", true), ("1 095,00 EUR", true), ("€ 312", true),
      ("£4,980 each", true), ("$ 12", true), ("500 шт.", false), ("в 14:30", false), ("GBP 2,304.00", false),
      ("2,304.00 GBP", true), ("38,40 ₽", true), ("", false),
    ])
  func price(_ text: String, _ isPrice: Bool) {
    #expect(Fingerprint(of: [text]).namesPrice == isPrice)
  }

  @Test("stays small, whatever is sent")
  func bounded() {
    let long = (0..<50_000).map { "word\($0)xyz" }.joined(separator: " ")
    var print = Fingerprint(of: [long])
    #expect(print.terms.count <= 160)
    for part in 0..<10 {
      print.formUnion(Fingerprint(of: [(0..<200).map { "q\(part)w\($0)e" }.joined(separator: " ")]))
    }
    #expect(print.terms.count < 600)
    #expect(print.terms == print.terms.sorted())
    #expect(Set(print.terms).count == print.terms.count)
  }
}
