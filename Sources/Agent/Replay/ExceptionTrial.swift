// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// Tries phrases as exceptions of a rule, each on the messages that the rule is wrong about and on some of the others.
struct ExceptionTrial {
  private let rule: RuleDefinition
  private let change: RuleSuggestion.Change
  private let lexicons: [LexiconDefinition]

  init(_ rule: RuleDefinition, _ change: RuleSuggestion.Change, rules: RuleSet) {
    self.rule = rule
    self.change = change
    lexicons = rules.definition.lexicons
  }

  /// Returns what each phrase does: the messages on which the rule is silent for it.
  func run(
    _ candidates: [PhraseStatistics.Candidate], wrong: [(message: ArchivedMessage, input: ClassifierInput)],
    right: [ClassifierInput]
  ) -> [PhraseTrial] {
    var trials = candidates.map(PhraseTrial.init)
    var definition = RulebookDefinition(rules: [rule], lexicons: lexicons)
    for (number, candidate) in candidates.enumerated() {
      var variant = rule.adding([candidate.text], as: change)
      variant.id = "trial-\(number)"
      definition.rules.append(variant)
    }
    guard let set = try? RuleSet(definition) else { return [] }
    let classifier = Classifier(set)
    func silent(_ input: ClassifierInput) -> [Int] {
      let fired = Set(classifier.classify(input).outcomes.filter(\.fired).map(\.rule))
      // What the rule finds no more, now that it reads otherwise, no phrase is to blame for.
      guard fired.contains(rule.id) else { return [] }
      return candidates.indices.filter { !fired.contains("trial-\($0)") }
    }
    for (message, input) in wrong {
      for number in silent(input) { trials[number].helped.insert(message.place.message) }
    }
    for input in right {
      for number in silent(input) { trials[number].harmed += 1 }
    }
    return trials
  }
}
