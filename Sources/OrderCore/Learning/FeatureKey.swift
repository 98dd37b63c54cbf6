// SPDX-License-Identifier: Apache-2.0

/// What sort of thing a feature of a message is.
///
/// The raw values are part of the feature scheme: a model file holds their hashes.
enum FeatureKind: UInt8, Sendable {
  case word = 1
  case wordOfQuestion = 2
  case deniedWord = 3
  case wordOfSpeaker = 4
  case pair = 5
  case beginningOfWord = 7
  case subjectWord = 8
  case attachmentWord = 10
  case attachment = 11
  case speaker = 12
  case language = 13
  case kind = 14
  case reply = 15
  case length = 16
  case questions = 27
  case state = 17
  case stateAndSpeaker = 18
  case past = 19
  case pastAndSpeaker = 20
  case concept = 21
  case conceptInMood = 23
  case conceptOfSubject = 26
  case trust = 32
  case rule = 33
}

/// A feature of a message as 64 bits: its kind and what it is made of, mixed.
///
/// Two features may share a key by chance; among 100,000 that is one in three billion.
package struct FeatureKey: RawRepresentable, Hashable, Comparable, Sendable {
  /// The 64 bits.
  package let rawValue: UInt64

  /// Creates a key from its bits.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Mixes a kind with the hashes of one or two things.
  @inline(__always)
  init(_ kind: FeatureKind, _ first: UInt64, _ second: UInt64 = 0) {
    var mixed = UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ first) &* 0xBF58_476D_1CE4_E5B9
    mixed ^= mixed >> 31
    mixed = (mixed ^ second) &* 0x94D0_49BB_1331_11EB
    rawValue = mixed ^ mixed >> 29
  }

  /// Mixes a kind with a name.
  init(_ kind: FeatureKind, _ name: String) { self.init(kind, Self.hash(name)) }

  package static func < (left: FeatureKey, right: FeatureKey) -> Bool { left.rawValue < right.rawValue }

  /// FNV-1a, of 64 bits.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// FNV-1a of a text's UTF-8.
  static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hash($0) }
  }
}

/// Takes the features of a message one by one, some of them more than once.
protocol FeatureSink {
  /// Takes a feature; `name` is what it is called, for those who tell people of it.
  mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String)
}

/// Features to learn from: which there are, each once, in the order of their keys.
struct KeyCollector: FeatureSink {
  private var keys: [FeatureKey] = []

  mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) { keys.append(key) }

  /// The features, each once, ascending.
  func sorted() -> [FeatureKey] {
    var sorted = keys.sorted()
    var last: FeatureKey?
    sorted.removeAll { key in
      defer { last = key }
      return key == last
    }
    return sorted
  }
}
