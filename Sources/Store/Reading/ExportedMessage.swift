// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel
package import OrderCore

/// One line of `kontor export messages --jsonl`; its coding is the contract's.
package struct ExportedMessage: Hashable, Sendable, Encodable {
  /// A link as it is exported.
  package struct Link: Hashable, Sendable, Encodable {
    /// The order's stable name.
    package let order: String
    /// How sure it is, from 0 to 1.
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
  /// The stable name of the order of the first link.
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

  private enum CodingKeys: String, CodingKey {
    case messageID = "message_id"
    case digest = "sha256"
    case date, mailbox, direction, sender
    case senderRole = "sender_role"
    case language, thread, order
    case orderNumber = "order_number"
    case state, events, keys
    case newText = "new_text"
    case links, draft
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(messageID, forKey: .messageID)
    try container.encode(digest.description, forKey: .digest)
    try container.encode(date, forKey: .date)
    try container.encode(mailbox, forKey: .mailbox)
    try container.encode(direction.rawValue, forKey: .direction)
    try container.encode(sender, forKey: .sender)
    try container.encode(senderRole.rawValue, forKey: .senderRole)
    try container.encode(language.rawValue, forKey: .language)
    try container.encode(thread, forKey: .thread)
    try container.encode(order, forKey: .order)
    try container.encode(orderNumber, forKey: .orderNumber)
    try container.encode(state?.rawValue, forKey: .state)
    try container.encode(events.map(\.rawValue), forKey: .events)
    try container.encode(KeyRing(keys), forKey: .keys)
    try container.encode(newText, forKey: .newText)
    try container.encode(links, forKey: .links)
    try container.encode(draft?.value, forKey: .draft)
  }
}

/// Keys by kind, as outputs write them: `{"invoice": ["1184"]}`.
struct KeyRing: Encodable {
  private let values: [String: [String]]

  init(_ keys: [KeyKind: [String]]) {
    values = Dictionary(keys.map { ($0.key.rawValue, $0.value) }) { $0 + $1 }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}
