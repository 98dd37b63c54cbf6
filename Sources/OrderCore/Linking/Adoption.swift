// SPDX-License-Identifier: Apache-2.0

import MailModel

/// An earlier message that turns out to belong to an order.
package struct AdoptedMessage: Hashable, Sendable {
  /// The message.
  package let message: UnlinkedMessage
  /// Its link to the order.
  package let link: Link
  /// The keys that join the ring.
  package let learnt: [OrderKey]
  /// What its events do to the order, after what those before it did.
  package let transitions: [Transition]
  /// Events that don't fit.
  package let anomalies: [Anomaly]
  /// Steps that wait for a person.
  package var awaited: [AwaitedStep] = []
}

/// Finds the earlier messages that a newly learnt key explains.
///
/// A purchase order to a supplier names no order of ours; weeks later the warehouse writes "ЗП-00871 arrived
/// for ЗК-004431". From then on the whole conversation about ЗП-00871 belongs to ЗК-004431, and so do the
/// containers and invoices that it named.
package enum Adoption {
  /// So many keys away from the message that began it.
  private static let rounds = 4
  /// So many messages a round: more than an order's correspondence holds.
  private static let mostMessages = 100

  /// The message that opened an order: what its customer wrote shortly before may have begun it.
  package struct Opening: Sendable {
    /// What it says.
    let fingerprint: Fingerprint
    /// Its date, seconds since 1970.
    let date: Double

    /// Creates an opening.
    package init(_ fingerprint: Fingerprint, date: Double) {
      self.fingerprint = fingerprint
      self.date = date
    }

    /// How long before a letter may have begun the order, and how long before it surely belongs to it.
    fileprivate static let reach = 30.0 * 86_400
    private static let near = 3.0 * 86_400

    /// Whether a letter without an order began this one: it is a few days old, or speaks of the same things.
    fileprivate func mayBegin(_ message: UnlinkedMessage) -> Bool {
      guard message.kind == .message, Linker.mayBeAboutOrders(message.events), message.date <= date else {
        return false
      }
      let shared = message.fingerprint.terms.filter(fingerprint.contains)
      return date - message.date <= Self.near || shared.count >= 2
        || shared.contains(where: Fingerprint.isCode)
    }
  }

  /// Returns what the order adopts after it learnt `keys` from a message in `thread`, oldest first a round;
  /// `order` is the order as that message left it, `opening` that message where it opened the order.
  package static func plan(
    for order: Order, learnt keys: [OrderKey], thread: ThreadID?, opening: Opening? = nil,
    in store: any UnlinkedReading
  ) throws(LedgerError) -> [AdoptedMessage] {
    var order = order
    var adopted: [AdoptedMessage] = []
    var seen: Set<StoredMessageID> = []
    var fresh = keys.filter(names)
    var threads = thread.map { [$0] } ?? []
    if let opening {
      let customers = order.parties.filter { $0.role == .customer }.map(\.address)
      let since = opening.date - Opening.reach
      for message in try store.unlinkedMessages(from: customers, since: since, limit: mostMessages)
      where opening.mayBegin(message) && mayAdopt(message, order) && seen.insert(message.id).inserted {
        adopted.append(adopt(message, because: "its customer wrote it shortly before", by: &order))
        threads.append(message.thread)
      }
    }
    for _ in 0..<rounds where !fresh.isEmpty || !threads.isEmpty {
      var found: [(message: UnlinkedMessage, reason: String)] = []
      if !fresh.isEmpty {
        for message in try store.unlinkedMessages(naming: fresh, limit: mostMessages) {
          guard let key = message.keys.first(where: { fresh.contains($0) }) else { continue }
          found.append((message, "\(key.kind.rawValue) \(key.value), since known to be the order's"))
        }
      }
      for thread in threads {
        for message in try store.unlinkedMessages(ofThread: thread, limit: mostMessages) {
          found.append((message, "its thread is since known to be about the order"))
        }
      }
      fresh = []
      threads = []
      for (message, reason) in found where mayAdopt(message, order) && seen.insert(message.id).inserted {
        let item = adopt(message, because: reason, by: &order)
        adopted.append(item)
        fresh += item.learnt.filter(names)
        threads.append(message.thread)
      }
    }
    return adopted
  }

  /// Whether a key names one order: a contract stands behind many.
  private static func names(_ key: OrderKey) -> Bool { key.kind != .contract }

  /// Whether the message can belong to the order: a stranger's does not, nor one that names another order of
  /// ours, nor one of another customer.
  private static func mayAdopt(_ message: UnlinkedMessage, _ order: Order) -> Bool {
    let cautions = message.cautions
    if message.kind == .bulk || cautions.isAmbiguous || cautions.contains(.lookalike) { return false }
    // Whom we have written to about the order is no stranger.
    if message.sender.role == .unknown, Candidate.relation(of: message.sender, to: order) < .person {
      return false
    }
    if let number = order.number.map(OrderKey.normalised) {
      let others = message.keys.contains { $0.kind == .ourOrder && $0.normalised != number }
      if others { return false }
    }
    guard message.sender.role == .customer, order.parties.contains(where: { $0.role == .customer }) else {
      return true
    }
    return Candidate.relation(of: message.sender, to: order) >= .company
  }

  private static func adopt(
    _ message: UnlinkedMessage, because reason: String, by order: inout Order
  ) -> AdoptedMessage {
    let evidence = SenderEvidence(authentication: message.authentication, hasToken: message.hasToken)
      .about(order, sender: message.sender)
    let progress = Lifecycle.advance(order, by: message.events, on: evidence, notice: message.notice)
    let known = Set(order.keys)
    let hasNumber = order.number != nil
    let learnt = message.keys.filter { !known.contains($0) && !($0.kind == .ourOrder && hasNumber) }
    if let last = progress.transitions.last { order.state = last.to }
    order.history += message.events
    order.keys += learnt
    let addresses = Set(order.parties.map(\.address))
    order.parties += message.parties.filter { !addresses.contains($0.address) }
    return AdoptedMessage(
      message: message, link: Link(target: .existing(order.id), score: 0.8, evidence: [reason]),
      learnt: learnt,
      transitions: progress.transitions, anomalies: progress.anomalies, awaited: progress.awaited)
  }
}
