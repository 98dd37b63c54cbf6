// SPDX-License-Identifier: Apache-2.0

/// A subject without the marks that mail programs put before it: what conversations are compared by.
package enum FoldedSubject {
  /// Returns the subject in lower case without reply and forward marks, and which marks stood there.
  ///
  /// Marks may be repeated and mixed (`RE[2]: AW: [EXTERN] Fwd: …`). Linear in the length of the subject.
  package static func fold(_ subject: String) -> (text: String, isReply: Bool, isForward: Bool) {
    var rest = Substring(subject)
    var isReply = false
    var isForward = false
    strip: while true {
      rest = rest.drop { $0.isWhitespace }
      if let tagless = withoutTag(rest) {
        rest = tagless
        continue
      }
      guard let (mark, after) = mark(at: rest) else { break strip }
      switch mark {
      case .reply: isReply = true
      case .forward: isForward = true
      }
      rest = after
    }
    return (plain(rest) ?? words(rest), isReply, isForward)
  }

  /// The words in lower case, one blank between them, е for ё.
  private static func words(_ text: Substring) -> String {
    text.lowercased().split { $0.isWhitespace }.joined(separator: " ").replacing("ё", with: "е")
  }

  /// Does the same byte by byte for text of ASCII and Russian letters; nil for other text.
  private static func plain(_ text: Substring) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var lead: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x09...0x0D, 0x20: if let last = out.last, last != 0x20 { out.append(0x20) }
      case 0x41...0x5A: out.append(byte + 0x20)
      case ..<0x80: out.append(byte)
      case 0xD0, 0xD1: lead = byte
      case 0x80...0xBF:
        switch (lead, byte) {
        case (0xD0, 0x90...0x9F): out += [0xD0, byte + 0x20]
        case (0xD0, 0xA0...0xAF): out += [0xD1, byte - 0x20]
        case (0xD0, 0xB0...0xBF), (0xD1, 0x80...0x8F): out += [lead, byte]
        case (0xD0, 0x81), (0xD1, 0x91): out += [0xD0, 0xB5]
        default: return nil
        }
        lead = 0
      default: return nil
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }

  private enum Mark {
    case reply
    case forward
  }

  /// Words before a colon that say "this answers": English, German, Russian and what neighbours' programs
  /// write.
  private static let replies: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "odp", "r", "res", "rif", "ref", "ha", "на", "отв", "ответ", "回复",
    "答复",
    "автоответ", "automatic reply", "automatische antwort", "automatisch antwoord", "autoreply", "auto",
    "нет на месте",
  ]

  /// Words before a colon that say "this passes on".
  private static let forwards: Set<String> = [
    "fwd", "fw", "wg", "tr", "rv", "enc", "vl", "doorst", "пересл", "переслано", "пересылка", "转发",
  ]

  /// Tags that gateways put before a subject.
  private static let tags: Set<String> = [
    "ext", "extern", "external", "externe", "external email", "external sender", "externe mail", "spam",
    "***spam***",
    "внешнее", "внешнее письмо", "внешняя почта", "внешний",
  ]

  /// The longest mark, in characters.
  private static let longestMark = 24

  /// Reads `Re:`, `RE[2]:`, `Re (3):`, `AW :` and the like.
  private static func mark(at text: Substring) -> (Mark, Substring)? {
    // Most subjects have none: a character has at most so many bytes that matter here.
    guard text.utf8.prefix(4 * longestMark).contains(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }) else {
      return nil
    }
    let head = text.prefix(longestMark)
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    var word = head[..<colon]
    while let last = word.last, last.isWhitespace { word.removeLast() }
    word = withoutCounter(word)
    let folded = word.lowercased()
    let after = text[text.index(after: colon)...]
    if replies.contains(folded) { return (.reply, after) }
    if forwards.contains(folded) { return (.forward, after) }
    return nil
  }

  /// `Re[2]`, `Re(2)`, `Re^2`, `Re*2` → `Re`.
  private static func withoutCounter(_ word: Substring) -> Substring {
    var word = word
    if let last = word.last, last == "]" || last == ")" { word.removeLast() }
    let digits = word.reversed().prefix { $0.isNumber }.count
    guard digits > 0, digits < 4 else { return word }
    let stem = word.dropLast(digits)
    guard let open = stem.last, "[(^*".contains(open) else { return word }
    word = stem.dropLast()
    while let last = word.last, last.isWhitespace { word.removeLast() }
    return word
  }

  /// Drops `[EXTERN]`, `(EXT)` or `***SPAM***` at the start; nil when there is none.
  private static func withoutTag(_ text: Substring) -> Substring? {
    let head = text.prefix(longestMark)
    guard let first = head.first else { return nil }
    if first == "*" {
      let tag = head.prefix { !$0.isWhitespace }
      return tags.contains(tag.lowercased()) ? text.dropFirst(tag.count) : nil
    }
    let close: Character
    switch first {
    case "[": close = "]"
    case "(": close = ")"
    default: return nil
    }
    guard let end = head.firstIndex(of: close) else { return nil }
    let tag = head[head.index(after: head.startIndex)..<end]
    guard tags.contains(tag.lowercased().filter { $0 != ":" }) else { return nil }
    return text[text.index(after: end)...]
  }
}
