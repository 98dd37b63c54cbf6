// SPDX-License-Identifier: Apache-2.0

/// What one message of an order reports.
package struct EventReport: Hashable, Sendable {
  /// The message.
  package let message: StoredMessageID
  /// What it reports.
  package var events: [Event]

  /// Creates a report.
  package init(message: StoredMessageID, events: [Event]) {
    self.message = message
    self.events = events
  }
}

/// Where an order stands while its messages are gone through once more.
package struct OrderPoint: Hashable, Sendable {
  /// Its state.
  package private(set) var state: OrderState
  /// What it has reported so far.
  package private(set) var history: Set<Event> = []

  /// Creates the point where an order begins.
  package init(_ state: OrderState) { self.state = state }

  /// Goes on by what a message reports; returns the steps and what did not fit.
  package mutating func take(_ events: [Event]) -> (transitions: [Transition], anomalies: [Anomaly]) {
    let outcome = Lifecycle.advance(Order(id: OrderID(0), state: state), by: events)
    if let last = outcome.transitions.last { state = last.to }
    history.formUnion(events)
    return outcome
  }
}

/// The steps of an order as its messages' events bring them about, from where it began.
package struct OrderCourse: Hashable, Sendable {
  /// What one message does to the order.
  package struct Leg: Hashable, Sendable {
    /// The message.
    package let message: StoredMessageID
    /// The steps, in order.
    package let transitions: [Transition]
    /// What did not fit.
    package let anomalies: [Anomaly]
  }

  /// By message, without those that report nothing.
  package let legs: [Leg]
  /// Where it ends.
  package let state: OrderState

  /// Goes through the reports in the order given.
  ///
  /// It is the only way by which an order may seem to go back: what a person has taken out of its history never
  /// happened.
  package init(from opening: OrderState, _ reports: [EventReport]) {
    var point = OrderPoint(opening)
    legs = reports.compactMap { report in
      let (transitions, anomalies) = point.take(report.events)
      guard !transitions.isEmpty || !anomalies.isEmpty else { return nil }
      return Leg(message: report.message, transitions: transitions, anomalies: anomalies)
    }
    state = point.state
  }

  /// What did not fit, in order.
  package var anomalies: [Anomaly] { legs.flatMap(\.anomalies) }
}
