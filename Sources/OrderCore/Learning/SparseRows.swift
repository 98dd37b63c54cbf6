// SPDX-License-Identifier: Apache-2.0

/// Vectors of few features each, one after the other in memory.
struct SparseRows: Sendable {
  /// Where each row starts; one more than there are rows.
  private(set) var starts: [Int] = [0]
  private(set) var indices: [Int32] = []
  private(set) var values: [Float] = []

  var count: Int { starts.count - 1 }

  /// Adds a row.
  mutating func append(_ row: some Sequence<(index: Int32, value: Float)>) {
    for (index, value) in row {
      indices.append(index)
      values.append(value)
    }
    starts.append(indices.count)
  }

  /// The places of a row in `indices` and `values`.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// The product of a row and a vector.
  @inline(__always)
  func dot(_ row: Int, _ weights: [Float]) -> Float {
    var sum: Float = 0
    for place in range(row) { sum += values[place] * weights[Int(indices[place])] }
    return sum
  }
}

/// Numbers in a fixed order that looks like none (SplitMix64): training shuffles and gives the same each time.
struct FixedSequence: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
