// SPDX-License-Identifier: Apache-2.0

/// A step of an order.
package struct Transition: Hashable, Sendable {
  /// The event that caused it.
  package let event: Event
  /// The state before.
  package let from: OrderState
  /// The state after; the same as `from` for events that move nothing.
  package let to: OrderState
  /// What it rests on; nothing where it moves nothing.
  package let warrant: Warrant

  /// Creates a transition.
  package init(event: Event, from: OrderState, to: OrderState, warrant: Warrant = .none) {
    self.event = event
    self.from = from
    self.to = to
    self.warrant = warrant
  }
}

/// An event that can't follow from where its order stands: kept and shown, it moves nothing.
package struct Anomaly: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// The state it met.
  package let state: OrderState
  /// What is odd about it, one sentence.
  package let reason: String

  /// Creates an anomaly.
  package init(event: Event, state: OrderState, reason: String) {
    self.event = event
    self.state = state
    self.reason = reason
  }
}
