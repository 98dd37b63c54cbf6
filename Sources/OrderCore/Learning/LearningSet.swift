// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel

/// Labelled messages as vectors: what a model is fitted to.
struct LearningSet: Sendable {
  /// What each message is labelled with.
  let messages: [LabelledMessage]
  /// What the rules make of each message.
  let outcomes: [[RuleOutcome]]
  /// The part that each message belongs to when parts are held out; a story stays together.
  let folds: [Int]
  let foldCount: Int
  /// The features known, ascending, and how much each counts.
  let keys: [FeatureKey]
  let rarity: [Float]
  /// A vector a message, of length 1.
  let rows: SparseRows

  /// Reads messages with the rules and finds their features.
  ///
  /// - Parameters:
  ///   - leastMessages: a feature of fewer messages is left out.
  ///   - parts: the number of parts to hold out in turn.
  init(_ messages: [LabelledMessage], rules: RuleSet, leastMessages: Int, parts: Int) {
    let classifier = Classifier(rules)
    let scanner = FeatureScanner(ConceptScanner(rules))
    var outcomes: [[RuleOutcome]] = []
    var features: [[FeatureKey]] = []
    var spread: [FeatureKey: Int32] = [:]
    for message in messages {
      let input = message.input
      let phrases = classifier.read(input.fields)
      outcomes.append(rules.outcomes(input, by: phrases, quotes: false))
      var collector = KeyCollector()
      scanner.scanWords(of: input, phrases, into: &collector)
      FeatureScanner.scanPlace(of: input, into: &collector)
      let keys = collector.sorted()
      for key in keys { spread[key, default: 0] += 1 }
      features.append(keys)
    }
    let known = spread.filter { $0.value >= leastMessages }
    keys = known.keys.sorted()
    let total = Double(1 + messages.count)
    rarity = keys.map { Float(1 + log(total / Double(1 + (known[$0] ?? 0)))) }
    let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, Int32($0)) })
    var rows = SparseRows()
    for message in features {
      let indices = message.compactMap { places[$0] }
      var square: Float = 0
      for index in indices { square += rarity[Int(index)] * rarity[Int(index)] }
      let length = max(square, 1e-6).squareRoot()
      rows.append(indices.lazy.map { [rarity] in ($0, rarity[Int($0)] / length) })
    }
    self.rows = rows
    self.messages = messages
    self.outcomes = outcomes
    foldCount = parts
    folds = messages.map { Int(FeatureKey.hash($0.story) % UInt64(parts)) }
  }

  /// The rows that a model of what is said is fitted to, outside of a part.
  ///
  /// An event's are the messages that the vocabulary lets report it; that nothing is said may be true of any.
  private func rows(for said: Int, without part: Int?) -> [(row: Int, isSo: Bool)] {
    let outside = messages.indices.filter { folds[$0] != part }
    guard said != Said.nothing else { return outside.map { ($0, messages[$0].events.isEmpty) } }
    let event = Event.allCases[said]
    return outside.compactMap { row in
      let message = messages[row]
      return event.mayBeReported(by: message.input) ? (row, message.events.contains(event)) : nil
    }
  }
}

extension LearningSet {
  /// The weights of what is said, fitted without a part; what is hardly ever seen has none and is unlikely.
  func fit(_ said: Int, without part: Int?, cost: Double) -> LogisticFit.Weights {
    let chosen = rows(for: said, without: part)
    guard chosen.count(where: \.isSo) >= 3 else {
      return LogisticFit.Weights(features: [Float](repeating: 0, count: keys.count), bias: -6)
    }
    return LogisticFit(cost: cost).fit(rows, chosen, width: keys.count)
  }
}
