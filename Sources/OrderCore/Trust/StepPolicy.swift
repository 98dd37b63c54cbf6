// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What a step of an order rests on.
package enum Warrant: String, Hashable, Sendable, CaseIterable {
  /// A step from before this was noted.
  case none = ""
  /// A known party's word that nobody has verified: no border is configured.
  case unverified
  /// A known party, verified at our border (E2).
  case known = "E2"
  /// The same, answering a letter of ours (E3).
  case answering = "E3"
  /// A person of ours (E4).
  case person = "E4"
}

/// Which events move an order by machine, and which wait for a person (docs/lifecycle.md).
package enum StepPolicy {
  /// What becomes of a step that the lifecycle would take.
  package enum Ruling: Hashable, Sendable {
    /// The machine takes it.
    case moves(Warrant)
    /// A person decides; why, one sentence.
    case waits(String)
  }

  /// The least level at which a machine may act on an event; at `person` and above it never does.
  package static func leastLevel(for event: Event) -> EvidenceLevel {
    switch event {
    case .quoteSent, .quoteConfirmed, .orderPlaced, .materialReceived, .orderShipped, .deliveryConfirmed,
      .paymentReceived, .quoteDeclined:
      .known
    case .orderCancelled, .orderChangeRequested: .person
    case .bankDetailsChanged: .twoPersons
    // These are noted and answered; they move nothing.
    case .inquiryReceived, .tenderInvited, .supplierOrderSent, .supplierOrderConfirmed, .supplierShipped,
      .deliveryDelayed, .invoiceReceived, .statusRequested, .documentsRequested, .documentsReturned,
      .clarificationRequested, .claimOpened, .feedbackReceived, .customsDocumentsRequested, .customsCleared,
      .paymentAdvised, .paymentReminded, .autoReply, .bounce, .irrelevant:
      .nothing
    }
  }

  /// Whether a person decides about an event even where it moves nothing.
  static func alwaysWaits(_ event: Event) -> Bool { event == .orderChangeRequested }

  /// Returns whether a machine may take the step that an event asks for.
  package static func ruling(on event: Event, by evidence: SenderEvidence) -> Ruling {
    let least = leastLevel(for: event)
    if least >= .person { return .waits("A machine never takes this step by itself.") }
    if event == .paymentReceived, evidence.role != .bank, evidence.role != .internal {
      return .waits("Only the bank and our own people say that money came in.")
    }
    if least == .nothing { return .moves(warrant(evidence)) }
    if evidence.authentication == .unchecked {
      return evidence.standing == .stranger
        ? .waits("The sender is no known party of the order.") : .moves(.unverified)
    }
    guard evidence.level < least else { return .moves(warrant(evidence)) }
    return .waits(
      evidence.level == .nothing
        ? "Our border did not verify who sent it." : "The sender is no known party of the order.")
  }

  // MARK: Warrants

  private static func warrant(_ evidence: SenderEvidence) -> Warrant {
    switch evidence.level {
    case .answering: .answering
    case .known: .known
    default: .unverified
    }
  }
}
