// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Reads the identifiers of `Message-ID`, `In-Reply-To` and `References` (RFC 5322 §3.6.4).
enum MessageIDList {
  /// The identifiers in angle brackets, printable ASCII only, at most the last 100.
  ///
  /// Without any brackets the words that hold an `@` are taken: some programs leave the brackets out.
  static func parse(_ value: [UInt8]) -> (identifiers: [MessageID], cut: Bool) {
    var found: [MessageID] = []
    var start: Int?
    var hasBrackets = false
    for (index, byte) in value.enumerated() {
      switch byte {
      case UInt8(ascii: "<"):
        start = index + 1
        hasBrackets = true
      case UInt8(ascii: ">"):
        if let begin = start, let identifier = identifier(value[begin..<index]) { found.append(identifier) }
        start = nil
      default: break
      }
    }
    if !hasBrackets {
      let words = value.split { $0.isWhitespace || $0 == UInt8(ascii: ",") }
      found = words.compactMap { $0.contains(UInt8(ascii: "@")) ? identifier($0) : nil }
    }
    return (Array(found.suffix(ParseLimits.references)), found.count > ParseLimits.references)
  }

  private static func identifier(_ bytes: ArraySlice<UInt8>) -> MessageID? {
    guard !bytes.isEmpty, bytes.count <= 998, bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
    return MessageID(String(decoding: bytes, as: UTF8.self))
  }
}
