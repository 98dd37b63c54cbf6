// SPDX-License-Identifier: Apache-2.0

extension Attribution {
  /// Whether it starts with a date or with the word that leads to one.
  static func startsWithDate(_ text: FoldedText) -> Bool {
    let bytes = text.bytes[...].drop { [32, 40, 45, 91].contains($0) }
    if bytes.first?.isDigit == true { return DateMarks.startsWithDate(bytes) }
    let isEnd: (UInt8) -> Bool = { $0 == 32 || $0 == 44 || $0 == 46 }
    let word = bytes.prefix { !isEnd($0) }
    guard word.count <= 30, !word.isEmpty else { return false }
    let name = String(decoding: word, as: UTF8.self)
    let rest = bytes.dropFirst(word.count).drop(while: isEnd)
    if weekdays.contains(name) || DateMarks.isMonth(word) {
      return rest.prefix(24).contains(where: \.isDigit)
    }
    guard openers.contains(name) else { return false }
    // A date follows the opener: “On the other hand” has none.
    let next = rest.prefix { !isEnd($0) }
    if rest.first?.isDigit == true || DateMarks.isMonth(next) { return true }
    if next.count <= 30, weekdays.contains(String(decoding: next, as: UTF8.self)) {
      return rest.prefix(60).contains(where: \.isDigit)
    }
    let isLonger = next.count <= 20 && fillers.contains(String(decoding: next, as: UTF8.self))
    return isLonger && rest.dropFirst(next.count).prefix(16).contains(where: \.isDigit)
  }

  /// What a writer did, as the last word.
  static let verbs = [
    "wrote", "writes", "пишет", "писал", "писала", "писал(а)", "написал", "написала",
    "написал(а)",
    "написали", "писали", "пишете", "schrieb", "schrieben", "schreibt", "schrieb am", "geschrieben",
    "hat geschrieben", "a écrit", "écrit", "escribió", "escribio", "va escriure", "ha scritto", "scrive",
    "schreef", "geschreven", "napisał", "napisała", "napisał(a)", "napisal", "pisze", "пише", "написав",
    "написала(в)", "написав(ла)", "написа", "пише", "skrev", "skrev følgende", "kirjoitti", "escreveu",
    "napsal", "napsala", "napsal(a)", "napísal", "napísal(a)", "napísala", "írta", "ezt írta", "a scris",
    "scris", "şunu yazdı", "şunları yazdı", "yazdı", "έγραψε", "đã viết", "je napisao", "je napisao/la",
    "je napisal", "rašė", "rakstīja", "kirjutas",
  ]

  /// Verbs that others than writers do, too: they count in front of marks.
  static let weakVerbs = ["said", "says", "sent", "сообщил", "сообщила", "sagte"]

  /// Verbs that the name of the writer follows.
  static let leadingVerbs = [
    "schrieb", "schreef", "skrev", "escribió", "escreveu", "geschreven", "пишет", "писал", "kirjoitti",
  ]

  /// Verbs of languages without blanks between words.
  static let asianVerbs = ["写道", "寫道", "のメール", "が書きました", "님이 작성", "다음과 같이", "写了"]

  static let openers: Set<String> = [
    "on", "am", "le", "el", "il", "op", "em", "dnia", "w", "в", "во", "den", "at", "in", "à", "på", "o", "ve",
    "dne", "dňa", "pada", "în", "la", "на", "у", "vào", "в.", "вкл", "включено", "a", "du", "da", "dana",
    "från", "af", "d.",
  ]

  /// Words between an opener and its date: “In data 11 ottobre”, “W dniu 2026-03-02”.
  static let fillers: Set<String> = [
    "data", "dniu", "date", "den", "the", "dia", "día", "lúc", "datum", "dato", "jour", "giorno", "zi",
    "ziua",
  ]

  static let weekdays: Set<String> = Set(
    """
    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье пн вт ср чт пт сб вс
    нд
    понеділок вівторок середа пʼятниця п'ятниця неділя субота понеделник сряда четвъртък петък събота неделя
    нед
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend mo di mi do fr sa so
    lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
    lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab
    segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg
    ter qua
    qui sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
    poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz
    pondělí úterý středa čtvrtek pátek neděle po út st čt pá ne pondelok utorok streda štvrtok piatok nedeľa
    mandag tirsdag onsdag torsdag fredag lørdag søndag man tir tirs ons tor tors fre lør søn
    måndag tisdag lördag söndag mån tis lör sön ma ti ke to pe la su maanantaina tiistaina keskiviikkona
    torstaina perjantaina lauantaina sunnuntaina pzt sal çar per cum cmt paz pazartesi salı çarşamba perşembe
    cuma cumartesi pazar hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri
    sâmbătă duminică mie joi vin sâm
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Words with which a sentence leads to a quote that is no attribution.
  static let sentenceOpeners: Set<String> = [
    "as", "like", "what", "you", "we", "i", "he", "she", "they", "как", "что", "wie", "was", "so", "comme",
    "мы", "я",
  ]
}

extension Attribution {
  /// Where an attribution begins that shares its line with the answer before it, or ends that shares it with
  /// the quote behind: `ok for us On Mon, Mar 2, 2026, ann@b.example wrote:`; nil for other lines.
  ///
  /// A marked line is quoted as a whole, and what is cut off it would have lost its mark.
  static func cut(in line: QuoteLine) -> ArraySlice<UInt8>.Index? {
    if line.isQuote || line.initials != nil { return nil }
    let folded = FoldedText(line.bytes)
    guard let verb = folded.index(of: "wrote:", from: 0) else { return nil }
    let end = verb + 6
    let start = folded.bytes.firstIndex { $0 != 32 } ?? 0
    let opener = folded.index(of: " on ", from: 0).map { $0 + 1 } ?? start
    if opener <= start {
      // Behind the colon at least two blanks: what was a line of its own on a page.
      let isCut = folded.bytes[end...].starts(with: [32, 32]) && startsWithDate(folded)
      return isCut ? line.bytes.startIndex + end : nil
    }
    guard end >= folded.bytes.count - 1, opener < verb, verb - opener < 300 else { return nil }
    let tail = FoldedText(folded: Array(folded.bytes[opener...]))
    guard startsWithDate(tail), !startsWithDate(folded) else { return nil }
    return line.bytes.startIndex + opener
  }
}
