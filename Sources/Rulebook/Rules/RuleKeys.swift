// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// The keys that rule files may have: what the readers accept and what rules/schema.json must say.
package enum RuleKeys {
  /// Of a file.
  package static let file = ["event", "language", "lexicon", "precedence", "rules"]
  /// Of a rule.
  package static let rule = sorted([
    "after", "all", "always", "any", "counterexamples", "decides", "direction", "event", "examples", "except",
    "from", "hints", "id", "keys", "kind", "not_after", "reply", "state", "unless",
  ])
  /// Of a phrase that is no evidence.
  package static let phrase = sorted(["in", "say"])
  /// Of a phrase that is evidence.
  package static let evidence = sorted(["in", "say", "weight"])
  /// Of an example.
  package static let example = [
    "after", "attachments", "direction", "documents", "from", "language", "reply", "state", "subject", "text",
  ]
  /// Of an entry of `precedence`.
  package static let precedence = ["event", "suppresses"]

  /// Adds the settings of moods.
  private static func sorted(_ keys: [String]) -> [String] {
    (keys + Mood.allCases.map(\.rawValue)).sorted()
  }
}
