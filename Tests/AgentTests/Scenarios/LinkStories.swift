// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Store
import Testing

@Suite("A message finds its order")
struct LinkStories {
  /// An order of Martha's that is placed under a number of ours; returns the mail that began it.
  @discardableResult
  private func placed(_ number: String, of goods: String, reference: String, in story: Story) async throws
    -> RawMail
  {
    let inquiry = try await story.writes(
      Company.martha, subject: "Inquiry: \(goods)",
      "Hello,\n\nplease quote us for \(goods). Our reference is PO \(reference).\n\nMartha Quill")
    try await story.writes(
      Company.erp, subject: "Sales order \(number) created",
      "Sales order \(number) has been created for Quill Growers Ltd, \(goods), customer PO \(reference).")
    return inquiry
  }

  @Test("when the customer has two orders at once, and when a mail names both")
  func twoOrders() async throws {
    let story = try Story("two-orders-ru")
    story.part("Два заказа одного клиента")
    let first = try await story.writes(
      Company.gordeev, subject: "Запрос: кабель-каналы",
      "Добрый день! Просим цену и срок на кабель-каналы 40х25, 800 м, заявка № 401/26. Гордеев")
    let second = try await story.writes(
      Company.gordeev, subject: "Запрос: муфты",
      "Добрый день! Просим коммерческое предложение на муфты концевые, 60 шт., заявка № 402/26. Гордеев")
    try await story.replies(
      Company.vera, to: second,
      "Павел, направляем коммерческое предложение КП-2026/232: муфты 1 180 руб./шт. с НДС, в наличии. Вера",
      attaching: ["КП-2026-232.pdf"])
    try await story.replies(
      Company.vera, to: first,
      "Павел, направляем коммерческое предложение КП-2026/231: кабель-канал 74 руб./м с НДС, срок 5 дней. Вера",
      attaching: ["КП-2026-231.pdf"])
    try await story.expect(.quoted, .quoted)
    story.part("Ответ по одному из них, в новом письме")
    story.later()
    try await story.writes(
      Company.gordeev, subject: "Подтверждение",
      "Вера, по КП-2026/232 подтверждаем заказ, выставляйте счёт. Гордеев")
    try await story.expect(.quoted, .confirmed)
    try await story.writes(
      Company.erp, subject: "1С: создан заказ клиента ЗК-007401",
      "Создан заказ клиента ЗК-007401. Клиент ООО «Светоч-Монтаж», основание КП-2026/232.")
    try await story.replies(
      Company.gordeev, to: first, "Вера, кабель-каналы по КП-2026/231 тоже берём, заказ подтверждаем. Гордеев"
    )
    try await story.writes(
      Company.erp, subject: "1С: создан заказ клиента ЗК-007402",
      "Создан заказ клиента ЗК-007402. Клиент ООО «Светоч-Монтаж», основание КП-2026/231.")
    try await story.expect(.placed, .placed)
    story.part("Одно письмо о двух заказах")
    story.later(days: 3)
    try await story.writes(
      Company.gordeev, subject: "Когда отгрузка?",
      "Вера, подскажите, когда ждать отгрузку по заказам ЗК-007401 и ЗК-007402? Хотим забрать одной машиной. Гордеев"
    )
    try await story.end()
  }

  @Test("when a reply in an old thread orders new goods")
  func oldThread() async throws {
    let story = try Story("old-thread-de")
    story.part("Ein Auftrag, der erledigt ist")
    let inquiry = try await story.writes(
      Company.amthor, subject: "Anfrage Türschließer",
      "Guten Tag, bitte um ein Angebot über 40 Türschließer EN 4, silber. Jörg Amthor")
    let quotation = try await story.replies(
      Company.hanna, to: inquiry,
      "Guten Tag Herr Amthor, anbei unser Angebot AN-2026-0201: 61,50 EUR je Stück. Hanna Petersen",
      attaching: ["AN-2026-0201.pdf"])
    let order = try await story.replies(
      Company.amthor, to: quotation,
      "Danke, wir nehmen das Angebot AN-2026-0201 an und bestellen 40 Stück. J. Amthor")
    try await story.writes(
      Company.erp, subject: "Auftrag SO-2026-02350 angelegt",
      "Der Kundenauftrag SO-2026-02350 wurde angelegt. Kunde: Amthor Bau GmbH. Angebot AN-2026-0201.")
    story.later(days: 5)
    try await story.writes(
      Company.warehouse, subject: "Versand SO-2026-02350", "SO-2026-02350 wurde heute an den Kunden versandt."
    )
    story.part("Neue Ware im alten Faden")
    story.later(days: 12)
    try await story.replies(
      Company.amthor, to: order,
      "Guten Tag Frau Petersen, für das nächste Objekt brauchen wir Panikschlösser. "
        + "Bitte machen Sie uns ein Angebot über 12 Panikschlösser mit Drückergarnitur. Jörg Amthor")
    try await story.expect(.shipped, .inquiry)
    try await story.end()
  }

  @Test("by a container that was learnt on the way, when the carrier names nothing else")
  func container() async throws {
    let story = try Story("container-en")
    story.part("The order")
    try await placed("SO-2026-02407", of: "9,000 trellis clips", reference: "PO 7802", in: story)
    let purchase = try await story.writes(
      Company.jack, to: Company.ventora, subject: "Purchase order PO-S-2026-140",
      "Dear Inge, please find attached our purchase order PO-S-2026-140 for SO-2026-02407. Please confirm. Jack",
      attaching: ["PO-S-2026-140.pdf"])
    story.part("The supplier names the container")
    story.later(days: 4)
    try await story.replies(
      Company.ventora, to: purchase,
      "Dear Jack, your goods for PO-S-2026-140 have been shipped, container MSKU1234565, ETA Felixstowe 30 March. Inge"
    )
    story.part("The carrier names nothing but the container")
    story.later(days: 2)
    try await story.writes(
      Company.northlane, subject: "Arrival delayed",
      "Dear Sirs, please note that the arrival of container MSKU1234565 will be delayed by six days due to weather."
    )
    #expect(try await story.store.messages().last?.order == "o-1")
    try await story.end()
  }

  @Test("and brings an earlier conversation with the supplier along")
  func adoption() async throws {
    let story = try Story("adoption-ru")
    story.part("Закупка, о которой ещё не известно, для кого она")
    let purchase = try await story.writes(
      Company.vera, to: Company.uralprovod, subject: "Заказ ЗП-00502",
      "Лидия, добрый день! Направляем заказ поставщику ЗП-00502 на гофротрубу 25 мм, 3 000 м. Просим подтвердить. Вера",
      attaching: ["ЗП-00502.pdf"])
    story.later()
    try await story.replies(
      Company.uralprovod, to: purchase,
      "Вера, добрый день. Подтверждаем ваш заказ ЗП-00502, отгрузим 12.03, ТТН 71502. Лидия Шубина")
    #expect(try await story.store.messages().map(\.order) == [nil, nil])
    story.part("Заказ клиента")
    try await story.writes(
      Company.gordeev, subject: "Запрос: гофротруба",
      "Добрый день, просим цену на гофротрубу 25 мм, 3 000 м, заявка № 417/26. Гордеев")
    try await story.writes(
      Company.erp, subject: "1С: создан заказ клиента ЗК-007450",
      "Создан заказ клиента ЗК-007450. Клиент: ООО «Светоч-Монтаж». Заявка клиента 417/26.")
    story.part("Склад называет оба номера")
    story.later(days: 5)
    try await story.writes(
      Company.warehouse, subject: "Приход",
      "Принят на склад товар по ЗП-00502 под заказ ЗК-007450, полностью.")
    #expect(try await story.store.messages().map(\.order) == ["o-1", "o-1", "o-1", "o-1", "o-1"])
    try await story.end()
  }

  @Test("but not because a stranger names its number: that is held, moves nothing and joins nothing")
  func stranger() async throws {
    let story = try Story("stranger-en")
    try await placed("SO-2026-02431", of: "60 shade screens", reference: "PO 7811", in: story)
    let before = try await story.store.dossiers()
    story.part("Somebody nobody knows")
    story.later()
    try await story.writes(
      Company.stranger, subject: "SO-2026-02431",
      "Hello, we hereby cancel our order SO-2026-02431. Please confirm the cancellation to this address. Ray Moss"
    )
    try await story.writes(
      Company.stranger, subject: "SO-2026-02431 status",
      "Hello, when will our order SO-2026-02431 be delivered? Please send the tracking number. Ray Moss")
    let after = try await story.store.dossiers()
    #expect(after.map(\.state) == [.placed])
    #expect(after.map(\.parties) == before.map(\.parties))
    #expect(after.map(\.steps) == before.map(\.steps))
    #expect(after.map(\.timeline) == before.map(\.timeline))
    #expect(after.first?.holds.count == 2)
    try await story.end()
  }
}
