// SPDX-License-Identifier: Apache-2.0

/// Decides which events a message reports: by the rules, and by what was learned where there is a model.
///
/// With a model the rules' evidence and the words' count together. Words alone decide only events that move no money,
/// and only where they were nearly always right; what is likely and not sure enough is unclear, and a person decides.
package struct Recogniser: Sendable {
  /// The rules.
  package let rules: RuleSet
  /// What was learned; nil for rules alone.
  package let model: LearnedModel?
  /// What finds the concepts of the rules in messages.
  let concepts: ConceptScanner

  /// Creates a recogniser.
  package init(rules: RuleSet, model: LearnedModel? = nil) {
    self.rules = rules
    self.model = model
    concepts = ConceptScanner(rules)
  }

  /// Returns the events that a message reports.
  ///
  /// - Parameters:
  ///   - reading: what a reader of this recogniser found in the message.
  ///   - quotes: whether the outcomes tell the words found, and the judgements the strongest features.
  package func recognise(
    _ input: ClassifierInput, by reading: RecognitionReading, quotes: Bool = true
  ) -> Recognition {
    let outcomes = rules.outcomes(input, by: reading.phrases, quotes: quotes)
    guard let model, var words = reading.words else {
      return rules.decide(outcomes).withNearMisses()
    }
    words.addPlace(of: input, model: model.words)
    let trust = TrustReading(input: input, outcomes: outcomes, words: words, model: model.words)
    var judgements: [EventJudgement] = []
    for event in Event.allCases {
      if let judgement = model.judge(event, by: trust) { judgements.append(judgement) }
    }
    let counting = Set(judgements.filter { $0.verdict == .counts }.map(\.event))
    let suppressed = rules.suppressed(among: counting)
    for place in judgements.indices {
      if let by = suppressed[judgements[place].event] { judgements[place].verdict = .suppressed(by: by) }
    }
    var strongest: [Event: [LearnedReason]] = [:]
    let told = judgements.filter { quotes || $0.verdict == .unclear }.map(\.event)
    if !told.isEmpty { strongest = model.reasons(for: told, in: input, reading.phrases, concepts: concepts) }
    for place in judgements.indices {
      judgements[place].reasons = strongest[judgements[place].event] ?? []
    }
    let unclear = judgements.filter { $0.verdict == .unclear }.sorted { $0.probability > $1.probability }
    return Recognition(
      events: judgements.filter { $0.verdict == .counts }.map(\.event),
      outcomes: rules.explained(outcomes, by: judgements),
      unclear: unclear.map {
        UnclearEvent(event: $0.event, probability: $0.probability, reasons: $0.words(outcomes))
      },
      judgements: judgements)
  }
}

extension LearnedModel {
  /// Judges an event; nil when neither rules nor words have anything for it.
  func judge(_ event: Event, by reading: TrustReading) -> EventJudgement? {
    let support = reading.support(of: event)
    guard event.mayBeReported(by: reading.input) else {
      // What a rule may say beyond the vocabulary, words know nothing of.
      guard support == .fired else { return nil }
      return EventJudgement(
        event: event, probability: 1, wordProbability: nil, support: .fired, verdict: .counts)
    }
    let place = event.place
    let wordEvidence = reading.evidence[place]
    if support == .none, wordEvidence < Self.leastEvidence { return nil }
    let probability = calibrations[place].probability(trust.evidence(reading.features(of: event)))
    let alone = Calibration(slope: 1, offset: 0).probability(wordEvidence)
    var judgement = EventJudgement(
      event: event, probability: probability, wordProbability: alone, support: support, verdict: .silent)
    judgement.threshold = policy.threshold(of: event, with: support, isStrange: reading.input.isStrange)
    judgement.verdict = policy.verdict(
      on: event, probability: probability, support: support, isStrange: reading.input.isStrange)
    return judgement
  }

  /// Log-odds below which words say nothing: one in a hundred.
  static let leastEvidence = -4.6
}

extension TrustReading {
  /// Weighs what words say with a model.
  init(input: ClassifierInput, outcomes: [RuleOutcome], words: LearnedReading, model: WordEvidence) {
    self.init(
      input: input, outcomes: outcomes,
      evidence: (0..<Said.count).map { words.evidence(for: $0, of: model) })
  }
}
