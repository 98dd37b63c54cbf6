// SPDX-License-Identifier: Apache-2.0

import MailModel

/// When a message opens an order.
extension Linker {
  /// The reason of an order that begins with a number of ours.
  static let numberedOpening = "a number of ours that no order has yet"
  /// The reason of an order that begins with one of the order list.
  static let listedOpening = "an order of the ERP list that no message was about yet"

  /// Returns why the message opens an order although it stands in the thread of one, or names a quotation or
  /// contract of one; nil when it does not.
  static func newBusiness(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]
  ) -> String? {
    guard request.kind == .message, request.direction == .inbound else { return nil }
    guard request.sender.role == .customer || request.sender.role == .unknown else { return nil }
    let named = candidates.contains { $0.keyScore >= threshold && !$0.isByFramework }
    let related = candidates.filter { $0.threadScore > 0 || $0.keyScore >= threshold }
    guard !named, !related.isEmpty else { return nil }
    if events.contains(.inquiryReceived) || events.contains(.tenderInvited) {
      guard related.allSatisfy({ isUnderWay($0.order.state) }) else { return nil }
      return "new business: an inquiry in the thread of an order that is under way"
    }
    if events.contains(.quoteConfirmed),
      request.extraction.keys.contains(where: { $0.kind == .customerOrder })
    {
      guard related.allSatisfy({ hasCustomersNumber($0.order) && isUnderWay($0.order.state) }) else {
        return nil
      }
      return "new business: an order with another number than the order that is under way"
    }
    return nil
  }

  private static func hasCustomersNumber(_ order: Order) -> Bool {
    order.keys.contains { $0.kind == .customerOrder }
  }

  private static func isUnderWay(_ state: OrderState) -> Bool {
    switch state {
    case .inquiry, .quoted, .declined: false
    case .confirmed, .placed, .materialReceived, .shipped, .delivered, .paid, .cancelled: true
    }
  }

  /// Returns why a message that no order explains opens one; nil when it does not.
  ///
  /// A stranger is somebody who names an order of others: their inquiry is heard, their order is not.
  static func opening(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event],
    earlier: [UnlinkedMessage] = [], listing: OrderListing = OrderListing(), isStranger: Bool
  ) -> String? {
    let role = request.sender.role
    let isBuyer = role == .customer || role == .unknown
    // Who asks for goods and complains about others in one letter writes about an order that has begun.
    if mayBegin(events) || !candidates.contains(where: { $0.relation >= .company }) {
      if events.contains(.inquiryReceived), isBuyer || role == .internal { return "an inquiry" }
      if events.contains(.tenderInvited), isBuyer { return "an invitation to tender" }
    }
    if events.contains(.quoteConfirmed), isBuyer, !isStranger { return "an order without an inquiry" }
    if events.contains(.quoteSent), request.direction == .outbound { return "a quotation without an inquiry" }
    // What names a number of ours is about an order, whatever else it says. A customer who has orders may
    // have mistyped one of theirs.
    guard !isStranger else { return nil }
    if let listed = listing.entries.first?.order, role != .unknown {
      return role != .customer || listed.mayBelong(to: request.sender) ? listedOpening : nil
    }
    let isNewcomer = !candidates.contains { $0.relation >= .company }
    if names(.ourOrder, request, but: listing.missing), role != .unknown, role != .customer || isNewcomer {
      return numberedOpening
    }
    if names(.ourQuote, request), role == .customer || request.direction == .outbound {
      return "a quotation that no order has yet"
    }
    return conversation(candidates, request, events, earlier)
  }

  /// Returns why a conversation that began with something else, or with an inquiry that was not understood, is
  /// about an order; nil when it is not.
  ///
  /// The earlier messages of its thread are adopted by the order.
  private static func conversation(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event], _ earlier: [UnlinkedMessage]
  ) -> String? {
    guard request.kind == .message, mayBeAboutOrders(events) else { return nil }
    let isCustomers = earlier.contains {
      $0.kind == .message && ($0.sender.role == .customer || $0.sender.role == .unknown)
        && mayBeAboutOrders($0.events)
    }
    let toBuyer = request.correspondents.contains { $0.role == .customer || $0.role == .unknown }
    if request.direction == .outbound {
      guard isCustomers, toBuyer, request.fingerprint.namesPrice else { return nil }
      return "our answer to a customer names prices"
    }
    guard request.sender.role == .customer, !candidates.contains(where: { $0.relation >= .company }) else {
      return nil
    }
    guard events.contains(where: { aboutOrder.contains($0) && $0 != .feedbackReceived }) else { return nil }
    return "a customer writes about an order not known yet"
  }

  /// What customers say of orders only.
  static let aboutOrder: Set<Event> = [
    .statusRequested, .orderChangeRequested, .orderCancelled, .quoteDeclined, .deliveryConfirmed,
    .claimOpened,
    .paymentAdvised, .documentsReturned, .documentsRequested, .clarificationRequested, .feedbackReceived,
  ]

  /// Whether the message names a number of ours by the company's pattern.
  private static func names(
    _ kind: KeyKind, _ request: LinkingRequest, but missing: Set<String> = []
  ) -> Bool {
    request.extraction.findings.contains {
      $0.key.kind == kind && !missing.contains($0.key.normalised)
        && $0.place != .staleSubject && $0.place != .document
    }
  }
}
