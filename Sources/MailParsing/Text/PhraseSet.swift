// SPDX-License-Identifier: Apache-2.0

/// Phrases that are looked for together, in one pass over a text.
///
/// Looking for each of a hundred phrases by itself costs a hundred passes.
struct PhraseSet: Sendable {
  private let phrases: [[UInt8]]
  /// The phrases one behind the other, and where each starts.
  private var text: [UInt8] = []
  private var starts: [Int] = [0]
  /// For each hash of three bytes the number of the first phrase that starts so, from 1.
  private var heads = [UInt16](repeating: 0, count: 1 << Self.bits)
  /// The next phrase with the same hash.
  private var following: [UInt16]

  private static let bits: UInt32 = 11

  /// Takes phrases in lower case, each of at least three bytes.
  init(_ phrases: [String]) {
    self.init(phrases.map { Array($0.utf8) })
  }

  /// Takes the phrases of several sets.
  init(joining sets: [PhraseSet]) {
    self.init(sets.flatMap(\.phrases))
  }

  private init(_ phrases: [[UInt8]]) {
    self.phrases = phrases.filter { $0.count >= 3 }
    following = [UInt16](repeating: 0, count: self.phrases.count + 1)
    for (index, phrase) in self.phrases.enumerated() {
      text += phrase
      starts.append(text.count)
      let slot = Self.slot(phrase[0], phrase[1], phrase[2])
      following[index + 1] = heads[slot]
      heads[slot] = UInt16(truncatingIfNeeded: index + 1)
    }
  }

  /// Where the first of the phrases stands in the folded bytes, nil when none does.
  func first(in bytes: [UInt8]) -> Range<Int>? {
    guard bytes.count >= 3 else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      heads.withUnsafeBufferPointer { heads in
        for start in 0..<(bytes.count - 2) {
          var entry = Int(heads[Self.slot(bytes[start], bytes[start + 1], bytes[start + 2])])
          while entry != 0 {
            let phrase = starts[entry - 1]..<starts[entry]
            if text.withUnsafeBufferPointer({ bytes.holds($0[phrase], at: start) }) {
              return start..<(start + phrase.count)
            }
            entry = Int(following[entry])
          }
        }
        return nil
      }
    }
  }

  private static func slot(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    let key = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
    return Int((key &* 0x9E37_79B1) >> (32 - bits))
  }
}

extension FoldedText {
  /// Whether one of the phrases stands in it.
  func contains(anyOf set: PhraseSet) -> Bool { set.first(in: bytes) != nil }

  /// Its first bytes.
  func opening(_ count: Int) -> FoldedText { FoldedText(folded: Array(bytes.prefix(count))) }

  /// It with spaces for line ends, so that phrases are found over them.
  var unwrapped: FoldedText { FoldedText(folded: bytes.map { $0 == 10 ? 32 : $0 }) }
}
