// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("Linking of hostile mail")
struct HostileTextTests {
  @Test(
    "takes linear time and finds few keys",
    arguments: [
      "1", "1-", "1/", "A1-", "заказ ", "заказ № 1 ", "счёт ", "№", "PO ", "ТТН ", "№ УТ-1, ", "45007311",
      "- . ",
      "MSKU7741250 ", "a@b", "\u{301}", "𝟙", "0x", "\n\n", "Re:", "А-1_", "ИНН ", "1 ",
    ])
  func linear(_ unit: String) {
    let long = String(repeating: unit, count: 200_000 / unit.utf8.count)
    let message = Fixture.message(
      long, subject: String(long.prefix(65_536)),
      attachments: Array(repeating: String(long.prefix(4_000)), count: 20))
    let clock = ContinuousClock()
    var extraction = KeyExtraction()
    let elapsed = clock.measure {
      extraction = Fixture.extractor.extract(from: message, voice: KeyVoice(speaker: .customer))
    }
    #expect(elapsed < .seconds(10))
    #expect(extraction.findings.count <= 200)
    #expect(extraction.loose.count <= 32)
    #expect(extraction.findings.allSatisfy { $0.key.value.count <= 100 })
  }

  @Test("takes 10,000 digits for no number")
  func digits() {
    let long = String(repeating: "4500731182", count: 1_000)
    #expect(Fixture.keys("PO \(long)", subject: long, attachments: ["\(long).pdf"]) == [])
    #expect(Fixture.keys("PO \(long) and PO 4500731182") == ["customer_order:4500731182"])
  }

  @Test("finds the key behind a wall of text")
  func wall() {
    let wall = String(repeating: "заказ на 40 шт. от 12.03.2026; ", count: 3_000)
    #expect(Fixture.keys(wall + "заявка № 77/26") == ["customer_order:77/26"])
  }

  @Test("reads look-alike letters as the number they imitate")
  func lookAlikes() {
    #expect(Fixture.keys("SО-2026-00417").map { $0.hasPrefix("our_order") } == [true])
  }
}
