// SPDX-License-Identifier: Apache-2.0

/// What the events of one message do to an order, as far as a machine may act on them.
package struct OrderProgress: Hashable, Sendable {
  /// The steps taken, in order.
  package var transitions: [Transition] = []
  /// Events that don't fit.
  package var anomalies: [Anomaly] = []
  /// Steps that wait for a person.
  package var awaited: [AwaitedStep] = []

  /// Creates the progress of an order that nothing moves.
  package init() {}
}

extension Lifecycle {
  /// Returns what the events of a message do to the order, given how sure it is who speaks.
  ///
  /// - Parameter notice: why the message itself holds the order; then nothing that it says moves anything.
  package static func advance(
    _ order: Order, by events: [Event], on evidence: SenderEvidence, notice: HoldNotice? = nil
  ) -> OrderProgress {
    let voices = EventVoices(evidence, isHeld: notice != nil, isFrozen: order.isFrozen)
    return advance(from: order.state, by: voices.voiced(events))
  }

  /// Returns what events do to an order that stands there, in the order of the process, each as far as its voice goes.
  package static func advance(from opening: OrderState, by events: [VoicedEvent]) -> OrderProgress {
    var state = opening
    var progress = OrderProgress()
    let voices = Dictionary(events.map { ($0.event, $0.voice) }, uniquingKeysWith: { first, _ in first })
    for event in Event.allCases where !isSilent(event) {
      guard let voice = voices[event] else { continue }
      switch (effect(of: event, on: state), voice) {
      case (.moves(let next), .moves(let warrant)):
        progress.transitions.append(Transition(event: event, from: state, to: next, warrant: warrant))
        state = next
      case (.moves, .waits(let reason)):
        progress.awaited.append(AwaitedStep(event: event, reason: reason))
      case (.stays, let voice):
        progress.transitions.append(Transition(event: event, from: state, to: state))
        if case .waits(let reason) = voice, StepPolicy.alwaysWaits(event) {
          progress.awaited.append(AwaitedStep(event: event, reason: reason))
        }
      case (.odd(let reason), .moves), (.odd(let reason), .waits):
        progress.anomalies.append(Anomaly(event: event, state: state, reason: reason))
      case (.moves, .refused), (.odd, .refused): break
      }
    }
    return progress
  }

  /// Returns what a person's word on an event does to an order that stands there: a step, nil where it moves nothing.
  ///
  /// - Throws: the anomaly, when the event can't follow from there.
  package static func step(
    by event: Event, from state: OrderState
  ) throws(AnomalyError) -> Transition {
    switch effect(of: event, on: state) {
    case .moves(let next): return Transition(event: event, from: state, to: next, warrant: .person)
    case .stays: return Transition(event: event, from: state, to: state, warrant: .person)
    case .odd(let reason): throw AnomalyError(Anomaly(event: event, state: state, reason: reason))
    }
  }

  /// Whether an event that waits would move nothing any more, since the order has got there otherwise.
  package static func isOvertaken(_ event: Event, in state: OrderState) -> Bool {
    !StepPolicy.alwaysWaits(event) && effect(of: event, on: state) == .stays
  }
}

/// That a step can't be taken from where the order stands.
package struct AnomalyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is odd about it.
  package let anomaly: Anomaly

  init(_ anomaly: Anomaly) { self.anomaly = anomaly }

  /// One sentence for people.
  package var description: String { anomaly.reason }
}
