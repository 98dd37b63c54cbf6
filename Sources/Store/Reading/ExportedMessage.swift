// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel
package import OrderCore

/// One line of `kontor export messages --jsonl`; the contract names the fields.
package struct ExportedMessage: Hashable, Sendable {
  /// A link as it is exported.
  package struct Link: Hashable, Sendable {
    /// The order's stable name.
    package let order: String
    /// How sure it is, from 0 to 1; below `Linker.threshold` the link is held for a person.
    package let score: Double
    /// The reasons in words, strongest first.
    package let evidence: [String]
  }

  /// The `Message-ID` in its brackets, nil when there is none.
  package let messageID: String?
  /// The identity of the message.
  package let digest: ContentDigest
  /// The header's date, else when it was taken in.
  package let date: Date
  /// The account it came through, nil for an imported file.
  package let mailbox: String?
  /// Which way it goes.
  package let direction: Direction
  /// The sender's address.
  package let sender: String
  /// What the sender is to us.
  package let senderRole: PartyRole
  /// The language of the new text.
  package let language: Language
  /// The thread's stable name.
  package let thread: String
  /// The stable name of the order it belongs to: that of the first link that is not held.
  package let order: String?
  /// Our number of that order, where it is known.
  package let orderNumber: String?
  /// Where that order stands now.
  package let state: OrderState?
  /// What the message reports.
  package let events: [Event]
  /// The keys named in it, as written, by kind.
  package let keys: [KeyKind: [String]]
  /// What the sender says now.
  package let newText: String
  /// Its orders, strongest first.
  package let links: [Link]
  /// The newest draft that answers it.
  package let draft: DraftID?
}
