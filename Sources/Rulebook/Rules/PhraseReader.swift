// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads the phrases and the examples of a rule; the phrases' own syntax is the compiler's concern.
struct PhraseReader {
  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Reads a list of phrases, or one phrase.
  ///
  /// - Parameter weight: what they have by themselves; nil where a weight has no meaning.
  func phrases(_ value: YAMLValue?, weight: Double?) -> [PhraseDefinition] {
    guard let value else { return [] }
    if case .text = value.content { return [phrase(value, weight: weight)].compactMap(\.self) }
    let items = value.list(diagnostics, expected: "a list of phrases") ?? []
    return items.compactMap { phrase($0, weight: weight) }
  }

  /// Reads groups: a list of lists, or a list of phrases as a single group.
  func groups(_ value: YAMLValue?) -> [[PhraseDefinition]] {
    guard let value else { return [] }
    guard case .list(let items) = value.content, items.contains(where: \.isList) else {
      let group = phrases(value, weight: nil)
      return group.isEmpty ? [] : [group]
    }
    return items.compactMap { item in
      guard item.isList else {
        item.mismatch("a list of phrases, as the other groups are", diagnostics)
        return nil
      }
      let group = phrases(item, weight: nil)
      if group.isEmpty { diagnostics.report("the group is empty", at: item.place) }
      return group
    }
  }

  private func phrase(_ value: YAMLValue, weight: Double?) -> PhraseDefinition? {
    if case .text(let text) = value.content {
      guard isWritten(text, at: value.place) else { return nil }
      return PhraseDefinition(text: text, weight: weight ?? 1, place: value.place)
    }
    let keys = weight == nil ? RuleKeys.phrase : RuleKeys.evidence
    let expected = "a phrase: a text, or a mapping with 'say'"
    let mapping = MappingReader(value, keys: keys, diagnostics, expected: expected)
    guard let mapping, let say = mapping.required("say"), let text = say.text(diagnostics),
      isWritten(text, at: say.place)
    else { return nil }
    var phrase = PhraseDefinition(text: text, weight: weight ?? 1, place: say.place)
    phrase.weight = mapping["weight"]?.share(diagnostics) ?? phrase.weight
    phrase.fields = mapping["in"]?.choices(RuleField.self, "part of a message", diagnostics) ?? phrase.fields
    phrase.moods = mapping.moods()
    return phrase
  }

  private func isWritten(_ text: String, at place: SourcePlace) -> Bool {
    if text.contains(where: { !$0.isWhitespace }) { return true }
    diagnostics.report("the phrase is blank", at: place)
    return false
  }

  /// Reads a list of examples: texts, or mappings.
  func examples(_ value: YAMLValue?) -> [RuleExample] {
    guard let value else { return [] }
    let items = value.list(diagnostics, expected: "a list of examples") ?? []
    return items.compactMap(example)
  }

  private func example(_ value: YAMLValue) -> RuleExample? {
    if case .text(let text) = value.content { return RuleExample(text: text, place: value.place) }
    let expected = "an example: a text or a mapping"
    let mapping = MappingReader(value, keys: RuleKeys.example, diagnostics, expected: expected)
    guard let mapping else { return nil }
    let example = RuleExample(
      text: mapping.text("text") ?? "",
      subject: mapping.text("subject") ?? "",
      attachments: mapping["attachments"]?.texts(diagnostics)?.map(\.text) ?? [],
      documents: mapping["documents"]?.texts(diagnostics)?.map(\.text) ?? [],
      sender: mapping["from"]?.choice(PartyRole.self, "role", diagnostics),
      direction: mapping["direction"]?.choice(Direction.self, "direction", diagnostics),
      state: mapping["state"]?.choice(OrderState.self, "state", diagnostics),
      after: mapping["after"]?.choices(Event.self, "event", diagnostics),
      reply: mapping["reply"]?.flag(diagnostics),
      language: mapping["language"]?.language(diagnostics),
      place: mapping["text"]?.place ?? value.place)
    if example.text.isEmpty, example.subject.isEmpty, example.attachments.isEmpty, example.documents.isEmpty {
      diagnostics.report("the example has neither text, subject, attachments nor documents", at: value.place)
    }
    return example
  }
}

extension YAMLValue {
  /// Whether it is a list.
  fileprivate var isList: Bool {
    if case .list = content { return true }
    return false
  }
}
