// SPDX-License-Identifier: Apache-2.0

/// The wording of automatic answers, in lower case.
enum AutomaticPhrases {
  /// Whether a subject is one that programs write over an automatic answer.
  static func opens(_ subject: FoldedText) -> Bool {
    let bare = FoldedText(folded: Array(subject.bytes.drop { "[(* ".utf8.contains($0) }))
    if phrases.start(bare) { return true }
    if bare.hasPrefix("auto: "), bare.contains(anyOf: absences) { return true }
    guard wordOpenings.start(bare), let word = words.first(where: { bare.hasPrefix($0) }) else {
      return false
    }
    // People write of absence too: it takes the subject's end, a mark or the answered subject behind the
    // word.
    let rest = FoldedText(bare.bytes.dropFirst(word.utf8.count).trimmed { $0 == 32 })
    return rest.bytes.isEmpty
      || rest.hasPrefix(anyOf: [":", "–", "—", "-", "(", "[", "]", "re:", "aw:", "fw:"])
  }

  private static let phrases = Openings([
    "automatic reply", "automatic response", "automated reply", "automated response", "auto reply",
    "autoreply", "auto-reply", "auto response", "autoresponse", "auto-response", "auto: re:",
    "vacation reply", "vacation response", "away from my mail", "i am out of the office",
    "out of office autoreply", "автоматический ответ", "автоматическое уведомление об отсутствии",
    "уведомление об отсутствии", "уведомление о прочтении", "автовідповідь", "automatische antwort",
    "automatische abwesenheit", "automatische rückantwort", "autom. antwort", "abwesenheitsnotiz",
    "abwesenheitsnachricht", "abwesenheitsmeldung", "abwesenheitsagent", "lesebestätigung", "read receipt",
    "return receipt", "automatisch antwoord", "automatische beantwoording", "réponse automatique",
    "message d'absence", "respuesta automática", "respuesta automatica", "risposta automatica",
    "odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "automatická odpověď",
    "automatická odpoveď", "automaattinen vastaus", "resposta automática", "automatisk svar",
    "automatiskt svar", "otomatik yanıt", "avtomatik javob", "ответ автоответчика", "автоответчик:",
  ])

  private static let wordOpenings = Openings(words)
  private static let words = [
    "out of office", "out of the office", "out-of-office", "ooo", "автоответ", "нет на месте", "вне офиса",
    "отсутствую", "abwesend", "abwesenheit", "nicht im büro", "nicht im haus", "autosvar", "afwezig",
    "absence du bureau", "absent du bureau", "absence", "fuera de la oficina", "fuori sede", "fuori ufficio",
    "poza biurem", "nieobecność", "vacation", "frånvarande", "fraværende",
  ]

  /// What ticket robots and form mailers say.
  static let acknowledgements = PhraseSet([
    "[ticket", "(ticket", "ticket #", "ticket number", "received your request", "received your message",
    "received your e-mail", "received your email", "received your invoice",
    "request has been received", "message has been received", "e-mail has been received",
    "email has been received", "request has been registered", "ticket has been created",
    "out of office", "out of the office", "automatic reply", "automatic acknowledgement",
    "acknowledge receipt of your",
    "ваше обращение", "заявка зарегистрирована", "обращение зарегистрировано", "ваш запрос зарегистрирован",
    "ваш запрос принят", "ваше письмо получено", "ваше сообщение получено", "автоматический ответ",
    "ihre anfrage ist bei uns eingegangen",
    "anfrage wurde registriert", "ihre anfrage wurde registriert", "ihre anfrage wurde erfasst",
    "ihre anfrage wurde unter", "ihre nachricht ist bei uns eingegangen",
    "ihre e-mail ist bei uns eingegangen", "eingangsbestätigung", "haben ihre nachricht erhalten",
    "haben ihre e-mail erhalten", "automatische antwort", "abwesen",
    "accusons réception", "hemos recibido su", "abbiamo ricevuto la", "wij hebben uw",
  ])

  /// What answers of people who are away say.
  static let absences = PhraseSet([
    "out of office", "out of the office", "out-of-office", "of the office returning", "on vacation",
    "on holiday", "on annual leave", "on leave", "maternity leave", "parental leave", "sick leave",
    "away from", "am away", "be away", "currently away", "will return on", "i return", "upon my return",
    "when i return", "be back on", "be back in the office", "i will be back", "i'll be back", "am back on",
    "limited access to", "no access to my e", "not in the office", "am travelling", "am traveling",
    "am absent", "be absent", "not be reading my mail", "not reading mail", "while this person is away",
    "office is closed", "office will be closed", "away on business", "nicht im büro", "nicht im haus",
    "im urlaub", "in urlaub", "abwesen", "außer haus", "ausser haus", "nicht erreichbar", "wieder erreichbar",
    "wieder im büro", "wieder im haus", "wieder für sie da", "elternzeit", "dienstreise", "betriebsferien",
    "betriebsurlaub", "mutterschutz", "в отпуск", "из отпуска", "нет на месте", "нет на рабочем",
    "не будет на", "не будет в офисе", "не в офисе", "отсутствую", "буду отсутств", "отсутствия",
    "в командировке", "вне офиса", "на больничном", "нерабочие дни", "suis absent", "serai absent",
    "absent du",
    "en congé", "de retour le", "absente du", "fuera de la oficina", "de vacaciones", "ausente",
    "fuori ufficio",
    "in ferie", "assente", "fuori sede", "afwezig", "met vakantie", "op vakantie", "niet aanwezig",
    "met verlof",
    "niet op kantoor", "poza biurem", "na urlopie", "nieobecn", "frånvarande", "på semester", "fraværende",
    "på ferie", "mimo kancelář", "dovolen", "não estou no escritório", "de férias", "poissa toimistolta",
  ])

  /// How form mailers thank, and people too.
  static let thanks = PhraseSet([
    "thank you for contacting", "thank you for your e-mail", "thank you for your email",
    "thank you for your message", "thank you for you e-mail", "спасибо за обращение",
    "благодарим за обращение", "vielen dank für ihre anfrage", "vielen dank für ihre nachricht",
    "vielen dank für ihre e-mail",
  ])

  /// Without any of these no text shows by itself that a program answers.
  static let hints = PhraseSet(joining: [absenceOpenings, selfNamings, BounceWording.challenges])

  /// Whether a text says at its beginning that the writer is away now.
  static func saysAbsence(_ opening: FoldedText) -> Bool {
    opening.contains(anyOf: absenceOpenings) && opening.contains(anyOf: writers)
  }

  /// Whether such a text is written for everybody: it names a substitute or a return, and asks for nothing.
  static func isForEverybody(_ text: FoldedText) -> Bool {
    text.contains(anyOf: substitutes) && !text.bytes.contains(UInt8(ascii: "?"))
      && !text.contains(anyOf: requests)
  }

  private static let absenceOpenings = PhraseSet([
    "currently out of", "out of the office", "out of office", "currently away", "on vacation",
    "on annual leave", "am currently on", "be on leave", "am on leave", "be away", "am away from",
    "nicht im büro", "nicht im hause", "nicht im haus", "im urlaub", "abwesend", "außer haus", "в отпуске",
    "нет на рабочем", "не будет на рабочем", "не будет в офисе", "в командировке", "вне офиса",
    "отсутствую на рабочем", "буду отсутствовать", "suis absent", "suis actuellement absent",
    "fuera de la oficina", "fuori ufficio", "afwezig", "poza biurem", "na urlopie",
  ])

  /// The writer speaks of himself, and of now.
  private static let writers = PhraseSet([
    "i am ", "i'm ", "i will be", "ich bin", "bin ich", "ich befinde", "я нахожусь", "нахожусь",
    "я в отпуске",
    "меня нет", "меня не будет", "я буду отсутств", "отсутствую", "je suis", "je serai", "estoy", "estaré",
    "sono ", "sarò", "ik ben", "jestem", "przebywam",
  ])

  private static let substitutes = PhraseSet([
    "in urgent", "for urgent", "if urgent", "urgent matter", "urgent case", "urgent request", "is urgent",
    "in my absence", "during my absence", "upon my return", "when i return", "on my return", "limited access",
    "will return on", "in dringenden", "bei dringenden", "dringende an", "in meiner abwesenheit",
    "während meiner abwesenheit", "nicht weitergeleitet", "wieder erreichbar", "nach meiner rückkehr",
    "meine vertretung", "по срочным", "в срочных случаях", "срочные вопросы", "в моё отсутствие",
    "в мое отсутствие", "на время моего отсутствия", "по возвращении", "après mon retour", "en cas d'urgence",
    "en mi ausencia", "in mia assenza", "in caso di urgenza", "bij afwezigheid", "w pilnych",
  ])

  private static let requests = PhraseSet([
    "please send", "please confirm", "please ship", "please go ahead", "could you", "can you", "bitte senden",
    "bitte schicken", "bitte bestätigen", "können sie", "прошу", "пришлите", "направьте", "подтвердите",
    "вышлите", "отправьте",
  ])

  /// Programs that say of themselves that they answer.
  static let selfNamings = PhraseSet([
    "this is an automatic reply", "this is an automated reply", "this is an automatic response",
    "this is an automated response", "this is an auto-reply", "this is an auto reply",
    "this is an automatic answer", "this is an automatic acknowledgement", "this is an autoresponse",
    "dies ist eine automatische antwort", "diese antwort wurde automatisch", "automatisch generierte antwort",
    "automatische eingangsbestätigung", "это автоматический ответ", "данный ответ сформирован автоматически",
    "является автоматическим ответом", "ceci est une réponse automatique",
    "esta es una respuesta automática", "questa è una risposta automatica", "dit is een automatisch antwoord",
    "to jest automatyczna odpowiedź",
  ])
}
