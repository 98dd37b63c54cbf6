// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
import GRDB
import MailModel
package import OrderCore

/// A message that may belong to orders and belongs to none: a person decides.
package struct HeldMessage: Hashable, Sendable {
  /// An order that it may belong to.
  package struct Proposal: Hashable, Sendable {
    /// The order.
    package let order: OrderID
    /// Our number of it, where it is known.
    package let number: String?
    /// How sure it is, from 0 to 1; below `Linker.threshold`.
    package let score: Double
    /// Why it is held and what speaks for it.
    package let evidence: [String]
  }

  /// The message.
  package let message: StoredMessageID
  /// Its `Message-ID` in brackets, nil when there is none.
  package let messageID: String?
  /// The SHA-256 of its bytes.
  package let digest: ContentDigest
  /// Its date.
  package let date: Date
  /// Who sent it.
  package let sender: Party
  /// Its subject.
  package let subject: String
  /// Its thread's stable name.
  package let thread: String
  /// The orders, the likeliest first.
  package let proposals: [Proposal]
}

extension OrderStore {
  /// Returns the messages whose links are all held, the newest first.
  ///
  /// - Parameter limit: at most so many; 0 for all.
  package func heldMessages(limit: Int = 0) async throws(LedgerError) -> [HeldMessage] {
    try await read { db in
      let sql = """
        SELECT m.id, m.message_id, m.digest, m.date, m.sender, m.sender_name, m.sender_role, m.sender_company,
          t.subject, m.thread
        FROM message m JOIN message_text t ON t.message = m.id
        WHERE m.id IN (SELECT message FROM link WHERE held = 1)
          AND NOT EXISTS (SELECT 1 FROM link l WHERE l.message = m.id AND l.held = 0)
        ORDER BY m.date DESC, m.id DESC LIMIT ?
        """
      return try Row.fetchAll(db, sql: sql, arguments: [limit == 0 ? -1 : limit]).map { row in
        HeldMessage(
          message: StoredMessageID(row[0]), messageID: Stored.bracketed(row[1]),
          digest: try Stored.digest(row[2]), date: Stored.date(row[3]),
          sender: Party(address: row[4], name: row[5], role: try Stored.word(row[6]), company: row[7]),
          subject: row[8], thread: ThreadID(row[9]).name, proposals: try proposals(for: row[0], in: db))
      }
    }
  }

  private func proposals(for message: Int64, in db: Database) throws -> [HeldMessage.Proposal] {
    let sql = "SELECT order_, score, evidence FROM link WHERE message = ? ORDER BY position"
    let reader = MessageReader(db: db)
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [message]).map { row in
      let order = OrderID(row[0])
      return HeldMessage.Proposal(
        order: order, number: try reader.number(of: order), score: row[1], evidence: Stored.strings(row[2]))
    }
  }
}
