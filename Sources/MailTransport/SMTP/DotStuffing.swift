// SPDX-License-Identifier: Apache-2.0

/// Doubles the dots that start a line of a message, as it streams by (RFC 5321 §4.5.2).
///
/// It wants canonical line ends (`LineEnds`): then CRLF.CRLF can't come out of it but by `end`.
package struct DotStuffing {
  private static let dot = UInt8(ascii: ".")
  private static let lf = UInt8(ascii: "\n")
  private var isAtLineStart = true

  /// Creates a filter at the start of a message.
  package init() {}

  /// Adds the stuffed form of the next part of a message to `out`.
  package mutating func stuff(_ part: ArraySlice<UInt8>, into out: inout [UInt8]) {
    var start = part.startIndex
    while start < part.endIndex {
      if isAtLineStart, part[start] == Self.dot { out.append(Self.dot) }
      let end = part[start...].firstIndex(of: Self.lf).map { $0 + 1 } ?? part.endIndex
      out.append(contentsOf: part[start..<end])
      isAtLineStart = part[end - 1] == Self.lf
      start = end
    }
  }

  /// What ends the last line where the message does not; the final dot comes after it.
  package var lastLineEnd: [UInt8] { isAtLineStart ? [] : [13, 10] }
}
