// SPDX-License-Identifier: Apache-2.0

/// A word of a message with all that the rules need to know of it.
struct Token: Sendable {
  /// The byte range in its field.
  let start: Int
  let end: Int
  /// Its sentence, numbered from 0.
  let sentence: Int32
  /// Its clause, numbered from 0 over the field.
  let clause: Int32
  let startsSentence: Bool
  /// What it fits, among the stream's profiles.
  let profile: Int32
  /// Where in the stream's groups stands what groups of words starting with it fit.
  var groups: Range<Int> = 0..<0
  /// What its fits do to the words around it.
  var scope: Scope = []
  /// Whether it is of Cyrillic letters.
  let isCyrillic: Bool
  /// Denied by a word near it, asked for or yet to come in its clause.
  var moods: Moods = []
  /// Denies something itself.
  var isNegation = false
}

/// What a group of words fits.
struct GroupFit: Sendable {
  let element: Element
  /// The number of words.
  let length: Int
}

/// A field of a message split into tokens, sentences and clauses.
struct TokenStream: Sendable {
  var tokens: [Token] = []
  /// What the tokens fit.
  var profiles = WordProfiles()
  /// What the groups that tokens begin fit, by token.
  var groups: [GroupFit] = []
  /// By sentence: the range of its tokens and the moods that it has as a whole.
  var sentences: [Sentence] = []

  struct Sentence: Sendable {
    var tokens: Range<Int>
    var moods: Moods = []
  }

  /// The number of words, from a token on, that fit an element; nil when they don't.
  @inline(__always)
  func length(at token: Int, fitting element: Element) -> Int? {
    if profiles.elements.contains(element, in: profile(of: token).elements) { return 1 }
    for index in tokens[token].groups where groups[index].element == element { return groups[index].length }
    return nil
  }

  @inline(__always)
  func profile(of token: Int) -> WordProfile { profiles.all[Int(tokens[token].profile)] }

  /// The bytes from one token to another, at most 160 of them.
  func excerpt(_ range: ClosedRange<Int>) -> Range<Int> {
    let start = tokens[range.lowerBound].start
    return start..<min(tokens[range.upperBound].end, start + 160)
  }
}

/// Decides where sentences and clauses end, from the bytes between two words.
enum SentenceBoundary {
  case none
  case clause
  case sentence(question: Bool)

  /// How the next word begins.
  enum NextWord {
    case small
    case capital
    case number
    /// A capital, and the word names a month: “5. Mai”.
    case month
  }

  /// Whether a full stop after a word of this length belongs to it.
  ///
  /// It does in “No. 123”, “Rs. 500”, «шт. и» and „5. Mai“.
  private static func abbreviates(_ length: Int, _ isNumber: Bool, _ next: NextWord) -> Bool {
    switch next {
    case .small: length <= 4 || isNumber
    case .number: length <= 4 && !isNumber
    case .month: isNumber
    case .capital: false
    }
  }

  /// Reads the bytes between a word and the next one.
  ///
  /// A full stop ends a sentence unless the word before is an abbreviation or number and the next one goes on in
  /// lower case. A line break ends one unless the line was long and the next goes on in lower case: people wrap.
  static func between(
    _ gap: Slice<UnsafeBufferPointer<UInt8>>, wordLength: Int, wordIsNumber: Bool, lineLength: Int,
    next: NextWord
  ) -> SentenceBoundary {
    var boundary = SentenceBoundary.none
    var breaks = 0
    var blankAfterStop = false
    var stopped = false
    for byte in gap {
      switch byte {
      case UInt8(ascii: "?"): return .sentence(question: true)
      case UInt8(ascii: "!"), UInt8(ascii: ";"): return .sentence(question: false)
      case UInt8(ascii: "."):
        stopped = true
      case UInt8(ascii: "\n"):
        breaks += 1
        if stopped { blankAfterStop = true }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0xC2, 0xA0:
        if stopped { blankAfterStop = true }
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"), 0x93, 0x94:
        boundary = .clause
      default: break
      }
    }
    if breaks >= 2 { return .sentence(question: false) }
    if stopped && blankAfterStop && !abbreviates(wordLength, wordIsNumber, next) {
      return .sentence(question: false)
    }
    if breaks == 1 {
      let goesOn = next == .small && lineLength >= 40
      if !goesOn { return .sentence(question: false) }
    }
    return boundary
  }
}
