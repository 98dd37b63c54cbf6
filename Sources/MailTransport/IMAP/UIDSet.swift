// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Sets of UIDs as commands and responses write them: `4,7:9` (RFC 9051 §9, sequence-set).
package enum UIDSet {
  /// Writes UIDs as sets for one command each, of at most `count` UIDs and `length` bytes.
  ///
  /// Some servers take no command longer than 1,000 bytes. Only neighbours become a range, so a set never names
  /// a UID that was not asked for.
  package static func chunks(of uids: [UInt32], count: Int = 100, length: Int = 900) -> [String] {
    var chunks: [String] = []
    var text = ""
    var held = 0
    var rest = Set(uids).sorted()[...]
    while let first = rest.first {
      var last = first
      var size = 1
      while size < rest.count, held + size < count, rest[rest.startIndex + size] == last + 1 {
        last += 1
        size += 1
      }
      let range = first == last ? "\(first)" : "\(first):\(last)"
      text += text.isEmpty ? range : "," + range
      held += size
      rest = rest.dropFirst(size)
      // A range has at most 22 bytes with its comma.
      if held >= count || text.utf8.count + 22 > length || rest.isEmpty {
        chunks.append(text)
        text = ""
        held = 0
      }
    }
    return chunks
  }

  /// Writes a range; one that has no end in sight goes to the last message, which it then always names.
  package static func text(_ range: ClosedRange<UInt32>) -> String {
    "\(max(range.lowerBound, 1)):" + (range.upperBound == .max ? "*" : "\(range.upperBound)")
  }

  /// Reads a set of a server; what it stands for is never written out, so its size is no danger.
  package static func read(_ text: ArraySlice<UInt8>) throws(IMAPFault) -> UIDIntervals {
    var ranges: [ClosedRange<UInt32>] = []
    for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let ends = part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard ends.count <= 2, let first = ends.first.flatMap(ResponseScanner.number),
        let last = ends.last.flatMap(ResponseScanner.number)
      else { throw IMAPFault("a set of numbers can't be read") }
      ranges.append(min(first, last)...max(first, last))
    }
    return UIDIntervals(ranges)
  }
}

extension UIDIntervals {
  /// What of it lies in a range.
  func within(_ range: ClosedRange<UInt32>) -> UIDIntervals {
    UIDIntervals(ranges.filter { $0.overlaps(range) }.map { $0.clamped(to: range) })
  }
}
