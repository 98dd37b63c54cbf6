// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// Turns fields into tokens, remembering what each word form fits; belongs to one thread at a time.
final class Tokenization {
  private let rules: RuleSet
  private let stemmers = Stemmers()
  private var memory = WordMemory()
  /// By element: the last token that it was seen at, counted over all streams.
  private var seen: [Int]
  private var tokensBefore = 1

  /// Words of a sentence: a longer one is cut, so that no text makes the work quadratic.
  private static let sentenceWords = 200
  /// Bytes of a field that are looked at; what people mean stands far before.
  static let reach = 64 * 1024

  init(_ rules: RuleSet) {
    self.rules = rules
    seen = [Int](repeating: 0, count: rules.elementCount)
  }

  func tokens(of text: String, field: RuleField) -> TokenStream {
    var text = text
    return text.withUTF8 { all in
      let bytes = UnsafeBufferPointer(rebasing: all.prefix(Self.reach))
      var stream = TokenStream()
      scan(bytes, field: field, into: &stream)
      closeSentence(of: &stream, question: endsInQuestion(bytes))
      joinGroups(in: &stream)
      MoodMarks(rules).mark(&stream)
      return stream
    }
  }

  private func scan(_ bytes: UnsafeBufferPointer<UInt8>, field: RuleField, into stream: inout TokenStream) {
    var scanner = WordScanner(bytes)
    var previous: Word?
    var lineStart = 0
    var clause: Int32 = 0
    var starts = true
    while let word = scanner.next() {
      if let previous {
        let gap = bytes[previous.end..<word.start]
        let boundary = boundary(
          gap, previous: previous, next: word, lineStart: lineStart, field: field, in: bytes)
        if let line = gap.lastIndex(of: UInt8(ascii: "\n")) { lineStart = line + 1 }
        switch tooLong(stream) ? .sentence(question: false) : boundary {
        case .none: break
        case .clause: clause += 1
        case .sentence(let question):
          clause += 1
          starts = true
          closeSentence(of: &stream, question: question)
        }
      }
      let apostrophe = word.start > 0 && isContraction(word, in: bytes, scanner: scanner)
      var token = Token(
        start: word.start, end: word.end, sentence: Int32(stream.sentences.count), clause: clause,
        startsSentence: starts, isCyrillic: word.script == .cyrillic, isNegation: apostrophe)
      let known = stream.elements.count
      let traits = look(up: word, folded: scanner.folded, into: &stream.elements)
      token.fits = known..<stream.elements.count
      token.scope = traits.scope
      token.beginsGroups = traits.beginsGroups
      stream.tokens.append(token)
      scanner.forgetFolded()
      previous = word
      starts = false
    }
  }

  /// Adds what a word fits to `elements`.
  private func look(up word: Word, folded: [UInt8], into elements: inout [Element]) -> WordMemory.Traits {
    folded.withUnsafeBufferPointer { folded in
      let form = UnsafeBufferPointer(rebasing: folded[word.foldedStart..<word.foldedEnd])
      return memory.look(up: form, into: &elements) {
        let fits = rules.words.elements(
          of: Array(form), script: word.script, hasDigit: word.hasDigit, stemmers: stemmers)
        let traits = WordMemory.Traits(
          scope: fits.reduce(into: []) { $0.formUnion(rules.scopes[Int($1)]) },
          beginsGroups: fits.contains { !rules.groups.range(of: $0).isEmpty })
        return (fits, traits)
      }
    }
  }

  private func boundary(
    _ gap: Slice<UnsafeBufferPointer<UInt8>>, previous: Word, next: Word, lineStart: Int, field: RuleField,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> SentenceBoundary {
    // The names of attachments are one line each, and their dots and dashes end nothing.
    if field == .attachments { return gap.contains(UInt8(ascii: "\n")) ? .sentence(question: false) : .none }
    if gap.count == 1, let only = gap.first, only == UInt8(ascii: " ") { return .none }
    return SentenceBoundary.between(
      gap, wordLength: previous.end - previous.start, wordIsNumber: previous.hasDigit,
      lineLength: previous.end - lineStart, next: beginning(of: next, in: bytes))
  }

  private func beginning(of word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> SentenceBoundary.NextWord {
    if bytes[word.start] >= 0x30 && bytes[word.start] <= 0x39 { return .number }
    if isLowercase(word, in: bytes) { return .small }
    let start = String(decoding: bytes[word.start..<min(word.start + 4, word.end)], as: UTF8.self)
    return Self.months.contains(String(start.lowercased().prefix(3))) ? .month : .capital
  }

  /// How German months begin, whose ordinal day has a full stop.
  private static let months: Set<String> = [
    "jan", "jän", "feb", "mär", "mae", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez",
  ]

  /// Whether the word's first letter is small: compares the byte with what folding would make of it.
  private func isLowercase(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let first = bytes[word.start]
    if first < 0x80 { return first >= 0x61 && first <= 0x7A }
    let second = word.start + 1 < bytes.count ? bytes[word.start + 1] : 0
    if first == 0xD0 { return second >= 0xB0 }
    if first == 0xC3 { return second >= 0x9F }
    return first == 0xD1
  }

  /// The `t` of “haven't” is a negation.
  private func isContraction(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>, scanner: WordScanner) -> Bool
  {
    guard word.foldedEnd - word.foldedStart == 1, scanner.folded[word.foldedStart] == UInt8(ascii: "t") else {
      return false
    }
    if bytes[word.start - 1] == UInt8(ascii: "'") { return true }
    return word.start >= 3 && bytes[word.start - 3] == 0xE2 && bytes[word.start - 2] == 0x80
      && bytes[word.start - 1] == 0x99
  }

  private func tooLong(_ stream: TokenStream) -> Bool {
    stream.tokens.count - (stream.sentences.last?.tokens.upperBound ?? 0) >= Self.sentenceWords
  }

  private func endsInQuestion(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes.reversed() {
      if byte == UInt8(ascii: "?") { return true }
      let isBlank = byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == UInt8(ascii: ")")
      guard isBlank else { return false }
    }
    return false
  }

  private func closeSentence(of stream: inout TokenStream, question: Bool) {
    let start = stream.sentences.last?.tokens.upperBound ?? 0
    guard stream.tokens.count > start else { return }
    stream.sentences.append(
      TokenStream.Sentence(tokens: start..<stream.tokens.count, moods: question ? .question : []))
  }

  /// Finds what the groups of words that tokens begin fit.
  private func joinGroups(in stream: inout TokenStream) {
    let (groups, scopes) = (rules.groups, rules.scopes)
    // From the end, so that groups made of groups are there when they are needed.
    for index in stream.tokens.indices.reversed() {
      let token = stream.tokens[index]
      let next = index + 1
      if token.beginsGroups, next < stream.tokens.count, stream.tokens[next].sentence == token.sentence {
        let start = stream.groups.count
        note(next, of: stream)
        for fit in token.fits {
          for place in groups.range(of: stream.elements[fit]) {
            let group = groups.values[place]
            guard seen[Int(group.second)] == tokensBefore + next,
              let length = length(of: group, from: next, in: stream)
            else { continue }
            stream.groups.append(GroupFit(element: group.element, length: 1 + length))
            stream.tokens[index].scope.formUnion(scopes[Int(group.element)])
          }
        }
        stream.tokens[index].groups = start..<stream.groups.count
      }
    }
    tokensBefore += stream.tokens.count + 1
  }

  /// Notes where all that a token fits was seen last.
  private func note(_ token: Int, of stream: TokenStream) {
    let mark = tokensBefore + token
    for fit in stream.tokens[token].fits { seen[Int(stream.elements[fit])] = mark }
    for group in stream.tokens[token].groups { seen[Int(stream.groups[group].element)] = mark }
  }

  /// How many words the second and later words of a group take from a token on.
  private func length(of group: WordGroup, from start: Int, in stream: TokenStream) -> Int? {
    guard let second = stream.length(at: start, fitting: group.second) else { return nil }
    var position = start + second
    for word in group.rest {
      guard position < stream.tokens.count,
        stream.tokens[position].sentence == stream.tokens[start].sentence,
        let length = stream.length(at: position, fitting: rules.groupWords[Int(word)])
      else { return nil }
      position += length
    }
    return position - start
  }
}
