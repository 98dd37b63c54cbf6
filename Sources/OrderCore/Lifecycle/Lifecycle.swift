// SPDX-License-Identifier: Apache-2.0

/// Moves an order along its steps (docs/lifecycle.md).
///
/// An order never goes back. An event of an earlier step is a repeat where repeats are usual (a second
/// quotation, a partial shipment) and an anomaly elsewhere; an anomaly moves nothing and is shown to a
/// person.
package enum Lifecycle {
  /// What one event does to an order.
  enum Effect: Hashable {
    /// The order takes this step.
    case moves(OrderState)
    /// The event belongs here and moves nothing.
    case stays
    /// The event can't follow from where the order stands.
    case odd(String)
  }

  /// Returns what the events do to the order, in the order of the process, whatever order they are given in.
  ///
  /// Events that say nothing about an order (automatic replies, bounces, advertising) leave no trace.
  package static func advance(
    _ order: Order, by events: [Event]
  ) -> (transitions: [Transition], anomalies: [Anomaly]) {
    var state = order.state
    var transitions: [Transition] = []
    var anomalies: [Anomaly] = []
    for event in Event.allCases where events.contains(event) && !isSilent(event) {
      switch effect(of: event, on: state) {
      case .moves(let next):
        transitions.append(Transition(event: event, from: state, to: next))
        state = next
      case .stays:
        transitions.append(Transition(event: event, from: state, to: state))
      case .odd(let reason):
        anomalies.append(Anomaly(event: event, state: state, reason: reason))
      }
    }
    return (transitions, anomalies)
  }

  /// Returns where an order begins that a message opens: at `placed` when the message names our own order
  /// number, which only our order system gives, else at `inquiry`.
  package static func openingState(naming keys: [OrderKey]) -> OrderState {
    keys.contains { $0.kind == .ourOrder } ? .placed : .inquiry
  }

  static func isSilent(_ event: Event) -> Bool { !event.isBusiness }

  /// The table of docs/lifecycle.md.
  static func effect(of event: Event, on state: OrderState) -> Effect {
    switch event {
    case .inquiryReceived, .tenderInvited: inquiry(on: state)
    case .quoteSent: quotation(on: state)
    case .quoteConfirmed: confirmation(on: state)
    case .orderPlaced: placing(on: state)
    case .materialReceived: material(on: state)
    case .orderShipped: shipment(on: state)
    case .deliveryConfirmed: receipt(on: state)
    case .paymentReceived: payment(on: state)
    case .quoteDeclined: refusal(on: state)
    case .orderCancelled: cancellation(on: state)
    default: .stays
    }
  }
}
