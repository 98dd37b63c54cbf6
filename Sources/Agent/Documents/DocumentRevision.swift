// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// What the documents of a message added to it.
package struct RevisionResult: Hashable, Sendable {
  /// The message.
  package let message: StoredMessageID
  /// What it reports besides what was recognised before.
  package let events: [Event]
  /// Whether it got an order that it had not.
  package let isNewlyLinked: Bool
  /// Whether a reply was drafted.
  package let draft: Bool
}

extension Stages {
  /// Lets a stored message have what its documents say.
  ///
  /// It is decided about once more, with the documents. What was decided before stays: people may have acted on it.
  package func revise(
    _ id: StoredMessageID, message: Message, mail: ParsedMail, in ledger: any LedgerTransaction, now: Date
  ) throws(LedgerError) -> RevisionResult {
    let standing = try ledger.standing(of: id)
    let decision = try decide(
      message, mail: mail, in: ledger, now: now, quotes: false,
      corrected: standing.isCorrected ? standing.events : nil)
    let events = decision.record.recognition.events.filter { !standing.events.contains($0) }
    var revision = MessageRevision(record: decision.record, events: events)
    if let order = standing.order {
      if decision.order?.id != order.id { revision.record.learnt = [] }
      let evidence = decision.record.evidence.about(order, sender: decision.record.sender)
      let progress = Lifecycle.advance(order, by: events, on: evidence, notice: decision.record.notice)
      (revision.transitions, revision.anomalies) = (progress.transitions, progress.anomalies)
      revision.awaited = progress.awaited
    } else {
      revision.transitions = decision.record.transitions
      revision.anomalies = decision.record.anomalies
      revision.awaited = decision.record.awaited
    }
    let answers = decision.record.draft.map { events.contains($0.event) } ?? false
    if !standing.mayBeAnswered || !answers { revision.record.draft = nil }
    let order = try ledger.revise(id, with: revision)
    if let order, let now = try ledger.standing(of: id).order {
      let adopted = try Adoption.plan(
        for: now, learnt: revision.record.learnt, thread: standing.order == nil ? standing.thread : nil,
        in: ledger)
      if !adopted.isEmpty { try ledger.adopt(adopted, by: order) }
    }
    return RevisionResult(
      message: id, events: events, isNewlyLinked: standing.order == nil && order != nil,
      draft: revision.record.draft != nil)
  }
}
