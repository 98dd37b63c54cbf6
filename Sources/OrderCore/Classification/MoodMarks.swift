// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// Sees how the sentences of a stream say what they say, by the lexicons reserved for it.
struct MoodMarks {
  private let rules: RuleSet

  init(_ rules: RuleSet) { self.rules = rules }

  /// Marks the tokens and the sentences of a stream.
  func mark(_ stream: inout TokenStream) {
    let present = stream.tokens.reduce(into: Scope()) { $0.formUnion($1.scope) }
    markNegation(in: &stream)
    for mood in Mood.allCases where mood != .negated {
      let word = Scope.word(of: mood, in: .english)
      guard !present.isDisjoint(with: word) else { continue }
      let idioms = present.isDisjoint(with: .idiom(of: mood)) ? [] : spans(of: .idiom(of: mood), in: stream)
      for token in stream.tokens.indices
      where stream.tokens[token].scope.contains(word) && !contains(idioms, token) {
        switch mood {
        case .request, .future: mark(Moods(mood), from: token, in: &stream)
        case .negated, .conditional, .question:
          stream.sentences[Int(stream.tokens[token].sentence)].moods.formUnion(Moods(mood))
        }
      }
    }
  }

  /// Words of a clause at the beginning of its sentence, and of one within, that is too short to mean anything by
  /// itself: “Could you, if possible, …”, “…, please”.
  private static let shortStart = 3
  private static let shortAside = 1

  /// Gives a token's clause a mood; a clause too short to mean anything by itself gives it to the sentence.
  private func mark(_ mood: Moods, from token: Int, in stream: inout TokenStream) {
    let clause = stream.tokens[token].clause
    let number = Int(stream.tokens[token].sentence)
    let sentence = stream.sentences[number].tokens
    var start = token
    while start > sentence.lowerBound, stream.tokens[start - 1].clause == clause { start -= 1 }
    var end = token + 1
    while end < sentence.upperBound, stream.tokens[end].clause == clause { end += 1 }
    let short = start == sentence.lowerBound ? Self.shortStart : Self.shortAside
    if end - start <= short {
      stream.sentences[number].moods.formUnion(mood)
    } else if !stream.tokens[token].moods.isSuperset(of: mood) {
      for index in start..<end { stream.tokens[index].moods.formUnion(mood) }
    }
  }

  private func markNegation(in stream: inout TokenStream) {
    let idioms = spans(of: .idiom(of: .negated), in: stream)
    for index in stream.tokens.indices where !contains(idioms, index) {
      if stream.tokens[index].isNegation { negate(after: index, language: .english, in: &stream) }
      guard !stream.tokens[index].scope.isDisjoint(with: .negation) else { continue }
      for language in StemLanguage.allCases {
        guard let length = firstLength(of: .word(of: .negated, in: language), at: index, in: stream) else {
          continue
        }
        for i in index..<min(index + length, stream.tokens.count) { stream.tokens[i].isNegation = true }
        negate(after: index + length - 1, language: language, in: &stream)
      }
    }
  }

  /// The tokens that idioms of a sort are made of; empty where the text has none, else a flag for each token.
  private func spans(of scope: Scope, in stream: TokenStream) -> [Bool] {
    var flags: [Bool] = []
    for (index, token) in stream.tokens.enumerated() where !token.scope.isDisjoint(with: scope) {
      if flags.isEmpty { flags = [Bool](repeating: false, count: stream.tokens.count) }
      for (element, length) in fits(of: token, in: stream)
      where !rules.scopes[Int(element)].isDisjoint(with: scope) {
        for i in index..<min(index + length, flags.count) { flags[i] = true }
      }
    }
    return flags
  }

  private func contains(_ flags: [Bool], _ index: Int) -> Bool { !flags.isEmpty && flags[index] }

  /// The length of the first fit with an element of a scope.
  private func firstLength(of scope: Scope, at index: Int, in stream: TokenStream) -> Int? {
    fits(of: stream.tokens[index], in: stream)
      .first { !rules.scopes[Int($0.element)].isDisjoint(with: scope) }?.length
  }

  private func fits(of token: Token, in stream: TokenStream) -> [(element: Element, length: Int)] {
    stream.profiles.all[Int(token.profile)].elements.map { (stream.profiles.elements[Int($0)], 1) }
      + stream.groups[token.groups].map { ($0.element, $0.length) }
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
      stream.tokens[next].moods.insert(.negated)
      next += 1
    }
    guard language == .german else { return }
    var before = index - 1
    while before >= 0, index - before <= reach, stream.tokens[before].clause == clause {
      stream.tokens[before].moods.insert(.negated)
      before -= 1
    }
  }
}
