// SPDX-License-Identifier: Apache-2.0

import MailModel

extension RuleLint {
  /// What is wanted and forbidden at once.
  func contradictory() -> [LintFinding] {
    rules.flatMap(forbiddenEvidence) + rules.flatMap(asking) + opposedPrecedences() + opposedExamples()
  }

  private func forbiddenEvidence(of rule: ReadRule) -> [LintFinding] {
    let evidence = rule.phrases(in: { part in
      switch part {
      case .evidence, .group: true
      case .unless, .except: false
      }
    })
    let forbidding = rule.phrases(in: { $0 == .unless || $0 == .except })
    return evidence.compactMap { wanted in
      guard let other = forbidding.first(where: { $0.finds(allThat: wanted) }) else { return nil }
      let part = other.part == .unless ? "unless" : "except"
      return LintFinding(
        .contradictory, .error, at: wanted.place, rule: rule.definition.id,
        "all that '\(wanted.text)' finds is forbidden by '\(other.text)' of '\(part)' (line \(other.place.line))",
        remedy: "remove one of them, or narrow '\(part)'")
    }
  }

  private func asking(in rule: ReadRule) -> [LintFinding] {
    rule.phrases(in: { _ in true }).compactMap { phrase in
      guard phrase.isQuestion, phrase.definition.moods[.question] == .no else { return nil }
      return LintFinding(
        .contradictory, .error, at: phrase.place, rule: rule.definition.id,
        "'\(phrase.text)' asks for a question and forbids one", remedy: "drop '?' or 'question: no'")
    }
  }

  private func opposedPrecedences() -> [LintFinding] {
    set.definition.precedences.flatMap { precedence in
      precedence.suppresses.sorted { $0.rawValue < $1.rawValue }.compactMap { lower in
        guard set.suppression[lower]?.contains(precedence.event) == true else { return nil }
        return LintFinding(
          .contradictory, .error, at: precedence.place,
          "'\(precedence.event.rawValue)' and '\(lower.rawValue)' suppress each other",
          remedy: "let only one of them win")
      }
    }
  }

  /// Examples of one rule that are counterexamples of another for the same event.
  private func opposedExamples() -> [LintFinding] {
    var denied: [ExampleKey: RuleDefinition] = [:]
    for rule in set.definition.rules {
      for example in rule.counterexamples { denied[ExampleKey(example, of: rule, in: set)] = rule }
    }
    return set.definition.rules.flatMap { rule in
      rule.examples.compactMap { example in
        guard let other = denied[ExampleKey(example, of: rule, in: set)] else { return nil }
        let whose = other.id == rule.id ? "the same rule" : "'\(other.id)'"
        return LintFinding(
          .contradictory, other.id == rule.id ? .error : .warning, at: example.place, rule: rule.id,
          "the example is a counterexample of \(whose), for the same event '\(rule.event.rawValue)'",
          remedy: "decide whether the message reports it")
      }
    }
  }

  /// Phrases and rules that add nothing to others.
  func shadowed() -> [LintFinding] {
    rules.flatMap(shadowedPhrases) + shadowedRules()
  }

  private func shadowedPhrases(of rule: ReadRule) -> [LintFinding] {
    let phrases = rule.phrases(in: { _ in true })
    let byPart = Dictionary(grouping: phrases.enumerated(), by: \.element.part)
    return byPart.values.flatMap { phrases in
      phrases.compactMap { number, narrow -> LintFinding? in
        let wide = phrases.first { other, wide in
          guard other != number, wide.isEnough, wide.finds(allThat: narrow) else { return false }
          // Of two that find the same the first stays.
          return other < number || !(narrow.isEnough && narrow.finds(allThat: wide))
        }
        guard let wide = wide?.element else { return nil }
        return LintFinding(
          .shadowed, at: narrow.place, rule: rule.definition.id,
          "'\(narrow.text)' adds nothing: '\(wide.text)' (line \(wide.place.line)) finds all that it finds",
          remedy: "remove it, or narrow the other")
      }
    }
  }

  private func shadowedRules() -> [LintFinding] {
    let byEvent = Dictionary(grouping: rules.enumerated(), by: \.element.definition.event)
    return byEvent.values.flatMap { rules in
      rules.compactMap { number, rule -> LintFinding? in
        let other = rules.first { place, other in
          guard place != number, other.definition.decides == rule.definition.decides,
            other.fires(whenever: rule)
          else { return false }
          return place < number || !rule.fires(whenever: other)
        }
        guard let other = other?.element.definition else { return nil }
        return LintFinding(
          .shadowed, at: rule.definition.place, rule: rule.definition.id,
          "the rule adds nothing: '\(other.id)' (\(other.place)) fires whenever it does",
          remedy: "remove it, or narrow the other")
      }
    }
  }

  /// Rules whose event never stays, since one that outranks it is found whenever they fire.
  func suppressed() -> [LintFinding] {
    rules.filter(\.definition.decides).compactMap { rule in
      let higher = rules.first { other in
        other.definition.decides
          && set.suppression[other.definition.event]?.contains(rule.definition.event) == true
          && other.fires(whenever: rule)
      }
      guard let higher = higher?.definition else { return nil }
      return LintFinding(
        .shadowed, at: rule.definition.place, rule: rule.definition.id,
        "its event is always suppressed by '\(higher.event.rawValue)': '\(higher.id)' (\(higher.place)) fires whenever it does",
        remedy: "narrow the other rule, or change the precedence")
    }
  }
}

/// A message that examples stand for.
private struct ExampleKey: Hashable {
  let event: Event
  let input: ClassifierInput

  init(_ example: RuleExample, of rule: RuleDefinition, in set: RuleSet) {
    event = rule.event
    input = set.input(example, of: rule)
  }
}

/// A phrase of a rule in all languages of the rule.
private struct SpokenPhrase {
  let definition: PhraseDefinition
  let part: CompiledPhrase.Part
  let readings: [ReadPhrase]

  var text: String { definition.text }
  var place: SourcePlace { definition.place }
  var isQuestion: Bool { readings.first?.syntax.isQuestion ?? false }

  /// Whether finding it once settles what its part settles.
  var isEnough: Bool { part != .evidence || definition.weight >= 1 }

  func finds(allThat other: SpokenPhrase) -> Bool {
    !readings.isEmpty && readings.count == other.readings.count
      && zip(readings, other.readings).allSatisfy { $0.finds(allThat: $1) }
  }
}

extension ReadRule {
  /// Its phrases in some of its parts, each once for all languages.
  fileprivate func phrases(in wanted: (CompiledPhrase.Part) -> Bool) -> [SpokenPhrase] {
    let readings = languages.map { phrases[$0, default: []] }
    return definition.phrasesByPart.enumerated().compactMap { number, entry in
      guard wanted(entry.part) else { return nil }
      let own = readings.compactMap { $0.indices.contains(number) ? $0[number] : nil }
      return SpokenPhrase(definition: entry.phrase, part: entry.part, readings: own)
    }
  }
}
