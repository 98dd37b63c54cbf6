// SPDX-License-Identifier: Apache-2.0

/// Finds the concepts of messages: the lexicons of the rules that their sentences hold, and how these are said.
///
/// A concept bears one name in all languages, so what is learned of it in one is known in the others.
struct ConceptScanner: Sendable {
  private let rules: RuleSet
  /// By concept the hash of its name.
  private let hashes: [UInt64]

  init(_ rules: RuleSet) {
    self.rules = rules
    hashes = rules.conceptNames.map { FeatureKey.hash($0) }
  }

  /// Finds the features that concepts make.
  ///
  /// Pairs of concepts, and who speaks of one, were measured to add nothing to what words say.
  func scan(_ phrases: PhraseReading, of input: ClassifierInput, into sink: inout some FeatureSink) {
    for hit in rules.concepts(in: phrases, language: input.language) {
      let hash = hashes[hit.concept]
      sink.take(FeatureKey(.concept, hash), "@\(rules.conceptNames[hit.concept])")
      if hit.field != .text {
        sink.take(FeatureKey(.conceptOfSubject, hash), "new subject @\(rules.conceptNames[hit.concept])")
      }
      for mood in Mood.allCases where hit.moods.contains(Moods(mood)) {
        sink.take(
          FeatureKey(.conceptInMood, hash, UInt64(Moods(mood).rawValue)),
          "@\(rules.conceptNames[hit.concept]), \(mood.rawValue)")
      }
    }
  }
}
