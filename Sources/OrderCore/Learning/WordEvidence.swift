// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What words may say: one of the events, or that there is none.
enum Said {
  /// The place of what is said after those of the events: that there is none.
  static let nothing = Event.allCases.count
  static let count = nothing + 1
}

/// What each feature says about each event: the linear models of all events in one table.
///
/// A message is the vector of its known features, each as strong as it is rare, brought to length 1; the product with
/// an event's weights is its evidence (log-odds).
struct WordEvidence: Sendable {
  /// The features known, ascending.
  let keys: [FeatureKey]
  /// By feature: how much it counts, the rarer the more.
  let rarity: [Float]
  /// Where a feature's weights start; one more than there are features.
  let starts: [Int32]
  /// What a feature speaks for or against, by its place in `Said`.
  let events: [UInt8]
  /// Its weights for them, in steps of the event.
  let weights: [Int8]
  /// By place in `Said`: the step of the weights, and what is known before anything is read.
  let steps: [Float]
  let biases: [Float]
  private let slots: [Int32]
  /// A bit for each of the places that a key may have, so that most unknown features cost one look.
  private let filter: [UInt64]
  private let mask: Int

  init(
    keys: [FeatureKey], rarity: [Float], starts: [Int32], events: [UInt8], weights: [Int8], steps: [Float],
    biases: [Float]
  ) {
    self.keys = keys
    self.rarity = rarity
    self.starts = starts
    self.events = events
    self.weights = weights
    self.steps = steps
    self.biases = biases
    var capacity = 1024
    while capacity < keys.count * 2 { capacity *= 2 }
    mask = capacity - 1
    var slots = [Int32](repeating: -1, count: capacity)
    var filter = [UInt64](repeating: 0, count: capacity / 8)
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.rawValue) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
      let bit = Int(truncatingIfNeeded: key.rawValue >> 24) & (capacity * 8 - 1)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    self.slots = slots
    self.filter = filter
  }

  /// The place of a feature, nil when it is not known.
  @inline(__always)
  func index(of key: FeatureKey) -> Int? {
    let bit = Int(truncatingIfNeeded: key.rawValue >> 24) & (mask << 3 | 7)
    guard filter[bit >> 6] & 1 << UInt64(bit & 63) != 0 else { return nil }
    var slot = Int(truncatingIfNeeded: key.rawValue) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == key { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The weight of a known feature for what is said, 0 where it says nothing.
  func weight(of feature: Int, for event: Int) -> Float {
    for place in Int(starts[feature])..<Int(starts[feature + 1]) where Int(events[place]) == event {
      return Float(weights[place]) * steps[event]
    }
    return 0
  }
}

/// What the known features of a message add up to so far: evidence for each event before it is brought to length 1.
package struct LearnedReading: Sendable {
  /// By place in `Said`.
  var sums: [Float]
  /// The square of the vector's length.
  var square: Float = 0

  init() { sums = [Float](repeating: 0, count: Said.count) }

  /// Adds a feature.
  @inline(__always)
  mutating func add(_ feature: Int, of model: WordEvidence) {
    let rarity = model.rarity[feature]
    square += rarity * rarity
    for place in Int(model.starts[feature])..<Int(model.starts[feature + 1]) {
      let event = Int(model.events[place])
      sums[event] += Float(model.weights[place]) * model.steps[event] * rarity
    }
  }

  /// The evidence for what is said as log-odds.
  func evidence(for event: Int, of model: WordEvidence) -> Double {
    Double(sums[event] / max(square, 1e-6).squareRoot() + model.biases[event])
  }
}

/// Reads messages with a model; belongs to one thread at a time.
package final class LearnedReader {
  private let model: LearnedModel
  private let scanner: FeatureScanner
  /// By feature: the last message that it was seen in.
  private var seen: [Int32]
  private var current: Int32 = 0

  /// Creates a reader.
  init(_ model: LearnedModel, _ concepts: ConceptScanner) {
    self.model = model
    scanner = FeatureScanner(concepts)
    seen = [Int32](repeating: 0, count: model.words.keys.count)
  }

  /// Returns what the words of a message say, whatever its order; `phrases` is what the rules found in it.
  package func read(_ input: ClassifierInput, _ phrases: PhraseReading) -> LearnedReading {
    if current == .max {
      seen = [Int32](repeating: 0, count: seen.count)
      current = 0
    }
    current += 1
    var sink = Sink(model: model.words, seen: seen, current: current)
    seen = []
    scanner.scanWords(of: input, phrases, into: &sink)
    seen = sink.seen
    return sink.reading
  }

  private struct Sink: FeatureSink {
    let model: WordEvidence
    var seen: [Int32]
    let current: Int32
    var reading = LearnedReading()

    init(model: WordEvidence, seen: [Int32], current: Int32) {
      self.model = model
      self.seen = seen
      self.current = current
    }

    @inline(__always)
    mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) {
      guard let feature = model.index(of: key), seen[feature] != current else { return }
      seen[feature] = current
      reading.add(feature, of: model)
    }
  }
}

extension LearnedReading {
  /// Adds where the message stands in the trade.
  mutating func addPlace(of input: ClassifierInput, model: WordEvidence) {
    var sink = PlaceSink(reading: self, model: model)
    FeatureScanner.scanPlace(of: input, into: &sink)
    self = sink.reading
  }

  /// The features of a place are each given once.
  private struct PlaceSink: FeatureSink {
    var reading: LearnedReading
    let model: WordEvidence

    mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) {
      if let feature = model.index(of: key) { reading.add(feature, of: model) }
    }
  }
}
