// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads one rule of a rule file.
struct RuleReader {
  private static let keys = [
    "all", "always", "any", "conditional", "counterexamples", "direction", "examples", "except", "from",
    "hints", "id", "keys", "kind", "negated", "reply", "state", "unless",
  ]

  private let diagnostics: Diagnostics
  private let phrases: PhraseReader

  init(_ diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    phrases = PhraseReader(diagnostics)
  }

  /// Reads a rule; nil when it can't be told apart from others.
  func rule(_ value: YAMLValue, event: Event, language: Language) -> RuleDefinition? {
    guard let keys = MappingReader(value, keys: Self.keys, diagnostics) else { return nil }
    guard let id = keys.requiredText("id") else { return nil }
    let place = keys.place(of: "id")
    if !id.unicodeScalars.allSatisfy(isIDLetter) {
      diagnostics.report("the id \(quoted(id)) may have only a-z, 0-9 and '-'", at: place)
    }
    var rule = RuleDefinition(id: id, event: event, language: language, place: place)
    readConditions(keys, into: &rule)
    readPhrases(keys, into: &rule)
    rule.examples = phrases.examples(keys["examples"])
    rule.counterexamples = phrases.examples(keys["counterexamples"])
    check(rule)
    return rule
  }

  private func readConditions(_ keys: MappingReader, into rule: inout RuleDefinition) {
    rule.senders = keys["from"]?.choices(PartyRole.self, "role", diagnostics)
    rule.directions = keys["direction"]?.choices(Direction.self, "direction", diagnostics)
    rule.kinds = keys["kind"]?.choices(MessageKind.self, "kind of mail", diagnostics) ?? rule.kinds
    rule.states = keys["state"]?.choices(OrderState.self, "state", diagnostics)
    rule.reply = keys["reply"]?.flag(diagnostics)
    rule.keys = keys["keys"]?.choices(KeyKind.self, "kind of key", diagnostics) ?? rule.keys
    rule.negated = keys["negated"]?.threeWay(Polarity.self, diagnostics) ?? rule.negated
    rule.conditional = keys["conditional"]?.threeWay(Conditionality.self, diagnostics) ?? rule.conditional
    rule.always = keys["always"]?.flag(diagnostics) ?? false
  }

  private func readPhrases(_ keys: MappingReader, into rule: inout RuleDefinition) {
    rule.any = phrases.phrases(keys["any"], weight: 1) + phrases.phrases(keys["hints"], weight: 0.5)
    rule.all = phrases.groups(keys["all"])
    rule.unless = phrases.phrases(keys["unless"], weight: nil)
    rule.except = phrases.phrases(keys["except"], weight: nil)
  }

  /// Reports what makes a rule useless or untested.
  private func check(_ rule: RuleDefinition) {
    if rule.always {
      if !rule.any.isEmpty { diagnostics.report("a rule that fires always needs no phrases", at: rule.place) }
      return
    }
    let name = "the rule \(quoted(rule.id))"
    if rule.any.isEmpty, rule.all.isEmpty {
      diagnostics.report("\(name) has no evidence: give it 'any', 'hints' or 'all'", at: rule.place)
    }
    if rule.examples.isEmpty {
      diagnostics.report("\(name) has no example of what it recognises", at: rule.place)
    }
    if rule.counterexamples.isEmpty {
      diagnostics.report("\(name) has no counterexample: what it must leave alone", at: rule.place)
    }
  }

  private func isIDLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "-": true
    default: false
    }
  }
}

extension Language {
  /// The languages that rules and letters are written in.
  static let written: [Language] = [.german, .english, .russian]
}

extension YAMLValue {
  /// Reads a language.
  func language(_ diagnostics: Diagnostics) -> Language? {
    word(among: Language.written.map(\.rawValue), "language", diagnostics).map(Language.init(rawValue:))
  }

  /// Reads `no`, `yes` or `any`, also written as false or true.
  func threeWay<Choice>(_ type: Choice.Type, _ diagnostics: Diagnostics) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard case .text(let word) = content else {
      mismatch("no, yes or any", diagnostics)
      return nil
    }
    let plain =
      switch word.lowercased() {
      case "false", "off", "no": "no"
      case "true", "on", "yes": "yes"
      default: word
      }
    return YAMLValue(content: .text(plain), place: place).choice(type, "setting", diagnostics)
  }
}
