// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// A folder as LIST shows it.
package struct MailFolder: Hashable, Sendable {
  /// The decoded name.
  package let name: String
  /// Special use and other attributes in lower case, with their backslash, such as `\sent` (RFC 6154).
  package let attributes: Set<String>

  /// Creates a folder.
  package init(name: String, attributes: Set<String> = []) {
    self.name = name
    self.attributes = attributes
  }

  /// Whether this folder keeps what was sent.
  package var isSent: Bool { attributes.contains("\\sent") }
}

/// What EXAMINE says of a folder.
package struct FolderStatus: Hashable, Sendable {
  /// The folder's UIDVALIDITY; 0 when the server gives none, so that its UIDs mean nothing.
  package let uidValidity: UInt32
  /// The next UID, a hint only; 0 when the server doesn't say.
  package let uidNext: UInt32
  /// The number of messages.
  package let exists: Int
  /// HIGHESTMODSEQ (RFC 7162); 0 where the folder keeps none or the server says nonsense.
  package let modSeq: UInt64

  /// Creates a status.
  package init(uidValidity: UInt32, uidNext: UInt32, exists: Int, modSeq: UInt64 = 0) {
    self.uidValidity = uidValidity
    self.uidNext = uidNext
    self.exists = exists
    self.modSeq = modSeq
  }
}

/// A UID with what the server claims of its message.
package struct ListedMessage: Hashable, Sendable {
  /// The UID.
  package let uid: UInt32
  /// RFC822.SIZE in bytes: for planning batches, never trusted as the length.
  package let size: Int
  /// INTERNALDATE in seconds since 1970: for reading folders in step, never trusted as the date; nil when the
  /// server doesn't say.
  package let received: Double?
  /// The system flags.
  package let flags: MessageFlags
  /// What names the message across folders and generations: EMAILID (RFC 8474) or X-GM-MSGID; empty for none.
  package let objectID: String
  /// The Message-ID field, as far as it was asked for; empty for none.
  package let messageID: String

  /// Creates an entry.
  package init(
    uid: UInt32, size: Int, received: Double? = nil, flags: MessageFlags = [], objectID: String = "",
    messageID: String = ""
  ) {
    self.uid = uid
    self.size = size
    self.received = received
    self.flags = flags
    self.objectID = objectID
    self.messageID = messageID
  }
}
