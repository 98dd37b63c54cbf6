// SPDX-License-Identifier: Apache-2.0

/// Where a server keeps a copy of a message: names one immutable message for ever (RFC 9051 §2.3.1.1).
package struct Delivery: Hashable, Sendable {
  /// The configured name of the mailbox account, such as `orders`.
  package let mailbox: String
  /// The folder's name, decoded, such as `INBOX`.
  package let folder: String
  /// The UIDVALIDITY of the folder.
  package let uidValidity: UInt32
  /// The UID in that folder.
  package let uid: UInt32

  /// Creates a location.
  package init(mailbox: String, folder: String, uidValidity: UInt32, uid: UInt32) {
    self.mailbox = mailbox
    self.folder = folder
    self.uidValidity = uidValidity
    self.uid = uid
  }
}

/// How far a folder has been read: every UID up to `lastUID` is stored or quarantined.
///
/// It moves only together with the messages it vouches for, in one transaction, and only to UIDs really stored
/// (never to UIDNEXT).
package struct MailboxCursor: Hashable, Sendable {
  /// The configured name of the mailbox account.
  package let mailbox: String
  /// The folder's name.
  package let folder: String
  /// The UIDVALIDITY under which `lastUID` holds.
  package let uidValidity: UInt32
  /// The highest UID up to which everything is stored; 0 when nothing is.
  package let lastUID: UInt32

  /// Creates a cursor.
  package init(mailbox: String, folder: String, uidValidity: UInt32, lastUID: UInt32) {
    self.mailbox = mailbox
    self.folder = folder
    self.uidValidity = uidValidity
    self.lastUID = lastUID
  }
}
