// SPDX-License-Identifier: Apache-2.0

/// What footers say.
enum FooterPhrases {
  /// A paragraph as one line in lower case; two kilobytes of it tell what it is.
  static func folded(_ lines: [QuoteLine], _ range: Range<Int>) -> FoldedText {
    var bytes: [UInt8] = []
    for index in range where bytes.count < 2_048 {
      bytes += lines[index].trimmed.prefix(2_048)
      bytes.append(32)
    }
    return FoldedText(folded: FoldedText.fold(bytes))
  }

  /// A line without marks of emphasis around.
  static func bare(_ line: QuoteLine) -> ArraySlice<UInt8> {
    line.trimmed.drop { [42, 95, 32, 91, 40, 34, 35, 45, 61].contains($0) }
  }

  /// Whether a line opens as notices do.
  static func opensNotice(_ line: QuoteLine) -> Bool {
    let text = bare(line)
    return noticeOpenings.mayStart(text) && noticeOpenings.start(FoldedText(text, limit: 120))
  }

  /// Whether a line opens a footer of one sentence: a scanner, a list, the trees, the protection of data.
  static func isLine(_ line: QuoteLine) -> Bool {
    let text = bare(line)
    guard text.count >= 5, text.count <= 700 else { return false }
    let isOpening = sentenceOpenings.mayStart(text)
    guard isOpening || text.count <= 300 else { return false }
    let folded = FoldedText(text, limit: 300)
    if isOpening, opensLine(folded, of: line) { return true }
    return text.count <= 300 && folded.contains(anyOf: anywhere)
  }

  private static func opensLine(_ folded: FoldedText, of line: QuoteLine) -> Bool {
    let isPrinting = printOpenings.start(folded) && folded.contains(anyOf: printing)
    if isPrinting, folded.contains(anyOf: messageWords) || folded.contains("environment") { return true }
    if scanOpenings.start(folded), folded.contains(anyOf: malware) { return true }
    if lineOpenings.start(folded) { return true }
    if linkOpenings.start(folded), folded.contains("http") || folded.contains("www.") { return true }
    return folded.hasPrefix("unsubscribe") && line.trimmed.count > 12
      && !folded.contains(anyOf: [" me", " us", "please"])
  }

  /// Whether a paragraph is a legal notice: it speaks of a message and says several of the things notices
  /// say.
  static func isLegal(_ text: FoldedText, isOpened: Bool) -> Bool {
    // For whom it is, or what to do with a stray one: letters seldom say that of themselves.
    let isGuarded = text.contains(anyOf: guards)
    guard isGuarded || isOpened, text.contains(anyOf: messageWords) else { return false }
    if isGuarded { return strongStems.count { text.contains(anyOf: $0) } >= (isOpened ? 2 : 3) }
    return text.contains(anyOf: strongStems[4]) && text.contains(anyOf: strongStems[5])
  }

  /// Whether a paragraph can be part of a notice that another opened.
  static func isLegalish(_ text: FoldedText) -> Bool { text.contains(anyOf: legalish) }

  /// Whether a paragraph is only the heading of a notice.
  static func isHeading(_ lines: [QuoteLine], _ range: Range<Int>) -> Bool {
    let filled = range.filter { !lines[$0].isRule(atLeast: 2) }
    return filled.count == 1 && isHeadingLine(lines[filled[0]])
  }

  /// Whether a line is such a heading.
  static func isHeadingLine(_ line: QuoteLine) -> Bool {
    guard line.trimmed.count <= 80, headingOpenings.mayStart(bare(line)) else { return false }
    let text = FoldedText(bare(line).trimmed { [42, 95, 58, 46, 32, 33].contains($0) }, limit: 80)
    return headings.contains { text.bytes.elementsEqual($0.utf8) }
  }

  private static let headingOpenings = Openings(headings)

  private static let headings = [
    "disclaimer", "legal disclaimer", "email disclaimer", "e-mail disclaimer",
    "confidentiality notice", "confidentiality note", "confidentiality statement", "legal notice",
    "privileged and confidential", "haftungsausschluss", "vertraulichkeitshinweis",
    "rechtlicher hinweis", "уведомление о конфиденциальности", "отказ от ответственности",
    "avis de confidentialité", "aviso legal", "aviso de confidencialidad", "nota di riservatezza",
  ]

  /// How notices open.
  private static let noticeOpenings = Openings([
    "this e-mail", "this email", "this message", "this communication", "this transmission", "this mail",
    "the information contained", "the information in this", "the contents of this", "the content of this",
    "any views", "if you are not the intended", "if you have received this", "confidentiality", "disclaimer",
    "important notice", "legal notice", "privileged", "notice: this", "diese e-mail", "diese email",
    "diese mail",
    "diese nachricht", "dieses e-mail", "der inhalt dieser", "die information", "die in dieser",
    "vertraulich",
    "haftungsausschluss", "sollten sie diese", "falls sie nicht", "wenn sie nicht der", "настоящее сообщение",
    "настоящее электронное", "настоящее письмо", "данное сообщение", "данное письмо", "данное электронное",
    "это сообщение", "это письмо", "это электронное", "информация, содержащаяся", "содержание данного",
    "содержимое", "сведения, содержащиеся", "если вы получили", "если вы не являетесь", "уведомление о конф",
    "конфиденциальн", "электронное сообщение", "ce message", "ce courriel", "ce mail",
    "les informations contenues",
    "questo messaggio", "le informazioni contenute", "il presente messaggio", "este mensaje", "este correo",
    "la información contenida", "esta mensagem", "dit bericht", "deze e-mail", "de informatie",
    "ta wiadomość",
    "niniejsza wiadomość", "treść tej", "це повідомлення", "цей лист", "інформація, що",
  ])

  private static let lineOpenings = Openings([
    "virus-free", "virus free", "virenfrei", "без вирусов", "sans virus", "garanti sans virus",
    "libre de virus", "privo di virus", "virusvrij", "wolny od wirusów", "l'absence de virus",
    "you received this message because you are", "you received this email because",
    "you are receiving this", "you're receiving this", "you get this because",
    "you have received this email because", "to unsubscribe", "if you no longer wish to receive these",
    "if you no longer wish to receive our", "if you no longer wish to receive email",
    "to stop receiving these", "to stop receiving email", "reply to this email directly",
    "manage your subscription", "update your preferences", "update subscription preferences",
    "вы получили это письмо, потому", "вы получили это письмо, так как",
    "вы получили это сообщение, поскольку", "вы получили это сообщение, потому", "вы подписаны на",
    "чтобы отписаться", "для отписки", "отписаться от рассыл", "отписаться от этой",
    "отказаться от рассылки", "если вы не хотите получать рассыл", "если вы не хотите получать наши",
    "если вы не хотите получать подобн", "sie erhalten diese e-mail, weil",
    "sie erhalten diesen newsletter", "wenn sie diesen newsletter nicht", "newsletter abbestellen",
    "newsletter abmelden", "um sich abzumelden", "vom newsletter abmelden", "se désabonner",
    "pour vous désabonner", "cancelar suscripción", "darse de baja", "per annullare l'iscrizione",
    "unsubscribe", "hinweise zum datenschutz", "datenschutzhinweis", "informationen zum datenschutz",
    "information zum datenschutz", "privacy policy", "privacy notice", "политика конфиденциальности",
    "политика обработки",
  ])

  /// Openings of the care for trees; the line speaks of printing a mail, too.
  private static let printOpenings = Openings([
    "please consider", "consider the environment", "think ", "please think", "please don't print",
    "do not print",
    "save a tree", "save paper", "go green", "before printing", "bitte denken", "denken sie", "bitte prüfen",
    "der umwelt zuliebe", "müssen sie", "bevor sie", "muss diese", "прежде чем", "перед тем как",
    "перед печатью",
    "подумайте", "берегите", "сохраним", "сохраните", "пожалуйста, подумайте", "pensez", "avant d'imprimer",
    "n'imprimez", "prima di stampare", "antes de imprimir", "denk aan", "zanim wydrukujesz", "pomyśl",
  ])
  private static let printing = PhraseSet(["print", "druck", "печат", "imprim", "stamp", "wydruk", "drukow"])

  /// Openings of scanners; the line speaks of viruses, too.
  private static let scanOpenings = Openings([
    "scanned by", "checked by", "this email has been", "this e-mail has been", "this message has been",
    "diese e-mail wurde", "diese nachricht wurde", "auf viren geprüft", "проверено", "письмо проверено",
    "сообщение проверено", "это сообщение проверено", "данное сообщение проверено", "это письмо проверено",
  ])
  private static let malware = PhraseSet(["virus", "viren", "вирус", "malware", "avast", "spam", "спам"])

  /// Openings that need a link in the line.
  private static let linkOpenings = Openings([
    "datenschutz", "impressum", "privacy", "информация об обработке",
  ])

  private static let sentenceOpenings = Openings(joining: [
    lineOpenings, linkOpenings, printOpenings, scanOpenings,
  ])

  /// Words that only footers hold.
  private static let anywhere = PhraseSet([
    "www.avast.com", "avast.com/antivirus", "environment before printing", "an die umwelt, bevor",
    "окружающей среде",
    "mailman/listinfo", "unsubscribe | ", " | unsubscribe", "unsubscribe from this group", "view in browser",
    "view it on github",
  ])

  private static let messageWords = PhraseSet([
    "message", "e-mail", "email", " mail", "transmission", "communication", "сообщени", "письм", "nachricht",
    "mitteilung", "courriel", "messaggio", "mensaje", "correo", "mensagem", "bericht", "wiadomo",
    "повідомлен", "лист",
  ])

  private static let secrecy = PhraseSet([
    "confidential", "privileged", "конфиденциал", "конфіденц", "vertraulich", "confidentiel", "riservat",
    "confidencial",
    "vertrouwelijk", "poufn", "коммерческ",
  ])

  /// Each list is one thing that notices say.
  private static let strongStems: [PhraseSet] = [
    PhraseSet([
      "intended recipient", "intended only for", "intended solely", "solely for the use", "only for the use",
      "addressee", "named recipient", "exclusively for", "intended for the", "предназначен", "адресат",
      "richtige adressat", "vorgesehene empf", "richtige empf", "bestimmungsgemäße", "ausschließlich für",
      "nur für den",
      "destinataire", "destinatari", "destinatário", "geadresseerde", "adresat", "призначен",
    ]),
    PhraseSet([
      "in error", "by mistake", "mistakenly", "по ошибке", "ошибочно", "irrtümlich", "versehentlich",
      "par erreur",
      "per errore", "por error", "por engano", "abusievelijk", "per vergissing", "przez pomyłkę", "помилково",
    ]),
    PhraseSet([
      "notify the sender", "notify us", "contact the sender", "inform the sender", "advise the sender",
      "notify sender",
      "уведом", "сообщите", "сообщить", "поставьте в известность", "informieren sie", "benachrichtigen sie",
      "prévenir", "avertir", "informer l'exp", "avvis", "informar", "notifi", "powiadom", "повідом",
    ]),
    PhraseSet([
      "delete this", "delete it", "delete the", "destroy", "удалите", "удалить", "уничтож", "vernichten",
      "löschen",
      "supprimer", "détruire", "cancellarlo", "eliminar", "verwijder", "usun",
    ]),
    PhraseSet([
      "unauthori", "unlawful", "disclosure", "dissemination", "distribution", "copying", "prohibited",
      "not permitted",
      "несанкционирован", "распространен", "копирован", "запрещ", "раскрыти", "unbefugt", "unerlaubt",
      "weitergabe",
      "nicht gestattet", "untersagt", "interdite", "vietat", "prohibid", "verboden",
    ]),
    PhraseSet([
      "legally privileged", "privileged", "rechtlich geschützt", "confidential", "конфиденциал",
      "vertraulich",
      "confidentiel", "riservat", "confidencial", "vertrouwelijk", "poufn", "конфіденц",
    ]),
    PhraseSet([
      "liability", "liable", "responsib", "haftung", "ответственност", "responsabil", "aansprakelijk",
      "odpowiedzialn",
    ]),
  ]

  /// What a notice says of itself that letters do not, and all that part of one may say.
  private static let guards = PhraseSet(joining: Array(strongStems[..<2]))
  private static let legalish = PhraseSet(joining: [secrecy, legalWords] + strongStems)

  private static let legalWords = PhraseSet([
    "virus", "вирус", "viren", "registered office", "company number", "registergericht", "amtsgericht", "hrb",
    "geschäftsführ", "sitz der gesellschaft", "ust-id", "registered in", "views expressed", "opinions",
    "оферт",
    "datenschutz", "privacy", "личное мнение", "empfänger", "absender", "recipient", "sender",
    "thank you for your cooperation",
    "спасибо за понимание", "vielen dank für ihr verständnis", "получател", "отправител", "вложени",
    "monitor",
  ])
}
