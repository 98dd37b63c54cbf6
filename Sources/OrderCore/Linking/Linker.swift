// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What linking decided about a message.
package struct LinkingDecision: Hashable, Sendable {
  /// The links, strongest first; those below `Linker.threshold` are held: shown to a person, they move nothing.
  package let links: [Link]
  /// The keys that the message names, in the writing of the order's ring where the ring has them.
  package let keys: [OrderKey]
  /// Those of the keys that join the ring of the order of the first link.
  package let learnt: [OrderKey]

  /// The first link, when it is not held.
  package var leading: Link? { links.first.flatMap { $0.score >= Linker.threshold ? $0 : nil } }
}

/// Draws the links between a message and orders.
///
/// The order of work in a pipeline: `Threader.place`, then `LinkingSnapshot(for:thread:in:)`, then
/// `decide(…, events: nil)` for the order whose state the rules may ask for, then classification, then
/// `decide(…, events:)` with what was recognised: the events choose between several orders of one party, and say
/// whether the message opens an order.
package enum Linker {
  /// Links with a lower score are held.
  package static let threshold = 0.5

  /// Returns the links of a message; `events` is nil before the message is classified.
  package static func decide(
    _ request: LinkingRequest, _ snapshot: LinkingSnapshot, events: [Event]?
  ) -> LinkingDecision {
    let candidates = snapshot.all.map { Candidate($0, request, snapshot) }
    let links = links(candidates, request, events)
    return decision(links, candidates, request)
  }

  private static func links(
    _ candidates: [Candidate], _ request: LinkingRequest, _ events: [Event]?
  ) -> [Link] {
    let keyed = candidates.filter { $0.keyScore >= threshold && !$0.isHeld }
    let held = candidates.filter { $0.isHeld && ($0.keyScore > 0 || $0.threadScore > 0) }.map(\.heldLink)
    if let events, let reason = newBusiness(candidates, request, events) {
      return [Link(target: .opened, score: 0.9, evidence: [reason])]
    }
    if !keyed.isEmpty { return sorted(chosen(keyed).map(\.link)) }
    if let thread = candidates.first(where: { $0.threadScore > 0 && !$0.isHeld }) { return [thread.link] }
    if request.kind == .bulk { return sorted(held) }
    if let stale = onlyOne(candidates.filter { $0.staleScore >= threshold && !$0.isHeld }) {
      return [stale.link]
    }
    if held.isEmpty, let party = byParty(candidates, request, events) { return [party] }
    if held.isEmpty, let events, let reason = opening(candidates, request, events) {
      return [Link(target: .opened, score: 0.9, evidence: [reason])]
    }
    return sorted(held)
  }

  /// The orders that keys name. A contract or a quotation may stand behind several orders: then the one that is
  /// open, else the newest, unless something else names one of them.
  private static func chosen(_ keyed: [Candidate]) -> [Candidate] {
    let exact = keyed.filter { !$0.isByFramework }
    guard exact.isEmpty else { return exact }
    if keyed.count == 1 { return keyed }
    if let inThread = keyed.first(where: { $0.threadScore > 0 }) { return [inThread] }
    let open = keyed.filter(\.order.isOpen)
    return [(open.isEmpty ? keyed : open).max { $0.order.lastActivity < $1.order.lastActivity }].compactMap {
      $0
    }
  }

  private static func onlyOne(_ candidates: [Candidate]) -> Candidate? {
    candidates.count == 1 ? candidates.first : nil
  }

  private static func sorted(_ links: [Link]) -> [Link] {
    links.enumerated().sorted { left, right in
      left.element.score == right.element.score
        ? left.offset < right.offset : left.element.score > right.element.score
    }.map(\.element)
  }

  private static func decision(
    _ links: [Link], _ candidates: [Candidate], _ request: LinkingRequest
  ) -> LinkingDecision {
    let linked = links.filter { $0.score >= threshold }
    let orders = linked.compactMap { link in
      candidates.first { .existing($0.order.id) == link.target }?.order
    }
    let naming = KeyNaming(request.extraction, rings: orders.flatMap(\.keys))
    guard let first = linked.first, linked.count == 1 else {
      return LinkingDecision(links: links, keys: naming.keys, learnt: [])
    }
    let isOpened = first.target == .opened
    let ring = isOpened ? [] : orders.flatMap(\.keys)
    return LinkingDecision(links: links, keys: naming.keys, learnt: naming.learnt(by: ring))
  }
}
