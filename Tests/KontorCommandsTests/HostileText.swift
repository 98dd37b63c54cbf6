// SPDX-License-Identifier: Apache-2.0

import TestSupport

extension SeededGenerator {
  /// A text of letters, controls, format characters and anything else that Unicode has.
  mutating func text(upTo length: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...length, using: &self) {
      let ranges: [ClosedRange<UInt32>] = [
        0...0x9F, 0x20...0x7E, 0x400...0x4FF, 0x2000...0x206F, 0...0x10FFFF,
      ]
      let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
