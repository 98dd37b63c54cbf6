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
