// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// What stands between a token and the one before it.
struct Gap: OptionSet {
  let rawValue: UInt8
  /// A line end.
  static let newline = Gap(rawValue: 1)
  /// № or #.
  static let numberSign = Gap(rawValue: 2)
  /// A colon.
  static let colon = Gap(rawValue: 4)
  /// A full stop, exclamation or question mark, semicolon, closing bracket, bar.
  static let stop = Gap(rawValue: 8)
  /// A comma, slash, plus or ampersand between spaces: a list goes on.
  static let list = Gap(rawValue: 16)
  /// A currency or percent sign.
  static let amount = Gap(rawValue: 32)
  /// One blank and nothing else.
  static let blank = Gap(rawValue: 64)
  /// A plus, tilde, star or the like that no reference begins with.
  static let sign = Gap(rawValue: 128)
}

/// A word or a reference of a text: words joined by a hyphen, slash, dot or underscore without blanks are one
/// token.
struct ReferenceToken {
  /// Its bytes in the text.
  let range: Range<Int>
  /// Its letters and digits, folded, without what joins them; empty when it is too long to mean anything.
  let folded: String
  /// The last of its words, folded.
  let lastWord: String
  /// Whether a digit stands in it.
  let hasDigit: Bool
  /// Whether a letter stands in it.
  let hasLetter: Bool
  /// What stands before it.
  let gap: Gap
}

/// Splits a text into tokens, in time linear in its length.
enum ReferenceTokens {
  /// Longer tokens are noise.
  static let longest = 48

  /// Returns the tokens of a text; `underscoresJoin` is false for file names, where `_` is a blank.
  static func split(_ text: UnsafeBufferPointer<UInt8>, underscoresJoin: Bool = true) -> [ReferenceToken] {
    var tokens: [ReferenceToken] = []
    var scanner = WordScanner(text)
    var pending: Builder?
    while let word = scanner.next() {
      if let open = pending, joins(open, word, in: text, underscoresJoin) {
        pending?.extend(word, scanner.folded)
      } else {
        if let open = pending { tokens.append(open.token(scanner.folded)) }
        let gapStart = pending?.end ?? 0
        let gap = gap(in: text, gapStart..<word.start, isFirst: tokens.isEmpty)
        pending = Builder(word, scanner.folded, gap: gap)
      }
    }
    if let open = pending { tokens.append(open.token(scanner.folded)) }
    return tokens
  }

  /// A token whose end is not known yet; its letters and digits stand among the folded bytes of the scanner.
  private struct Builder {
    let start: Int
    var end: Int
    let foldedStart: Int
    var last: Range<Int>
    var lastIsDigits: Bool
    var hasDigit: Bool
    var hasLetter: Bool
    let gap: Gap

    init(_ word: Word, _ folded: [UInt8], gap: Gap) {
      start = word.start
      end = word.end
      foldedStart = word.foldedStart
      last = word.foldedStart..<word.foldedEnd
      lastIsDigits = word.hasDigit && folded[last].allSatisfy(isDigit)
      hasDigit = word.hasDigit
      hasLetter = !lastIsDigits
      self.gap = gap
    }

    mutating func extend(_ word: Word, _ folded: [UInt8]) {
      end = word.end
      last = word.foldedStart..<word.foldedEnd
      lastIsDigits = word.hasDigit && folded[last].allSatisfy(isDigit)
      hasDigit = hasDigit || word.hasDigit
      hasLetter = hasLetter || !lastIsDigits
    }

    func token(_ folded: [UInt8]) -> ReferenceToken {
      let all = foldedStart..<last.upperBound
      let isShort = all.count <= longest && end - start <= 2 * longest
      let word = isShort ? String(decoding: folded[all], as: UTF8.self) : ""
      let isOne = isShort && all == last
      return ReferenceToken(
        range: start..<end, folded: word,
        lastWord: isOne ? word : last.count <= longest ? String(decoding: folded[last], as: UTF8.self) : "",
        hasDigit: hasDigit, hasLetter: hasLetter, gap: gap)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether a word goes on the token before it: one joiner between them, and of the sort that joins such
  /// words.
  private static func joins(
    _ open: Builder, _ word: Word, in text: UnsafeBufferPointer<UInt8>, _ underscoresJoin: Bool
  ) -> Bool {
    let nextIsDigit = text[word.start] >= 0x30 && text[word.start] <= 0x39
    switch word.start - open.end {
    case 1:
      switch text[open.end] {
      case UInt8(ascii: "-"): return true
      case UInt8(ascii: "_"): return underscoresJoin
      case UInt8(ascii: "/"), UInt8(ascii: "\\"):
        return (open.lastIsDigits || open.last.count <= 12) && word.end - word.start <= 12
      case UInt8(ascii: "."):
        return (open.lastIsDigits && nextIsDigit) || (open.last.count <= 2 && word.end - word.start <= 2)
      case UInt8(ascii: ","): return open.lastIsDigits && nextIsDigit
      default: return false
      }
    case 3:
      // U+2010…U+2013: hyphens and the en dash.
      return text[open.end] == 0xE2 && text[open.end + 1] == 0x80
        && (0x90...0x93).contains(text[open.end + 2])
    default:
      return false
    }
  }

  /// Reads what stands between two tokens.
  private static func gap(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isFirst: Bool) -> Gap {
    var gap: Gap = isFirst ? [.newline] : []
    if range.count == 1, text[range.lowerBound] == 0x20 { return gap.union(.blank) }
    var index = range.lowerBound
    while index < range.upperBound {
      switch text[index] {
      case 0x0A, 0x0D: gap.insert(.newline)
      case UInt8(ascii: "#"): gap.insert(.numberSign)
      case UInt8(ascii: ":"): gap.insert(.colon)
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: ")"),
        UInt8(ascii: "]"), UInt8(ascii: "|"):
        gap.insert(.stop)
      case UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "&"): gap.insert(.list)
      case UInt8(ascii: "$"), UInt8(ascii: "%"): gap.insert(.amount)
      case UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "@"): gap.insert(.sign)
      case 0xC2 where index + 1 < range.upperBound && (0xA2...0xA5).contains(text[index + 1]):
        gap.insert(.amount)
      case 0xE2 where index + 2 < range.upperBound:
        if text[index + 1] == 0x84, text[index + 2] == 0x96 { gap.insert(.numberSign) }
        if text[index + 1] == 0x82 { gap.insert(.amount) }
      default: break
      }
      index += 1
    }
    return gap
  }
}
