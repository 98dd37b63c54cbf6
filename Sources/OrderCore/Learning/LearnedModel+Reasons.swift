// SPDX-License-Identifier: Apache-2.0

extension LearnedModel {
  /// Features told of an event, and what they must add to be told.
  private static let told = 6
  private static let least = 0.05

  /// Returns the strongest features of a message for each of some events.
  ///
  /// The model holds no names: what a feature is called is seen where it stands, so those that are told are looked for
  /// once more.
  func reasons(
    for events: [Event], in input: ClassifierInput, _ phrases: PhraseReading, concepts: ConceptScanner
  ) -> [Event: [LearnedReason]] {
    let scanner = FeatureScanner(concepts, forms: 256)
    var known = KnownFeatures(model: words)
    scanner.scanWords(of: input, phrases, into: &known)
    FeatureScanner.scanPlace(of: input, into: &known)
    let features = known.sorted()
    let square = features.reduce(Float(0)) { $0 + words.rarity[$1] * words.rarity[$1] }
    let length = max(square, 1e-6).squareRoot()
    let strongest = events.map { event in
      features.map { feature in
        (feature, Double(words.weight(of: feature, for: event.place) * words.rarity[feature] / length))
      }
      .filter { abs($0.1) >= Self.least }
      .sorted { (abs($0.1), $1.0) > (abs($1.1), $0.0) }
      .prefix(Self.told)
    }
    var named = NamedFeatures(model: words, wanted: Set(strongest.joined().map(\.0)))
    scanner.scanWords(of: input, phrases, into: &named)
    FeatureScanner.scanPlace(of: input, into: &named)
    return Dictionary(
      zip(events, strongest).map { event, features in
        (event, features.map { LearnedReason(name: named.names[$0.0] ?? "", weight: $0.1) })
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// The features of a message that a model knows, by their places in it.
private struct KnownFeatures: FeatureSink {
  let model: WordEvidence
  private var found: [Int] = []

  init(model: WordEvidence) { self.model = model }

  mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) {
    if let feature = model.index(of: key) { found.append(feature) }
  }

  /// Each once, ascending.
  func sorted() -> [Int] {
    var last = -1
    return found.sorted().filter { feature in
      defer { last = feature }
      return feature != last
    }
  }
}

/// The names of some features of a message.
private struct NamedFeatures: FeatureSink {
  let model: WordEvidence
  let wanted: Set<Int>
  private(set) var names: [Int: String] = [:]

  init(model: WordEvidence, wanted: Set<Int>) {
    self.model = model
    self.wanted = wanted
  }

  mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) {
    guard let feature = model.index(of: key), wanted.contains(feature), names[feature] == nil else { return }
    names[feature] = name()
  }
}
