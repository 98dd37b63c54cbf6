// SPDX-License-Identifier: Apache-2.0

package import OrderCore

/// Looks for phrases that would have made rules agree with people: those that stand in corrected messages much more often
/// than in the rest of the archive.
package struct SuggestionRun: Sendable {
  private let archive: any ArchiveReading
  private let rules: RuleSet

  /// Phrases that are tried on the archive for each event and language, or rule.
  private static let candidates = 40
  /// Messages that a rule was right about, kept to try exceptions on.
  private static let kept = 500
  /// Sentences that are tried as examples, and those that are suggested.
  private static let tried = 12
  private static let shown = 3
  /// The longest example, in characters.
  private static let longestExample = 300

  /// Creates a run.
  package init(_ archive: any ArchiveReading, rules: RuleSet) {
    self.archive = archive
    self.rules = rules
  }

  /// Returns what corrections ask for, new rules first.
  ///
  /// - Parameters:
  ///   - event: only this one.
  ///   - minimum: how many corrected messages a phrase must help.
  package func run(event: Event?, minimum: Int) async throws -> [RuleSuggestion] {
    var mail = try await CorrectedMail(archive, rules: rules, event: event)
    mail.keep(atLeast: minimum)
    guard !mail.missed.isEmpty || !mail.wrong.isEmpty else { return [] }
    let background = try await Background(archive, mail: mail, minimum: minimum, kept: Self.kept)
    let trial = try RuleTrial(
      rules, topics: background.missed.mapValues { $0.candidates(limit: Self.candidates) })
    let outcome = try await trial.run(archive, mail: mail)
    var suggestions: [RuleSuggestion] = []
    for topic in mail.missed.keys.sorted() {
      let chosen = PhraseTrial.choose(outcome.trials[topic] ?? [], minimum: minimum)
      guard !chosen.isEmpty, let missed = mail.missed[topic] else { continue }
      suggestions += suggestion(
        topic, chosen, missed, others: background.missed[topic]?.outside ?? 0,
        counterexamples: outcome.counterexamples[topic]?.flatMap(\.self) ?? [])
    }
    for rule in mail.wrong.keys.sorted() {
      suggestions += exceptions(for: rule, mail, background, minimum: minimum)
    }
    return suggestions
  }

  // MARK: Missed events

  private func suggestion(
    _ topic: CorrectedMail.Topic, _ chosen: [PhraseTrial], _ missed: [ArchivedMessage], others: Int,
    counterexamples: [RuleExample]
  ) -> [RuleSuggestion] {
    let place = SourcePlace(file: "", line: 0, column: 0)
    let phrases = chosen.map { $0.suggested(corrected: missed.count, others: others) }
    let rule = RuleDefinition(
      id: "suggested", event: topic.event, languages: [topic.language],
      any: phrases.map { PhraseDefinition(text: $0.text, place: place) }, place: place)
    let scanner = StemScanner(topic.language)
    var sentences: [RuleExample] = []
    // A sentence for each phrase first, then the others.
    for trial in chosen {
      for message in missed where trial.helped.contains(message.place.message) {
        let sentence = message.input.sentences(scanner).first { $0.contains(trial.candidate.phrase) }
        guard let example = sentence.flatMap({ Self.example($0.text, of: message, place) }),
          !sentences.contains(example)
        else { continue }
        sentences.append(example)
        break
      }
    }
    let proven = rules.proven(rule, examples: sentences, counterexamples: counterexamples)
    guard !proven.examples.isEmpty, !proven.counterexamples.isEmpty else { return [] }
    return [
      RuleSuggestion(
        change: .rule(topic.event, topic.language), phrases: phrases,
        examples: Array(proven.examples.prefix(Self.shown)),
        counterexamples: Array(proven.counterexamples.prefix(Self.shown)))
    ]
  }

  /// A sentence as an example, nil when it is too long to read.
  static func example(_ text: String, of message: ArchivedMessage, _ place: SourcePlace) -> RuleExample? {
    guard text.count <= longestExample else { return nil }
    return RuleExample(text: text, sender: message.input.sender, place: place)
  }

  // MARK: Wrong events

  /// What would keep a rule from being wrong: an exception for a sentence, else for the message.
  private func exceptions(
    for id: String, _ mail: CorrectedMail, _ background: Background, minimum: Int
  ) -> [RuleSuggestion] {
    guard let rule = rules.definition.rules.first(where: { $0.id == id }), let wrong = mail.wrong[id],
      let statistics = background.wrong[id]
    else { return [] }
    let candidates = statistics.candidates(limit: Self.candidates)
    let right = background.right[id] ?? []
    for change in [RuleSuggestion.Change.except(rule: id), .unless(rule: id)] {
      let trials = ExceptionTrial(rule, change, rules: rules).run(candidates, wrong: wrong, right: right)
      let chosen = PhraseTrial.choose(trials, minimum: minimum)
      guard !chosen.isEmpty else { continue }
      let phrases = chosen.map { $0.suggested(corrected: wrong.count, others: right.count) }
      let counterexamples = counterexamples(
        for: rule.adding(phrases.map(\.text), as: change), chosen, wrong.map(\.message))
      guard !counterexamples.isEmpty else { continue }
      return [
        RuleSuggestion(change: change, phrases: phrases, examples: [], counterexamples: counterexamples)
      ]
    }
    return []
  }

  /// Sentences, else whole short messages, on which the rule fires as it stands and not as it would be.
  private func counterexamples(
    for rule: RuleDefinition, _ chosen: [PhraseTrial], _ wrong: [ArchivedMessage]
  ) -> [RuleExample] {
    let place = SourcePlace(file: "", line: 0, column: 0)
    let helped = chosen.reduce(into: Set<StoredMessageID>()) { $0.formUnion($1.helped) }
    var texts: [[RuleExample]] = []
    for message in wrong where helped.contains(message.place.message) && texts.count < Self.tried {
      let sentences = StemScanner(message.input.stemLanguage).sentences(of: message.input.text).map(\.text)
      let flat = message.input.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      texts.append((sentences + [flat]).compactMap { Self.example($0, of: message, place) })
    }
    guard let present = rules.definition.rules.first(where: { $0.id == rule.id }) else { return [] }
    let all = texts.flatMap(\.self)
    let harmless = Set(rules.proven(present, examples: [], counterexamples: all).counterexamples)
    let fooling = all.filter { !harmless.contains($0) }
    let proven = Set(rules.proven(rule, examples: [], counterexamples: fooling).counterexamples)
    // The shortest part of each message that shows it.
    return Array(texts.compactMap { $0.first(where: proven.contains) }.prefix(Self.shown))
  }
}

extension StemmedSentence {
  /// Whether a phrase stands in the sentence.
  fileprivate func contains(_ phrase: StemPhrase) -> Bool { phrase.isFound(in: words) }
}

extension RuleDefinition {
  /// The rule with phrases as further exceptions.
  func adding(_ phrases: [String], as change: RuleSuggestion.Change) -> RuleDefinition {
    var rule = self
    let added = phrases.map { PhraseDefinition(text: $0, place: place) }
    if case .unless = change { rule.unless += added } else { rule.except += added }
    return rule
  }
}
