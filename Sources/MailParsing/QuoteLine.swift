// SPDX-License-Identifier: Apache-2.0

/// A line of a body, as the search for quotes sees it.
struct QuoteLine {
  /// The bytes without the line end.
  let bytes: ArraySlice<UInt8>
  /// The bytes without blanks around.
  let trimmed: ArraySlice<UInt8>

  /// Takes a line.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    trimmed = bytes.trimmed(where: \.isWhitespace)
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
  var folded: FoldedText { FoldedText(ArraySlice(trimmed.filter { $0 != UInt8(ascii: "*") })) }

  /// Whether it is a rule of underscores, dashes or equals signs.
  var isRule: Bool {
    trimmed.count >= 5
      && trimmed.allSatisfy { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") }
  }

  /// Whether it announces an original or forwarded message.
  ///
  /// The words count between dashes (`-----Original Message-----`), or as the sentences of Apple Mail.
  var isSeparator: Bool {
    guard let first = trimmed.first, trimmed.count <= 200 else { return false }
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "_") || first == UInt8(ascii: "=") {
      guard trimmed.prefix(while: { $0 == first }).count >= 2 else { return false }
      let words = FoldedText(trimmed.trimmed { $0 == first || $0 == 32 })
      if Attribution.isWhole(words), trimmed.last == first { return true }
      return Self.announcements.contains { phrase in
        words.hasPrefix(phrase) && [nil, 32, 58].contains(words.bytes.dropFirst(phrase.utf8.count).first)
      }
    }
    guard trimmed.last == UInt8(ascii: ":") else { return false }
    let words = folded
    return Self.sentences.contains { words.bytes.elementsEqual($0.utf8) }
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

  private static let sentences: [String] = [
    "begin forwarded message:", "start forwarded message:", "начало переадресованного сообщения:",
    "начало пересылаемого сообщения:", "anfang der weitergeleiteten nachricht:",
    "anfang der weitergeleiteten e-mail:",
    "début du message réexpédié :", "début du message transféré :", "inizio messaggio inoltrato:",
    "inicio del mensaje reenviado:", "begin doorgestuurd bericht:", "początek przekazywanej wiadomości:",
    "початок переспрямованого листа:",
  ]
}

extension ArraySlice<UInt8> {
  /// The bytes without those at both ends for which `isMargin` holds.
  func trimmed(where isMargin: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !isMargin($0) }), let last = lastIndex(where: { !isMargin($0) })
    else {
      return []
    }
    return self[first...last]
  }
}
