// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// Turns fields into tokens, remembering what each word form fits; belongs to one thread at a time.
final class Tokenization {
  private let rules: RuleSet
  private let stemmers = Stemmers()
  private var memory = WordMemory()
  private var profiles = WordProfiles()

  /// Words of a sentence: a longer one is cut, so that no text makes the work quadratic.
  private static let sentenceWords = 200
  /// Bytes of a field that are looked at; what people mean stands far before.
  static let reach = 64 * 1024

  init(_ rules: RuleSet) { self.rules = rules }

  func tokens(of text: String, field: RuleField) -> TokenStream {
    if profiles.isLarge {
      profiles = WordProfiles()
      memory = WordMemory()
    }
    var text = text
    return text.withUTF8 { all in
      let bytes = UnsafeBufferPointer(rebasing: all.prefix(Self.reach))
      var stream = TokenStream()
      stream.tokens.reserveCapacity(bytes.count / 6 + 4)
      scan(bytes, field: field, into: &stream)
      closeSentence(of: &stream, question: endsInQuestion(bytes))
      stream.profiles = profiles
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
      let profile = profile(of: word, folded: scanner.folded)
      stream.tokens.append(
        Token(
          start: word.start, end: word.end, sentence: Int32(stream.sentences.count), clause: clause,
          startsSentence: starts, profile: profile, scope: profiles.all[Int(profile)].scope,
          isCyrillic: word.script == .cyrillic, isNegation: apostrophe))
      scanner.forgetFolded()
      previous = word
      starts = false
    }
  }

  /// Returns the number of what is known of a word.
  private func profile(of word: Word, folded: [UInt8]) -> Int32 {
    folded.withUnsafeBufferPointer { folded in
      let form = UnsafeBufferPointer(rebasing: folded[word.foldedStart..<word.foldedEnd])
      return memory.profile(of: form) {
        let fits = rules.words.elements(of: Array(form), script: word.script, stemmers: stemmers)
        return word.hasDigit ? profiles.number(ofNumber: fits, rules) : profiles.number(of: fits, rules)
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
    // From the end, so that groups made of groups are there when they are needed.
    for index in stream.tokens.indices.dropLast().reversed() {
      let begun = stream.profile(of: index).groups
      guard !begun.isEmpty, stream.tokens[index + 1].sentence == stream.tokens[index].sentence else {
        continue
      }
      let start = stream.groups.count
      forEachGroup(begun, followedBy: index + 1, in: stream) { group in
        guard let length = length(of: group, from: index + 1, in: stream) else { return }
        stream.groups.append(GroupFit(element: group.element, length: 1 + length))
        stream.tokens[index].scope.formUnion(rules.scopes[Int(group.element)])
      }
      stream.tokens[index].groups = start..<stream.groups.count
    }
  }

  /// Calls `body` with the groups whose second word a token fits, both lists being in order.
  private func forEachGroup(
    _ begun: Range<Int32>, followedBy token: Int, in stream: TokenStream, _ body: (WordGroup) -> Void
  ) {
    let (groups, elements) = (stream.profiles.groups, stream.profiles.elements)
    let fits = stream.profile(of: token).elements
    let joined = stream.tokens[token].groups
    guard !fits.isEmpty || !joined.isEmpty else { return }
    // A short list is looked up in a long one; two of a length are walked side by side.
    let isShort = begun.count * 8 < fits.count
    var next = Int(fits.lowerBound)
    for place in begun {
      let second = groups[Int(place)].second
      if !isShort { while next < fits.upperBound, elements[next] < second { next += 1 } }
      let fitsWord =
        isShort ? elements.contains(second, in: fits) : next < fits.upperBound && elements[next] == second
      if fitsWord || joined.contains(where: { stream.groups[$0].element == second }) {
        body(groups[Int(place)])
      }
    }
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
