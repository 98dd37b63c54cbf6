// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("An order from inquiry to payment")
struct ChainStories {
  @Test("goes all the way in Russian, with signed papers coming back")
  func russian() async throws {
    let story = try Story("chain-ru")
    story.part("Запрос и предложение")
    let inquiry = try await story.writes(
      Company.gordeev, subject: "Запрос цены: кабель ВВГнг(А)-LS",
      """
      Добрый день!

      Просим сообщить цену и срок поставки по заявке № 318/26:
      кабель ВВГнг(А)-LS 3х2,5 - 4 200 м, ВВГнг(А)-LS 5х10 - 650 м.

      С уважением,
      Павел Гордеев
      """)
    let quotation = try await story.replies(
      Company.vera, to: inquiry,
      """
      Павел, здравствуйте!

      Направляем коммерческое предложение КП-2026/204 по Вашей заявке № 318/26: 3х2,5 - 96,40 руб./м, 5х10 - 611 руб./м
      с НДС, срок поставки 12 рабочих дней.

      Вера Зорина
      """, attaching: ["КП-2026-204.pdf"])
    story.later()
    let consent = try await story.replies(
      Company.gordeev, to: quotation,
      "Вера, условия по КП-2026/204 нас устраивают, подтверждаем заказ в полном объёме. Запускайте в работу.")
    try await story.writes(
      Company.erp, subject: "1С: создан заказ клиента ЗК-007315",
      """
      Создан заказ клиента ЗК-007315.
      Клиент: ООО «Светоч-Монтаж».
      Основание: КП-2026/204, заявка клиента 318/26.
      """)
    story.part("Поставщик")
    let purchase = try await story.writes(
      Company.vera, to: Company.uralprovod, subject: "Заказ поставщику ЗП-00471",
      """
      Лидия, добрый день!

      Размещаем у вас заказ ЗП-00471 (наш внутренний номер ЗК-007315): ВВГнг(А)-LS 3х2,5 - 4 200 м, 5х10 - 650 м.
      Просим подтвердить срок отгрузки.

      Вера Зорина
      """, attaching: ["ЗП-00471.pdf"])
    try await story.replies(
      Company.uralprovod, to: purchase,
      """
      Вера, добрый день. Заказ ЗП-00471 приняли и подтверждаем, отгрузка с завода 18.03, цены по спецификации.
      Лидия Шубина, АО «Уралпровод»
      """)
    story.later(days: 6)
    try await story.replies(
      Company.uralprovod, to: purchase,
      """
      Добрый день! Товар по вашему заказу ЗП-00471 отгружен сегодня, машина выехала, ТТН 55218, ждите в четверг.
      Лидия Шубина
      """)
    story.later(days: 2)
    try await story.writes(
      Company.warehouse, subject: "Приход по ЗП-00471",
      "Принято на склад: кабель по ЗП-00471 для заказа ЗК-007315, все барабаны, расхождений нет.")
    story.part("К заказчику")
    story.later()
    try await story.writes(
      Company.warehouse, subject: "Отгрузка ЗК-007315",
      "Заказ ЗК-007315 отгружен клиенту сегодня, «БыстроТранс», ТТН 60417. Водитель выехал в 11:40.")
    story.later(days: 2)
    let arrived = try await story.replies(
      Company.gordeev, to: consent, "Вера, кабель получили, всё в порядке, барабаны целые. Спасибо!")
    story.later()
    try await story.replies(
      Company.gordeev, to: arrived,
      "Возвращаем подписанные с нашей стороны УПД и ТТН по заказу ЗК-007315, оригиналы отправили курьером.",
      attaching: ["УПД-подписан.pdf"])
    story.later(days: 5)
    try await story.writes(
      Company.bank, subject: "Зачисление средств",
      "Зачислено на ваш счёт 834 610,00 руб. Плательщик: ООО «Светоч-Монтаж». Назначение: оплата по заказу ЗК-007315."
    )
    try await story.expect(.paid)
    try await story.end()
  }

  @Test("goes all the way in English, with a prepayment and a question on the way")
  func english() async throws {
    let story = try Story("chain-en")
    story.part("From inquiry to order")
    let inquiry = try await story.writes(
      Company.martha, subject: "Circulation fans for two houses",
      """
      Hello,

      could you please quote for 24 circulation fans, 400 V, with guards, delivered to our nursery near Ely?
      Our reference is PO 7719.

      Kind regards
      Martha Quill
      """)
    let quotation = try await story.replies(
      Company.jack, to: inquiry,
      """
      Dear Martha,

      please find attached our quotation QT-2026-0388: 24 fans at 312.00 GBP each, delivery five weeks from order,
      40 % with the order and the rest 30 days after delivery.

      Jack Fielding
      """, attaching: ["QT-2026-0388.pdf"])
    story.later(days: 2)
    try await story.replies(
      Company.martha, to: quotation,
      "Jack, we accept your quotation QT-2026-0388. Please go ahead, our purchase order PO 7719 is attached.",
      attaching: ["PO-7719.pdf"])
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-02214 created",
      "Sales order SO-2026-02214 has been created for Quill Growers Ltd. Quotation QT-2026-0388, customer PO 7719."
    )
    story.later(days: 3)
    try await story.writes(
      Company.bank, subject: "Incoming payment",
      "We have credited 2,995.20 GBP to your account. Remitter: Quill Growers Ltd. Reference: SO-2026-02214 deposit."
    )
    try await story.expect(.placed)
    story.part("The supplier")
    let purchase = try await story.writes(
      Company.jack, to: Company.ventora, subject: "Purchase order PO-S-2026-117",
      """
      Dear Inge,

      please find attached our purchase order PO-S-2026-117 for 24 fans VK-400. It is for our SO-2026-02214.
      Please confirm price and shipping date.

      Jack
      """, attaching: ["PO-S-2026-117.pdf"])
    try await story.replies(
      Company.ventora, to: purchase,
      "Dear Jack, thank you for your order PO-S-2026-117, which we hereby confirm. Ex works on 27 March. Inge Hallström"
    )
    story.later(days: 4)
    try await story.writes(
      Company.martha, subject: "Where are our fans?",
      "Hi Jack, could you tell me where our order SO-2026-02214 stands and when the fans will arrive? Martha")
    story.later(days: 9)
    try await story.replies(
      Company.ventora, to: purchase,
      "Dear Jack, your order PO-S-2026-117 was shipped today with Northlane, waybill NL-884120. Inge")
    story.later(days: 4)
    try await story.writes(
      Company.warehouse, subject: "Goods in PO-S-2026-117",
      "Received today at the warehouse: 24 fans on PO-S-2026-117 for SO-2026-02214, complete and undamaged.")
    story.part("To the customer")
    try await story.writes(
      Company.warehouse, subject: "SO-2026-02214 despatched",
      "SO-2026-02214 has been shipped to the customer today, two pallets, tracking no. NL-901775.")
    story.later(days: 2)
    try await story.writes(
      Company.northlane, subject: "Proof of delivery NL-901775",
      "Consignment NL-901775 was delivered today at 10:20 and signed for by M. Quill. Proof of delivery attached.",
      attaching: ["POD-NL-901775.pdf"])
    story.later(days: 20)
    try await story.writes(
      Company.accounting, subject: "Payment SO-2026-02214",
      "Payment received from Quill Growers Ltd: 4,492.80 GBP for SO-2026-02214, balance settled.")
    try await story.expect(.paid)
    try await story.end()
  }

  @Test("goes all the way in German, with a claim on the way")
  func german() async throws {
    let story = try Story("chain-de")
    story.part("Anfrage bis Auftrag")
    let inquiry = try await story.writes(
      Company.amthor, subject: "Anfrage Brandschutztüren T30",
      """
      Sehr geehrte Damen und Herren,

      bitte unterbreiten Sie uns ein Angebot für 16 Brandschutztüren T30-1, 1000 x 2125 mm, für das Objekt Lindenhof.
      Unsere Anfrage hat die Nummer A-2291.

      Mit freundlichen Grüßen
      Jörg Amthor
      """)
    let quotation = try await story.replies(
      Company.hanna, to: inquiry,
      """
      Guten Tag Herr Amthor,

      anbei unser Angebot AN-2026-0145: 16 Türen zu je 538,00 EUR netto, Lieferzeit vier Wochen.

      Hanna Petersen
      """, subject: "AW: Anfrage Brandschutztüren T30", attaching: ["AN-2026-0145.pdf"])
    story.later()
    let order = try await story.replies(
      Company.amthor, to: quotation,
      "Guten Tag Frau Petersen, wir nehmen Ihr Angebot AN-2026-0145 an und bestellen die 16 Türen wie angeboten.",
      subject: "AW: Anfrage Brandschutztüren T30")
    try await story.writes(
      Company.erp, subject: "Auftrag SO-2026-02301 angelegt",
      "Der Kundenauftrag SO-2026-02301 wurde angelegt. Kunde: Amthor Bau GmbH. Angebot AN-2026-0145.")
    story.part("Der Lieferant")
    let purchase = try await story.writes(
      Company.hanna, to: Company.tuerenwerk, subject: "Bestellung PO-S-2026-131",
      """
      Guten Tag Frau Holl,

      hiermit bestellen wir 16 Türen T30-1 gemäß Anlage, Bestellnummer PO-S-2026-131, Kommission SO-2026-02301.
      Bitte bestätigen Sie uns den Liefertermin.

      Hanna Petersen
      """, attaching: ["PO-S-2026-131.pdf"])
    try await story.replies(
      Company.tuerenwerk, to: purchase,
      "Guten Tag Frau Petersen, vielen Dank für Ihre Bestellung PO-S-2026-131, die wir hiermit bestätigen. "
        + "Auslieferung ab Werk in KW 13.\nKathrin Holl",
      subject: "AW: Bestellung PO-S-2026-131")
    story.later(days: 10)
    try await story.replies(
      Company.tuerenwerk, to: purchase,
      "Guten Tag, Ihre Bestellung PO-S-2026-131 hat heute unser Werk verlassen, die Ware ist unterwegs zu Ihnen. "
        + "Lieferschein 90871.\nKathrin Holl",
      subject: "AW: Bestellung PO-S-2026-131")
    story.later(days: 2)
    try await story.writes(
      Company.warehouse, subject: "Wareneingang SO-2026-02301",
      "Wareneingang gebucht: 16 Türen aus PO-S-2026-131 für SO-2026-02301 sind heute bei uns im Lager eingetroffen."
    )
    story.part("Zum Kunden")
    story.later()
    try await story.writes(
      Company.rasch, subject: "Abholung SO-2026-02301",
      "Guten Tag, die Sendung SO-2026-02301 wurde heute übernommen und ist auf dem Weg zum Empfänger Amthor Bau GmbH, "
        + "CMR 4471902.")
    story.later()
    try await story.replies(
      Company.amthor, to: order,
      "Guten Tag Frau Petersen, die Türen sind heute angekommen. Zwei Türblätter sind beschädigt, die Zargen verkratzt. "
        + "Das reklamieren wir hiermit und bitten um Ersatz. Fotos anbei.",
      subject: "AW: Anfrage Brandschutztüren T30", attaching: ["schaden1.jpg"])
    story.later(days: 6)
    try await story.writes(
      Company.warehouse, subject: "Ersatz SO-2026-02301",
      "Zwei Ersatztüren zu SO-2026-02301 wurden heute an den Kunden versandt.")
    story.later(days: 8)
    try await story.writes(
      Company.bank, subject: "Zahlungseingang",
      "Gutschrift auf Ihrem Konto: 8.608,00 EUR von Amthor Bau GmbH, Verwendungszweck SO-2026-02301.")
    try await story.expect(.paid)
    try await story.end()
  }
}
