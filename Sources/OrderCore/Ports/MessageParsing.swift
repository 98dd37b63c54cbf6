// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel

/// Why bytes could not be read as a message.
package enum ParseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no bytes.
  case empty
  /// No header field stands at the start.
  case notAMessage
  /// Larger than the limit, in bytes.
  case tooLarge(size: Int, limit: Int)
  /// The MIME parser gave up.
  case malformed(String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .empty: "The file is empty."
    case .notAMessage: "There is no mail header at the start."
    case .tooLarge(let size, let limit): "The message has \(size) bytes, more than the limit of \(limit)."
    case .malformed(let reason): "The message can't be read: \(reason)."
    }
  }
}

/// The decoded content of a part.
package struct PartContent: Hashable, Sendable {
  /// The bytes.
  package let bytes: [UInt8]
  /// The charset label of a text, as the message writes it.
  package let charset: String?

  /// Creates a content.
  package init(bytes: [UInt8], charset: String? = nil) {
    self.bytes = bytes
    self.charset = charset
  }
}

/// Turns bytes into a message; pure.
package protocol MessageParsing: Sendable {
  /// Reads one message.
  func parse(_ raw: RawMessage) throws(ParseError) -> Message
  /// Returns the decoded content of the first part with this digest, nil where the message has none.
  func content(ofPart digest: ContentDigest, in raw: RawMessage) -> PartContent?
  /// Reads the date of one message from its header alone: nil where `parse` finds none, or fails.
  func date(of bytes: [UInt8]) -> Date?
}
