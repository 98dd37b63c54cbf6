// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What was learned from labelled messages: evidence of words, how far to trust it and the rules, and from which
/// probability on an event counts.
package struct LearnedModel: Sendable {
  /// What the words say.
  let words: WordEvidence
  /// How words and rules count together.
  let trust: TrustWeights
  /// By event: from evidence to probability.
  let calibrations: [Calibration]
  /// From which probability an event counts.
  let policy: DecisionPolicy
  /// What it was trained on.
  package let origin: Origin

  /// What a model was trained on.
  package struct Origin: Hashable, Sendable {
    /// The labelled messages.
    package var messages: Int
    /// Besides them, those that people of the desk corrected.
    package var corrections: Int
    /// The rules that it learned beside, by their ids and concepts (`RuleSet.fingerprint`).
    package var rules: UInt64

    /// Creates an origin.
    package init(messages: Int, corrections: Int, rules: UInt64) {
      self.messages = messages
      self.corrections = corrections
      self.rules = rules
    }
  }

  /// The number of features that it knows.
  package var featureCount: Int { words.keys.count }
}

extension RuleSet {
  /// The rules by name and the concepts as a number: other rules are to be learned beside anew.
  package var fingerprint: UInt64 {
    FeatureKey.hash(
      (Set(definition.rules.map(\.id)).sorted() + [""] + conceptNames.sorted()).joined(separator: "\n"))
  }
}

/// From log-odds that a model gives to log-odds that can be believed: a line (Platt scaling).
struct Calibration: Hashable, Sendable {
  var slope: Double
  var offset: Double

  /// The probability that belongs to some evidence.
  func probability(_ evidence: Double) -> Double { 1 / (1 + exp(-(slope * evidence + offset))) }

  /// Fits the line to evidence and what turned out to be so, near another line where there is little to go by.
  ///
  /// - Parameter pull: how strongly it is held near `usual`.
  static func fit(_ pairs: [(evidence: Double, isSo: Bool)], near usual: Calibration, pull: Double)
    -> Calibration
  {
    var line = usual
    for _ in 0..<50 {
      // The gradient and the second derivatives of the loss.
      var (g0, g1) = (pull * (line.slope - usual.slope), pull * (line.offset - usual.offset))
      var (h00, h01, h11) = (pull, 0.0, pull)
      for (evidence, isSo) in pairs {
        let probability = line.probability(evidence)
        let error = probability - (isSo ? 1 : 0)
        let spread = max(1e-9, probability * (1 - probability))
        g0 += error * evidence
        g1 += error
        h00 += spread * evidence * evidence
        h01 += spread * evidence
        h11 += spread
      }
      let determinant = h00 * h11 - h01 * h01
      guard determinant > 1e-12 else { break }
      let step0 = (h11 * g0 - h01 * g1) / determinant
      let step1 = (h00 * g1 - h01 * g0) / determinant
      let shrink = min(1, 2 / max(abs(step0), abs(step1), 1e-12))
      line.slope -= step0 * shrink
      line.offset -= step1 * shrink
      if max(abs(step0), abs(step1)) < 1e-6 { break }
    }
    return line
  }
}
