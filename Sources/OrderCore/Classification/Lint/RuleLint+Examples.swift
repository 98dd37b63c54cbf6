// SPDX-License-Identifier: Apache-2.0

import MailModel

extension RuleLint {
  /// Phrases that no example of their rule hits, and phrases that are tried at too many words of the examples.
  func examples() -> [LintFinding] {
    let census = ExampleCensus(set)
    return untested(census) + slow(census)
  }

  private func untested(_ census: ExampleCensus) -> [LintFinding] {
    census.phrases.compactMap { phrase in
      guard phrase.numbers.allSatisfy({ !census.hit.contains($0) }) else { return nil }
      let forbids = phrase.part == .unless || phrase.part == .except
      return LintFinding(
        .untested, at: phrase.definition.place, rule: phrase.rule.id,
        "no example of its rule hits '\(phrase.definition.text)'",
        remedy: "add \(forbids ? "a counterexample" : "an example") that holds it, or remove it")
    }
  }

  /// The share of words at which a phrase may be tried.
  private static let tolerable = 0.05

  private func slow(_ census: ExampleCensus) -> [LintFinding] {
    guard census.words >= 1000 else { return [] }
    return census.phrases.compactMap { phrase in
      let share = phrase.numbers.map { Double(census.tries[$0]) / Double(census.words) }.max() ?? 0
      guard share > Self.tolerable else { return nil }
      return LintFinding(
        .slow, at: phrase.definition.place, rule: phrase.rule.id,
        "'\(phrase.definition.text)' is tried at \(Int((share * 100).rounded())) of 100 words",
        remedy: "give it a place that fewer words fit")
    }
  }
}

/// What the phrases of a set do over the examples of its rules.
private struct ExampleCensus {
  /// A phrase as written, with the numbers that it is compiled to, one a language.
  struct Phrase {
    let rule: RuleDefinition
    let definition: PhraseDefinition
    let part: CompiledPhrase.Part
    let numbers: [Int]
  }

  /// In the order of the files.
  let phrases: [Phrase]
  /// The numbers of the phrases that an example of their own rule hits.
  private(set) var hit: Set<Int> = []
  /// By phrase: the words that it was tried at.
  private(set) var tries: [Int]
  /// The words of all examples.
  private(set) var words = 0

  init(_ set: RuleSet) {
    phrases = Self.phrases(of: set)
    tries = [Int](repeating: 0, count: set.phrases.count)
    let classifier = Classifier(set)
    let owners = set.rules.map(\.id)
    for rule in set.definition.rules {
      for example in rule.examples + rule.counterexamples {
        classifier.survey(set.input(example, of: rule).fields) { _, _, stream, found in
          for match in found where owners[set.phrases[match.phrase].rule] == rule.id {
            hit.insert(match.phrase)
          }
          words += stream.tokens.count
          for index in stream.tokens.indices {
            for place in stream.profile(of: index).candidates {
              tries[Int(stream.profiles.candidates[Int(place)].phrase)] += 1
            }
          }
        }
      }
    }
  }

  private static func phrases(of set: RuleSet) -> [Phrase] {
    let numbers = Dictionary(grouping: set.phrases.indices) { set.rules[set.phrases[$0].rule].id }
    return set.definition.rules.flatMap { rule in
      // A rule is compiled whole for one language after the other.
      let written = rule.phrasesByPart
      let compiled = numbers[rule.id] ?? []
      return written.enumerated().map { index, entry in
        Phrase(
          rule: rule, definition: entry.phrase, part: entry.part,
          numbers: stride(from: index, to: compiled.count, by: written.count).map { compiled[$0] })
      }
    }
  }
}
