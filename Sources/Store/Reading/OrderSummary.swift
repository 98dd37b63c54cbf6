// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import OrderCore

/// An order as lists show it.
package struct OrderSummary: Hashable, Sendable {
  /// The store's number.
  package let id: OrderID
  /// Our number, where it is known.
  package let number: String?
  /// Where it stands.
  package let state: OrderState
  /// The customer, else the first party that is known, nil when there is none.
  package let customer: Party?
  /// The date of the message that opened it.
  package let opened: Date
  /// The date of its newest message.
  package let lastActivity: Date
  /// How many messages belong to it.
  package let messages: Int
  /// How many drafts wait for a person.
  package let pendingDrafts: Int
  /// How many anomalies, held links, holds and steps that wait a person should look at.
  package let warnings: Int
  /// How many holds over bank details stand over it.
  package let holds: Int
  /// How many steps wait for a person.
  package let awaited: Int
}

/// Everything about one order: what `kontor order show` prints.
package struct OrderDossier: Hashable, Sendable {
  /// One message of the order.
  package struct Entry: Hashable, Sendable {
    /// The message.
    package let message: StoredMessageID
    /// Its `Message-ID` in brackets, nil when there is none.
    package let messageID: String?
    /// Its date.
    package let date: Date
    /// Which way it goes.
    package let direction: Direction
    /// Who sent it.
    package let sender: Party
    /// Its subject.
    package let subject: String
    /// What it reports.
    package let events: [Event]
    /// Its first sentences, at most 120 characters.
    package let gist: String
    /// Its thread's stable name.
    package let thread: String
  }

  /// An attachment of one of its messages.
  package struct Document: Hashable, Sendable {
    /// The decoded file name; for display only.
    package let filename: String
    /// The media type.
    package let type: String
    /// The size in bytes.
    package let size: Int
    /// The digest of the content.
    package let digest: ContentDigest
    /// The `Message-ID` of its message in brackets, nil when there is none.
    package let messageID: String?
    /// The date of its message.
    package let date: Date
  }

  /// A draft about it.
  package struct DraftEntry: Hashable, Sendable {
    /// The draft.
    package let id: DraftID
    /// Where it stands.
    package let state: DraftState
    /// The event it answers.
    package let event: Event
    /// Its subject.
    package let subject: String
    /// How far its letter is, nil when it was never approved.
    package let outbox: OutboxState?
  }

  /// A step of the order.
  package struct Step: Hashable, Sendable {
    /// The date of the message.
    package let date: Date
    /// The message.
    package let messageID: String?
    /// What it did.
    package let transition: Transition
  }

  /// An event that didn't fit.
  package struct Oddity: Hashable, Sendable {
    /// The date of the message.
    package let date: Date
    /// The message.
    package let messageID: String?
    /// What is odd.
    package let anomaly: Anomaly
  }

  /// Something that waits for a person's judgement before it counts.
  package struct Hold: Hashable, Sendable {
    /// The date of the message.
    package let date: Date
    /// The message.
    package let messageID: String?
    /// What is held, and why, in words.
    package let reason: String
    /// What holds it.
    package let kind: HoldKind
    /// Who has asked for the release of a hold over bank details so far.
    package var releasedBy: [String] = []
  }

  /// What a hold is about.
  package enum HoldKind: String, Hashable, Sendable, CaseIterable {
    /// A message that may belong here.
    case link
    /// Bank details to be verified by two people.
    case bankDetails = "bank_details"
    /// A letter of which nobody knows whether it went out.
    case uncertain
  }

  /// The store's number.
  package let id: OrderID
  /// Our number, where it is known.
  package let number: String?
  /// Where it stands.
  package let state: OrderState
  /// The date of the message that opened it.
  package let opened: Date
  /// The date of its newest message.
  package let lastActivity: Date
  /// The people of other companies in it.
  package let parties: [Party]
  /// Its key ring, oldest first.
  package let keys: [OrderKey]
  /// Its messages by date.
  package let timeline: [Entry]
  /// The drafts about it, oldest first.
  package let drafts: [DraftEntry]
  /// The attachments, by the date of their message.
  package let documents: [Document]
  /// Its steps, oldest first.
  package let steps: [Step]
  /// What didn't fit, oldest first.
  package let anomalies: [Oddity]
  /// What waits for a person's judgement: links that are not sure, announced bank details, uncertain sends.
  package let holds: [Hold]
  /// The steps that wait for a person, oldest first.
  package let awaited: [AwaitedEntry]
  /// What is open about it.
  package let standing: OrderStanding
  /// The newest days promised, one an event.
  package let promises: [PromiseEntry]
}
