// SPDX-License-Identifier: Apache-2.0

/// Finds the concepts of messages: the lexicons of the rules that their sentences hold, and how these are said.
///
/// A concept bears one name in all languages, so what is learned of it in one is known in the others.
struct ConceptScanner: Sendable {
  private let rules: RuleSet
  /// By concept the hash of its name.
  private let hashes: [UInt64]

  /// Pairs are looked for among so many concepts of a sentence.
  private static let mostPaired = 24

  init(_ rules: RuleSet) {
    self.rules = rules
    hashes = rules.conceptNames.map { FeatureKey.hash($0) }
  }

  /// Finds the features that concepts make.
  func scan(
    _ phrases: PhraseReading, of input: ClassifierInput, speaker: Speaker, into sink: inout some FeatureSink
  ) {
    let hits = rules.concepts(in: phrases, language: input.language)
    var start = 0
    while start < hits.count {
      var end = start + 1
      while end < hits.count, hits[end].sentence == hits[start].sentence, hits[end].field == hits[start].field
      {
        end += 1
      }
      scan(hits[start..<end], speaker: speaker, into: &sink)
      start = end
    }
  }

  /// Finds the features of the concepts of one sentence.
  private func scan(
    _ hits: ArraySlice<ConceptHit>, speaker: Speaker, into sink: inout some FeatureSink
  ) {
    for (place, hit) in zip(hits.indices, hits) {
      let hash = hashes[hit.concept]
      sink.take(FeatureKey(.concept, hash), "@\(rules.conceptNames[hit.concept])")
      sink.take(
        FeatureKey(.conceptOfSpeaker, hash, speaker.hash),
        "@\(rules.conceptNames[hit.concept]) \(speaker.name)")
      if hit.field != .text {
        sink.take(FeatureKey(.conceptOfSubject, hash), "new subject @\(rules.conceptNames[hit.concept])")
      }
      for mood in Mood.allCases where hit.moods.contains(Moods(mood)) {
        sink.take(
          FeatureKey(.conceptInMood, hash, UInt64(Moods(mood).rawValue)),
          "@\(rules.conceptNames[hit.concept]), \(mood.rawValue)")
      }
      for other in hits[(place + 1)...].prefix(Self.mostPaired) where other.concept != hit.concept {
        let (first, second) = hit.concept < other.concept ? (hit, other) : (other, hit)
        let pair = hashes[first.concept] &+ (hashes[second.concept] << 17 | hashes[second.concept] >> 47)
        func name() -> String {
          "@\(rules.conceptNames[first.concept]) with @\(rules.conceptNames[second.concept])"
        }
        sink.take(FeatureKey(.conceptPair, pair), name())
        for mood in Mood.allCases where hit.moods.union(other.moods).contains(Moods(mood)) {
          sink.take(
            FeatureKey(.conceptPairInMood, pair, UInt64(Moods(mood).rawValue)), "\(name()), \(mood.rawValue)")
        }
      }
    }
  }
}
