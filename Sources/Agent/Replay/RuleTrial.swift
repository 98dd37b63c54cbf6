// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Tries phrases on the whole archive, each as a rule of its own, so that the engine says what they find.
struct RuleTrial {
  private let set: RuleSet
  private let topics: [CorrectedMail.Topic: [PhraseStatistics.Candidate]]
  /// By the name of its rule: whose phrase it is.
  private let owners: [String: (topic: CorrectedMail.Topic, place: Int)]

  /// Sentences that are kept for each topic to be counter-examples.
  private static let sentences = 12

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
    /// Sentences that sound alike in messages that don't report the event.
    var counterexamples: [CorrectedMail.Topic: [RuleExample]] = [:]
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
      for (topic, words) in stems where !hit.contains(topic) && !events.contains(topic.event) {
        collect(message, for: topic, words, into: &outcome)
      }
    }
    return outcome
  }

  /// Keeps a sentence of a message that has words of the phrases without being one of them.
  private func collect(
    _ message: ArchivedMessage, for topic: CorrectedMail.Topic, _ words: Set<String>,
    into outcome: inout Outcome
  ) {
    let known = outcome.counterexamples[topic] ?? []
    // What people have corrected is worth more than what nobody has looked at.
    guard topic.mayBeReported(by: message), known.count < Self.sentences || message.corrected != nil,
      known.count < 2 * Self.sentences
    else { return }
    let place = SourcePlace(file: "", line: 0, column: 0)
    let sentences = StemScanner(topic.language).sentences(of: message.input.text)
    let alike = sentences.first { $0.words.contains { words.contains($0.stem) } }
    guard let example = alike.flatMap({ SuggestionRun.example($0.text, of: message, place) }),
      !known.contains(example)
    else { return }
    if message.corrected == nil {
      outcome.counterexamples[topic, default: []].append(example)
    } else {
      outcome.counterexamples[topic, default: []].insert(example, at: 0)
    }
  }
}
