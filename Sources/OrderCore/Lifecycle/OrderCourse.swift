// SPDX-License-Identifier: Apache-2.0

/// What happened to an order, as it is gone through once more.
package enum CourseEntry: Hashable, Sendable {
  /// A message reported something.
  case reported(message: StoredMessageID, events: [VoicedEvent])
  /// A person set the state; `message` is the newest of the order at the time.
  case set(message: StoredMessageID, OrderState)
}

/// Where an order stands while its messages are gone through once more.
package struct OrderPoint: Hashable, Sendable {
  /// Its state.
  package private(set) var state: OrderState
  /// What it has reported so far.
  package private(set) var history: Set<Event> = []

  /// Creates the point where an order begins.
  package init(_ state: OrderState) { self.state = state }

  /// Goes on by what a message reports; returns what that does.
  @discardableResult
  package mutating func take(_ events: [VoicedEvent]) -> OrderProgress {
    let progress = Lifecycle.advance(from: state, by: events)
    state = progress.transitions.last?.to ?? state
    history.formUnion(events.map(\.event))
    return progress
  }

  /// Goes on by a person's word; returns the step.
  package mutating func set(_ state: OrderState) -> Transition {
    defer { self.state = state }
    return Transition(event: state.reachedBy, from: self.state, to: state, warrant: .person)
  }
}

/// The steps of an order as its messages' events and people's words bring them about, from where it began.
///
/// It is the only way by which an order may seem to go back: what a person has taken out of its history never happened.
package struct OrderCourse: Hashable, Sendable {
  /// What one message does to the order.
  package struct Leg: Hashable, Sendable {
    /// The message.
    package let message: StoredMessageID
    /// What it does.
    package let progress: OrderProgress
  }

  /// In order, without those that do nothing.
  package let legs: [Leg]
  /// Where it ends.
  package let state: OrderState

  /// Goes through what happened, in the order given.
  package init(from opening: OrderState, _ entries: [CourseEntry]) {
    var point = OrderPoint(opening)
    legs = entries.compactMap { entry in
      switch entry {
      case .reported(let message, let events):
        let progress = point.take(events)
        return progress == OrderProgress() ? nil : Leg(message: message, progress: progress)
      case .set(let message, let state):
        var progress = OrderProgress()
        progress.transitions = [point.set(state)]
        return Leg(message: message, progress: progress)
      }
    }
    state = point.state
  }

  /// The steps, in order.
  package var transitions: [Transition] { legs.flatMap(\.progress.transitions) }
  /// What did not fit, in order.
  package var anomalies: [Anomaly] { legs.flatMap(\.progress.anomalies) }
}

extension OrderState {
  /// The event that brings an order here.
  package var reachedBy: Event {
    switch self {
    case .inquiry: .inquiryReceived
    case .quoted: .quoteSent
    case .confirmed: .quoteConfirmed
    case .placed: .orderPlaced
    case .materialReceived: .materialReceived
    case .shipped: .orderShipped
    case .delivered: .deliveryConfirmed
    case .paid: .paymentReceived
    case .declined: .quoteDeclined
    case .cancelled: .orderCancelled
    }
  }
}
