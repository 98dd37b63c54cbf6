// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

/// A text and the keys in it.
private struct KeyCase: CustomTestStringConvertible, Sendable {
  var text: String
  var keys: [String]
  var speaker = PartyRole.customer
  var listener = PartyRole.internal
  var testDescription: String { "“\(text)” said by \(speaker) names \(keys)" }

  init(
    _ text: String, _ keys: String..., by speaker: PartyRole = .customer, to listener: PartyRole = .internal
  ) {
    self.text = text
    self.keys = keys
    self.speaker = speaker
    self.listener = listener
  }
}

@Suite("A key extractor")
struct KeyExtractorTests {
  private static let russianCases: [KeyCase] = [
    KeyCase("накладная ТОРГ-12 № 871 подписана", "shipping:871", by: .supplier),
    KeyCase("экспедиторская расписка МСК-0044518 выдана", "shipping:МСК-0044518", by: .carrier),
    KeyCase("Наша заявка № 77/26, просим подтвердить.", "customer_order:77/26"),
    KeyCase("По заявке 18/26 вопросов нет.", "customer_order:18/26"),
    KeyCase("наш заказ 18/26 от 12.03.2026", "customer_order:18/26"),
    KeyCase("Отгружаем ваш заказ № 45-К.", "customer_order:45-К", by: .internal, to: .customer),
    KeyCase("Прошу счёт № УТ-318 аннулировать", "invoice:УТ-318"),
    KeyCase("счета УТ-318, УТ-319 и УТ-320 оплачены", "invoice:УТ-318", "invoice:УТ-319", "invoice:УТ-320"),
    KeyCase("оплата по сч. 1184 прошла", "invoice:1184"),
    KeyCase("счёт-фактура № 771 от 03.02.2026", "invoice:771"),
    KeyCase("Счёт на оплату № 1184 от 26.06.2026", "invoice:1184"),
    KeyCase("выехало, ТТН 771204, мест 9", "shipping:ТТН 771204"),
    KeyCase("товарная накладная № 30551", "shipping:30551"),
    KeyCase("по договору поставки № 12-П/26", "contract:12-П/26"),
    KeyCase("договор 44-Р/25, прайс по КП-2026/052", "our_quote:КП-2026/052", "contract:44-Р/25"),
    KeyCase("отправили авианакладную 117-50821934", "shipping:117-50821934"),
    KeyCase("контейнер MSKU7741250 стоит в порту", "shipping:MSKU7741250"),
    KeyCase("вагон 63418820 выгружен", "shipping:63418820", by: .internal),
    KeyCase("Заказ ЗК-004512 принят", "our_order:ЗК-004512", by: .internal, to: .customer),
    KeyCase("зк 4512 где?", "our_order:ЗК-004512"),
    KeyCase("Размещаем у вас заказ ЗП-00883", "supplier_order:ЗП-00883", by: .internal, to: .supplier),
    KeyCase("Трек-номер 1Z999AA10123456784", "shipping:1Z999AA10123456784", by: .carrier),
    KeyCase("Номер по данным клиента: 4500731182", "customer_order:4500731182", by: .internal),
    KeyCase("Основание: заявка 18/26", "customer_order:18/26", by: .internal),
    KeyCase("schet 1184 oplatili, nakladnaya NN-44018", "invoice:1184", "shipping:NN-44018"),
    KeyCase("наш внутренний номер 88-К/26, вентиляторы", "customer_order:88-К/26"),
    KeyCase("декларация 10013160/180326/3044127 выпущена", "shipping:10013160/180326/3044127", by: .broker),
  ]

  private static let englishCases: [KeyCase] = [
    KeyCase("Customer: Krantz, order: 2026-EK-0317", "customer_order:2026-EK-0317", by: .internal),
    KeyCase("truck 34 AB 1234 has left", "shipping:34 AB 1234", by: .supplier),
    KeyCase("Please find our PO 4500731182 attached.", "customer_order:4500731182"),
    KeyCase("PO#77120 is urgent", "customer_order:77120"),
    KeyCase("remittance: inv 20391 USD 4,400", "invoice:20391"),
    KeyCase("DHL 4471882210 was refused", "shipping:4471882210", by: .carrier),
    KeyCase("pro number 447-118220", "shipping:447-118220", by: .carrier),
    KeyCase("ASN 9911447 for tomorrow", "shipping:9911447", by: .supplier),
    KeyCase("so202600417 is still missing", "our_order:SO-2026-00417"),
    KeyCase("our order BH-0099417", "customer_order:BH-0099417"),
    KeyCase("Your order BH-0099417 has shipped", "customer_order:BH-0099417", by: .internal, to: .customer),
    KeyCase("purchase order no. AB-2207 dated 3 March", "customer_order:AB-2207"),
    KeyCase("invoice HL-55120 is overdue", "invoice:HL-55120"),
    KeyCase("Invoice No.: 2604471", "invoice:2604471", by: .supplier),
    KeyCase("invoices INV-20391 and INV-20402", "invoice:INV-20391", "invoice:INV-20402"),
    KeyCase("loaded under CMR 2207741", "shipping:CMR 2207741", by: .carrier),
    KeyCase(
      "CMR no. 1190227, ref. SO-2026-00417", "our_order:SO-2026-00417", "shipping:1190227", by: .carrier),
    KeyCase("AWB 020-12345675 departed", "shipping:020-12345675", by: .carrier),
    KeyCase("B/L COSU6358820 on board", "shipping:COSU6358820", by: .carrier),
    KeyCase("bill of lading no. ONEY-77120443", "shipping:ONEY-77120443", by: .carrier),
    KeyCase("Tracking number: ZP88310554GB", "shipping:ZP88310554GB", by: .carrier),
    KeyCase("delivery note 80331177, lorry SB-KT 448", "shipping:80331177", by: .supplier),
    KeyCase("LPO No. 2026/1183", "customer_order:2026/1183"),
    KeyCase("1Z 999 AA1 01 2345 6784", "shipping:1Z 999 AA1 01 2345 6784", by: .carrier),
    KeyCase("consignment note 5581 0044 7112 ready", "shipping:5581 0044 7112", by: .carrier),
    KeyCase("MRN 26GB0004419X17, no inspection", "shipping:26GB0004419X17", by: .broker),
    KeyCase("under contract VPG/CAPEX/26/03", "contract:VPG/CAPEX/26/03"),
    KeyCase("regarding QT-2026-0093", "our_quote:QT-2026-0093"),
    KeyCase("our so-2026-417 was short", "our_order:SO-2026-00417"),
    KeyCase("the goods for ZP-00886 are ready", "supplier_order:ЗП-00886", by: .supplier),
    KeyCase("Cust. ref.   : CVA-P-70622", "customer_order:CVA-P-70622", by: .internal),
    KeyCase("Thanks for your AANV-2618", "customer_order:AANV-2618", by: .internal, to: .customer),
  ]

  private static let germanCases: [KeyCase] = [
    KeyCase("Bitte liefern, Vorgang BE26-114", "customer_order:BE26-114"),
    KeyCase("Kundenreferenz 2026-EK-0317", "customer_order:2026-EK-0317", by: .internal),
    KeyCase("Lieferschein 26 LS 0417 anbei", "shipping:26 LS 0417", by: .supplier),
    KeyCase("Wareneingang vom 12 MAI 2026, Lieferschein 77310", "shipping:77310", by: .internal),
    KeyCase("Verwendungszweck RE2026118", "invoice:RE2026118", by: .bank),
    KeyCase("Speditionsauftrag 26-07711 abgeholt", "shipping:26-07711", by: .carrier),
    KeyCase("unsere Bestellung B-10442 vom 12.01.", "customer_order:B-10442"),
    KeyCase("Bestellnummer: 2602-17", "customer_order:2602-17"),
    KeyCase("Meine Bestellnummer bitte auf alle Papiere: 2602-17.", "customer_order:2602-17"),
    KeyCase("Bestell-Nr. 4711/26", "customer_order:4711/26"),
    KeyCase("Bestellnr NK 8830", "customer_order:NK 8830"),
    KeyCase("Versandanzeige zu Ihrer B-10442", "customer_order:B-10442", by: .internal, to: .customer),
    KeyCase("Rechnung RE-2026-0342 ist offen", "invoice:RE-2026-0342", by: .internal, to: .customer),
    KeyCase("Schlussrechnung Nr. 118-26", "invoice:118-26"),
    KeyCase(
      "Sendungsnummer 00340434161094017733", "shipping:00340434161094017733", by: .internal, to: .customer),
    KeyCase("unter Sendung HSP 3307714 unterwegs", "shipping:HSP 3307714", by: .internal, to: .customer),
    KeyCase("Lieferschein Nr. 8004711", "shipping:8004711"),
    KeyCase("Vertrag KV-2026-11", "contract:KV-2026-11"),
    KeyCase("Rahmenvertrag Nr. 88-12", "contract:88-12"),
    KeyCase("gilt unsere Bestellung 31907 hiermit", "customer_order:31907"),
    KeyCase("Best.-Nr. 26/1140", "customer_order:26/1140"),
    KeyCase("Rechnung zu LS 77-812", "shipping:77-812", by: .supplier),
    KeyCase("Auftrag SO-2026-00410", "our_order:SO-2026-00410", by: .internal),
    KeyCase("Vergabe-Nr. WVOR-2026-L-03", "contract:WVOR-2026-L-03"),
    KeyCase("Ihr Angebot AN-2026-0058 nehmen wir an", "our_quote:AN-2026-0058"),
  ]

  @Test("finds keys in Russian", arguments: russianCases)
  private func russian(_ example: KeyCase) { check(example) }

  @Test("finds keys in English", arguments: englishCases)
  private func english(_ example: KeyCase) { check(example) }

  @Test("finds keys in German", arguments: germanCases)
  private func german(_ example: KeyCase) { check(example) }

  @Test(
    "finds no key in dates, amounts, telephones, tax numbers, standards, quantities and codes of goods",
    arguments: [
      "Заказ от 26.06.2026 на 947 126,40 руб.", "заказ на 40 шт. и 300 кг", "счёт 500 000 руб.",
      "Зачислено на ваш счёт 834 610,00 руб.",
      "Зачислено на счёт 40702*4471", "р/с 40702810900000004471", "ИНН 7701234567, КПП 770101001",
      "тел. (8552) 55-01-17, доб. 214", "8-800-555-00-71", "+7 (495) 555-01-42",
      "по ГОСТ 8732-78 и ТУ 14-3-1128",
      "прокат 12х2000х6000 09Г2С", "в 2026 году", "в 16:30 завтра", "Заказчик АО «СМЗ-2»",
      "на складе с 01.02.2026",
      "счет на 600 листов", "Ваша строка: 31–60 дней", "расчётный счёт БП-00417", "Bestellung 2500 Schrauben",
      "wir bestellen: 480 qm", "unser 50-Jahr-Jubiläum", "Angebot für 42CrMo4", "RFQ 42CrMo4",
      "500 000 руб. по счёту",
      "подшипники 6316-2RS C3 и 22320 CC/W33", "поз. 14 и лот 2", "Акт КС-2", "артикул 4471-22",
      "order 40 pcs at EUR 1,250.00", "the order of 12 March 2026", "order 12000 units",
      "invoice of 2026-03-12",
      "invoice total 1,257.60", "VAT GB123456789, IBAN DE89 3704 0044 0532 0130 00",
      "ISO 9001 and EN 45545-2",
      "Tel. +351 21 555 0190", "DIN 912 M8x40", "PO Box 4471", "30% with the order, 70% later",
      "Bestellung über 40 Sack", "Rechnung vom 24.02.2026", "USt-IdNr. DE123456789", "in KW 10",
      "Tel. 0511 / 555 01-34", "Wir bestellen 480 Stk.", "HRB 00000", "DN 150 bis DN 400", "Pos. 1.4 u. 2.2",
    ])
  func never(_ text: String) {
    for speaker in [PartyRole.customer, .internal, .supplier] {
      #expect(Fixture.keys(text, speaker: speaker) == [])
    }
  }

  @Test("reads subjects and the names of attachments")
  func places() {
    let message = Fixture.message(
      "Siehe Anhang.", subject: "Re: SO-2026-00417",
      attachments: ["Bestellung B-10442.pdf", "КП-2026-118.pdf"])
    let found = Fixture.extractor.extract(from: message, voice: KeyVoice(speaker: .customer)).findings
    #expect(found.map(\.key.value) == ["B-10442", "КП-2026/118", "SO-2026-00417"])
    #expect(found.map(\.place) == [.attachment, .attachment, .staleSubject])
  }

  @Test("gives the same characters one kind, the company's own pattern first")
  func overlap() {
    let configured = KeyExtractor(configured: [.invoice: Fixture.definitions(#"FS-(\d{6})"#)])
    let message = Fixture.message("our order FS-004711")
    let found = configured.extract(from: message, voice: KeyVoice(speaker: .customer)).findings
    #expect(found.map(\.key) == [OrderKey(kind: .invoice, value: "004711")])
  }

  @Test("leaves a bad pattern out and says where it stands")
  func badPattern() {
    let extractor = KeyExtractor(configured: [.ourOrder: Fixture.definitions("SO-(", #"ЗК-\d{6}"#)])
    #expect(extractor.diagnostics.map(\.place) == [Fixture.here])
    let found = extractor.extract(from: Fixture.message("ЗК-004512"), voice: KeyVoice(speaker: .customer))
    #expect(found.keys == [OrderKey(kind: .ourOrder, value: "ЗК-004512")])
  }

  @Test("keeps what looks like a reference of no known kind, with the own numbers it may be short for")
  func loose() {
    let message = Fixture.message("Ваш заказ 4688 снимаем. Ref LF-20934.", subject: "00391 spindle")
    let loose = Fixture.extractor.extract(from: message, voice: KeyVoice(speaker: .customer)).loose
    #expect(loose.map(\.value) == ["4688", "LF-20934", "00391"])
    #expect(loose.first?.expansions.map(\.value).contains("ЗК-004688") == true)
    #expect(loose.last?.expansions.map(\.value) == ["SO-2026-00391", "SO-2025-00391", "ЗП-00391"])
  }

  private func check(_ example: KeyCase) {
    let found = Fixture.keys(example.text, speaker: example.speaker, listener: example.listener)
    #expect(Set(found) == Set(example.keys))
  }
}
