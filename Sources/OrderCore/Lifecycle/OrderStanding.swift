// SPDX-License-Identifier: Apache-2.0

/// What is open about an order, beside the state: derived from what its messages reported.
package struct OrderStanding: Hashable, Sendable {
  /// Something that happened to an order, in the order in which it was said.
  package enum Fact: Hashable, Sendable {
    /// A message reports an event; the state that it met, where it is known.
    case event(Event, in: OrderState?)
    /// A person has settled what was claimed until then.
    case claimsSettled
  }

  /// Where the order stands.
  package let state: OrderState
  /// Claims that nothing has answered yet.
  package private(set) var openClaims = 0
  /// How many messages reported a shipment to the customer.
  package private(set) var shipments = 0
  /// How many payments came in.
  package private(set) var payments = 0
  /// Whether money came in before the goods left.
  package private(set) var isPrepaid = false
  /// Whether goods have gone out again after a claim and have not been confirmed.
  package private(set) var isReplacementUnderWay = false
  /// Whether goods came in for it; orders from stock have none.
  package private(set) var isFromStock = false
  /// Whether signed documents are still to come back from the customer; whether any are asked for, mail does not say.
  package private(set) var lacksDocuments = false

  /// Derives the standing from everything that happened, oldest first.
  package init(state: OrderState, facts: [Fact]) {
    self.state = state
    var hasMaterial = false
    var hasDocuments = false
    for fact in facts {
      guard case .event(let event, let met) = fact else {
        openClaims = 0
        isReplacementUnderWay = false
        continue
      }
      switch event {
      case .claimOpened: openClaims += 1
      case .orderShipped:
        shipments += 1
        // Each shipment has papers of its own.
        hasDocuments = false
        isReplacementUnderWay = openClaims > 0
      case .deliveryConfirmed:
        // What was sent for a claim has arrived.
        if isReplacementUnderWay { openClaims = 0 }
        isReplacementUnderWay = false
      case .paymentReceived:
        payments += 1
        // Who pays once the replacement is on its way has nothing left to claim.
        if isReplacementUnderWay { openClaims = 0 }
        isReplacementUnderWay = false
        if shipments == 0, met.map(Self.isBeforeShipment) ?? true { isPrepaid = true }
      case .materialReceived: hasMaterial = true
      case .documentsReturned: hasDocuments = true
      default: break
      }
    }
    let hasLeft = state == .shipped || state == .delivered || state == .paid
    isFromStock = hasLeft && !hasMaterial
    lacksDocuments = (state == .delivered || state == .paid) && !hasDocuments
  }

  private static func isBeforeShipment(_ state: OrderState) -> Bool {
    switch state {
    case .inquiry, .quoted, .confirmed, .placed, .materialReceived: true
    case .shipped, .delivered, .paid, .declined, .cancelled: false
    }
  }

  /// Whether somebody still has something to do although the state says that the order is done.
  package var isReopened: Bool { openClaims > 0 && (state == .delivered || state == .paid) }

  /// What is open, a short phrase each.
  package var open: [String] {
    var phrases: [String] = []
    if openClaims > 0 {
      let count = openClaims == 1 ? "a claim is open" : "\(openClaims) claims are open"
      phrases.append(isReplacementUnderWay ? "\(count), a replacement is under way" : count)
    }
    if isPrepaid, payments == 1, state == .delivered {
      phrases.append("paid beforehand; check whether in full")
    }
    return phrases
  }
}
