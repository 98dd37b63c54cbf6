// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Learns from labelled messages what words say and how far to trust them and the rules.
///
/// Words are learned from all messages. How far to trust rules is learned from those alone that the rules were not
/// written on, and by what models say that did not learn from the message's story: otherwise both would look better
/// than they are. Deterministic, whatever the number of threads.
package struct EvidenceTrainer: Sendable {
  /// What a training can be told.
  package struct Settings: Hashable, Sendable {
    /// Parts that are held out in turn to measure and to calibrate.
    package var parts = 5
    /// How much a message counts against the wish for small weights of words.
    package var wordCost = 100.0
    /// The same for the trust in rules and words.
    package var trustCost = 0.1
    /// Messages that a feature must stand in.
    package var leastMessages = 4
    /// Weights of the model kept: its strongest.
    package var mostWeights = 500_000
    /// How many times as much as recall precision counts where thresholds are chosen.
    package var precisionWeight = 2.0
    /// Events fitted side by side.
    package var threads = 2

    /// Creates the usual settings.
    package init() {}
  }

  private let rules: RuleSet
  private let settings: Settings

  /// Creates a trainer that learns beside these rules.
  package init(_ rules: RuleSet, _ settings: Settings = Settings()) {
    self.rules = rules
    self.settings = settings
  }

  /// Learns from messages, of which so many are corrections of the desk; the result says how good that is on stories
  /// that were held out.
  package func train(_ messages: [LabelledMessage], corrections: Int = 0) async -> Training {
    let set = LearningSet(
      messages, rules: rules, leastMessages: settings.leastMessages, parts: settings.parts)
    let fitted = await fitAll(set)
    let evidence = heldOutEvidence(of: set, fitted)
    let pairs = TrustSet(set, evidence: evidence)
    let trustEvidence = pairs.heldOutEvidence(cost: settings.trustCost)
    let trust = pairs.fit(without: nil, cost: settings.trustCost)
    let choice = PolicyChoice(
      set: set, pairs: pairs, evidence: trustEvidence, precisionWeight: settings.precisionWeight)
    let calibrations = choice.calibrations(without: nil)
    let model = LearnedModel(
      words: WordEvidence(set, fitted[settings.parts], mostWeights: settings.mostWeights), trust: trust,
      calibrations: calibrations, policy: choice.policy(calibrations, without: nil),
      origin: LearnedModel.Origin(
        messages: messages.count - corrections, corrections: corrections, rules: rules.fingerprint))
    return Training(
      model: model, report: choice.report(rules: rules, words: evidence))
  }

  /// The weights of all events by part that is held out; the last were fitted to all messages.
  private func fitAll(_ set: LearningSet) async -> [[LogisticFit.Weights]] {
    let jobs = (0...settings.parts).flatMap { part in (0..<Said.count).map { (part: part, said: $0) } }
    let (cost, parts) = (settings.wordCost, settings.parts)
    let none = LogisticFit.Weights(features: [], bias: 0)
    var fitted = [[LogisticFit.Weights]](
      repeating: [LogisticFit.Weights](repeating: none, count: Said.count), count: parts + 1)
    await withTaskGroup(of: (Int, LogisticFit.Weights).self) { group in
      for (number, job) in jobs.enumerated() {
        if number >= settings.threads, let done = await group.next() {
          fitted[jobs[done.0].part][jobs[done.0].said] = done.1
        }
        group.addTask {
          (number, set.fit(job.said, without: job.part == parts ? nil : job.part, cost: cost))
        }
      }
      for await done in group { fitted[jobs[done.0].part][jobs[done.0].said] = done.1 }
    }
    return fitted
  }

  /// By message and event the log-odds of a model that did not learn from the message's story.
  private func heldOutEvidence(of set: LearningSet, _ fitted: [[LogisticFit.Weights]]) -> [[Double]] {
    set.messages.indices.map { row in
      fitted[set.folds[row]].map { Double(set.rows.dot(row, $0.features) + $0.bias) }
    }
  }
}

/// What a training gives.
package struct Training: Sendable {
  /// The model.
  package let model: LearnedModel
  /// How good it is on stories that were held out.
  package let report: TrainingReport
}

extension WordEvidence {
  /// Packs fitted weights: the strongest are kept, in 127 steps of each event's largest.
  init(_ set: LearningSet, _ fitted: [LogisticFit.Weights], mostWeights: Int) {
    let strength = { (event: Int, feature: Int) in abs(fitted[event].features[feature]) * set.rarity[feature]
    }
    var strengths: [Float] = []
    for event in fitted.indices {
      for feature in set.keys.indices where fitted[event].features[feature] != 0 {
        strengths.append(strength(event, feature))
      }
    }
    var least: Float = 0
    if strengths.count > mostWeights {
      strengths.sort(by: >)
      least = strengths[mostWeights]
    }
    let steps = fitted.map { weights in
      max(1e-9, (weights.features.lazy.map { abs($0) }.max() ?? 0) / 127)
    }
    var starts: [Int32] = [0]
    var events: [UInt8] = []
    var weights: [Int8] = []
    for feature in set.keys.indices {
      for event in fitted.indices where strength(event, feature) > least {
        let step = (fitted[event].features[feature] / steps[event]).rounded()
        guard step != 0 else { continue }
        events.append(UInt8(event))
        weights.append(Int8(step))
      }
      starts.append(Int32(events.count))
    }
    self.init(
      keys: set.keys, rarity: set.rarity, starts: starts, events: events, weights: weights, steps: steps,
      biases: fitted.map(\.bias))
  }
}
