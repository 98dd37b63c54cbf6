// SPDX-License-Identifier: Apache-2.0

/// A line that announces a quoted message: `-----Original Message-----`, “Begin forwarded message:”.
enum QuoteSeparator {
  /// An answered message follows.
  case original
  /// A forwarded message follows.
  case forward
  /// A forwarded message ends.
  case end

  /// Reads a line; nil when it announces nothing.
  ///
  /// The words count between dashes, or as the sentences of Apple Mail.
  init?(_ line: QuoteLine) {
    guard let first = line.trimmed.first, line.trimmed.count <= 240 else { return nil }
    if line.isGroupWiseHeader {
      self = .original
      return
    }
    let isDash = first == UInt8(ascii: "-") || first == UInt8(ascii: "_") || first == UInt8(ascii: "=")
    if isDash || first == UInt8(ascii: "*") || first == 0xE2 {
      guard let found = Self.betweenRules(line.trimmed) else { return nil }
      self = found
      return
    }
    guard line.trimmed.last == UInt8(ascii: ":") || line.trimmed.last == 0x9A else { return nil }
    let words = line.folded
    guard Self.sentences.start(words) else { return nil }
    self = .forward
  }

  private static func betweenRules(_ text: ArraySlice<UInt8>) -> QuoteSeparator? {
    let words = FoldedText(text.trimmed { $0.isBlank || [45, 95, 61, 42].contains($0) || isDashByte($0) })
    guard words.bytes.count > 4, text.count - words.bytes.count >= 2 else { return nil }
    if endings.start(words) { return .end }
    if originals.start(words) { return follows(words) ? .original : nil }
    if forwards.start(words) { return .forward }
    // Zoho and Android: `---- On … wrote ----`, `---- Ann Lee wrote ----`.
    guard text.startsFolded(with: "---"), text.suffix(3).elementsEqual([45, 45, 45]) else { return nil }
    return Attribution.isWhole(words, betweenRules: true) ? .original : nil
  }

  private static func isDashByte(_ byte: UInt8) -> Bool { byte == 0xE2 || byte == 0x80 || byte == 0x94 }

  /// “Original message was clear” is a sentence: behind the words stand only a name, a date or nothing.
  private static func follows(_ words: FoldedText) -> Bool {
    words.bytes.count <= 48 || words.bytes.contains { $0.isDigit || $0 == UInt8(ascii: "@") }
  }

  private static let originals = Openings([
    "original message", "original appointment", "original-nachricht", "originalnachricht", "original mail",
    "original email", "original e-mail", "reply message", "replied message", "antwort nachricht",
    "ursprüngliche nachricht", "ursprungsnachricht", "ursprüngliche mail", "ursprüngliche e-mail",
    "исходное сообщение", "оригинальное сообщение", "исходное письмо", "исходный текст",
    "первоначальное сообщение", "предыдущее сообщение", "вихідне повідомлення", "оригінальне повідомлення",
    "оригинално съобщение", "message d'origine", "message d’origine", "message original", "message initial",
    "mensaje original", "mensagem original", "messaggio originale", "messaggio original",
    "oorspronkelijk bericht", "oorspronkelijke bericht", "wiadomość oryginalna", "oryginalna wiadomość",
    "treść oryginalnej wiadomości", "wiadomość pierwotna", "oprindelig besked", "oprindelig meddelelse",
    "opprinnelig melding", "original meddelelse", "ursprungligt meddelande", "originalmeddelande",
    "alkuperäinen viesti", "původní zpráva", "původní e-mail", "pôvodná správa", "eredeti üzenet",
    "mesaj original", "mesajul original", "orijinal mesaj", "özgün ileti", "原始邮件", "原始郵件", "邮件原件",
    "元のメッセージ", "原始消息", "원본 메시지",
  ])

  private static let forwards = Openings([
    "forwarded message", "begin forwarded text", "forwarded mail", "forwarded email", "forwarded by",
    "forward message",
    "forwarded letter", "weitergeleitete nachricht", "weitergeleitete mail", "weitergeleitete e-mail",
    "weitergeleitet von", "weitergeleitet durch", "пересылаемое сообщение", "пересланное сообщение",
    "перенаправленное сообщение", "переадресованное сообщение", "пересылаемое письмо", "пересланное письмо",
    "переслано", "пересилане повідомлення", "переслане повідомлення", "перенаправлене повідомлення",
    "препратено съобщение", "message transféré", "message transmis", "transféré par", "courriel transféré",
    "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato", "doorgestuurd bericht",
    "wiadomość przekazana dalej", "przekazana wiadomość", "przesłana wiadomość",
    "treść przekazanej wiadomości",
    "videresendt besked", "videresendt melding", "videresendt meddelelse", "vidarebefordrat meddelande",
    "välitetty viesti", "přeposlaná zpráva", "přeposlaný e-mail", "preposlaná správa",
    "továbbított üzenet", "mesaj redirecționat", "iletilen ileti", "yönlendirilmiş mesaj",
    "yönlendirilen ileti", "转发的邮件", "转发邮件", "轉寄郵件", "転送メッセージ", "전달된 메시지",
  ])

  private static let endings = Openings([
    "end of forwarded message", "end forwarded text", "end forwarded message", "end of original message",
    "ende der weitergeleiteten",
    "конец пересылаемого", "завершение пересылаемого", "конец пересланного", "кінець пересланого",
    "fin du message transféré", "fine messaggio inoltrato",
  ])

  private static let sentences = Openings([
    "begin forwarded message", "start forwarded message", "start of forwarded message",
    "начало переадресованного сообщения", "начало пересылаемого сообщения", "начало пересланного сообщения",
    "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "beginn der weitergeleiteten nachricht", "début du message réexpédié", "début du message transféré",
    "inizio messaggio inoltrato", "inicio del mensaje reenviado", "inicia mensaje reenviado",
    "início da mensagem reenviada", "início da mensagem encaminhada", "begin doorgestuurd bericht",
    "początek przekazywanej wiadomości", "początek przekazanej wiadomości",
    "початок переспрямованого листа", "начало на препратено", "start på vidarebefordrat",
    "vidarebefordrat brev",
    "begynnelse på videresendt", "start på videresendt", "videresendt besked", "välitetty viesti alkaa",
    "začátek přeposlané zprávy", "továbbított levél kezdete", "iletilen mesajın başlangıcı",
    "下面是被转发的邮件", "下面是转发的邮件", "转发的邮件", "開始轉寄郵件", "転送されたメッセージ", "전달된 메시지",
  ])
}
