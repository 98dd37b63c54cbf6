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
    let isNegated: Bool
    let isConditional: Bool
  }

  /// Calls `body` for each place in which a phrase is found: once a phrase and anchor.
  func forEach(_ body: (Found) -> Void) {
    for index in stream.tokens.indices {
      for fit in stream.tokens[index].fits {
        guard let candidates = rules.anchored[fit.element] else { continue }
        for candidate in candidates {
          let phrase = rules.phrases[candidate]
          guard phrase.fields.contains(stream.field) else { continue }
          if let found = match(phrase, number: candidate, anchor: index, length: fit.length) { body(found) }
        }
      }
    }
  }

  private func match(_ phrase: CompiledPhrase, number: Int, anchor: Int, length: Int) -> Found? {
    let sentence = stream.tokens[anchor].sentence
    let range = stream.sentences[Int(sentence)]
    guard !phrase.isQuestion || range.isQuestion else { return nil }
    guard var span = match(phrase.sequences[0], anchor: anchor, length: length) else { return nil }
    var denied = isDenied(span.matched)
    for sequence in phrase.sequences.dropFirst() {
      guard let other = search(sequence, in: range.tokens) else { return nil }
      denied = denied || isDenied(other.matched)
      span.tokens =
        min(
          span.tokens.lowerBound, other.tokens.lowerBound)...max(
          span.tokens.upperBound, other.tokens.upperBound)
    }
    return Found(
      phrase: number, tokens: span.tokens, sentence: sentence, isNegated: denied,
      isConditional: range.isConditional)
  }

  private struct Span {
    var tokens: ClosedRange<Int>
    /// The tokens that places of the sequence were matched with.
    var matched: [Int]
  }

  /// A sequence is denied when a word of it is, unless it names the denial itself ("не получили").
  private func isDenied(_ matched: [Int]) -> Bool {
    guard !matched.contains(where: { stream.tokens[$0].isNegation }) else { return false }
    return matched.contains { stream.tokens[$0].isNegated }
  }

  private func search(_ sequence: CompiledSequence, in range: Range<Int>) -> Span? {
    let element = sequence.steps[sequence.anchor].element
    for index in range {
      guard let length = stream.tokens[index].length(fitting: element) else { continue }
      if let span = match(sequence, anchor: index, length: length) { return span }
    }
    return nil
  }

  private func match(_ sequence: CompiledSequence, anchor: Int, length: Int) -> Span? {
    let steps = sequence.steps
    guard !steps[sequence.anchor].startsSentence || stream.tokens[anchor].startsSentence else { return nil }
    var matched = [anchor]
    var first = anchor
    var last = anchor + length - 1
    // Forward from the anchor.
    var position = anchor + length
    for step in steps[(sequence.anchor + 1)...] {
      guard let (index, size) = find(step, from: position, through: position + step.gap, like: anchor) else {
        return nil
      }
      matched.append(index)
      last = index + size - 1
      position = last + 1
    }
    // Backward: the gap belongs to the later of two places.
    var later = sequence.anchor
    while later > 0 {
      let step = steps[later - 1]
      guard let index = findBefore(step, before: first, gap: steps[later].gap, like: anchor) else {
        return nil
      }
      matched.append(index)
      first = index
      later -= 1
    }
    return Span(tokens: first...max(last, first), matched: matched)
  }

  private func find(_ step: CompiledStep, from: Int, through: Int, like anchor: Int) -> (Int, Int)? {
    var index = from
    let sentence = stream.tokens[anchor].sentence
    while index <= through, index < stream.tokens.count, stream.tokens[index].sentence == sentence {
      if let length = stream.tokens[index].length(fitting: step.element) { return (index, length) }
      index += 1
    }
    return nil
  }

  private func findBefore(_ step: CompiledStep, before: Int, gap: Int, like anchor: Int) -> Int? {
    let sentence = stream.tokens[anchor].sentence
    var index = before - 1
    // A group of words ends `length - 1` words after its start, so the gap is counted from its end.
    while index >= 0, before - 1 - index <= gap + 3, stream.tokens[index].sentence == sentence {
      if let length = stream.tokens[index].length(fitting: step.element), index + length <= before,
        before - index - length <= gap, !step.startsSentence || stream.tokens[index].startsSentence
      {
        return index
      }
      index -= 1
    }
    return nil
  }
}
