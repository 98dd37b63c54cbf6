// SPDX-License-Identifier: Apache-2.0

/// Finds where the header of a message really begins.
enum MessageStart {
  /// The bytes with line ends that can be told: a message whose only line ends are CRs gets LFs, byte for byte.
  ///
  /// A CR in a message that has LFs ends no line: to take it for one would let a value become a header of its own.
  static func readable(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.contains(10), bytes.contains(13) else { return bytes }
    return bytes.map { $0 == 13 ? 10 : $0 }
  }

  /// The offset of the first header field.
  ///
  /// Passes over a byte order mark, empty lines and mbox lines, and over what a terminal or a proxy has left in front as
  /// long as the fields of a message on its way follow soon.
  static func offset(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = bytes.holds([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0
    while position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      guard bytes[line.content].allSatisfy({ $0.isBlank || $0 == 13 }) || bytes.isEnvelopeLine(line.content)
      else { break }
      position = line.next
    }
    return junkEnd(in: bytes, from: position) ?? position
  }

  /// Where the header starts behind lines that are no fields, nil when there are none or the fields that follow are not
  /// those of a message on its way: a letter may quote `From:` and `Subject:` lines of its own.
  private static func junkEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    var header: Int?
    for _ in 0..<16 where position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      if let colon = bytes.fieldColon(in: line.content) {
        if position == start { return nil }
        header = header ?? position
        let name = bytes[position..<colon]
        if trace.contains(where: { name.count == $0.utf8CodeUnitCount && name.startsFolded(with: $0) }) {
          return header
        }
      } else if line.content.isEmpty || !bytes[position].isBlank {
        header = nil
      }
      position = line.next
    }
    return nil
  }

  /// Fields that programs write.
  private static let trace: [StaticString] = [
    "return-path", "received", "delivered-to", "message-id", "mime-version", "dkim-signature", "arc-seal",
    "authentication-results",
  ]
}
