// SPDX-License-Identifier: Apache-2.0

/// What one message of an order reports.
package struct EventReport: Hashable, Sendable {
  /// The message.
  package let message: StoredMessageID
  /// What it reports.
  package var events: [Event]
  /// Those of the events whose step a person must take and has not taken: they move nothing.
  package var waiting: Set<Event>

  /// Creates a report.
  package init(message: StoredMessageID, events: [Event], waiting: Set<Event> = []) {
    self.message = message
    self.events = events
    self.waiting = waiting
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
  ///
  /// - Parameter waiting: events whose step waits for a person.
  package mutating func take(
    _ events: [Event], waiting: Set<Event> = []
  ) -> (transitions: [Transition], anomalies: [Anomaly]) {
    var transitions: [Transition] = []
    var anomalies: [Anomaly] = []
    for event in Event.allCases where events.contains(event) {
      let step = Lifecycle.advance(Order(id: OrderID(0), state: state), by: [event])
      anomalies += step.anomalies
      for transition in step.transitions where transition.to == state || !waiting.contains(event) {
        transitions.append(transition)
        state = transition.to
      }
    }
    history.formUnion(events)
    return (transitions, anomalies)
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
      let (transitions, anomalies) = point.take(report.events, waiting: report.waiting)
      guard !transitions.isEmpty || !anomalies.isEmpty else { return nil }
      return Leg(message: report.message, transitions: transitions, anomalies: anomalies)
    }
    state = point.state
  }

  /// What did not fit, in order.
  package var anomalies: [Anomaly] { legs.flatMap(\.anomalies) }
}
