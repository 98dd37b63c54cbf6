// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// The store's number of an order; never re-used.
package struct OrderID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: OrderID, right: OrderID) -> Bool { left.value < right.value }
}

/// The store's number of a thread; never re-used.
package struct ThreadID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: ThreadID, right: ThreadID) -> Bool { left.value < right.value }
}

/// The steps of an order.
package enum OrderState: String, Hashable, Sendable, CaseIterable {
  case inquiry
  case quoted
  case confirmed
  case placed
  case materialReceived = "material_received"
  case shipped
  case delivered
  case paid
  case declined
  case cancelled
}

/// An order as the decisions see it: a snapshot of what the store knows.
package struct Order: Hashable, Sendable {
  /// The store's number.
  package let id: OrderID
  /// Where it stands.
  package var state: OrderState
  /// The references that name it, oldest first.
  package var keys: [OrderKey]
  /// Those of the keys that customers are not told: see `PartyRole.keepsFromCustomers(_:)`.
  package var partnerKeys: Set<OrderKey>
  /// Everyone outside our company who has written, been written to or been named, in the order they came up.
  package var parties: [Party]
  /// The language that its customers wrote in last, nil where that is not known.
  package var language: Language?
  /// The events recorded so far, in the order they were recorded, with repeats.
  package var history: [Event]
  /// When its last message was dated, seconds since 1970.
  package var lastActivity: Double
  /// Whether money of one of its parties stands still until people have verified bank details.
  package var isFrozen: Bool

  /// Creates a snapshot.
  package init(
    id: OrderID, state: OrderState, keys: [OrderKey] = [], partnerKeys: Set<OrderKey> = [],
    parties: [Party] = [], language: Language? = nil, history: [Event] = [], lastActivity: Double = 0,
    isFrozen: Bool = false
  ) {
    self.id = id
    self.state = state
    self.keys = keys
    self.partnerKeys = partnerKeys
    self.parties = parties
    self.language = language
    self.history = history
    self.lastActivity = lastActivity
    self.isFrozen = isFrozen
  }

  /// Our order number, where it is known.
  package var number: String? { keys.first { $0.kind == .ourOrder }?.value }

  /// Whether the order still has steps to come.
  package var isOpen: Bool {
    switch state {
    case .paid, .declined, .cancelled: false
    default: true
    }
  }
}
