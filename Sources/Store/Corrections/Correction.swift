// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// A person's word on what a message reports.
package struct Correction: Hashable, Sendable {
  /// The message.
  package let message: StoredMessageID
  /// When it was said.
  package let at: Date
  /// Who said it.
  package let actor: Actor
  /// Why, in their words.
  package let reason: String
  /// What stood before, with the rules that it was due to.
  package let before: [RecordedEvent]
  /// What stands since.
  package let after: [Event]
}

/// What a correction changes.
package struct CorrectionEffect: Hashable, Sendable {
  /// What it does to the order of a message.
  package struct OrderChange: Hashable, Sendable {
    /// The order.
    package let order: OrderID
    /// Our number of it, where it is known.
    package let number: String?
    /// Where it stands.
    package let before: OrderState
    /// Its steps, gone through once more.
    package let course: OrderCourse
    /// How many events did not fit before.
    package let oddBefore: Int
  }

  /// What the message reported, with the rules that it was due to.
  package let before: [RecordedEvent]
  /// What it reports now, in the order of the vocabulary.
  package let after: [Event]
  /// The order of its first link, nil when it belongs to none.
  package let order: OrderChange?
  /// The drafts that answered an event that is gone.
  package let staleDrafts: [DraftID]
  /// The unclear events that it settles.
  package let settled: [Event]

  /// The events that are gone, in the order of the vocabulary.
  package var removed: [Event] { before.map(\.event).filter { !after.contains($0) } }
  /// The events that are new, in the order of the vocabulary.
  package var added: [Event] {
    let known = Set(before.map(\.event))
    return after.filter { !known.contains($0) }
  }
}
