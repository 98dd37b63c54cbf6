// SPDX-License-Identifier: Apache-2.0

/// Which charset some bytes are likely written in (docs/decisions/0017-charsets.md).
///
/// Each charset with its language is a hypothesis; the bytes cost so many bits under each (the rarer what they would
/// say, the more), and the cheapest is believed. So charsets of one and of two bytes are weighed on the same scales.
struct CharsetGuess {
  /// The likeliest charset.
  let charset: CharsetName

  /// So many bytes behind the first that is not ASCII say enough.
  static let sampleBytes = 1_024
  /// Bits that another charset must be better by before a label is set aside.
  private static let margin: Float = 10
  /// Text in the right charset costs less than this a byte outside ASCII.
  private static let usualCost: Float = 5.8

  /// Guesses.
  init(_ bytes: [UInt8]) {
    charset = Self.best(Self.sample(bytes)).charset
  }

  /// The charset to be used instead of the labelled one, nil when the label may be true.
  ///
  /// A label of a charset that no hypothesis covers is believed.
  static func better(than name: CharsetName, for bytes: [UInt8]) -> CharsetName? {
    let sample = sample(bytes)
    guard let own = cost(of: sample, in: name), own > usual(sample) else { return nil }
    let best = best(sample)
    return best.charset != name && best.cost + margin < own ? best.charset : nil
  }

  /// Whether the bytes are no usual text in that charset, or nothing is known of it.
  static func speaksAgainst(_ name: CharsetName, _ bytes: [UInt8]) -> Bool {
    let sample = sample(bytes)
    return cost(of: sample, in: name).map { $0 > usual(sample) } ?? true
  }

  private static func usual(_ sample: ArraySlice<UInt8>) -> Float {
    usualCost * Float(sample.count { $0 >= 128 }) + OneByteCharset.asciiCost(sample)
  }

  private static func cost(of sample: ArraySlice<UInt8>, in name: CharsetName) -> Float? {
    if let one = TwoByteCharset(name) { return one.cost(of: sample) }
    return OneByteCharset.all.filter { $0.name == name }.map { $0.cost(of: sample) }.min()
  }

  private static func best(_ sample: ArraySlice<UInt8>) -> (charset: CharsetName, cost: Float) {
    var best = (charset: CharsetName.known("windows-1252"), cost: Float.infinity)
    for one in OneByteCharset.all {
      let cost = one.cost(of: sample) + one.handicap
      if cost < best.cost { best = (one.name, cost) }
    }
    for one in TwoByteCharset.allCases {
      let cost = one.cost(of: sample) + one.handicap
      if cost < best.cost { best = (one.name, cost) }
    }
    return best
  }

  /// From a little in front of the first byte that is not ASCII.
  private static func sample(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let first = bytes.firstIndex { $0 >= 128 } ?? 0
    return bytes[max(0, first - 32)...].prefix(sampleBytes)
  }
}
