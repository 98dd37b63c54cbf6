// SPDX-License-Identifier: Apache-2.0

import MailModel

extension Event {
  /// Its place in the vocabulary, from 0.
  package var place: Int {
    switch self {
    case .inquiryReceived: 0
    case .quoteSent: 1
    case .quoteConfirmed: 2
    case .orderPlaced: 3
    case .materialReceived: 4
    case .orderShipped: 5
    case .deliveryConfirmed: 6
    case .paymentReceived: 7
    case .supplierOrderSent: 8
    case .supplierOrderConfirmed: 9
    case .supplierShipped: 10
    case .deliveryDelayed: 11
    case .invoiceReceived: 12
    case .statusRequested: 13
    case .documentsRequested: 14
    case .documentsReturned: 15
    case .orderChangeRequested: 16
    case .orderCancelled: 17
    case .quoteDeclined: 18
    case .clarificationRequested: 19
    case .claimOpened: 20
    case .feedbackReceived: 21
    case .tenderInvited: 22
    case .customsDocumentsRequested: 23
    case .customsCleared: 24
    case .paymentAdvised: 25
    case .paymentReminded: 26
    case .bankDetailsChanged: 27
    case .autoReply: 28
    case .bounce: 29
    case .irrelevant: 30
    }
  }

  /// Whether the vocabulary lets it be reported by who sent a message, this way and in mail of this kind.
  func mayBeReported(by input: ClassifierInput) -> Bool {
    let allowed = input.direction == .outbound ? Self.outbound[place] : Self.inbound[place]
    guard allowed & Self.bit(input.sender) != 0 else { return false }
    switch input.kind {
    case .message: return true
    case .autoReply, .bounce, .bulk: return self == .autoReply || self == .bounce || self == .irrelevant
    }
  }

  /// By event the roles of those who can report it to us, and of ours who can report it to others, as bits.
  private static let inbound = allCases.map { bits($0, .inbound) }
  private static let outbound = allCases.map { bits($0, .outbound) }

  private static func bits(_ event: Event, _ direction: Direction) -> UInt8 {
    event.directions.contains(direction) ? event.senders.reduce(0) { $0 | bit($1) } : 0
  }

  private static func bit(_ role: PartyRole) -> UInt8 {
    switch role {
    case .customer: 1
    case .supplier: 2
    case .carrier: 4
    case .broker: 8
    case .bank: 16
    case .internal: 32
    case .unknown: 64
    }
  }
}
