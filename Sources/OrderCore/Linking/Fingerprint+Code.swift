// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

extension Fingerprint {
  /// A run of words with digits: `KSP-125`, `12х2000`, `172 601,00`.
  struct Code {
    private var letters: [UInt8] = []
    private var end = 0
    private(set) var isNumber = false
    private(set) var isAfterSign = false
    private var groups = 0
    private var hasDecimals = false

    mutating func begin(
      _ word: Word, _ folded: ArraySlice<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
    ) {
      letters = Array(folded)
      end = word.end
      isNumber = folded.allSatisfy(Fingerprint.isDigit)
      groups = 1
      isAfterSign = isNumber && Fingerprint.isSign(before: word.start, in: bytes)
    }

    /// Whether the word goes on what has begun.
    mutating func takes(
      _ word: Word, _ folded: ArraySlice<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
      guard groups > 0, groups < 6, !hasDecimals else { return false }
      let isDigits = folded.allSatisfy(Fingerprint.isDigit)
      let gap = bytes[end..<word.start]
      if isNumber, isDigits, folded.count == 3, Fingerprint.isGroupGap(gap) {
        // Thousands.
      } else if gap.count == 1, let joiner = gap.first {
        switch joiner {
        case UInt8(ascii: ","), UInt8(ascii: "."):
          guard isDigits, isNumber else { return false }
          if folded.count == 2, letters.count >= 3 || joiner == UInt8(ascii: ",") {
            hasDecimals = true
            end = word.end
            return true
          }
          // Dates and lists are no code.
          letters = []
          groups += 1
          end = word.end
          return true
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"):
          isNumber = false
        default: return false
        }
      } else {
        return false
      }
      letters += folded
      groups += 1
      end = word.end
      return true
    }

    /// The number of the code, nil when so short a one says nothing.
    var term: UInt32? {
      guard groups > 0, letters.count <= 40 else { return nil }
      let significant = letters.drop { $0 == UInt8(ascii: "0") }
      let digits = significant.count(where: Fingerprint.isDigit)
      // Ordinals, sizes of containers, hours.
      guard digits >= 3 || (digits == 2 && significant.count >= 6), significant.count >= 4 else { return nil }
      if significant.count == 4, digits == 4, significant.first == UInt8(ascii: "2"),
        significant.dropFirst().first == UInt8(ascii: "0")
      {
        return nil
      }
      // Round numbers are quantities that anybody may order.
      if isNumber, significant.count <= 6, significant.suffix(3).allSatisfy({ $0 == UInt8(ascii: "0") }) {
        return nil
      }
      let text = String(decoding: significant, as: UTF8.self)
      guard !CommonWords.codes.contains(text) else { return nil }
      let isDistinct = significant.count >= (digits == significant.count ? 6 : 5)
      let hash = Fingerprint.hash(significant) & ~(Fingerprint.codeBit | Fingerprint.distinctBit)
      return hash | Fingerprint.codeBit | (isDistinct ? Fingerprint.distinctBit : 0)
    }

    func isBeforeSign(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      isNumber && groups > 0 && Fingerprint.isSign(after: end, in: bytes)
    }
  }
}
