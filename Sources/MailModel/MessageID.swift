// SPDX-License-Identifier: Apache-2.0

/// The identifier of a message without its angle brackets (RFC 5322 §3.6.4).
///
/// It is given by the sender, so it may be missing, malformed or re-used: it names a place in a thread, never the
/// identity of a message (that is the digest of its bytes).
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier between the brackets, such as `a1b2@ourco.example`.
  package let value: String

  /// Creates an identifier from a header's text with or without brackets, or nil when nothing is left.
  ///
  /// Identifiers with controls, blanks or angle brackets inside, or of more than 998 bytes, are refused, so one
  /// can be written into a header of ours as it is.
  package init?(_ text: some StringProtocol) {
    var body = Substring(text)
    while let first = body.first, first.isWhitespace || first == "<" { body.removeFirst() }
    while let last = body.last, last.isWhitespace || last == ">" { body.removeLast() }
    guard !body.isEmpty, body.utf8.count <= 998 else { return nil }
    guard body.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != 60 && $0 != 62 }) else { return nil }
    value = String(body)
  }

  /// The identifier in its brackets, as headers and exports write it.
  package var description: String { "<\(value)>" }
}
