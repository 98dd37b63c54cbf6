// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A company index")
struct CompanyIndexTests {
  private static let names = [
    "ООО «ТД Кормилец»", "АО «Приуралмост»", "Papierfabrik Ottenmühle GmbH & Co. KG", "Drumlin Quarries",
    "Drumlin Sands Ltd", "Клиника «Диагност-Плюс»", "Corvane Avionics SA", "Rio Ltd",
  ]

  private static let index = CompanyIndex(
    Directory(
      byAddress: Dictionary(
        uniqueKeysWithValues: names.enumerated().map { number, name in
          ("a\(number)@x.example", Party(address: "a\(number)@x.example", role: .customer, company: name))
        })))

  @Test(
    "finds a company as notices write it",
    arguments: [
      ("ПЛАТЕЛЬЩИК: ООО \"ТД КОРМИЛЕЦ\"", "ООО «ТД Кормилец»"), ("Оплата от Кормильца", "ООО «ТД Кормилец»"),
      ("на базу Приуралмоста", "АО «Приуралмост»"), ("Kunde PAPIERFABRIK OTTENMUEHLE GMBH", names[2]),
      ("Remitter DRUMLIN QUARRIES", "Drumlin Quarries"), ("для «Диагност-Плюс»", "Клиника «Диагност-Плюс»"),
      ("FW: Corvane wire", "Corvane Avionics SA"),
    ])
  func found(_ text: String, _ name: String) {
    #expect(Self.index.parties(namedIn: text).map(\.company) == [name])
  }

  @Test(
    "finds none where the name is a common word, ambiguous, short or written small",
    arguments: ["Papierfabrik in Kassel", "Drumlin", "Rio", "наш кормилец", "Корм для птиц", ""])
  func none(_ text: String) {
    #expect(Self.index.parties(namedIn: text) == [])
  }
}
