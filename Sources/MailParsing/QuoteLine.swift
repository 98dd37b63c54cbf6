// SPDX-License-Identifier: Apache-2.0

/// A line of a body, as the search for quotes sees it.
struct QuoteLine {
  /// The bytes without the line end.
  let bytes: Substring.UTF8View
  /// The bytes without blanks around.
  let trimmed: Substring.UTF8View

  /// Takes a line.
  init(_ bytes: Substring.UTF8View) {
    self.bytes = bytes
    trimmed = Substring(bytes).trimmingBlanks().utf8
  }

  /// Whether nothing stands on it.
  var isBlank: Bool { trimmed.isEmpty }

  /// Whether it is marked as quoted: `>`, but neither `>=` nor `>From` that mbox files make of `From`.
  var isQuote: Bool {
    guard trimmed.first == UInt8(ascii: ">") else { return false }
    let rest = trimmed.dropFirst()
    // `>:` is the end of a wrapped attribution.
    return rest.first != UInt8(ascii: "=") && !rest.startsFolded(with: "from ") && !rest.elementsEqual([58])
  }

  /// The trimmed text in lower case, without emphasis marks.
  var folded: String {
    Substring(trimmed).lowercased().filter { $0 != "*" }
  }

  /// Whether it is a rule of underscores, dashes or equals signs.
  var isRule: Bool {
    trimmed.count >= 5
      && trimmed.allSatisfy { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") }
  }

  /// Whether it announces an original or forwarded message.
  ///
  /// The words count between dashes (`-----Original Message-----`), or as the sentences of Apple Mail.
  var isSeparator: Bool {
    guard let first = trimmed.first, trimmed.count <= 160 else { return false }
    let isDashed = first == UInt8(ascii: "-") || first == UInt8(ascii: "_") || first == UInt8(ascii: "=")
    if isDashed {
      let dashes = trimmed.prefix { $0 == first }.count
      guard dashes >= 2, dashes < trimmed.count else { return false }
      let words = folded.trimmed(where: { "-_= ".contains($0) })
      return Self.announcements.contains {
        words == $0 || words.hasPrefix($0 + " ") || words.hasPrefix($0 + ":")
      }
    }
    guard trimmed.last == UInt8(ascii: ":") else { return false }
    return Self.sentences.contains(folded)
  }

  private static let announcements: [String] = [
    "original message", "original appointment", "original-nachricht", "originalnachricht",
    "forwarded message",
    "forwarded by", "forward message", "reply message", "replied message", "ursprüngliche nachricht",
    "ursprüngliche mail", "ursprüngliche e-mail", "weitergeleitete nachricht", "weitergeleitete mail",
    "weitergeleitet von",
    "исходное сообщение", "оригинальное сообщение", "пересылаемое сообщение", "пересланное сообщение",
    "перенаправленное сообщение", "переадресованное сообщение", "пересылаемое письмо", "пересланное письмо",
    "исходное письмо", "конец пересылаемого сообщения", "вихідне повідомлення", "пересилане повідомлення",
    "message d'origine", "message d’origine", "message original", "message transféré", "mensaje original",
    "mensaje reenviado", "messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "wiadomość oryginalna", "oryginalna wiadomość", "treść oryginalnej wiadomości",
    "wiadomość przekazana dalej",
    "перенаправлене повідомлення", "oprindelig besked", "videresendt besked", "opprinnelig melding",
    "videresendt melding", "ursprungligt meddelande", "vidarebefordrat meddelande", "original mail",
    "исходный текст",
  ]

  private static let sentences: Set<String> = [
    "begin forwarded message:", "start forwarded message:", "начало переадресованного сообщения:",
    "начало пересылаемого сообщения:", "anfang der weitergeleiteten nachricht:",
    "anfang der weitergeleiteten e-mail:",
    "début du message réexpédié :", "début du message transféré :", "inizio messaggio inoltrato:",
    "inicio del mensaje reenviado:", "begin doorgestuurd bericht:", "początek przekazywanej wiadomości:",
    "початок переспрямованого листа:",
  ]
}

extension String {
  /// The text without the characters at its ends for which `isMargin` holds.
  func trimmed(where isMargin: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isMargin(first) { text.removeFirst() }
    while let last = text.last, isMargin(last) { text.removeLast() }
    return String(text)
  }
}
