// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What linking decided about a message.
package struct LinkingDecision: Hashable, Sendable {
  /// The links, strongest first; those below `Linker.threshold` are held: shown to a person, they move
  /// nothing.
  package let links: [Link]
  /// The keys that the message names, in the writing of the order's ring where the ring has them.
  package let keys: [OrderKey]
  /// Those of the keys that join the ring of the order of the first link.
  package let learnt: [OrderKey]

  /// The first link, when it is not held.
  package var leading: Link? { links.first.flatMap { $0.isHeld ? nil : $0 } }
}

extension Link {
  /// Whether it is too weak to move the order, or to teach it parties and keys: a person decides.
  package var isHeld: Bool { score < Linker.threshold }
}

/// Draws the links between a message and orders.
///
/// The order of work in a pipeline: `Threader.place`, then `LinkingSnapshot(for:thread:in:)`, then `decide(…,
/// events: nil)` for the order whose state the rules may ask for, then classification, then `decide(…,
/// events:)` with what was recognised: the events choose between several orders of one party, and say whether
/// the message opens an order. Keys beat the thread, the thread beats the parties.
package enum Linker {
  /// Links with a lower score are held.
  package static let threshold = 0.5
  /// Attached documents that name more orders than this are about none of them.
  private static let mostByDocument = 3

  private static let strange = "the sender is no party of the order"
  /// Why nothing follows from a message that others may read otherwise.
  private static let ambiguity = "its sender or its content is ambiguous"

  /// Returns the links of a message; `events` is nil before the message is classified.
  package static func decide(
    _ request: LinkingRequest, _ snapshot: LinkingSnapshot, events: [Event]?
  ) -> LinkingDecision {
    decide(request, candidates(request, snapshot), events: events)
  }

  /// The orders that a message may be about, weighed: the same before and after it is classified.
  package struct Candidates {
    let all: [Candidate]
    let context: ContextKnowledge
    let earlier: [UnlinkedMessage]
    let listing: OrderListing
  }

  /// Weighs the orders of a snapshot.
  package static func candidates(_ request: LinkingRequest, _ snapshot: LinkingSnapshot) -> Candidates {
    let all = snapshot.all.map { Candidate($0, request, snapshot) }
    return Candidates(
      all: all, context: ContextKnowledge(request, all, snapshot.fingerprints),
      earlier: snapshot.earlier, listing: snapshot.listing)
  }

  /// Returns the link that leads before the message is classified: that of the order whose state the rules may ask for.
  package static func leading(_ request: LinkingRequest, _ candidates: Candidates) -> Link? {
    links(candidates, request, nil).first.flatMap { $0.isHeld ? nil : $0 }
  }

  /// Returns the links of a message as the other `decide` does.
  package static func decide(
    _ request: LinkingRequest, _ candidates: Candidates, events: [Event]?
  ) -> LinkingDecision {
    decision(links(candidates, request, events), candidates, request)
  }

  private static func links(
    _ weighed: Candidates, _ request: LinkingRequest, _ events: [Event]?
  ) -> [Link] {
    let candidates = weighed.all
    if request.isAmbiguous {
      return sorted(candidates.filter(\.isNamed).map { $0.held(because: Self.ambiguity) })
    }
    let believed = candidates.filter { !$0.isHeld && $0.isTaught != false }
    let taught = believed.filter { $0.isTaught == true }
    if let events, taught.isEmpty, let reason = newBusiness(believed, request, events) {
      return [opened(because: reason)]
    }
    let inThread = believed.first { $0.threadScore > 0 }
    // Against the thread only a key that is surely one counts.
    let keyed = believed.filter { $0.keyScore >= (inThread == nil || $0.threadScore > 0 ? threshold : 0.75) }
    if !keyed.isEmpty { return sorted(chosen(keyed).map(\.link)) }
    if !taught.isEmpty { return sorted(taught.map(\.link)) }
    if let inThread { return [inThread.link] }
    let held = sorted(
      candidates.filter { ($0.isHeld || $0.isTaught == false) && $0.isNamed }.map {
        $0.held(because: $0.isHeld ? Self.strange : "a person took this thread out of the order")
      })
    guard request.kind == .message else { return held }
    let stale = believed.filter { $0.staleScore >= threshold }
    if stale.count == 1, let only = stale.first { return [only.link] }
    let documented = believed.filter { $0.documentScore >= threshold }
    if (1...mostByDocument).contains(documented.count) { return sorted(documented.map(\.link)) }
    let isStranger = candidates.contains { $0.isHeld && $0.isNamed }
    var context: ContextSearch?
    if !isStranger || request.sender.role != .unknown, mayBeAboutOrders(events ?? []) {
      // A customer who writes for another begins no order.
      let known = request.sender.role == .customer ? candidates : believed
      context = ContextSearch(known, request, weighed.context, events ?? [])
      if let best = context?.best { return [best] }
    }
    let isAboutOthers = context?.isAboutOthers ?? false
    if let events, !isAboutOthers,
      let reason = opening(
        believed, request, events, earlier: weighed.earlier, listing: weighed.listing, isStranger: isStranger)
    {
      return [opened(because: reason)]
    }
    return held.isEmpty ? context?.held ?? [] : held
  }

  private static func opened(because reason: String) -> Link {
    Link(target: .opened, score: 0.9, evidence: [reason])
  }

  /// The orders that keys name, without those that have only keys in common with one that also has the
  /// parties.
  ///
  /// A contract or a quotation may stand behind several orders: then the one of the thread, else the open
  /// one, else the newest.
  private static func chosen(_ keyed: [Candidate]) -> [Candidate] {
    let exact = keyed.filter { !$0.isByFramework }
    if !exact.isEmpty {
      return exact.filter { one in
        !exact.contains { $0.relation > one.relation && $0.matched.isSuperset(of: one.matched) }
      }
    }
    if let inThread = keyed.first(where: { $0.threadScore > 0 }) { return [inThread] }
    let open = keyed.filter(\.order.isOpen)
    return [(open.isEmpty ? keyed : open).max { $0.order.lastActivity < $1.order.lastActivity }].compactMap {
      $0
    }
  }

  private static func sorted(_ links: [Link]) -> [Link] {
    links.enumerated().sorted { left, right in
      left.element.score == right.element.score
        ? left.offset < right.offset : left.element.score > right.element.score
    }.map(\.element)
  }

  private static func decision(
    _ links: [Link], _ weighed: Candidates, _ request: LinkingRequest
  ) -> LinkingDecision {
    let candidates = weighed.all
    let linked = links.filter { !$0.isHeld }
    let orders = linked.compactMap { link in
      candidates.first { .existing($0.order.id) == link.target }?.order
    }
    let naming = KeyNaming(request.extraction, rings: orders.flatMap(\.keys))
    // A new key in a message about several orders could be of any of them.
    guard let first = linked.first, linked.count == 1 else {
      return LinkingDecision(links: links, keys: naming.keys, learnt: [])
    }
    guard first.target == .opened else {
      return LinkingDecision(
        links: links, keys: naming.keys, learnt: naming.learnt(by: orders.flatMap(\.keys)))
    }
    // An inquiry that names a number of ours means an earlier order ("as in SO-2026-00437").
    let isNumbered = [[Self.numberedOpening], [Self.listedOpening]].contains(first.evidence)
    let own = naming.learnt(by: []).filter { key in
      (isNumbered || key.kind != .ourOrder) && !candidates.contains { $0.order.keys.contains(key) }
    }
    let listed = first.evidence == [Self.listedOpening] ? weighed.listing.entries.map(\.order.number) : []
    return LinkingDecision(
      links: links, keys: naming.keys, learnt: own + listed.prefix(1).filter { !own.contains($0) })
  }
}
