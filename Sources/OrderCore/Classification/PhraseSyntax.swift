// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// Why a phrase can't be read.
package struct PhraseError: Error, Hashable, Sendable {
  /// Where in the phrase, in characters from 0.
  package let offset: Int
  /// What is wrong and the remedy.
  package let message: String
}

/// A phrase as a tree: sequences that must all stand in one sentence.
struct PhraseSyntax: Hashable, Sendable {
  /// One or more sequences joined by `+`, in any order in the sentence.
  var sequences: [SequenceSyntax]
  /// Whether the sentence must be a question (`?` at the end).
  var isQuestion: Bool
}

/// Words in order.
struct SequenceSyntax: Hashable, Sendable {
  var steps: [StepSyntax]
}

/// A place in a sequence and how far it may be from the one before.
struct StepSyntax: Hashable, Sendable {
  /// The words that fit.
  var choices: [WordSyntax]
  /// Words that may stand between this one and the one before.
  var gap: Int
  /// Whether it must be the first word of its sentence.
  var startsSentence: Bool
}

/// One way to fill a place.
enum WordSyntax: Hashable, Sendable {
  /// Any form of a word.
  case stem(String)
  /// Exactly this form.
  case exact(String)
  /// Words that start so.
  case prefix(String)
  /// Words that end so.
  case suffix(String)
  /// Words that hold it.
  case infix(String)
  /// A word with a digit in it.
  case number
  /// An entry of a lexicon.
  case lexicon(String)
}

/// Reads the phrase syntax of docs/rules.md.
struct PhraseReader {
  /// Words between two places when nothing is said.
  static let usualGap = 2
  /// Words between two places joined by `..`.
  static let wideGap = 8

  private let characters: [Unicode.Scalar]
  private var index = 0

  private init(_ text: String) { characters = Array(text.unicodeScalars) }

  static func read(_ text: String) throws(PhraseError) -> PhraseSyntax {
    var reader = PhraseReader(text)
    return try reader.phrase()
  }

  private mutating func phrase() throws(PhraseError) -> PhraseSyntax {
    var sequences: [SequenceSyntax] = []
    var steps: [StepSyntax] = []
    var gap = Self.usualGap
    var starts = false
    var isQuestion = false
    while let item = try next() {
      switch item {
      case .plus:
        guard !steps.isEmpty else { throw error("a word is missing before '+'") }
        sequences.append(SequenceSyntax(steps: steps))
        steps = []
        gap = Self.usualGap
      case .gap(let words): gap = words
      case .start: starts = true
      case .question:
        isQuestion = true
        guard index >= characters.count else { throw error("'?' stands only at the end of a phrase") }
      case .word(let choices):
        steps.append(StepSyntax(choices: choices, gap: gap, startsSentence: starts))
        gap = Self.usualGap
        starts = false
      case .group(let words):
        for (number, word) in words.enumerated() {
          steps.append(
            StepSyntax(choices: [word], gap: number == 0 ? gap : 0, startsSentence: starts && number == 0))
        }
        gap = Self.usualGap
        starts = false
      }
    }
    guard !steps.isEmpty else { throw error("the phrase has no word at its end") }
    sequences.append(SequenceSyntax(steps: steps))
    return PhraseSyntax(sequences: sequences, isQuestion: isQuestion)
  }

  private enum Item {
    case word([WordSyntax])
    /// A word with a hyphen or slash: several words side by side.
    case group([WordSyntax])
    case gap(Int)
    case plus
    case start
    case question
  }

  private mutating func next() throws(PhraseError) -> Item? {
    skipBlanks()
    guard index < characters.count else { return nil }
    switch characters[index] {
    case "+":
      index += 1
      return .plus
    case "^":
      index += 1
      return .start
    case "?":
      index += 1
      skipBlanks()
      return .question
    case ">":
      index += 1
      return .gap(0)
    case ".":
      guard index + 1 < characters.count, characters[index + 1] == "." else {
        throw error("a single '.' means nothing here; use '..' for a wide gap")
      }
      index += 2
      return .gap(Self.wideGap)
    case "(": return .word(try choices())
    case ")", "|": throw error("'\(characters[index])' without an opening '('")
    default:
      let words = try word()
      return words.count == 1 ? .word(words) : .group(words)
    }
  }

  private mutating func choices() throws(PhraseError) -> [WordSyntax] {
    let opening = index
    index += 1
    var choices: [WordSyntax] = []
    while true {
      skipBlanks()
      guard index < characters.count else {
        throw PhraseError(offset: opening, message: "'(' is not closed")
      }
      if characters[index] == ")" {
        index += 1
        break
      }
      if characters[index] == "|" {
        index += 1
        continue
      }
      let start = index
      let words = try word()
      guard words.count == 1 else {
        throw PhraseError(
          offset: start, message: "a choice is one word; put word groups into a lexicon and name it with '@'")
      }
      choices += words
    }
    guard !choices.isEmpty else { throw PhraseError(offset: opening, message: "'()' holds no word") }
    return choices
  }

  private mutating func word() throws(PhraseError) -> [WordSyntax] {
    let start = index
    while index < characters.count, !Self.ends(characters[index]) { index += 1 }
    guard index > start else { throw error("'\(characters[start])' can't start a word") }
    return try Self.word(String(String.UnicodeScalarView(characters[start..<index])), offset: start)
  }

  static func word(_ text: String, offset: Int) throws(PhraseError) -> [WordSyntax] {
    // Most words are letters of ASCII and Russian, and nothing to look for in them.
    if isPlain(text) { return words(text).map { .stem($0) } }
    func bad(_ message: String) -> PhraseError { PhraseError(offset: offset, message: message) }
    if text == "#" { return [.number] }
    if text.hasPrefix("@") {
      let name = String(text.dropFirst())
      guard !name.isEmpty else { throw bad("'@' needs the name of a lexicon") }
      return [.lexicon(name)]
    }
    if text.hasPrefix("=") {
      let words = PhraseReader.words(String(text.dropFirst()))
      guard !words.isEmpty else { throw bad("'=' needs a word") }
      return words.map { .exact($0) }
    }
    let opens = text.hasPrefix("*")
    let closes = text.hasSuffix("*") && text.count > 1
    let words = PhraseReader.words(text)
    guard !words.isEmpty else { throw bad("'\(text)' holds no letter or digit") }
    guard opens || closes else { return words.map { .stem($0) } }
    guard words.count == 1, let core = words.first, core.count >= 2 else {
      throw bad("'*' needs one word of at least two letters")
    }
    if opens && closes { return [.infix(core)] }
    return opens ? [.suffix(core)] : [.prefix(core)]
  }

  /// Whether a text is letters of ASCII and of Russian only.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0xD0 || byte == 0xD1
          || byte & 0xC0 == 0x80
      }
  }

  private mutating func skipBlanks() {
    while index < characters.count, Self.isBlank(characters[index]) { index += 1 }
  }

  private static func ends(_ character: Unicode.Scalar) -> Bool {
    switch character {
    case "(", ")", "|", "+", "^", ">", "?": true
    default: isBlank(character)
    }
  }

  private static func isBlank(_ character: Unicode.Scalar) -> Bool {
    character.isASCII
      ? character == " " || (0x09...0x0D).contains(character.value) : character.properties.isWhitespace
  }

  private func error(_ message: String) -> PhraseError {
    PhraseError(offset: min(index, characters.count), message: message)
  }
}

extension PhraseReader {
  /// The folded words of a text, split as messages are.
  static func words(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = WordScanner(bytes)
      var words: [String] = []
      while let word = scanner.next() {
        words.append(String(decoding: scanner.folded[word.foldedStart..<word.foldedEnd], as: UTF8.self))
      }
      return words
    }
  }
}
