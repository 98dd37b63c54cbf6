// SPDX-License-Identifier: Apache-2.0

/// Who can report an event, and which way: the tables of docs/events.md.
extension Event {
  /// The roles of those who can report it; an unlisted sender counts as a customer where a customer may.
  package var senders: Set<PartyRole> {
    switch self {
    case .inquiryReceived, .quoteConfirmed, .statusRequested, .documentsRequested, .documentsReturned,
      .orderChangeRequested, .orderCancelled, .quoteDeclined, .claimOpened, .feedbackReceived, .tenderInvited,
      .paymentAdvised:
      [.customer, .unknown]
    case .quoteSent, .supplierOrderSent, .paymentReminded, .orderPlaced: [.internal]
    case .materialReceived: [.internal, .supplier, .carrier]
    case .orderShipped: [.internal, .carrier]
    case .deliveryConfirmed: [.customer, .carrier, .unknown]
    case .paymentReceived: [.bank, .internal]
    case .supplierOrderConfirmed: [.supplier]
    case .supplierShipped: [.supplier, .carrier]
    case .invoiceReceived: [.supplier, .carrier, .broker]
    case .customsDocumentsRequested, .customsCleared: [.broker, .carrier]
    case .deliveryDelayed, .clarificationRequested, .bankDetailsChanged, .autoReply, .bounce, .irrelevant:
      Set(PartyRole.allCases)
    }
  }

  /// The directions in which it can be reported.
  package var directions: Set<Direction> {
    switch self {
    case .quoteSent, .supplierOrderSent, .paymentReminded: [.outbound]
    case .orderPlaced, .orderShipped, .deliveryDelayed: [.inbound, .outbound]
    default: [.inbound]
    }
  }
}
