// SPDX-License-Identifier: Apache-2.0

import MailModel

/// When a message opens an order, and when an order of its parties is meant without being named.
extension Linker {
  /// Returns why the message opens an order although it stands in the thread of one, or names a framework quotation
  /// or contract of one; nil when it does not.
  static func newBusiness(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]
  ) -> String? {
    guard request.kind == .message, request.direction == .inbound else { return nil }
    guard request.sender.role == .customer || request.sender.role == .unknown else { return nil }
    let exact = candidates.contains { $0.keyScore >= threshold && !$0.isByFramework && !$0.isHeld }
    guard !exact else { return nil }
    let related = candidates.filter { ($0.threadScore > 0 || $0.keyScore >= threshold) && !$0.isHeld }
    guard !related.isEmpty else { return nil }
    if events.contains(.inquiryReceived) || events.contains(.tenderInvited) {
      guard related.allSatisfy({ isPastConfirmation($0.order.state) }) else { return nil }
      return "new business: an inquiry in the thread of an order that is under way"
    }
    if events.contains(.quoteConfirmed),
      request.extraction.keys.contains(where: { $0.kind == .customerOrder })
    {
      guard related.allSatisfy({ hasOrderNumber($0.order) && isPastPlacing($0.order.state) }) else {
        return nil
      }
      return "new business: an order with a new number in the thread of one that is under way"
    }
    return nil
  }

  private static func hasOrderNumber(_ order: Order) -> Bool {
    order.keys.contains { $0.kind == .customerOrder }
  }

  private static func isPastConfirmation(_ state: OrderState) -> Bool {
    switch state {
    case .inquiry, .quoted, .declined: false
    case .confirmed, .placed, .materialReceived, .shipped, .delivered, .paid, .cancelled: true
    }
  }

  private static func isPastPlacing(_ state: OrderState) -> Bool {
    switch state {
    case .placed, .materialReceived, .shipped, .delivered, .paid, .cancelled: true
    case .inquiry, .quoted, .declined, .confirmed: false
    }
  }

  /// Returns why a message that no order explains opens one; nil when it does not.
  static func opening(_ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]) -> String? {
    guard request.kind == .message else { return nil }
    let role = request.sender.role
    if events.contains(.inquiryReceived), [.customer, .unknown, .internal].contains(role) {
      return "an inquiry"
    }
    if events.contains(.tenderInvited), [.customer, .unknown].contains(role) {
      return "an invitation to tender"
    }
    if events.contains(.quoteConfirmed), [.customer, .unknown].contains(role) {
      return "an order without an inquiry"
    }
    if events.contains(.quoteSent), request.direction == .outbound { return "a quotation without an inquiry" }
    if let number = ownNumber(request), role != .unknown {
      return "\(number.kind.rawValue) \(number.value), an order not seen before"
    }
    return nil
  }

  /// The number of ours that the message names by the company's pattern.
  private static func ownNumber(_ request: LinkingRequest) -> OrderKey? {
    request.extraction.findings.first { $0.key.kind == .ourOrder && $0.place != .staleSubject }?.key
  }

  /// Returns the link to the one order of the correspondents that the message can be about.
  ///
  /// Only customers and suppliers are known by their orders; carriers, brokers and banks have to do with all of
  /// them, so a company that they name must tell.
  static func byParty(_ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]?) -> Link? {
    guard mayLinkByParty(request, events) else { return nil }
    let isMention = request.sender.role != .customer && request.sender.role != .supplier
    let related = candidates.filter { candidate in
      guard candidate.relation > .none, !candidate.isHeld else { return false }
      return isRecent(candidate.order, request.date)
    }
    guard !related.isEmpty else { return nil }
    let expected = related.filter { fits($0.order, events ?? []) }
    let open = expected.filter(\.order.isOpen)
    let choice = open.isEmpty ? expected : open
    if choice.count == 1, let only = choice.first {
      let words =
        isMention ? "the only order of a company named in it" : "the only order of its correspondents"
      return only.link(adding: (0.55, "\(words) that it can be about"))
    }
    return nil
  }

  private static func mayLinkByParty(_ request: LinkingRequest, _ events: [Event]?) -> Bool {
    guard request.kind == .message else { return false }
    guard let events else { return true }
    let silent: Set<Event> = [
      .irrelevant, .bounce, .autoReply, .inquiryReceived, .tenderInvited, .supplierOrderSent,
    ]
    return silent.isDisjoint(with: events)
  }

  /// How long after its last message an order that is done may still be meant, and one that is not.
  private static let closedDays = 60.0
  private static let openDays = 400.0

  private static func isRecent(_ order: Order, _ date: Double) -> Bool {
    let days = (date - order.lastActivity) / 86_400
    return days <= (order.isOpen ? openDays : closedDays)
  }

  /// Whether all events can follow from where the order stands.
  private static func fits(_ order: Order, _ events: [Event]) -> Bool {
    events.allSatisfy { isExpected($0, on: order.state) }
  }

  private static func isExpected(_ event: Event, on state: OrderState) -> Bool {
    switch event {
    case .quoteSent, .quoteConfirmed: state == .inquiry || state == .quoted || state == .declined
    case .statusRequested, .orderChangeRequested, .orderCancelled:
      [.confirmed, .placed, .materialReceived, .quoted, .shipped].contains(state)
    case .claimOpened, .documentsReturned, .deliveryConfirmed:
      [.placed, .materialReceived, .shipped, .delivered, .paid].contains(state)
    default:
      if case .odd = Lifecycle.effect(of: event, on: state) { false } else { true }
    }
  }
}
