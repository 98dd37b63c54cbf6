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

  /// Whether it says something of orders: automatic replies, bounces and advertising don't.
  package var isBusiness: Bool {
    switch self {
    case .autoReply, .bounce, .irrelevant: false
    default: true
    }
  }

  /// Whether money follows from it: what is owed, paid, ordered or bound by it.
  ///
  /// Such an event is never decided by learned words alone. The steps of goods, requests and replies move none: they
  /// are corrected as easily as they are made.
  package var movesMoney: Bool {
    switch self {
    case .quoteSent, .quoteConfirmed, .orderPlaced, .paymentReceived, .supplierOrderSent,
      .supplierOrderConfirmed, .invoiceReceived, .orderChangeRequested, .orderCancelled, .quoteDeclined,
      .paymentAdvised, .paymentReminded, .bankDetailsChanged:
      true
    case .inquiryReceived, .materialReceived, .orderShipped, .deliveryConfirmed, .supplierShipped,
      .deliveryDelayed, .statusRequested, .documentsRequested, .documentsReturned, .clarificationRequested,
      .claimOpened, .feedbackReceived, .tenderInvited, .customsDocumentsRequested, .customsCleared,
      .autoReply, .bounce, .irrelevant:
      false
    }
  }
}
