// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Store
import Testing

@Suite("An order that takes a turn")
struct TurnStories {
  @Test("is cancelled by the customer before anything was shipped")
  func cancelled() async throws {
    let story = try Story("cancelled-en")
    let inquiry = try await story.writes(
      Company.martha, subject: "Irrigation valves",
      "Hello, please send us a quotation for 30 irrigation valves, 1 inch. Martha Quill")
    let quotation = try await story.replies(
      Company.jack, to: inquiry,
      "Dear Martha, please find attached our quotation QT-2026-0402: 18.40 GBP each, ex stock. Jack",
      attaching: ["QT-2026-0402.pdf"])
    let order = try await story.replies(
      Company.martha, to: quotation,
      "Thank you, we accept quotation QT-2026-0402. Please proceed with the order. Martha")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-02502 created",
      "Sales order SO-2026-02502 has been created for Quill Growers Ltd, quotation QT-2026-0402.")
    story.part("The customer thinks again")
    story.later(days: 2)
    try await story.replies(
      Company.martha, to: order,
      "Jack, I am sorry, the project has been stopped. Please cancel our order SO-2026-02502 completely. Martha"
    )
    try await story.expect(.placed)
    try await story.confirms(.orderCancelled, of: OrderID(1), reason: "Martha said so on the telephone")
    try await story.expect(.cancelled)
    story.part("Too late")
    try await story.writes(
      Company.warehouse, subject: "SO-2026-02502 despatched",
      "SO-2026-02502 has been shipped to the customer today.")
    try await story.expect(.cancelled)
    try await story.end()
  }

  @Test("gets goods that are broken, and a replacement")
  func claim() async throws {
    let story = try Story("claim-ru")
    try await story.writes(
      Company.erp, subject: "1С: создан заказ клиента ЗК-007520",
      "Создан заказ клиента ЗК-007520. Клиент: ООО «Светоч-Монтаж», щиты распределительные 12 шт.")
    story.later(days: 3)
    try await story.writes(
      Company.warehouse, subject: "Отгрузка ЗК-007520", "Заказ ЗК-007520 отгружен клиенту, ТТН 60511.")
    story.part("Рекламация")
    story.later(days: 2)
    let claim = try await story.writes(
      Company.gordeev, subject: "Претензия по заказу ЗК-007520",
      "Добрый день! Щиты получили, но два из двенадцати с разбитыми дверцами. Просим заменить повреждённые щиты "
        + "или вернуть деньги. Фото во вложении. Гордеев", attaching: ["фото.jpg"])
    story.part("Замена")
    try await story.replies(
      Company.vera, to: claim, "Павел, приносим извинения, два щита на замену отправим завтра. Вера")
    story.later()
    try await story.writes(
      Company.warehouse, subject: "ЗК-007520 замена",
      "По заказу ЗК-007520 отгружены два щита на замену, ТТН 60533.")
    story.later(days: 2)
    try await story.replies(
      Company.gordeev, to: claim, "Вера, замену получили, всё в порядке, вопрос закрыт. Спасибо!")
    try await story.expect(.delivered)
    try await story.end()
  }

  @Test("is told to the customer without the supplier's waybill and bill")
  func suppliersNumbers() async throws {
    let story = try Story("suppliers-numbers-en")
    try await story.writes(
      Company.martha, subject: "Mist nozzles",
      "Hello, please quote for 900 mist nozzles. Our PO 7850. Martha Quill")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-02733 created",
      "Sales order SO-2026-02733 has been created for Quill Growers Ltd, customer PO 7850.")
    let purchase = try await story.writes(
      Company.jack, to: Company.ventora, subject: "Purchase order PO-S-2026-158",
      "Dear Inge, please find attached our purchase order PO-S-2026-158 for SO-2026-02733. Please confirm. Jack",
      attaching: ["PO-S-2026-158.pdf"])
    story.later(days: 5)
    try await story.replies(
      Company.ventora, to: purchase,
      "Dear Jack, PO-S-2026-158 has been shipped to you today, container MSKU1234565. Our invoice INV-55201 is attached.",
      attaching: ["INV-55201.pdf"])
    story.part("The customer asks")
    let question = try await story.writes(
      Company.martha, subject: "SO-2026-02733",
      "Jack, where is our order SO-2026-02733? When will it arrive? Martha")
    try await story.replies(
      Company.martha, to: question, "And please send us a copy of the invoice for SO-2026-02733. Martha")
    story.part("The goods leave, and the warehouse names no number")
    story.later(days: 3)
    try await story.writes(
      Company.warehouse, subject: "SO-2026-02733 despatched",
      "SO-2026-02733 has been shipped to the customer today.")
    try await story.expect(.shipped)
    try await story.end()
  }

  @Test("is paid beforehand, and the state stays until the goods have left")
  func prepayment() async throws {
    let story = try Story("prepayment-de")
    let inquiry = try await story.writes(
      Company.amthor, subject: "Anfrage Rauchschutzvorhang",
      "Guten Tag, wir bitten um ein Angebot für einen Rauchschutzvorhang 6 x 3 m. Jörg Amthor")
    let quotation = try await story.replies(
      Company.hanna, to: inquiry,
      "Guten Tag Herr Amthor, anbei unser Angebot AN-2026-0233 über 4.150,00 EUR, zahlbar im Voraus. Hanna Petersen",
      attaching: ["AN-2026-0233.pdf"])
    try await story.replies(
      Company.amthor, to: quotation,
      "Wir nehmen Ihr Angebot AN-2026-0233 an. Die Anzahlung überweisen wir heute. Amthor")
    story.later()
    try await story.writes(
      Company.bank, subject: "Zahlungseingang",
      "Gutschrift: 4.150,00 EUR von Amthor Bau GmbH, Verwendungszweck AN-2026-0233.")
    try await story.expect(.confirmed)
    try await story.writes(
      Company.erp, subject: "Auftrag SO-2026-02610 angelegt",
      "Der Kundenauftrag SO-2026-02610 wurde angelegt. Kunde: Amthor Bau GmbH. Angebot AN-2026-0233.")
    story.later(days: 9)
    try await story.writes(
      Company.warehouse, subject: "Versand SO-2026-02610", "SO-2026-02610 wurde heute an den Kunden versandt."
    )
    story.later(days: 2)
    try await story.writes(
      Company.amthor, subject: "SO-2026-02610",
      "Guten Tag, die Lieferung SO-2026-02610 ist heute vollständig angekommen.")
    try await story.expect(.delivered)
    try await story.end()
  }

  @Test("is shipped and received before it was ordered: kept as oddities, the state stays")
  func oddities() async throws {
    let story = try Story("oddities-en")
    let inquiry = try await story.writes(
      Company.martha, subject: "Shade cloth",
      "Hello, please quote for 12 rolls of shade cloth. Our PO 7840. Martha")
    try await story.replies(
      Company.jack, to: inquiry,
      "Dear Martha, please find attached our quotation QT-2026-0410: 145.00 GBP a roll. Jack",
      attaching: ["QT-2026-0410.pdf"])
    story.part("Not yet ordered")
    try await story.writes(
      Company.warehouse, subject: "QT-2026-0410",
      "QT-2026-0410 has been shipped to the customer today.")
    try await story.writes(
      Company.martha, subject: "Shade cloth arrived",
      "Jack, the shade cloth on QT-2026-0410 arrived this morning, all 12 rolls received. Martha")
    try await story.expect(.quoted)
    #expect(
      try await story.store.dossiers().first?.anomalies.map(\.anomaly.event) == [
        .orderShipped, .deliveryConfirmed,
      ])
    try await story.end()
  }
}
