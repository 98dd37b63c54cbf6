// SPDX-License-Identifier: Apache-2.0

import MailModel

/// An example that its rule does not live up to.
package struct ExampleFailure: Hashable, Sendable {
  /// The rule.
  package let rule: String
  /// Where the example stands.
  package let place: SourcePlace
  /// What happened instead, one sentence.
  package let reason: String
}

/// The result of running all examples.
package struct ExampleReport: Hashable, Sendable {
  /// How many examples and counter-examples were run.
  package let count: Int
  /// Those that failed, in the order of the files.
  package let failures: [ExampleFailure]
}

extension RuleSet {
  /// Runs the examples of all rules: an example must make its own rule fire and keep its event; a counter-example
  /// must not make its rule fire.
  package func runExamples() -> ExampleReport {
    let classifier = Classifier(self)
    var failures: [ExampleFailure] = []
    var count = 0
    for rule in definition.rules {
      for example in rule.examples {
        count += 1
        let recognition = classifier.classify(input(example, of: rule))
        let outcome = recognition.outcomes.first { $0.rule == rule.id }
        if outcome?.fired != true || rule.decides && !recognition.events.contains(rule.event) {
          let why =
            outcome.map { $0.obstacle.isEmpty ? "its event was dropped" : $0.obstacle } ?? "nothing was found"
          failures.append(
            ExampleFailure(rule: rule.id, place: example.place, reason: "the rule does not fire: \(why)"))
        }
      }
      for example in rule.counterexamples {
        count += 1
        let recognition = classifier.classify(input(example, of: rule))
        if let outcome = recognition.outcomes.first(where: { $0.rule == rule.id }), outcome.fired {
          let found = outcome.hits.map { "“\($0.excerpt)”" }.joined(separator: ", ")
          failures.append(
            ExampleFailure(rule: rule.id, place: example.place, reason: "the rule fires on \(found)"))
        }
      }
    }
    return ExampleReport(count: count, failures: failures)
  }

  /// The message that an example stands for: what it leaves open is as its rule wants it.
  func input(_ example: RuleExample, of rule: RuleDefinition) -> ClassifierInput {
    let senders = rule.senders ?? rule.event.senders
    let sender = example.sender ?? PartyRole.allCases.first { senders.contains($0) } ?? .customer
    let directions = rule.directions ?? rule.event.directions
    let goesOut = sender == .internal ? directions.contains(.outbound) : !directions.contains(.inbound)
    return ClassifierInput(
      text: example.text, subject: example.subject, attachments: example.attachments,
      documents: example.documents, sender: sender,
      direction: example.direction ?? (goesOut ? .outbound : .inbound),
      kind: rule.kinds.sorted { $0.rawValue < $1.rawValue }.last ?? .message,
      state: example.state ?? rule.states?.sorted { $0.rawValue < $1.rawValue }.first,
      history: example.after ?? Set(rule.after.sorted { $0.rawValue < $1.rawValue }.prefix(1)),
      isReply: example.reply ?? rule.reply ?? false, keys: rule.keys,
      language: example.language ?? (rule.languages.count == 1 ? rule.languages[0] : .undetermined))
  }
}
