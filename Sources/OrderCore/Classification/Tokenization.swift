// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// Turns fields into tokens, remembering what each word form fits; belongs to one thread at a time.
final class Tokenization {
  private let rules: RuleSet
  private let stemmers = Stemmers()
  private var known: [UInt64: KnownWord] = [:]

  private struct KnownWord {
    let folded: [UInt8]
    let fits: [Token.Fit]
  }

  /// Word forms remembered before starting anew: a bound on memory under hostile mail.
  private static let memory = 200_000
  /// Words of a sentence: a longer one is cut, so that no text makes the work quadratic.
  private static let sentenceWords = 200
  /// Bytes of a field that are looked at; what people mean stands far before.
  private static let reach = 64 * 1024

  init(_ rules: RuleSet) { self.rules = rules }

  func tokens(of text: String, field: RuleField) -> TokenStream {
    let bytes = Array(text.utf8.prefix(Self.reach))
    var stream = TokenStream(field: field, text: bytes)
    bytes.withUnsafeBufferPointer { scan($0, into: &stream) }
    closeSentence(of: &stream, question: endsInQuestion(bytes))
    joinGroups(in: &stream)
    markScopes(in: &stream)
    return stream
  }

  private func scan(_ bytes: UnsafeBufferPointer<UInt8>, into stream: inout TokenStream) {
    var scanner = WordScanner(bytes)
    var previous: Word?
    var lineStart = 0
    var clause: Int32 = 0
    var starts = true
    while let word = scanner.next() {
      if let previous {
        let gap = stream.text[previous.end..<word.start]
        let boundary = boundary(
          gap, previous: previous, next: word, lineStart: lineStart, field: stream.field, in: bytes)
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
      stream.tokens.append(
        Token(
          start: word.start, end: word.end, sentence: Int32(stream.sentences.count), clause: clause,
          startsSentence: starts, fits: fits(word, folded: scanner.folded), isNegation: apostrophe))
      scanner.forgetFolded()
      previous = word
      starts = false
    }
  }

  private func boundary(
    _ gap: ArraySlice<UInt8>, previous: Word, next: Word, lineStart: Int, field: RuleField,
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

  private func endsInQuestion(_ bytes: [UInt8]) -> Bool {
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
    stream.sentences.append(TokenStream.Sentence(tokens: start..<stream.tokens.count, isQuestion: question))
  }

  private func fits(_ word: Word, folded: [UInt8]) -> [Token.Fit] {
    let form = folded[word.foldedStart..<word.foldedEnd]
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in form { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    if let entry = known[hash], entry.folded.elementsEqual(form) { return entry.fits }
    let bytes = Array(form)
    let elements = rules.words.elements(
      of: bytes, script: word.script, hasDigit: word.hasDigit, stemmers: stemmers)
    let fits = elements.map { Token.Fit(element: $0, length: 1) }
    if known.count >= Self.memory { known.removeAll(keepingCapacity: true) }
    known[hash] = KnownWord(folded: bytes, fits: fits)
    return fits
  }

  /// Adds the fits of word groups to their first word.
  private func joinGroups(in stream: inout TokenStream) {
    guard !rules.words.groups.isEmpty else { return }
    // From the end, so that groups made of groups are there when they are needed.
    for index in stream.tokens.indices.reversed() {
      for fit in stream.tokens[index].fits {
        guard let groups = rules.words.groups[fit.element] else { continue }
        for group in groups {
          guard let length = length(of: group, after: index + fit.length, in: stream) else { continue }
          stream.tokens[index].fits.append(Token.Fit(element: group.element, length: fit.length + length))
        }
      }
    }
  }

  private func length(of group: WordIndex.WordGroup, after start: Int, in stream: TokenStream) -> Int? {
    var position = start
    for element in group.rest {
      guard position < stream.tokens.count,
        stream.tokens[position].sentence == stream.tokens[start - 1].sentence,
        let length = stream.tokens[position].length(fitting: element)
      else { return nil }
      position += length
    }
    return position - start
  }

  private func markScopes(in stream: inout TokenStream) {
    let scopes = rules.scopes
    var isIdiom = [Bool](repeating: false, count: stream.tokens.count)
    var conditionIdiom = isIdiom
    for (index, token) in stream.tokens.enumerated() {
      for fit in token.fits {
        let span = index..<min(index + fit.length, stream.tokens.count)
        if scopes.negationIdiom.contains(fit.element) { for i in span { isIdiom[i] = true } }
        if scopes.conditionIdiom.contains(fit.element) { for i in span { conditionIdiom[i] = true } }
      }
    }
    for index in stream.tokens.indices where !isIdiom[index] {
      if stream.tokens[index].isNegation { negate(after: index, language: .english, in: &stream) }
      for language in StemLanguage.allCases {
        guard let element = scopes.negation[language.rawValue],
          let length = stream.tokens[index].length(fitting: element)
        else { continue }
        for i in index..<min(index + length, stream.tokens.count) { stream.tokens[i].isNegation = true }
        negate(after: index + length - 1, language: language, in: &stream)
      }
    }
    for index in stream.tokens.indices where !conditionIdiom[index] {
      for fit in stream.tokens[index].fits where scopes.condition.contains(fit.element) {
        stream.sentences[Int(stream.tokens[index].sentence)].isConditional = true
      }
    }
  }

  /// Marks what a negation denies: in Russian the words right after it, in English what follows in the clause, in
  /// German the whole clause (the verb may stand before „nicht“).
  private func negate(after index: Int, language: StemLanguage, in stream: inout TokenStream) {
    let clause = stream.tokens[index].clause
    let reach =
      switch language {
      case .russian: 2
      case .english: 7
      case .german: 12
      }
    var next = index + 1
    while next < stream.tokens.count, next <= index + reach, stream.tokens[next].clause == clause {
      stream.tokens[next].isNegated = true
      next += 1
    }
    guard language == .german else { return }
    var before = index - 1
    while before >= 0, index - before <= reach, stream.tokens[before].clause == clause {
      stream.tokens[before].isNegated = true
      before -= 1
    }
  }
}
