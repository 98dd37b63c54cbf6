// SPDX-License-Identifier: Apache-2.0

/// Looks for phrases in a stream of tokens.
struct PhraseMatcher {
  let rules: RuleSet
  let stream: TokenStream

  /// A phrase found: the tokens from its first to its last word.
  struct Found {
    let phrase: Int
    let tokens: ClosedRange<Int>
    let sentence: Int32
    let moods: Moods
  }

  /// Calls `body` for each place in which a phrase for one of the fields is found: once a phrase and anchor.
  func forEach(in fields: FieldMask, _ presence: inout Presence, _ body: (Found) -> Void) {
    let profiles = stream.profiles
    for sentence in stream.sentences {
      presence.begin()
      for index in sentence.tokens {
        let token = stream.tokens[index]
        for probe in profiles.all[Int(token.profile)].probes { presence.note(profiles.probes[Int(probe)]) }
        for group in token.groups { presence.note(stream.groups[group].element) }
      }
      func attempt(_ candidate: PhraseCandidate, at index: Int, length: Int) {
        guard !candidate.fields.isDisjoint(with: fields),
          candidate.probe < 0 || presence.holds(candidate.probe),
          let found = match(Int(candidate.phrase), anchor: index, length: length)
        else { return }
        body(found)
      }
      for index in sentence.tokens {
        let token = stream.tokens[index]
        for place in profiles.all[Int(token.profile)].candidates {
          attempt(profiles.candidates[Int(place)], at: index, length: 1)
        }
        for group in token.groups {
          let fit = stream.groups[group]
          for candidate in rules.anchored[fit.element] { attempt(candidate, at: index, length: fit.length) }
        }
      }
    }
  }

  private func match(_ number: Int, anchor: Int, length: Int) -> Found? {
    let phrase = rules.phrases[number]
    let sentence = stream.tokens[anchor].sentence
    let range = stream.sentences[Int(sentence)]
    let first = rules.sequences[phrase.sequences.lowerBound]
    guard let span = match(first, anchor: anchor, length: length),
      let whole = complete(span, with: phrase.sequences.dropFirst(), in: range.tokens)
    else { return nil }
    return Found(
      phrase: number, tokens: whole.first...whole.last, sentence: sentence,
      moods: whole.moods.union(range.moods))
  }

  /// Finds the other sequences of a phrase: those joined by `&` in the clause of the one before.
  private func complete(_ first: Span, with sequences: Range<Int>, in sentence: Range<Int>) -> Span? {
    var span = first
    var rest = sequences
    let joined = part(of: rest)
    if !joined.isEmpty {
      guard let clause = first.clause, search(joined, in: tokens(of: clause, in: sentence), into: &span)
      else {
        return nil
      }
      rest = joined.upperBound..<rest.upperBound
    }
    while let number = rest.first {
      let joined = part(of: rest.dropFirst())
      if joined.isEmpty {
        guard let other = search(rules.sequences[number], in: sentence) else { return nil }
        span.join(other)
      } else {
        guard searchClauses(of: sentence, for: number..<joined.upperBound, into: &span) else { return nil }
      }
      rest = max(number + 1, joined.upperBound)..<rest.upperBound
    }
    return span
  }

  /// The sequences at the beginning of some that join the clause of the one before them.
  private func part(of sequences: Range<Int>) -> Range<Int> {
    let end = sequences.firstIndex { !rules.sequences[$0].joinsClause } ?? sequences.upperBound
    return sequences.lowerBound..<end
  }

  /// Finds a clause that holds all of some sequences.
  private func searchClauses(of sentence: Range<Int>, for sequences: Range<Int>, into span: inout Span)
    -> Bool
  {
    var start = sentence.lowerBound
    while start < sentence.upperBound {
      let clause = tokens(of: stream.tokens[start].clause, in: start..<sentence.upperBound)
      var whole = span
      if search(sequences, in: clause, into: &whole) {
        span = whole
        return true
      }
      start = clause.upperBound
    }
    return false
  }

  private func tokens(of clause: Int32, in range: Range<Int>) -> Range<Int> {
    let start = range.first { stream.tokens[$0].clause == clause } ?? range.upperBound
    let end = (start..<range.upperBound).first { stream.tokens[$0].clause != clause } ?? range.upperBound
    return start..<end
  }

  /// Finds all of some sequences in a clause.
  private func search(_ sequences: Range<Int>, in clause: Range<Int>, into span: inout Span) -> Bool {
    for number in sequences {
      guard let other = search(rules.sequences[number], in: clause, clauseOnly: true) else { return false }
      span.join(other)
    }
    return true
  }

  /// The words that a sequence was matched with.
  private struct Span {
    var first: Int
    var last: Int
    /// The clause that all of it stands in, nil when it stands in several.
    var clause: Int32?
    /// Those of the words at its places.
    var moods: Moods = []
    /// Whether one of the words at its places denies something itself.
    var hasNegation = false

    mutating func note(_ token: Token) {
      moods.formUnion(token.moods)
      if token.isNegation { hasNegation = true }
    }

    mutating func join(_ other: Span) {
      first = min(first, other.first)
      last = max(last, other.last)
      moods.formUnion(other.moods)
    }
  }

  private func search(
    _ sequence: CompiledSequence, in range: Range<Int>, clauseOnly: Bool = false
  ) -> Span? {
    let element = rules.steps[sequence.anchor].element
    for index in range {
      guard let length = stream.length(at: index, fitting: element) else { continue }
      guard let span = match(sequence, anchor: index, length: length), !clauseOnly || span.clause != nil
      else {
        continue
      }
      return span
    }
    return nil
  }

  private func match(_ sequence: CompiledSequence, anchor: Int, length: Int) -> Span? {
    guard !rules.steps[sequence.anchor].startsSentence || stream.tokens[anchor].startsSentence else {
      return nil
    }
    var span = Span(first: anchor, last: anchor + length - 1)
    span.note(stream.tokens[anchor])
    let sentence = stream.tokens[anchor].sentence
    // Forward from the anchor.
    var position = anchor + length
    for number in (sequence.anchor + 1)..<sequence.steps.upperBound {
      let step = rules.steps[number]
      guard let (index, size) = find(step, from: position, in: sentence) else { return nil }
      span.note(stream.tokens[index])
      span.last = index + size - 1
      position = span.last + 1
    }
    // Backward: the gap belongs to the later of two places.
    var later = sequence.anchor
    while later > sequence.steps.lowerBound {
      guard
        let index = findBefore(
          rules.steps[later - 1], before: span.first, gap: rules.steps[later].gap, in: sentence)
      else { return nil }
      span.note(stream.tokens[index])
      span.first = index
      later -= 1
    }
    span.last = max(span.last, span.first)
    // A sequence is denied when a word of it is, unless it names the denial itself ("не получили").
    if span.hasNegation { span.moods.remove(.negated) }
    let clause = stream.tokens[span.first].clause
    span.clause = stream.tokens[span.last].clause == clause ? clause : nil
    return span
  }

  private func find(_ step: CompiledStep, from: Int, in sentence: Int32) -> (Int, Int)? {
    var index = from
    let through = from + step.gap
    while index <= through, index < stream.tokens.count, stream.tokens[index].sentence == sentence {
      if let length = stream.length(at: index, fitting: step.element) { return (index, length) }
      index += 1
    }
    return nil
  }

  private func findBefore(_ step: CompiledStep, before: Int, gap: Int, in sentence: Int32) -> Int? {
    var index = before - 1
    // A group of words ends `length - 1` words after its start, so the gap is counted from its end.
    while index >= 0, before - 1 - index <= gap + 3, stream.tokens[index].sentence == sentence {
      if let length = stream.length(at: index, fitting: step.element), index + length <= before,
        before - index - length <= gap, !step.startsSentence || stream.tokens[index].startsSentence
      {
        return index
      }
      index -= 1
    }
    return nil
  }
}

/// The elements that something in a sentence fits.
struct Presence {
  private var sentences: [Int32]
  private var current: Int32 = 0

  init(elements: Int) { sentences = [Int32](repeating: 0, count: elements) }

  /// Begins a sentence, in which there is nothing yet.
  mutating func begin() {
    if current == .max { self = Presence(elements: sentences.count) }
    current += 1
  }

  @inline(__always)
  mutating func note(_ element: Element) { sentences[Int(element)] = current }

  @inline(__always)
  func holds(_ element: Element) -> Bool { sentences[Int(element)] == current }
}
