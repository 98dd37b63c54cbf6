// SPDX-License-Identifier: Apache-2.0

import MailModel

/// An order that a message may be about, with everything that speaks for it.
struct Candidate {
  let order: Order
  /// How surely keys in the text, a fresh subject or an attachment name it.
  private(set) var keyScore = 0.0
  /// How surely the subject of a reply names it.
  private(set) var staleScore = 0.0
  /// How surely a document names it.
  private(set) var documentScore = 0.0
  /// How surely the thread is about it.
  private(set) var threadScore = 0.0
  /// Whether only a contract or quotation names it, which may stand behind several orders.
  private(set) var isByFramework = true
  /// How a correspondent belongs to it.
  private(set) var relation = Relation.none
  /// Whether the sender is no party of it, so that naming it proves nothing.
  private(set) var isHeld = false
  /// Whether a person has said that the thread is about it, or that it is not; nil when nobody said anything.
  private(set) var isTaught: Bool?
  /// The comparable forms of the ring's keys that the message names.
  private(set) var matched: Set<String> = []
  /// Whether it answers a letter of ours about the order, which only those can who have had one.
  private var isAnswered = false
  /// Numbers that the order list covers and does not have.
  private let missing: Set<String>
  private var evidence: [(weight: Double, words: String)] = []

  /// How a correspondent belongs to an order.
  enum Relation: Int, Comparable {
    case none
    /// A company named in the text takes part.
    case mentioned
    /// Somebody of their company takes part.
    case company
    /// They take part themselves.
    case person

    static func < (left: Relation, right: Relation) -> Bool { left.rawValue < right.rawValue }
  }

  init(_ order: Order, _ request: LinkingRequest, _ snapshot: LinkingSnapshot) {
    self.order = order
    relation = Self.relation(of: request, to: order)
    missing = snapshot.listing.missing
    weighKeys(request)
    weighThread(snapshot, request)
    isHeld = isStranger(request)
    weighListing(snapshot.listing, request)
  }

  // MARK: Evidence

  private mutating func weighKeys(_ request: LinkingRequest) {
    let extraction = request.extraction
    // Two customers may both have an order "18/26".
    let isOthers = request.sender.role == .customer && relation < .company && hasCustomer
    for ring in order.keys
    where request.mayName(ring) && !(isOthers && Self.customersOwn.contains(ring.kind)) {
      for finding in extraction.findings {
        guard let match = KeyMatch(finding.key, ring) else { continue }
        weigh(ring, match, finding.place)
      }
      for reference in extraction.loose {
        if let match = KeyMatch(reference, ring) {
          weigh(ring, match, reference.place)
        } else if relation > .none, Self.isTail(reference, of: ring) {
          weigh(ring, reference)
        }
      }
    }
  }

  private mutating func weigh(_ ring: OrderKey, _ match: KeyMatch, _ place: KeyPlace) {
    var weight = Self.weight(of: ring.kind) * match.factor(isRelated: relation > .none)
    var words = "\(ring.kind.rawValue) \(ring.value)\(match.note) \(place.words)"
    if ring.kind == .ourOrder, missing.contains(ring.normalised) {
      weight *= 0.45
      words += ", no such order in the ERP list"
    }
    guard place != .staleSubject else {
      staleScore = max(staleScore, weight * 0.65)
      evidence.append((weight * 0.65, words))
      return
    }
    guard place != .document else {
      documentScore = max(documentScore, weight * 0.8)
      evidence.append((weight * 0.8, words))
      return
    }
    keyScore = Self.join(keyScore, weight)
    matched.insert(ring.normalised)
    if ring.kind != .contract && ring.kind != .ourQuote { isByFramework = false }
    evidence.append((weight, words))
  }

  /// The last digits of a number, written by somebody who takes part: `20402` for `INV-20402`.
  private mutating func weigh(_ ring: OrderKey, _ tail: LooseReference) {
    keyScore = Self.join(keyScore, 0.6)
    matched.insert(ring.normalised)
    isByFramework = false
    evidence.append(
      (0.6, "\(tail.value), the end of \(ring.kind.rawValue) \(ring.value), \(tail.place.words)"))
  }

  /// What the order list adds: another name of the order, or another customer than the one who writes.
  private mutating func weighListing(_ listing: OrderListing, _ request: LinkingRequest) {
    for entry in listing.entries where order.keys.contains(entry.order.number) {
      let isCustomer = request.direction == .inbound && request.sender.role == .customer
      if isCustomer, relation < .company, !entry.order.mayBelong(to: request.sender) {
        isHeld = true
        evidence.append((0.1, "the ERP list names another customer: \(entry.order.customer)"))
      } else if entry.key.kind != .ourOrder, !matched.contains(entry.key.normalised) {
        keyScore = Self.join(keyScore, 0.85)
        matched.insert(entry.key.normalised)
        isByFramework = false
        let name = "\(entry.key.kind.rawValue) \(entry.key.value)"
        evidence.append((0.85, "\(name) is of \(entry.order.number.value) in the ERP list"))
      }
    }
  }

  private mutating func weighThread(_ snapshot: LinkingSnapshot, _ request: LinkingRequest) {
    if request.answered.contains(order.id) {
      isAnswered = true
      threadScore = 0.9
      evidence.append((threadScore, "it answers a letter of ours about the order, by its token"))
    }
    isTaught = snapshot.teachings[order.id]
    if isTaught == true {
      threadScore = 0.95
      evidence.append((0.95, "a person linked this thread to it"))
      return
    }
    guard let position = snapshot.ofThread.firstIndex(where: { $0.id == order.id }) else { return }
    let weight = position == 0 ? 0.8 : 0.6
    threadScore = max(threadScore, weight)
    evidence.append((weight, "its thread is about the order"))
  }

  /// How sure a key of each kind is.
  private static func weight(of kind: KeyKind) -> Double {
    switch kind {
    case .ourOrder: 0.97
    case .supplierOrder: 0.93
    case .customerOrder: 0.92
    case .ourQuote: 0.9
    case .shipping: 0.9
    case .invoice: 0.88
    case .contract: 0.6
    }
  }

  private static func isTail(_ loose: LooseReference, of ring: OrderKey) -> Bool {
    let tail = loose.value.utf8
    guard tail.count >= 5, tail.count < ring.value.utf8.count, tail.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      ring.value.utf8.suffix(tail.count).elementsEqual(tail)
    else { return false }
    return !(ring.value.dropLast(tail.count).last?.isNumber ?? true)
  }

  /// Two independent reasons together.
  private static func join(_ left: Double, _ right: Double) -> Double { 1 - (1 - left) * (1 - right) }

  // MARK: Parties

  private static func relation(of request: LinkingRequest, to order: Order) -> Relation {
    var best = Relation.none
    for party in request.correspondents { best = max(best, relation(of: party, to: order)) }
    if best == .none, request.mentioned.contains(where: { relation(of: $0, to: order) > .none }) {
      return .mentioned
    }
    return best
  }

  /// How one party belongs to an order.
  static func relation(of party: Party, to order: Order) -> Relation {
    var best = Relation.none
    for index in order.parties.indices {
      if order.parties[index].address == party.address { return .person }
      if best == .none, isSameCompany(order.parties[index], party) { best = .company }
    }
    return best
  }

  private static func isSameCompany(_ left: Party, _ right: Party) -> Bool {
    if !left.company.isEmpty, left.company == right.company { return true }
    // The address of a whole company is its domain.
    let domain = left.domain.isEmpty ? left.address : left.domain
    let other = right.domain.isEmpty ? right.address : right.domain
    return !domain.isEmpty && domain == other && !PublicMail.domains.contains(domain)
  }

  /// Whether the sender names the order without being a party of it.
  ///
  /// Somebody the directory does not know may quote any number; a customer may have mistyped one, or have got
  /// a mail of another's. Who is known in another role reports on orders that are not theirs: that is their
  /// work.
  private func isStranger(_ request: LinkingRequest) -> Bool {
    guard request.direction == .inbound else { return false }
    switch request.sender.role {
    case .internal, .supplier, .carrier, .broker, .bank: return false
    case .unknown:
      // A bounce comes from a mail server; it is believed as far as its thread goes.
      if request.kind == .bounce || request.kind == .autoReply { return threadScore == 0 }
      return relation < .company && !isAnswered
    case .customer:
      return relation < .company && hasCustomer
    }
  }

  private var hasCustomer: Bool { order.parties.contains { $0.role == .customer } }

  /// Kinds of numbers that customers give: unique with their company only.
  private static let customersOwn: Set<KeyKind> = [.customerOrder, .contract]

  /// Whether a key or the thread names it.
  var isNamed: Bool { keyScore > 0 || staleScore > 0 || documentScore > 0 || threadScore > 0 }

  // MARK: Links

  /// The link with all evidence, strongest first.
  var link: Link { link(adding: []) }

  /// The link, with reasons that the candidate alone does not know.
  func link(adding others: [(weight: Double, words: String)]) -> Link {
    var reasons = evidence + others
    var score = 0.0
    for item in reasons { score = Self.join(score, item.weight) }
    if relation >= .company, others.isEmpty {
      score = Self.join(score, 0.1)
      reasons.append(
        (0.1, relation == .person ? "a correspondent takes part in it" : "a company takes part in it"))
    }
    let words = reasons.enumerated().sorted { left, right in
      left.element.weight == right.element.weight
        ? left.offset < right.offset : left.element.weight > right.element.weight
    }.map(\.element.words)
    var seen: Set<String> = []
    return Link(
      target: .existing(order.id), score: min(score, 0.99),
      evidence: words.filter { seen.insert($0).inserted })
  }

  /// A link below the threshold, with the reason said first: it is shown to a person and moves nothing.
  func held(because reason: String, adding others: [(weight: Double, words: String)] = []) -> Link {
    let plain = link(adding: others)
    return Link(
      target: plain.target, score: min(plain.score * 0.4, 0.4), evidence: ["held: \(reason)"] + plain.evidence
    )
  }
}
