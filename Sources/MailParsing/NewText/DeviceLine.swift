// SPDX-License-Identifier: Apache-2.0

/// The line that telephones and mail programs put under a text: “Sent from my iPhone”.
enum DeviceLine {
  /// Whether a line may be one, by its first letters.
  static func mayStand(on line: QuoteLine) -> Bool {
    line.trimmed.count >= 8 && line.trimmed.count <= 240
      && openings.mayStart(
        line.trimmed.first == 42 || line.trimmed.first == 40 ? line.trimmed.dropFirst() : line.trimmed)
  }

  /// Whether it is one: the words that open it, a device or a program, and no sentence around them.
  static func stands(on line: QuoteLine) -> Bool {
    guard mayStand(on: line) else { return false }
    // Links stand in angle brackets, and behind a blank.
    var words = line.folded.bytes.prefix { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "[") }
    if let link = FoldedText(folded: Array(words)).index(of: "http", from: 0) { words = words[..<link] }
    // “, please excuse typos” belongs to it.
    let line = FoldedText(folded: Array(words))
    if let excuse = excuses.lazy.compactMap({ line.index(of: $0, from: 0) }).min() {
      words = words[..<excuse]
    }
    let margins: Set<UInt8> = [32, 46, 40, 41, 44, 45, 59]
    let text = FoldedText(folded: Array(words.trimmed { margins.contains($0) }))
    guard text.bytes.count <= 100, openings.start(text) else { return false }
    let isSentence = text.bytes.contains { [44, 33, 63, 59, 58].contains($0) }
    if isSentence || text.bytes.split(separator: 32).count > 12 { return false }
    let isLong = text.bytes.split(whereSeparator: { !$0.isDigit }).contains { $0.count > 4 }
    return !isLong && (sure.start(text) || text.contains(anyOf: devices))
  }

  private static let excuses = [
    "please excuse", "excuse ", "apologies for", "sorry for", "pls excuse", "извините за", "прошу прощения",
    "entschuldigen sie", "bitte entschuldig",
  ]

  /// What opens such a line.
  private static let openings = Openings([
    "sent from", "sent via", "sent with", "sent using", "get outlook", "download outlook",
    "composed on", "written on my", "typed on my", "отправлено с", "отправлено из", "отправлено через",
    "отправлено от", "отправлено при помощи", "отправлено мобильн", "послано с", "послано из", "написано с",
    "получить outlook", "получите outlook", "загрузить outlook", "скачать outlook", "от моего iphone",
    "gesendet von", "gesendet mit", "gesendet aus", "gesendet über", "gesendet via", "von meinem",
    "von meiner",
    "von unterwegs gesendet", "holen sie sich outlook", "laden sie outlook", "outlook für",
    "diese nachricht wurde von mein",
    "diese e-mail wurde von meinem", "diese mail wurde von meinem", "mit dem handy", "envoyé de",
    "envoyé depuis",
    "envoyé à partir", "envoyé avec", "envoyé par", "envoyé via", "télécharger outlook",
    "téléchargez outlook",
    "obtenez outlook", "obtenir outlook", "provenance : ", "inviato da", "inviato dal", "inviato con",
    "inviato tramite", "scarica outlook", "ottieni outlook", "enviado desde", "enviado de", "enviado do",
    "enviado a partir", "enviado con", "enviado pelo", "enviado via", "obtener outlook", "obter o outlook",
    "obter outlook", "verzonden vanaf", "verzonden met", "verzonden vanuit", "verstuurd vanaf",
    "verstuurd met",
    "outlook voor", "outlook downloaden", "wysłane z", "wysłano z", "pobierz outlook",
    "pobierz aplikację outlook",
    "надіслано з", "відправлено з", "отримати outlook", "skickat från", "sendt fra", "sendt med",
    "skickat med",
    "hämta outlook", "hent outlook", "få outlook", "lähetetty", "hanki outlook", "odesláno z", "odoslané z",
    "získat outlook", "poslano z", "elküldve", "trimis de pe", "trimis din", "изпратено от", "iphone'umdan",
    "发自我的", "從我的", "发自", "iphoneから", "나의 iphone",
  ])

  /// Openings that no other sentence shares.
  private static let sure = Openings([
    "sent from my ", "get outlook", "download outlook", "отправлено с моего", "получить outlook",
    "получите outlook", "загрузить outlook", "скачать outlook", "holen sie sich outlook", "laden sie outlook",
    "envoyé de mon", "envoyé depuis mon", "télécharger outlook", "téléchargez outlook", "obtenez outlook",
    "obtenir outlook", "inviato dal mio", "scarica outlook", "ottieni outlook", "enviado desde mi",
    "enviado do meu", "obtener outlook", "obter o outlook", "obter outlook", "verzonden vanaf mijn",
    "verstuurd vanaf mijn", "wysłane z mojego", "pobierz outlook", "надіслано з мого", "отримати outlook",
    "skickat från min", "sendt fra min", "hämta outlook", "hent outlook", "få outlook", "hanki outlook",
    "odesláno z mého", "发自我的", "從我的", "iphoneから", "나의 iphone",
  ])

  private static let devices = [
    " iphone", " ipad", " ipod", " android", " samsung", " galaxy", " xiaomi", " huawei", " honor",
    " redmi", " blackberry", " nokia", " lumia", " google pixel", " phone", " handy", " mobil",
    " tablet", " телефон", " смартфон", " планшет", " мобильн", " айфон", " outlook", " gmail",
    " yahoo", " proton", " mail", " e-mail-app", " яндекс", " yandex", " gmx", " web.de", " t-online",
    " typeapp", " aquamail", " aqua mail", " bluemail", " thunderbird", " spark", " windows",
    " smartphone", " móvil", " cellulare", " celular", " telefon", " téléphone", " мобільн", " app",
    " surface", " nine", " k-9", " fairemail", " zoho", " workspace", " ios", " macbook", " mymail",
    " почты mail",
  ]
}
