// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

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
  /// What it, or a group of words starting with it, fits.
  var fits: [Fit]
  /// Denied by a word near it.
  var isNegated = false
  /// Denies something itself.
  var isNegation = false

  struct Fit: Sendable {
    let element: Element
    /// The number of words: 1, or that of the group.
    let length: Int
  }

  /// The length of the fit with an element, nil when there is none.
  @inline(__always)
  func length(fitting element: Element) -> Int? {
    for fit in fits where fit.element == element { return fit.length }
    return nil
  }
}

/// A field of a message split into tokens, sentences and clauses.
struct TokenStream: Sendable {
  let field: RuleField
  /// The text of the field.
  let text: [UInt8]
  var tokens: [Token] = []
  /// By sentence: the range of its tokens, whether it asks, whether it sets a condition.
  var sentences: [Sentence] = []

  struct Sentence: Sendable {
    var tokens: Range<Int>
    var isQuestion = false
    var isConditional = false
  }

  /// The words from one token to another as the sender wrote them, blanks run together, at most 160 bytes.
  func excerpt(_ range: ClosedRange<Int>) -> String {
    let start = tokens[range.lowerBound].start
    let end = min(tokens[range.upperBound].end, start + 160)
    return String(decoding: text[start..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
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
    _ gap: ArraySlice<UInt8>, wordLength: Int, wordIsNumber: Bool, lineLength: Int, next: NextWord
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
