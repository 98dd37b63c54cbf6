// SPDX-License-Identifier: Apache-2.0

/// The words before a number that say what it is, in Russian, English and German, folded.
enum ContextWords {
  /// Returns what a folded word says about the number after it, nil for other words.
  static func meaning(of word: String) -> ContextWord? {
    if word.isEmpty { return nil }
    if let exact = exact[word] { return exact }
    let bytes = word.utf8
    guard bytes.count >= keyLength else { return nil }
    for (stem, meaning) in stemsByStart[key(bytes.prefix(keyLength))] ?? [] where bytes.starts(with: stem) {
      return meaning
    }
    for (ending, meaning) in endingsByEnd[key(bytes.suffix(keyLength))] ?? []
    where bytes.count >= ending.count && bytes.suffix(ending.count).elementsEqual(ending) {
      return meaning
    }
    return nil
  }

  /// Stems by their first bytes, endings by their last: none is shorter.
  private static let keyLength = 4
  private static let stemsByStart = Dictionary(grouping: stems.map { (Array($0.0.utf8), $0.1) }) {
    key($0.0.prefix(keyLength))
  }
  private static let endingsByEnd = Dictionary(grouping: endings.map { (Array($0.0.utf8), $0.1) }) {
    key($0.0.suffix(keyLength))
  }

  private static func key(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Words of lines with telephones, tax numbers and accounts.
  static let contacts: Set<String> = [
    "тел", "телефон", "факс", "моб", "tel", "telefon", "phone", "fax", "mobil", "mobile", "инн", "кпп",
    "огрн", "бик",
    "iban", "bic", "swift", "vat", "ust", "ustid", "ustidnr", "hrb", "рс", "кс", "whatsapp",
  ]

  /// Words between a document and its number that say whose it is: `заказ клиента 4512`, `договор поставки
  /// 12-П`.
  static let between: Set<String> = [
    "клиента", "покупателя", "покупателю", "поставщика", "поставки", "подряда", "купли", "продажи", "оплату",
    "предоплату", "котировок", "предложений", "buyer", "buyers", "is", "ist", "lautet", "это",
  ]

  /// Documents of two words.
  static let pairs: [String: ContextWord] = [
    "delivery note": .key(.shipping), "dispatch note": .key(.shipping), "despatch note": .key(.shipping),
    "advice note": .key(.shipping), "consignment note": .key(.shipping), "credit note": .key(.invoice),
    "debit note": .key(.invoice), "pro number": .key(.shipping),
    "поручение экспедитору": .key(.shipping), "экспедиторская расписка": .key(.shipping),
    "экспедиторской расписке": .key(.shipping), "экспедиторскую расписку": .key(.shipping),
    "production order": .refusal, "производственный заказ": .refusal,
  ]

  /// Words that join a list of numbers.
  static let conjunctions: Set<String> = ["и", "and", "und", "или", "or", "oder", "bzw"]

  /// Words after which a number with no sign before it may end: it is not the quantity of what follows.
  static let followers: Set<String> = [
    "от", "на", "по", "для", "и", "с", "в", "к", "не", "уже", "мы", "from", "of", "dated", "date", "is",
    "has", "was",
    "and", "for", "with", "to", "on", "are", "will", "in", "at", "please", "vom", "von", "ist", "und", "fur",
    "zu",
    "mit", "wird", "wurde", "bei", "am", "bitte", "снимаем", "отменяем", "долга",
  ]

  /// Units and things counted: a number before one of them is a quantity.
  static let units: Set<String> = [
    "шт", "штук", "штуки", "кг", "т", "тн", "тонн", "тонны", "м", "мм", "см", "км", "л", "мл", "г", "м2",
    "м3", "рул",
    "рулонов", "рулона", "мест", "места", "паллет", "паллеты", "пачки", "упак", "уп", "компл", "бухт",
    "бухты", "руб",
    "рублей", "р", "коп", "тыс", "млн", "дней", "дня", "день", "недель", "недели", "часов", "мин", "месяцев",
    "к.д", "кд",
    "pcs", "pc", "pieces", "ea", "each", "units", "sets", "rolls", "kg", "t", "tons", "tonnes", "lbs", "mm",
    "cm", "m",
    "km", "l", "ml", "g", "days", "weeks", "hours", "months", "pallets", "colli", "boxes", "reels", "usd",
    "eur", "gbp",
    "rub", "rur", "cny", "rmb", "chf", "cr", "dollars", "euro", "stk", "stuck", "st", "sack", "eimer",
    "paletten",
    "palette", "tage", "tagen", "wochen", "monate", "uhr", "rollen", "netto", "brutto", "kar", "vpe", "x",
  ]

  private static let exact: [String: ContextWord] = {
    let groups: [(ContextWord, String)] = [
      (.number, "no nr num nummer number numero nos n ном номер номера номером номеру"),
      (.own(true), ours),
      (.own(false), yours),
      (.key(.invoice), "inv invoic ci сч сф счф bill rg"),
      (.key(.shipping), shippingDocuments),
      (.weakKey(.shipping), carriers),
      (.key(.contract), "дог kv itt itb vergabenr vergabenummer tender"),
      (.key(.ourQuote), "кп ткп quote offer quotation"),
      (.order, "order orders ordrsp ordchg auftrag auftrags auftrages"),
      (.request, "po lpo vorgang kommission requisition job спец best request rfq rfp calloff данным"),
      (.reference, references),
      (.refusal, refusals),
    ]
    var table: [String: ContextWord] = [:]
    for (meaning, words) in groups {
      for word in words.split(whereSeparator: \.isWhitespace) { table[String(word)] = meaning }
    }
    return table
  }()

  private static let shippingDocuments = """
    ттн ttn трн этрн cmr смр упд upd тн awb mawb hawb hwb bl mbl hbl bol mrn lading ls tir рпо desadv
    docket challan asn sscc
    """

  /// Carriers whose name stands for the number of a parcel.
  private static let carriers = """
    dhl ups gls dpd fedex tnt hermes ems dachser schenker сдэк cdek пэк pek байкал деллин
    """

  /// Currencies: an amount may follow them.
  static let currencies: Set<String> = [
    "usd", "eur", "gbp", "rub", "rur", "cny", "rmb", "chf", "руб", "рублей", "euro", "тенге", "kzt", "byn",
  ]

  /// Forms of documents, which have numbers of their own.
  static let forms: Set<String> = ["торг-12", "торг12", "м-15", "кс-2", "кс-3", "инв-3", "1-т", "оп-1"]

  private static let references = """
    ref refs reference referenz zeichen bezug основание
    """

  private static let ours = """
    our my mein meine meiner meinem unser unsere unserer unserem unseren мой моя моей моему наш наша
    наше наши нашу нашей нашего нашему нашем нашим наших
    """

  private static let yours = """
    your yr ihr ihre ihrer ihrem ihren ihres eure euer dein deine ваш ваша ваше ваши вашу вашей вашего
    вашему вашем вашим ваших
    """

  /// Telephones, tax numbers, accounts; positions, articles, standards; amounts; verbs of ordering.
  private static let refusals = """
    тел tel telefon phone fax факс моб mob mobile mobil доб ext whatsapp viber ph cell hp handy инн inn
    кпп kpp огрн ogrn огрнип бик bik bic iban swift vat ust ustid ustidnr uid hrb hra steuernr
    steuernummer рс кс окпо eori account ac konto kto card customer контрагент kundennr kundennummer
    debitor kreditor page стр seite дом д кв офис этаж zip plz индекс ip пункт п пп pos position item
    line арт артикул art artikel artikelnr part pn sku code код лот lot los charge batch serial sn гост
    din iso ту astm asme api en iec снип ост ст un ral hs тнвэд cas dn ду pn ру incoterms nda kw week
    woche неделя ncr ticket тикет рейс авто прицеп plate kennzeichen version версия rev ревизия р price
    preis цена цены ценой цену total gesamt summe weight вес gewicht qty menge bestellen bestellt
    bestelle заказать заказали заказываем заказал
    """

  /// Beginnings of inflected and compound words; longer ones stand before shorter ones.
  private static let stems: [(String, ContextWord)] = [
    ("счет", .key(.invoice)), ("инвойс", .key(.invoice)), ("invoice", .key(.invoice)),
    ("фактур", .key(.invoice)),
    ("rechnung", .key(.invoice)), ("faktur", .key(.invoice)), ("проформ", .key(.invoice)),
    ("proforma", .key(.invoice)),
    ("schet", .key(.invoice)),
    ("накладн", .key(.shipping)), ("nakladn", .key(.shipping)), ("railcar", .weakKey(.shipping)),
    ("посылк", .weakKey(.shipping)), ("авианакладн", .key(.shipping)), ("коносамент", .key(.shipping)),
    ("контейнер", .weakKey(.shipping)), ("container", .weakKey(.shipping)), ("вагон", .weakKey(.shipping)),
    ("tracking", .key(.shipping)), ("трек", .key(.shipping)), ("sendung", .weakKey(.shipping)),
    ("paketschein", .key(.shipping)), ("paketn", .key(.shipping)), ("lieferschein", .key(.shipping)),
    ("frachtbrief", .key(.shipping)), ("waybill", .key(.shipping)), ("consignment", .weakKey(.shipping)),
    ("speditionsauftrag", .key(.shipping)), ("transportauftrag", .key(.shipping)),
    ("frachtauftrag", .key(.shipping)), ("indent", .request),
    ("отправлени", .weakKey(.shipping)), ("shipment", .weakKey(.shipping)),
    ("booking", .key(.shipping)), ("parcel", .weakKey(.shipping)),
    ("label", .weakKey(.shipping)), ("груз", .weakKey(.shipping)), ("truck", .weakKey(.shipping)),
    ("договор", .key(.contract)), ("контракт", .key(.contract)), ("contract", .key(.contract)),
    ("vertrag", .key(.contract)), ("kontrakt", .key(.contract)), ("dogovor", .key(.contract)),
    ("agreement", .key(.contract)), ("vergabeverfahren", .key(.contract)),
    ("предложени", .key(.ourQuote)), ("angebot", .key(.ourQuote)), ("offert", .key(.ourQuote)),
    ("заказчик", .refusal), ("заказ", .order), ("auftragsn", .order), ("auftraggeber", .order),
    ("ordern", .order),
    ("zakaz", .order), ("заявк", .request), ("zayavk", .request), ("abruf", .request), ("процедур", .request),
    ("bestell", .request), ("спецификац", .request), ("anfrage", .request),
    ("запрос", .request), ("enquir", .request), ("inquir", .request), ("verhandlungsvergabe", .request),
    ("ausschreibung", .request), ("редукцион", .request), ("аукцион", .request), ("закупк", .request),
    ("purchase", .request), ("referen", .reference),
    ("парти", .refusal), ("позици", .refusal), ("кабинет", .refusal), ("телефон", .refusal),
    ("сумм", .refusal), ("колич", .refusal), ("артикул", .refusal), ("водител", .refusal),
    ("паспорт", .refusal),
  ]

  private static let endings: [(String, ContextWord)] = [
    ("rechnung", .key(.invoice)), ("vertrag", .key(.contract)), ("kontrakt", .key(.contract)),
    ("dogovor", .key(.contract)), ("bestellung", .request), ("auftrag", .order),
    ("накладная", .key(.shipping)), ("накладной", .key(.shipping)), ("referenz", .reference),
  ]
}
