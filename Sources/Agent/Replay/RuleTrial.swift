// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Tries phrases on the whole archive, each as a rule of its own, so that the engine says what they find.
struct RuleTrial {
  private let set: RuleSet
  private let topics: [CorrectedMail.Topic: [PhraseStatistics.Candidate]]
  /// By the name of its rule: whose phrase it is.
  private let owners: [String: (topic: CorrectedMail.Topic, place: Int)]

  /// Sentences of each worth that are kept for each topic to be counter-examples.
  private static let sentences = 8

  /// What a counter-example is worth.
  private enum Worth: Int, CaseIterable {
    /// People have said that the message does not report the event.
    case corrected
    /// One of the phrases is found in the message.
    case found
    /// A word of the phrases stands in it.
    case alike
    /// It could report the event.
    case other
  }

  /// Creates a trial of phrases; the lexicons of some rules say what denies and conditions.
  init(
    _ rules: RuleSet, topics: [CorrectedMail.Topic: [PhraseStatistics.Candidate]]
  ) throws(RuleCompilationError) {
    self.topics = topics
    let place = SourcePlace(file: "", line: 0, column: 0)
    var definition = RulebookDefinition(lexicons: rules.definition.lexicons)
    var owners: [String: (topic: CorrectedMail.Topic, place: Int)] = [:]
    for topic in topics.keys.sorted() {
      for (number, candidate) in (topics[topic] ?? []).enumerated() {
        let id = "trial-\(owners.count)"
        owners[id] = (topic, number)
        definition.rules.append(
          RuleDefinition(
            id: id, event: topic.event, languages: [topic.language],
            any: [PhraseDefinition(text: candidate.text, place: place)], place: place))
      }
    }
    self.owners = owners
    set = try RuleSet(definition)
  }

  /// What came of it.
  struct Outcome {
    var trials: [CorrectedMail.Topic: [PhraseTrial]] = [:]
    /// Sentences of messages that don't report the event, those first that are worth most, by `Worth`.
    var counterexamples: [CorrectedMail.Topic: [[RuleExample]]] = [:]
  }

  /// Tries them.
  func run(_ archive: any ArchiveReading, mail: CorrectedMail) async throws -> Outcome {
    var outcome = Outcome(trials: topics.mapValues { $0.map(PhraseTrial.init) })
    let missed = mail.missed.mapValues { Set($0.map(\.place.message)) }
    let stems = topics.mapValues { candidates in
      Set(candidates.flatMap(\.phrase.stems).filter { $0.count > 3 })
    }
    var course = ArchiveCourse()
    try await ArchivePass(archive, recognisers: [Recogniser(rules: set)]).run { step in
      guard let reading = step.readings.first else { return }
      let message = step.message
      let fired = set.judge(course.input(of: message), by: reading.phrases, quotes: false).outcomes.filter(
        \.fired)
      course.take(message, recognised: message.recognised)
      let events = message.corrected ?? message.recognised.map(\.event)
      var hit: Set<CorrectedMail.Topic> = []
      for rule in fired {
        guard let owner = owners[rule.rule] else { continue }
        hit.insert(owner.topic)
        if missed[owner.topic]?.contains(message.place.message) == true {
          outcome.trials[owner.topic]?[owner.place].helped.insert(message.place.message)
        } else if !events.contains(owner.topic.event) {
          outcome.trials[owner.topic]?[owner.place].harmed += 1
        }
      }
      for (topic, words) in stems where !events.contains(topic.event) && topic.mayBeReported(by: message) {
        collect(message, for: topic, words, isFound: hit.contains(topic), into: &outcome)
      }
    }
    return outcome
  }

  /// Keeps a sentence of a message that does not report the event of a topic.
  private func collect(
    _ message: ArchivedMessage, for topic: CorrectedMail.Topic, _ words: Set<String>, isFound: Bool,
    into outcome: inout Outcome
  ) {
    var kept = outcome.counterexamples[topic] ?? Array(repeating: [], count: Worth.allCases.count)
    // Sentences are looked for as long as any are wanted.
    guard message.corrected != nil || isFound || kept.last?.count ?? 0 < Self.sentences else { return }
    let sentences = StemScanner(topic.language).sentences(of: message.input.text)
    let alike = sentences.first { $0.words.contains { words.contains($0.stem) } }
    let worth: Worth =
      message.corrected != nil ? .corrected : isFound ? .found : alike != nil ? .alike : .other
    let place = SourcePlace(file: "", line: 0, column: 0)
    guard kept[worth.rawValue].count < Self.sentences,
      let example = (alike ?? sentences.first).flatMap({ SuggestionRun.example($0.text, of: message, place) }
      ),
      !kept[worth.rawValue].contains(example)
    else { return }
    kept[worth.rawValue].append(example)
    outcome.counterexamples[topic] = kept
  }
}
