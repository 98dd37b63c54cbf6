// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// When a message is about an order that it neither names nor stands in the thread of.
///
/// Everything that speaks for an order is weighed and joined as independent evidence, `1 − Π(1 − w)`:
///
/// | evidence | weight |
/// |---|---|
/// | the only order of its correspondents that it can be about | 0.55 |
/// | the only order that a forwarder has to do with | 0.5 |
/// | customer or supplier takes part in it; somebody of their company; their company is named | 0.35, 0.3, 0.3 |
/// | a name of its parties that no other order has | up to 0.45 |
/// | words and numbers that few other orders have | up to 0.95 |
/// | a number like one of its numbers, one figure wrong or two exchanged | 0.25, 0.4 |
/// | it has no number yet, and the message reports that an order was placed | 0.2 |
/// | it moved within the last three weeks | 0.05 |
///
/// What the message reports and cannot be true of the order takes a third away. The best order is linked when it
/// has the threshold and leads the next one clearly; else a person decides among the best three.
struct ContextSearch {
  private let request: LinkingRequest
  private let events: [Event]
  private let comparison: ContentComparison
  private let ranked: [Ranked]

  /// An order with all that the context says.
  struct Ranked {
    let candidate: Candidate
    var reasons: [(weight: Double, words: String)] = []
    var score = 0.0
    /// How much its messages have in common with this one.
    var content = 0.0
  }

  /// So much better than the next one an order must be: the doubt left about it is at most this part of the
  /// other's.
  private static let leadingDoubt = 0.72
  /// What content alone must reach where nobody of the order's parties takes part in the message.
  private static let contentAlone = 0.6
  /// Orders that a person is asked about reach this.
  private static let worthAsking = 0.3
  private static let mostAsked = 3
  /// So sure is that somebody writes for others.
  private static let nearlySure = 0.45
  /// Days after which an order is no longer in everybody's mind.
  private static let freshDays = 21.0

  init(
    _ candidates: [Candidate], _ request: LinkingRequest, _ known: ContextKnowledge, _ events: [Event]
  ) {
    self.request = request
    self.events = events
    comparison = known.comparison
    let names = known.names
    let only = Linker.onlyOfParties(candidates, request, events)
    var ranked: [Ranked] = []
    for candidate in candidates {
      guard let item = Self.rank(candidate, request, events, comparison, names, only) else { continue }
      ranked.append(item)
    }
    self.ranked = ranked.sorted {
      ($0.score, $0.candidate.order.lastActivity) > ($1.score, $1.candidate.order.lastActivity)
    }
  }

  /// The order that the message is about, nil when none is clearly the best.
  var best: Link? {
    guard let first = ranked.first, first.score >= threshold(of: first), isEnough(first) else { return nil }
    guard !Self.isOthers(first.candidate, request) else { return nil }
    if let next = ranked.dropFirst().first, 1 - first.score > (1 - next.score) * Self.leadingDoubt {
      return nil
    }
    return first.candidate.link(adding: first.reasons)
  }

  /// Whether the content carries what would otherwise begin an order of its own.
  ///
  /// An inquiry in a thread of its own is a new order; a purchase order to a supplier is for any of our orders, so
  /// that the supplier's being known says nothing.
  private func isEnough(_ item: Ranked) -> Bool {
    let order = item.candidate.order
    if Linker.mayBegin(events) {
      // Another round of a tender goes on with the first.
      return events.contains(.tenderInvited) && order.history.contains(.tenderInvited)
        && (order.state == .inquiry || order.state == .quoted)
    }
    return !events.contains(.supplierOrderSent) || item.content > 0
  }

  /// Whether it names an order of others: then it begins none.
  var isAboutOthers: Bool {
    guard let first = ranked.first, first.score >= Self.nearlySure else { return false }
    return Self.isOthers(first.candidate, request)
  }

  /// The orders that a person is asked about.
  var held: [Link] {
    ranked.prefix(Self.mostAsked).filter { $0.score >= Self.worthAsking }.map { item in
      item.candidate.held(because: "several orders may be meant, or none", adding: item.reasons)
    }
  }

  private func threshold(of item: Ranked) -> Double {
    item.candidate.relation > .none ? Linker.threshold : Self.contentAlone
  }

  private static func rank(
    _ candidate: Candidate, _ request: LinkingRequest, _ events: [Event], _ comparison: ContentComparison,
    _ names: PartyNames, _ only: Linker.OnlyOrder?
  ) -> Ranked? {
    let order = candidate.order
    guard Linker.isRecent(order, request.date), !Linker.contradicts(order, request, Linker.exclusive) else {
      return nil
    }
    var item = Ranked(candidate: candidate)
    if let only, only.id == order.id { item.reasons.append((only.weight, only.words)) }
    switch candidate.relation {
    case .person: item.reasons.append((isTelling(request) ? 0.35 : 0.1, "a correspondent takes part in it"))
    case .company: item.reasons.append((isTelling(request) ? 0.3 : 0.05, "a company takes part in it"))
    case .mentioned: item.reasons.append((0.3, "a company named in it takes part"))
    case .none: break
    }
    let overlap = comparison.overlap(with: order.id)
    item.content = overlap.weight
    if overlap.weight > 0 {
      let words = Fingerprint.words(of: Set(overlap.terms.prefix(3)), in: request.texts)
      item.reasons.append((overlap.weight, "its messages also say \(words.joined(separator: ", "))"))
    }
    if let name = names.named(in: request.fingerprint, of: order.id) {
      item.reasons.append((name, "a name of its parties stands in the text"))
    }
    if let slip = slip(in: request, order) { item.reasons.append(slip) }
    guard !item.reasons.isEmpty || candidate.keyScore > 0 else { return nil }
    if events.contains(.orderPlaced), order.number == nil, order.state == .quoted || order.state == .confirmed
    {
      item.reasons.append((0.2, "it waits for its number"))
    }
    let days = (request.date - order.lastActivity) / 86_400
    if days <= freshDays { item.reasons.append((0.05, "it moved lately")) }
    // A key that is doubted and the history in a subject count as well.
    let doubted = (1 - candidate.keyScore) * (1 - candidate.staleScore)
    item.score = 1 - item.reasons.reduce(doubted) { $0 * (1 - $1.weight) }
    let isFitting = events.allSatisfy { Linker.isExpected($0, on: order.state) }
    if !isFitting, only?.id != order.id { item.score *= 0.67 }
    return item
  }

  /// Whether the sender's side tells the order: a carrier takes part in many.
  private static func isTelling(_ request: LinkingRequest) -> Bool {
    request.correspondents.contains { [.customer, .supplier, .unknown].contains($0.role) }
  }

  /// Whether a customer writes about an order of others, or we to them: a person must say so.
  private static func isOthers(_ candidate: Candidate, _ request: LinkingRequest) -> Bool {
    candidate.relation < .company
      && request.correspondents.contains { $0.role == .customer || $0.role == .unknown }
  }

  /// A number that differs from one of the order's by a slip, where no order has the number as written.
  private static func slip(in request: LinkingRequest, _ order: Order) -> (weight: Double, words: String)? {
    for finding in request.extraction.findings where finding.place != .staleSubject {
      for key in order.keys where key.kind == finding.key.kind {
        guard let slip = KeySlip(finding.key.normalised, key.normalised) else { continue }
        return (
          slip == .exchanged ? 0.4 : 0.25,
          "\(key.kind.rawValue) \(key.value), written \(finding.key.value) \(finding.place.words)"
        )
      }
    }
    return nil
  }
}

/// How a number was miswritten.
enum KeySlip {
  /// Two neighbouring figures are exchanged: the commonest slip in copying.
  case exchanged
  /// One figure is another: as likely another number.
  case replaced

  /// Compares two comparable forms; nil when they are the same or differ by more.
  init?(_ left: String, _ right: String) {
    let one = Array(left.utf8)
    let two = Array(right.utf8)
    guard one.count == two.count, one.count >= 5, one.count <= 40 else { return nil }
    let places = one.indices.filter { one[$0] != two[$0] }
    guard places.allSatisfy({ Self.isDigit(one[$0]) && Self.isDigit(two[$0]) }) else { return nil }
    switch places.count {
    case 1: self = .replaced
    case 2
    where places[1] == places[0] + 1 && one[places[0]] == two[places[1]]
      && one[places[1]] == two[places[0]]:
      self = .exchanged
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// What a message has in common with the orders that it may be about: the same before and after it is classified, so
/// that it is worked out once, and only where it is asked for.
final class ContextKnowledge {
  private let request: LinkingRequest
  private let candidates: [Candidate]
  private let fingerprints: [OrderID: Fingerprint]

  init(_ request: LinkingRequest, _ candidates: [Candidate], _ fingerprints: [OrderID: Fingerprint]) {
    self.request = request
    self.candidates = candidates
    self.fingerprints = fingerprints
  }

  lazy var comparison = ContentComparison(request, fingerprints)

  /// A customer whose own orders are known writes of these: then names say nothing.
  lazy var names: PartyNames = {
    let isOwn = request.correspondents.contains { $0.role == .customer || $0.role == .unknown }
    let isTheirs = isOwn && candidates.contains { $0.relation >= .company }
    return PartyNames(isTheirs ? [] : candidates.map(\.order), fingerprints)
  }()
}

/// The names of the orders' parties as terms: companies, people, the domains of their addresses.
struct PartyNames {
  private var names: [OrderID: Set<UInt32>] = [:]
  private var counts: [UInt32: Int] = [:]

  init(_ orders: [Order], _ fingerprints: [OrderID: Fingerprint]) {
    for order in orders {
      let terms = fingerprints[order.id]?.names ?? Self.terms(of: order)
      names[order.id] = terms
      for term in terms { counts[term, default: 0] += 1 }
    }
  }

  private static func terms(of order: Order) -> Set<UInt32> {
    var fingerprint = Fingerprint()
    fingerprint.note(order.parties)
    return fingerprint.names ?? []
  }

  /// How surely the text names a party of the order, nil when it names none.
  func named(in text: Fingerprint, of order: OrderID) -> Double? {
    guard let names = names[order] else { return nil }
    var best = 0
    for term in names where text.contains(term) {
      let count = counts[term] ?? 1
      if best == 0 || count < best { best = count }
    }
    switch best {
    case 0: return nil
    case 1: return 0.45
    case 2: return 0.3
    case 3...5: return 0.15
    default: return nil
    }
  }
}
