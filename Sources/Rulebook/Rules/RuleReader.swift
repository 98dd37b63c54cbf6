// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads one rule of a rule file.
struct RuleReader {
  private let diagnostics: Diagnostics
  private let phrases: PhraseReader

  init(_ diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    phrases = PhraseReader(diagnostics)
  }

  /// Reads a rule; nil when it can't be told apart from others.
  ///
  /// - Parameters:
  ///   - event: the file's; nil where each rule names its own.
  ///   - languages: the file's; empty for all.
  func rule(_ value: YAMLValue, event: Event?, languages: [Language]) -> RuleDefinition? {
    guard let keys = MappingReader(value, keys: RuleKeys.rule, diagnostics) else { return nil }
    guard let id = keys.requiredText("id") else { return nil }
    let place = keys.place(of: "id")
    if !id.unicodeScalars.allSatisfy(isIDLetter) {
      diagnostics.report("the id \(quoted(id)) may have only a-z, 0-9 and '-'", at: place)
    }
    let own = keys["event"]?.choice(Event.self, "event", diagnostics)
    if event == nil, keys["event"] == nil {
      diagnostics.report("neither the rule nor the file says which 'event' it recognises", at: place)
    }
    var rule = RuleDefinition(id: id, event: own ?? event ?? .irrelevant, languages: languages, place: place)
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
    rule.after = keys["after"]?.choices(Event.self, "event", diagnostics) ?? []
    rule.notAfter = keys["not_after"]?.choices(Event.self, "event", diagnostics) ?? []
    rule.reply = keys["reply"]?.flag(diagnostics)
    rule.keys = keys["keys"]?.choices(KeyKind.self, "kind of key", diagnostics) ?? rule.keys
    rule.moods = keys.moods()
    rule.always = keys["always"]?.flag(diagnostics) ?? false
    rule.decides = keys["decides"]?.flag(diagnostics) ?? true
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

extension MappingReader {
  /// Reads the settings of moods that are written.
  func moods() -> [Mood: Allowance] {
    Mood.allCases.reduce(into: [:]) { moods, mood in
      moods[mood] = self[mood.rawValue]?.threeWay(Allowance.self, diagnostics)
    }
  }

  /// Reads the languages of a file: one, or a list; empty, for all of them, when the key is left out.
  func languages() -> [Language] {
    guard let value = self["language"] else { return [] }
    guard case .list(let items) = value.content else { return [value.language(diagnostics) ?? .undetermined] }
    if items.isEmpty { diagnostics.report("expected at least one language", at: value.place) }
    var languages: [Language] = []
    for language in items.compactMap({ $0.language(diagnostics) }) where !languages.contains(language) {
      languages.append(language)
    }
    return languages
  }
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
