// SPDX-License-Identifier: Apache-2.0

/// Whether an event of a message may move its order.
package enum EventVoice: Hashable, Sendable {
  /// It may, on this.
  case moves(Warrant)
  /// A person has to decide; why, one sentence.
  case waits(String)
  /// A person has decided against it.
  case refused
}

/// An event of a message with its voice.
package struct VoicedEvent: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// Whether it may move the order.
  package let voice: EventVoice

  /// Creates an event.
  package init(_ event: Event, _ voice: EventVoice) {
    self.event = event
    self.voice = voice
  }
}

/// What gives the events of a message their voices: what people have decided about them, else how sure it is who
/// speaks.
///
/// It is what a message is remembered by when its order's messages are gone through once more, so that nobody has to
/// decide twice, and no machine takes a step that waited.
package struct EventVoices: Hashable, Sendable {
  /// What speaks for the message being from whom it says, seen from the order.
  package var evidence: SenderEvidence
  /// What was decided, by event.
  package var decided: [Event: EventVoice]
  /// Whether the message itself holds the order's money.
  package var isHeld: Bool
  /// Whether bank details of a party of the order are to be verified.
  package var isFrozen: Bool

  /// Creates voices.
  package init(
    _ evidence: SenderEvidence, decided: [Event: EventVoice] = [:], isHeld: Bool = false,
    isFrozen: Bool = false
  ) {
    self.evidence = evidence
    self.decided = decided
    self.isHeld = isHeld
    self.isFrozen = isFrozen
  }

  /// Returns the voice of an event.
  package func voice(of event: Event) -> EventVoice {
    if let known = decided[event] { return known }
    if isHeld { return .waits("The same message names bank details to be verified.") }
    if isFrozen, event == .paymentReceived {
      return .waits("Bank details of a party of the order are to be verified.")
    }
    switch StepPolicy.ruling(on: event, by: evidence) {
    case .moves(let warrant): return .moves(warrant)
    case .waits(let reason): return .waits(reason)
    }
  }

  /// Returns events with their voices.
  package func voiced(_ events: [Event]) -> [VoicedEvent] {
    events.map { VoicedEvent($0, voice(of: $0)) }
  }
}
