// SPDX-License-Identifier: Apache-2.0

/// Pairs of message and event as vectors: what the trust in rules and words is fitted to.
struct TrustSet: Sendable {
  /// A message and an event that rules or words have something for.
  struct Pair: Sendable {
    let message: Int
    let event: Event
    let support: RuleSupport
    let isSo: Bool
  }

  let pairs: [Pair]
  /// The features of each pair.
  private let features: [[TrustFeature]]
  private let keys: [FeatureKey]
  private let rows: SparseRows
  private let set: LearningSet

  /// Collects the pairs of labelled messages.
  ///
  /// - Parameter evidence: by message and event what the words say, by a model that did not learn from the message.
  init(_ set: LearningSet, evidence: [[Double]]) {
    var pairs: [Pair] = []
    var features: [[TrustFeature]] = []
    var spread: [FeatureKey: Int] = [:]
    for (number, message) in set.messages.enumerated() {
      let reading = TrustReading(
        input: message.input, outcomes: set.outcomes[number], evidence: evidence[number])
      for event in Event.allCases where event.mayBeReported(by: message.input) {
        let support = reading.support(of: event)
        guard support != .none || evidence[number][event.place] >= LearnedModel.leastEvidence else {
          continue
        }
        let own = reading.features(of: event)
        for feature in own { spread[feature.key, default: 0] += 1 }
        features.append(own)
        pairs.append(
          Pair(message: number, event: event, support: support, isSo: message.events.contains(event)))
      }
    }
    keys = spread.filter { $0.value >= 2 }.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, Int32($0)) })
    var rows = SparseRows()
    for own in features {
      rows.append(own.compactMap { feature in places[feature.key].map { ($0, feature.value) } })
    }
    self.rows = rows
    self.pairs = pairs
    self.features = features
    self.set = set
  }

  /// Fits the trust to the pairs of messages that the rules were not written on, outside of a part.
  func fit(without part: Int?, cost: Double) -> TrustWeights {
    let fresh = pairs.indices.filter { !set.messages[pairs[$0].message].isKnownToRules }
    let usable = fresh.isEmpty ? Array(pairs.indices) : fresh
    let chosen = usable.compactMap { place -> (row: Int, isSo: Bool)? in
      set.folds[pairs[place].message] == part ? nil : (place, pairs[place].isSo)
    }
    let fitted = LogisticFit(cost: cost).fit(rows, chosen, width: keys.count)
    var weights: [FeatureKey: Float] = [:]
    for (key, weight) in zip(keys, fitted.features) where abs(weight) >= 0.001 { weights[key] = weight }
    return TrustWeights(weights: weights, bias: fitted.bias)
  }

  /// The log-odds of each pair by trust that was fitted without its message's part.
  func heldOutEvidence(cost: Double) -> [Double] {
    var evidence = [Double](repeating: 0, count: pairs.count)
    for part in 0..<set.foldCount {
      let trust = fit(without: part, cost: cost)
      for place in pairs.indices where set.folds[pairs[place].message] == part {
        evidence[place] = trust.evidence(features[place])
      }
    }
    return evidence
  }
}
