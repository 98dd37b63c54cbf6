// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What one FETCH response says of a message (RFC 9051 §7.5.2).
package struct FetchedItems: Hashable, Sendable {
  /// The value of `BODY[]`.
  package enum Body: Hashable, Sendable {
    /// The message, or the part that was asked for.
    case bytes([UInt8])
    /// Longer than the limit; this many bytes were dropped.
    case dropped(Int)
    /// `NIL`, or an item without its value.
    case missing
  }

  /// The sequence number.
  package var sequence: Int
  /// The UID.
  package var uid: UInt32?
  /// RFC822.SIZE.
  package var size: Int?
  /// INTERNALDATE, seconds since 1970.
  package var received: Double?
  /// The system flags; nil where it doesn't tell of flags.
  package var flags: MessageFlags?
  /// EMAILID or X-GM-MSGID; empty for none.
  package var objectID: String
  /// The Message-ID field as it was asked for, without its brackets; empty for none.
  package var messageID: String
  /// The whole message or a part of it.
  package var body: Body?
  /// Where the part starts (`BODY[]<origin>`); nil for a whole message.
  package var origin: Int?

  /// Creates items.
  package init(
    sequence: Int, uid: UInt32? = nil, size: Int? = nil, received: Double? = nil,
    flags: MessageFlags? = nil, objectID: String = "", messageID: String = "", body: Body? = nil,
    origin: Int? = nil
  ) {
    self.sequence = sequence
    self.uid = uid
    self.size = size
    self.received = received
    self.flags = flags
    self.objectID = objectID
    self.messageID = messageID
    self.body = body
    self.origin = origin
  }
}
