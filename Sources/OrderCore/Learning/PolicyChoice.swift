// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Chooses calibrations and thresholds by what held-out stories show, and measures the result.
struct PolicyChoice {
  let set: LearningSet
  let pairs: TrustSet
  /// By pair the log-odds of rules and words together, of models that did not learn from its story.
  let evidence: [Double]
  /// How many times as much as recall precision counts.
  let precisionWeight: Double

  /// The pairs that count here: of messages that the rules were not written on, outside of a part.
  private func places(without part: Int?) -> [Int] {
    let all = pairs.pairs.indices.filter { set.folds[pairs.pairs[$0].message] != part }
    let fresh = all.filter { !set.messages[pairs.pairs[$0].message].isKnownToRules }
    return fresh.isEmpty ? all : fresh
  }

  /// By event a line from evidence to probability, near the one that fits all events.
  func calibrations(without part: Int?) -> [Calibration] {
    let places = places(without: part)
    let all = places.map { (evidence: evidence[$0], isSo: pairs.pairs[$0].isSo) }
    let usual = Calibration.fit(all, near: Calibration(slope: 1, offset: 0), pull: 1)
    return Event.allCases.map { event in
      let own = places.filter { pairs.pairs[$0].event == event }
      return Calibration.fit(
        own.map { (evidence: evidence[$0], isSo: pairs.pairs[$0].isSo) }, near: usual, pull: 10)
    }
  }

  /// The thresholds that did best.
  func policy(_ calibrations: [Calibration], without part: Int?) -> DecisionPolicy {
    let judged = places(without: part).map { place in
      let pair = pairs.pairs[place]
      return (pair: pair, probability: calibrations[pair.event.place].probability(evidence[place]))
    }
    let both = Self.best(
      judged.filter { $0.pair.support != .none }.map { ($0.probability, $0.pair.isSo) },
      precisionWeight: precisionWeight)
    let alone = Self.first(
      judged.filter { $0.pair.support == .none && !$0.pair.event.movesMoney }
        .map { ($0.probability, $0.pair.isSo) },
      reaching: DecisionPolicy.alonePrecision)
    let stranger = Self.first(
      judged.filter {
        set.messages[$0.pair.message].input.isStrange && $0.pair.support != .none && $0.pair.event.isBusiness
      }.map { ($0.probability, $0.pair.isSo) }, reaching: DecisionPolicy.strangerPrecision)
    return DecisionPolicy(
      together: both, stranger: min(0.9, max(both, stranger)), alone: alone, unclear: min(0.3, both))
  }

  /// The threshold with the best harmonic mean of precision and recall, precision counting more.
  private static func best(_ pairs: [(probability: Double, isSo: Bool)], precisionWeight: Double) -> Double {
    let sorted = pairs.sorted { $0.probability > $1.probability }
    let total = Double(sorted.count(where: \.isSo))
    let square = 1 / precisionWeight
    var (right, best, threshold) = (0.0, 0.0, 0.5)
    for (number, pair) in sorted.enumerated() {
      if pair.isSo { right += 1 }
      let (precision, recall) = (right / Double(number + 1), right / max(1, total))
      let mean = (1 + square) * precision * recall / max(1e-9, square * precision + recall)
      if mean > best {
        best = mean
        threshold = pair.probability
      }
    }
    return min(0.9, max(0.2, threshold))
  }

  /// The lowest threshold from which so many are right; above 1 when there is none with 30 cases to show it.
  private static func first(_ pairs: [(probability: Double, isSo: Bool)], reaching share: Double) -> Double {
    let sorted = pairs.sorted { $0.probability > $1.probability }
    var right = 0
    var threshold = 2.0
    for (number, pair) in sorted.enumerated() {
      if pair.isSo { right += 1 }
      if number >= 29, Double(right) / Double(number + 1) >= share { threshold = pair.probability }
    }
    return threshold
  }

  /// Measures rules, words and both; thresholds for a part come from the others.
  func report(rules: RuleSet, words: [[Double]]) -> TrainingReport {
    var report = TrainingReport()
    for (number, message) in set.messages.enumerated() {
      let decided = rules.decide(set.outcomes[number]).events
      report.rules.note(Set(decided), message)
      let said = Event.allCases.filter {
        $0.mayBeReported(by: message.input) && words[number][$0.place] > Self.wordsThreshold
      }
      report.words.note(rules.kept(of: Set(said)), message)
    }
    for part in 0..<set.foldCount {
      let calibrations = calibrations(without: part)
      let policy = policy(calibrations, without: part)
      var verdicts: [Int: [(pair: TrustSet.Pair, verdict: EventJudgement.Verdict)]] = [:]
      for place in pairs.pairs.indices where set.folds[pairs.pairs[place].message] == part {
        let pair = pairs.pairs[place]
        let probability = calibrations[pair.event.place].probability(evidence[place])
        report.reliability.note(probability, pair.isSo)
        verdicts[pair.message, default: []].append(
          (
            pair,
            policy.verdict(
              on: pair.event, probability: probability, support: pair.support,
              isStrange: set.messages[pair.message].input.isStrange)
          ))
      }
      for (number, message) in set.messages.enumerated() where set.folds[number] == part {
        let judged = verdicts[number] ?? []
        let beyond = set.outcomes[number].filter {
          $0.fired && $0.decides && !$0.event.mayBeReported(by: message.input)
        }
        let counting = Set(judged.filter { $0.verdict == .counts }.map(\.pair.event) + beyond.map(\.event))
        let kept = rules.kept(of: counting)
        report.both.note(kept, message)
        for (pair, verdict) in judged where verdict == .counts && pair.support == .none {
          if kept.contains(pair.event) { report.alone.note(pair.isSo) }
        }
        let unclear = judged.filter { $0.verdict == .unclear }.map(\.pair)
        let missed = message.events.subtracting(kept)
        if message.input.isStrange {
          for event in kept where event.isBusiness { report.strangers.note(message.events.contains(event)) }
          report.strangersMissed += missed.count(where: \.isBusiness)
        }
        report.noteUnclear(unclear, missed: missed, message)
        let supported = judged.filter { $0.pair.support != .none }.map(\.pair.event)
        report.noteMissed(missed, supported: Set(supported), message)
      }
    }
    return report
  }

  /// The log-odds from which words are taken at their word where they are measured by themselves.
  private static let wordsThreshold = -1.2
}
