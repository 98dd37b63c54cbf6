// SPDX-License-Identifier: Apache-2.0

/// Sets of UIDs as commands and responses write them: `4,7:9` (RFC 9051 §9, sequence-set).
package enum UIDSet {
  /// The most numbers that a set from a server may stand for.
  static let expansionLimit = 10_000_000

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

  /// Reads a set of a server, in the order written.
  package static func expand(_ text: ArraySlice<UInt8>) throws(IMAPFault) -> [UInt32] {
    var uids: [UInt32] = []
    for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let ends = part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard ends.count <= 2, let first = ends.first.flatMap(ResponseScanner.number),
        let last = ends.last.flatMap(ResponseScanner.number)
      else { throw IMAPFault("a set of numbers can't be read") }
      let range = min(first, last)...max(first, last)
      guard uids.count + range.count <= expansionLimit else {
        throw IMAPFault("a set stands for more than \(expansionLimit) numbers")
      }
      uids.append(contentsOf: range)
    }
    return uids
  }
}
