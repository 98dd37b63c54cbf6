// SPDX-License-Identifier: Apache-2.0

package import OrderCore

/// A person's word on an order or a message: who says it, and why.
package struct Ruling: Hashable, Sendable {
  /// Who.
  package let actor: Actor
  /// Why, in their words.
  package let reason: String

  /// Creates a word.
  package init(by actor: Actor, because reason: String) {
    self.actor = actor
    self.reason = reason
  }
}

/// What a person changes of an order.
package struct OrderChange: Hashable, Sendable {
  /// Where it stands.
  package var state: OrderState?
  /// Our number of it.
  package var number: String?
  /// Keys that join its ring.
  package var added: [OrderKey] = []
  /// Keys that leave it.
  package var removed: [OrderKey] = []

  /// Creates a change of nothing.
  package init() {}

  /// Whether it changes nothing.
  package var isEmpty: Bool { state == nil && number == nil && added.isEmpty && removed.isEmpty }
}

/// What a ruling did, or would do, to one order.
package struct RulingEffect: Hashable, Sendable {
  /// The order.
  package let order: OrderID
  /// Our number of it, where it is known.
  package let number: String?
  /// Where it stood, nil when it is new.
  package let before: OrderState?
  /// Where it stands, nil when it is gone.
  package let after: OrderState?
  /// How many messages it has gained; less than none when it has lost some.
  package let messages: Int
}

/// Which messages leave an order for one of their own.
package enum SplitSelection: Hashable, Sendable {
  /// All of a thread.
  case thread(ThreadID)
  /// These.
  case messages([StoredMessageID])
}
