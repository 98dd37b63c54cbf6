// SPDX-License-Identifier: Apache-2.0

/// Finds the lines that a multipart uses as delimiters where its header does not say so.
enum BoundarySearch {
  /// RFC 2046 §5.1.1 allows 70 characters.
  private static let longest = 70

  /// The boundary of a multipart without that parameter, nil when there is no sign of one.
  ///
  /// A line of dashes in front of part headers is the best sign, else the first such line near the start.
  /// Nothing behind a delimiter of an outer multipart is looked at.
  static func missing(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isDelimiter: (Range<Int>) -> Bool
  ) -> [UInt8]? {
    var position = start
    var first: [UInt8]?
    for number in 0..<64 where position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      if let boundary = boundary(line.content, in: bytes) {
        if isDelimiter(line.content) { break }
        if isPartHeader(at: line.next, in: bytes) { return boundary }
        if first == nil, number < 16 { first = boundary }
      }
      position = line.next
    }
    return first
  }

  /// The boundary in use between two places: a line of dashes that part headers follow.
  static func used(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> [UInt8]? {
    var position = start
    while position < end {
      let line = bytes.line(at: position, to: end)
      if let boundary = boundary(line.content, in: bytes), isPartHeader(at: line.next, in: bytes) {
        return boundary
      }
      position = line.next
    }
    return nil
  }

  /// The boundary of a text that is a whole multipart: it starts with a delimiter in front of part headers
  /// (a notice about MIME may precede), and the closing delimiter follows.
  static func hidden(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [UInt8]? {
    var position = start
    var boundary: [UInt8]?
    for _ in 0..<8 where position < bytes.count && boundary == nil {
      let line = bytes.line(at: position, to: bytes.count)
      if let found = self.boundary(line.content, in: bytes) {
        guard isPartHeader(at: line.next, in: bytes) else { return nil }
        boundary = found
      } else if !bytes[line.content].allSatisfy(\.isBlank) {
        guard FoldedText(bytes[line.content].prefix(200).filter { $0 < 128 }[...]).contains("mime") else {
          return nil
        }
      }
      position = line.next
    }
    guard let boundary else { return nil }
    let closing = Array("--".utf8) + boundary + Array("--".utf8)
    while position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      if line.content.count >= closing.count, bytes.holds(closing, at: line.content.lowerBound) {
        return boundary
      }
      position = line.next
    }
    return nil
  }

  /// What follows the two dashes of a line that can be a delimiter.
  private static func boundary(_ line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard line.count > 2, bytes[line.lowerBound] == 45, bytes[line.lowerBound + 1] == 45 else { return nil }
    var text = bytes[line].dropFirst(2)
    while text.last?.isBlank == true { text.removeLast() }
    return (1...longest).contains(text.count) ? Array(text) : nil
  }

  private static func isPartHeader(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let line = bytes.line(at: start, to: bytes.count).content
    return bytes[line].startsFolded(with: "content-") && bytes.fieldColon(in: line) != nil
  }
}
