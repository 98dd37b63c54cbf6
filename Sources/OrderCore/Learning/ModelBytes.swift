// SPDX-License-Identifier: Apache-2.0

import ContentHashing

/// Why bytes are no learned model that can be used.
package enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They are something else.
  case foreign
  /// They are of another version of the format or of the features, or of another vocabulary.
  case otherVersion
  /// They are cut off or changed.
  case damaged

  /// What is wrong and the remedy.
  package var description: String {
    switch self {
    case .foreign: "it is no learned model; train one with 'kontor rules train'"
    case .otherVersion:
      "the learned model is of another version of Kontor; train it anew with 'kontor rules train'"
    case .damaged: "the learned model is damaged; restore it, or train it anew with 'kontor rules train'"
    }
  }
}

/// The bytes of a model file.
///
/// A line of text that names the format, then the versions, then the body, all numbers little-endian, then the SHA-256
/// of everything before it.
extension LearnedModel {
  static let magic = Array("kontor learned model\n".utf8)
  static let format: UInt32 = 2

  /// The vocabulary as a number: a model knows events by their places.
  static let vocabulary = FeatureKey.hash(Event.allCases.map(\.rawValue).joined(separator: " "))

  /// Writes the model.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes += Self.magic
    writer.put(Self.format)
    writer.put(FeatureScanner.scheme)
    writer.put(Self.vocabulary)
    writer.put(UInt32(origin.messages))
    writer.put(UInt32(origin.corrections))
    writer.put(origin.rules)
    writer.put(UInt32(words.keys.count))
    for key in words.keys { writer.put(key.rawValue) }
    for value in words.rarity { writer.put(value.bitPattern) }
    for start in words.starts { writer.put(UInt32(start)) }
    writer.bytes += words.events
    writer.bytes += words.weights.map { UInt8(bitPattern: $0) }
    for value in words.steps + words.biases { writer.put(value.bitPattern) }
    writer.put(UInt32(trust.weights.count))
    for (key, value) in trust.weights.sorted(by: { $0.key < $1.key }) {
      writer.put(key.rawValue)
      writer.put(value.bitPattern)
    }
    writer.put(trust.bias.bitPattern)
    for line in calibrations {
      writer.put(line.slope.bitPattern)
      writer.put(line.offset.bitPattern)
    }
    for value in [policy.together, policy.stranger, policy.alone, policy.unclear] {
      writer.put(value.bitPattern)
    }
    writer.bytes += ContentDigest(of: writer.bytes).bytes
    return writer.bytes
  }

  /// Reads a model.
  package init(bytes: [UInt8]) throws(ModelError) {
    guard bytes.starts(with: Self.magic) else { throw .foreign }
    guard bytes.count > Self.magic.count + 32 else { throw .damaged }
    let body = bytes.dropLast(32)
    guard ContentDigest(of: Array(body)).bytes == Array(bytes.suffix(32)) else { throw .damaged }
    var reader = ByteReader(bytes: body.dropFirst(Self.magic.count))
    guard try reader.take(UInt32.self) == Self.format, try reader.take(UInt32.self) == FeatureScanner.scheme,
      try reader.take(UInt64.self) == Self.vocabulary
    else { throw .otherVersion }
    origin = Origin(
      messages: Int(try reader.take(UInt32.self)), corrections: Int(try reader.take(UInt32.self)),
      rules: try reader.take(UInt64.self))
    let events = Event.allCases.count
    words = try Self.words(&reader)
    var weights: [FeatureKey: Float] = [:]
    for _ in 0..<(try reader.count(ofSize: 12)) {
      weights[FeatureKey(rawValue: try reader.take(UInt64.self))] = try reader.float()
    }
    trust = TrustWeights(weights: weights, bias: try reader.float())
    var lines: [Calibration] = []
    for _ in 0..<events {
      lines.append(Calibration(slope: try reader.double(), offset: try reader.double()))
    }
    calibrations = lines
    policy = DecisionPolicy(
      together: try reader.double(), stranger: try reader.double(), alone: try reader.double(),
      unclear: try reader.double())
    guard reader.bytes.isEmpty else { throw .damaged }
  }

  private static func words(_ reader: inout ByteReader) throws(ModelError) -> WordEvidence {
    let count = try reader.count(ofSize: 16)
    var keys: [FeatureKey] = []
    var rarity: [Float] = []
    var starts: [Int32] = []
    for _ in 0..<count { keys.append(FeatureKey(rawValue: try reader.take(UInt64.self))) }
    for _ in 0..<count { rarity.append(try reader.float()) }
    for _ in 0...count { starts.append(Int32(truncatingIfNeeded: try reader.take(UInt32.self))) }
    guard let total = starts.last, starts.first == 0, total <= reader.bytes.count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .damaged }
    let places = try reader.bytes(Int(total))
    guard places.allSatisfy({ $0 < Said.count }) else { throw .damaged }
    let weights = try reader.bytes(Int(total)).map { Int8(bitPattern: $0) }
    var numbers: [Float] = []
    for _ in 0..<(2 * Said.count) { numbers.append(try reader.float()) }
    return WordEvidence(
      keys: keys, rarity: rarity, starts: starts, events: places, weights: weights,
      steps: Array(numbers.prefix(Said.count)), biases: Array(numbers.suffix(Said.count)))
  }
}

/// Appends numbers to bytes, little-endian.
private struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func put(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}

/// Takes numbers from bytes that may be anything.
private struct ByteReader {
  var bytes: ArraySlice<UInt8>

  mutating func bytes(_ count: Int) throws(ModelError) -> [UInt8] {
    guard count >= 0, count <= bytes.count else { throw .damaged }
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  mutating func take<Number: FixedWidthInteger>(_ type: Number.Type) throws(ModelError) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= bytes.count else { throw .damaged }
    var number: Number = 0
    for byte in bytes.prefix(size).reversed() { number = number << 8 | Number(truncatingIfNeeded: byte) }
    bytes = bytes.dropFirst(size)
    return number
  }

  /// A number of things that must still fit.
  mutating func count(ofSize size: Int) throws(ModelError) -> Int {
    let count = Int(try take(UInt32.self))
    guard count <= bytes.count / size else { throw .damaged }
    return count
  }

  mutating func float() throws(ModelError) -> Float {
    let value = Float(bitPattern: try take(UInt32.self))
    guard value.isFinite else { throw .damaged }
    return value
  }

  mutating func double() throws(ModelError) -> Double {
    let value = Double(bitPattern: try take(UInt64.self))
    guard value.isFinite else { throw .damaged }
    return value
  }
}
