// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// When an order of its parties is meant without being named.
extension Linker {
  /// An order that is the only one which its parties can mean, and why.
  struct OnlyOrder {
    let id: OrderID
    let weight: Double
    let words: String
  }

  /// Returns the one order of the parties that the message can be about, nil when there are several.
  ///
  /// Customers and suppliers are known by their orders; what others report on is known by the company they
  /// name, or by being the one order that they have to do with.
  static func onlyOfParties(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]
  ) -> OnlyOrder? {
    guard mayLinkByParty(events) else { return nil }
    let telling = request.correspondents.filter { [.customer, .supplier, .unknown].contains($0.role) }
    let parties = telling.isEmpty ? request.mentioned : telling
    let related = candidates.filter { candidate in
      guard isRecent(candidate.order, request.date) else { return false }
      return parties.contains { Candidate.relation(of: $0, to: candidate.order) > .none }
    }
    let words = telling.isEmpty ? "of a company named in it" : "of its correspondents"
    if let only = onlyOne(related, request, events) {
      return OnlyOrder(
        id: only.order.id, weight: 0.55, words: "the only order \(words) that it can be about")
    }
    guard related.isEmpty, let only = ofForwarder(candidates, request, events) else { return nil }
    return OnlyOrder(id: only.order.id, weight: 0.5, words: "the only order that its sender has to do with")
  }

  private static func onlyOne(
    _ related: [Candidate], _ request: LinkingRequest, _ events: [Event]
  ) -> Candidate? {
    let possible = related.filter {
      !contradicts($0.order, request, exclusive)
    }
    var fitting = possible.filter { candidate in
      events.allSatisfy { isExpected($0, on: candidate.order.state) }
    }
    // Not every step comes by mail: a claim may be about an order that was never seen to leave.
    if fitting.isEmpty, !events.contains(.quoteConfirmed), !events.contains(.quoteSent) { fitting = possible }
    let open = fitting.filter(\.order.isOpen)
    let choice = open.isEmpty ? fitting : open
    return choice.count == 1 ? choice.first : nil
  }

  /// A carrier or broker who has had to do with one order only, and reports a step that this order has before
  /// it.
  private static func ofForwarder(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]
  ) -> Candidate? {
    guard request.sender.role == .carrier || request.sender.role == .broker, request.mentioned.isEmpty else {
      return nil
    }
    let related = candidates.filter { $0.relation >= .company && isRecent($0.order, request.date) }
    guard related.count == 1, let only = related.first, only.relation == .person else { return nil }
    let moves = events.contains { event in
      if case .moves = Lifecycle.effect(of: event, on: only.order.state) { true } else { false }
    }
    return moves && !contradicts(only.order, request, [.ourOrder, .shipping]) ? only : nil
  }

  /// Kinds of numbers of which an order has its own.
  static let exclusive: Set<KeyKind> = [.ourOrder, .customerOrder, .supplierOrder]

  /// Whether the message names another order by a key of which the order has one of its own.
  static func contradicts(_ order: Order, _ request: LinkingRequest, _ kinds: Set<KeyKind>) -> Bool {
    request.extraction.findings.contains { finding in
      guard kinds.contains(finding.key.kind), finding.place != .staleSubject else { return false }
      let ring = order.keys.filter { $0.kind == finding.key.kind }
      return !ring.isEmpty && !ring.contains { isExchanged(finding.key.normalised, $0.normalised) }
    }
  }

  /// Whether two numbers differ by two figures exchanged: the commonest slip in copying one (00438 for
  /// 00483).
  private static func isExchanged(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.count <= 40 && left.utf8.sorted() == right.utf8.sorted()
      && EditDistance.between(left, right) <= 2
  }

  /// Whether a message that reports this can be about an order at all.
  static func mayBeAboutOrders(_ events: [Event]) -> Bool {
    let silent: Set<Event> = [.irrelevant, .bounce, .autoReply]
    return silent.isDisjoint(with: events)
  }

  static func mayLinkByParty(_ events: [Event]) -> Bool {
    mayBeAboutOrders(events) && !mayBegin(events) && !events.contains(.supplierOrderSent)
  }

  /// Whether what it reports begins an order, and nothing in it is about one that has begun.
  static func mayBegin(_ events: [Event]) -> Bool {
    guard events.contains(.inquiryReceived) || events.contains(.tenderInvited) else { return false }
    return !events.contains {
      aboutOrder.contains($0) && $0 != .clarificationRequested && $0 != .documentsRequested
    }
  }

  /// How many days after its last message an order that is done may still be meant, and one that is not.
  private static let closedDays = 60.0
  private static let openDays = 400.0

  static func isRecent(_ order: Order, _ date: Double) -> Bool {
    let days = (date - order.lastActivity) / 86_400
    return days <= (order.isOpen ? openDays : closedDays)
  }

  /// Whether the event can be meant of an order that stands there, among several of a party.
  static func isExpected(_ event: Event, on state: OrderState) -> Bool {
    switch event {
    case .quoteSent, .quoteConfirmed: state == .inquiry || state == .quoted || state == .declined
    case .statusRequested, .orderChangeRequested, .orderCancelled:
      [.quoted, .confirmed, .placed, .materialReceived, .shipped].contains(state)
    case .claimOpened, .deliveryConfirmed:
      [.placed, .materialReceived, .shipped, .delivered, .paid].contains(state)
    default:
      if case .odd = Lifecycle.effect(of: event, on: state) { false } else { true }
    }
  }
}
