// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
import GRDB
package import OrderCore

/// A message with events that a person must decide about.
package struct UnclearMessage: Hashable, Sendable {
  /// The message.
  package let id: StoredMessageID
  /// Its `Message-ID` in brackets, nil when there is none.
  package let messageID: String?
  /// Its identity.
  package let digest: ContentDigest
  /// Its date.
  package let date: Date
  /// The account it came through, nil for an imported file.
  package let mailbox: String?
  /// Which way it goes.
  package let direction: Direction
  /// Who sent it.
  package let sender: Party
  /// The order it belongs to, nil when it belongs to none.
  package let order: OrderID?
  /// Our number of that order, where it is known.
  package let orderNumber: String?
  /// Its subject.
  package let subject: String
  /// Its first sentences, at most 120 characters.
  package let gist: String
  /// What it reports for sure.
  package let events: [Event]
  /// What it may report besides, likeliest first.
  package let candidates: [UnclearEvent]
}

/// What comes first in the queue of unclear messages.
package enum UnclearOrdering: String, Hashable, Sendable, CaseIterable {
  /// The newest message.
  case newest
  /// The message with the likeliest event.
  case likeliest
}

extension OrderStore {
  /// Returns the messages with events that wait for a person.
  ///
  /// - Parameters:
  ///   - mailbox: only those of an account; nil for all.
  ///   - limit: at most so many; 0 for all.
  package func unclear(
    mailbox: String? = nil, by ordering: UnclearOrdering = .newest, limit: Int = 0
  ) async throws(LedgerError) -> [UnclearMessage] {
    try await read { db in
      let order = ordering == .newest ? "" : "max(u.probability) DESC, "
      let sql = """
        \(Self.unclearColumns) JOIN unclear_event u ON u.message = m.id
        WHERE u.settled = 0 AND (?1 IS NULL OR m.mailbox = ?1)
        GROUP BY m.id ORDER BY \(order)m.date DESC, m.id DESC LIMIT ?2
        """
      let arguments: StatementArguments = [mailbox, limit == 0 ? -1 : limit]
      return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try Self.unclear($0, in: db) }
    }
  }

  /// Returns one message as the queue shows it, also when nothing about it is unclear.
  ///
  /// - Throws: `notFound`.
  package func unclearMessage(_ id: StoredMessageID) async throws(LedgerError) -> UnclearMessage {
    try await read { db in
      let sql = "\(Self.unclearColumns) WHERE m.id = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("message \(id.value)")
      }
      return try Self.unclear(row, in: db)
    }
  }

  /// Takes a message out of the queue and leaves what it reports as it is; returns what was unclear.
  ///
  /// - Throws: `notFound` when nothing of it is unclear.
  package func dismissUnclear(
    of message: StoredMessageID, reason: String, by actor: Actor
  ) async throws(LedgerError) -> [Event] {
    try await write { transaction in
      try transaction.dismissUnclear(of: message.value, reason: reason, by: actor)
    }
  }

  private static let unclearColumns = """
    SELECT m.id, m.message_id, m.digest, m.date, m.mailbox, m.direction, m.sender, m.sender_name, m.sender_role,
      m.sender_company, t.subject, t.new_text
    FROM message m JOIN message_text t ON t.message = m.id
    """

  private static func unclear(_ row: Row, in db: Database) throws -> UnclearMessage {
    let id: Int64 = row[0]
    let mailbox: String = row[4]
    let reader = MessageReader(db: db)
    let order = try reader.order(of: id)
    let corrections = CorrectionReader(db: db)
    return UnclearMessage(
      id: StoredMessageID(id), messageID: Stored.bracketed(row[1]), digest: try Stored.digest(row[2]),
      date: Stored.date(row[3]), mailbox: mailbox.isEmpty ? nil : mailbox, direction: try Stored.word(row[5]),
      sender: Party(address: row[6], name: row[7], role: try Stored.word(row[8]), company: row[9]),
      order: order, orderNumber: try order.flatMap { try reader.number(of: $0) }, subject: row[10],
      gist: Gist.of(row[11]), events: try corrections.recordedEvents(of: id).map(\.event),
      candidates: try corrections.unclear(of: id))
  }
}
