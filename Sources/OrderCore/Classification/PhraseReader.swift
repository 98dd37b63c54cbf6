// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

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
    var joinsClause = false
    while let item = try next() {
      switch item {
      case .plus, .and:
        guard !steps.isEmpty else { throw error("a word is missing before '\(item == .plus ? "+" : "&")'") }
        sequences.append(SequenceSyntax(steps: steps, joinsClause: joinsClause))
        joinsClause = item == .and
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
    sequences.append(SequenceSyntax(steps: steps, joinsClause: joinsClause))
    return PhraseSyntax(sequences: sequences, isQuestion: isQuestion)
  }

  private enum Item: Equatable {
    case word([WordSyntax])
    /// A word with a hyphen or slash: several words side by side.
    case group([WordSyntax])
    case gap(Int)
    case plus
    case and
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
    case "&":
      index += 1
      return .and
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

  /// Reads `(a|b c|@d)`: alternatives, each of one word or of words side by side.
  private mutating func choices() throws(PhraseError) -> [WordSyntax] {
    let opening = index
    index += 1
    var choices: [WordSyntax] = []
    var words: [WordSyntax] = []
    func close() {
      if let first = words.first { choices.append(words.count == 1 ? first : .group(words)) }
      words = []
    }
    while true {
      skipBlanks()
      guard index < characters.count else {
        throw PhraseError(offset: opening, message: "'(' is not closed")
      }
      switch characters[index] {
      case ")":
        index += 1
        close()
        guard !choices.isEmpty else { throw PhraseError(offset: opening, message: "'()' holds no word") }
        return choices
      case "|":
        index += 1
        close()
      case ">" where !words.isEmpty: index += 1
      default: words += try word()
      }
    }
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
    guard let first = words.first, let last = words.last, !opens || first.count >= 2,
      !closes || last.count >= 2
    else { throw bad("'*' needs a word of at least two letters") }
    if opens && closes {
      guard words.count == 1 else { throw bad("'*' on both sides needs one word") }
      return [.infix(first)]
    }
    // Of “форс-мажор*” each part is a word of its own.
    var parts = words.map { WordSyntax.stem($0) }
    if opens { parts[0] = .suffix(first) } else { parts[parts.count - 1] = .prefix(last) }
    return parts
  }

  /// Reads an entry of a lexicon: words side by side.
  static func entry(_ text: String) throws(PhraseError) -> [WordSyntax] {
    var words: [WordSyntax] = []
    for part in text.split(whereSeparator: \.isWhitespace) { words += try word(String(part), offset: 0) }
    return words
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
    case "(", ")", "|", "+", "&", "^", ">", "?": true
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
