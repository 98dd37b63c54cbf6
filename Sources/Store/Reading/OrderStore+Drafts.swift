// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import MailModel
package import OrderCore

/// The message that a draft answers.
package struct AnsweredMessage: Hashable, Sendable {
  /// The message.
  package let id: StoredMessageID
  /// Its `Message-ID` in brackets, nil when there is none.
  package let messageID: String?
  /// Its date.
  package let date: Date
  /// Who sent it.
  package let sender: Party
  /// Who it went to.
  package let recipients: [Address]
  /// Its subject.
  package let subject: String
  /// What the sender says.
  package let newText: String
  /// What was wrong or ambiguous in it.
  package let warnings: [String]
}

/// A draft with all that a person needs to decide about it.
package struct StoredDraft: Hashable, Sendable {
  /// What an approval binds; its `digest` is what `edit` and `approve` expect.
  package let reviewed: ReviewedDraft
  /// Where it stands.
  package let state: DraftState
  /// Why it is rejected, stale, or waits again; empty otherwise.
  package let reason: String
  /// When it was made.
  package let created: Date
  /// When it was changed last.
  package let changed: Date
  /// Our number of its order, where it is known.
  package let orderNumber: String?
  /// Where its order stands.
  package let orderState: OrderState?
  /// How far its letter is, nil when it was never approved.
  package let outbox: OutboxState?
  /// The message it answers.
  package let answered: AnsweredMessage
  /// What holds its order, a sentence each.
  package let holds: [String]
}

extension OrderStore {
  /// Returns drafts, oldest first.
  ///
  /// - Parameters:
  ///   - states: only those in one of these; empty for all.
  ///   - limit: at most so many; 0 for all.
  package func drafts(
    in states: Set<DraftState> = [.pending], limit: Int = 0
  ) async throws(LedgerError) -> [StoredDraft] {
    try await read { db in
      let list = Stored.list((states.isEmpty ? Set(DraftState.allCases) : states).map(\.rawValue))
      let sql = """
        \(DraftRow.columns) WHERE d.state IN (SELECT value FROM json_each(?)) ORDER BY d.id LIMIT ?
        """
      let reader = DraftReader(db: db)
      return try Row.fetchAll(db, sql: sql, arguments: [list, limit == 0 ? -1 : limit])
        .map { try reader.draft(DraftRow($0)) }
    }
  }

  /// Returns a draft as it stands now.
  ///
  /// - Throws: `notFound`.
  package func draft(_ id: DraftID) async throws(LedgerError) -> StoredDraft {
    try await read { db in
      let sql = "\(DraftRow.columns) WHERE d.id = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("draft \(id.value)")
      }
      return try DraftReader(db: db).draft(DraftRow(row))
    }
  }
}

/// Reads drafts with their surroundings.
private struct DraftReader {
  let db: Database

  func draft(_ row: DraftRow) throws -> StoredDraft {
    let order = row.reviewed.order
    let state = "SELECT state FROM order_ WHERE id = ?"
    let outbox = "SELECT state FROM outbox WHERE draft = ? ORDER BY id DESC LIMIT 1"
    return StoredDraft(
      reviewed: row.reviewed, state: row.state, reason: row.reason, created: row.created,
      changed: row.changed,
      orderNumber: try order.flatMap { try MessageReader(db: db).number(of: $0) },
      orderState: try order.flatMap { try word(state, $0.value) },
      outbox: try word(outbox, row.reviewed.id.value), answered: try answered(row.message),
      holds: try order.map { try TrustReader(db: db).openHolds(of: $0).map(\.reason) } ?? [])
  }

  private func word<Word: RawRepresentable<String>>(_ sql: String, _ id: Int64) throws -> Word? {
    try String.fetchOne(db.cachedStatement(sql: sql), arguments: [id]).map { try Stored.word($0) }
  }

  private func answered(_ id: StoredMessageID) throws -> AnsweredMessage {
    let sql = """
      SELECT m.message_id, m.date, m.sender, m.sender_name, m.sender_role, m.sender_company, m.warnings,
        t.subject, t.new_text
      FROM message m JOIN message_text t ON t.message = m.id WHERE m.id = ?
      """
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.value]) else {
      throw LedgerError.storage("a draft without its message")
    }
    let people = "SELECT name, address FROM recipient WHERE message = ? ORDER BY position"
    let recipients = try Row.fetchAll(db.cachedStatement(sql: people), arguments: [id.value])
      .map { Address(name: $0[0], address: $0[1]) }
    return AnsweredMessage(
      id: id, messageID: Stored.bracketed(row[0]), date: Stored.date(row[1]),
      sender: Party(address: row[2], name: row[3], role: try Stored.word(row[4]), company: row[5]),
      recipients: recipients, subject: row[7], newText: row[8], warnings: Stored.strings(row[6]))
  }
}
