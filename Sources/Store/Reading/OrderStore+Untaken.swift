// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import MailModel
package import OrderCore

extension OrderStore {
  /// Returns everything that is not taken in: bytes in the order in which they came, then what servers don't give.
  package func untaken() async throws(LedgerError) -> [UntakenMail] {
    try await read { db in try UntakenReader(db: db).all(Set(UntakenState.allCases), mailbox: nil) }
  }

  /// Returns the bytes of a piece of mail that is not taken in.
  ///
  /// - Throws: `notFound`; `conflict` when the server never gave them; `unusable` when they are not what was stored.
  package func untakenBytes(_ name: UntakenName) async throws(LedgerError) -> RawMessage {
    try await read { db in
      guard case .content(let id) = name else {
        throw LedgerError.conflict("The server has never given \(name)")
      }
      let sql = """
        SELECT c.size, c.coding, c.bytes, c.digest FROM work w JOIN content c ON c.id = w.content
        WHERE w.content = ? AND w.state <> 'landed'
        """
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("untaken mail \(name)")
      }
      let raw = RawMessage(bytes: try Compressor.expand(CompressedBytes(row)))
      guard raw.digest.column == row[3] as Data else {
        throw LedgerError.unusable(path: path, reason: "the bytes of \(name) have changed")
      }
      return raw
    }
  }

  /// Has mail processed, or asked for, once more, as if it had never been tried; returns what it was.
  ///
  /// - Throws: `notFound` when a name stands for nothing that is not taken in; nothing is changed then.
  @discardableResult
  package func retry(_ names: [UntakenName], by actor: Actor) async throws(LedgerError) -> [UntakenMail] {
    try await write { transaction in
      let reader = UntakenReader(db: transaction.db)
      var mail: [UntakenMail] = []
      var seen: Set<UntakenName> = []
      for name in names where seen.insert(name).inserted {
        guard let found = try reader.one(name) else { throw LedgerError.notFound("untaken mail \(name)") }
        mail.append(found)
      }
      for item in mail { try transaction.retry(item, by: actor) }
      return mail
    }
  }

  /// Has all mail in some states processed, or asked for, once more; see `retry(_:by:)`.
  ///
  /// - Parameter mailbox: of one account only, nil for all and for files.
  @discardableResult
  package func retryAll(
    _ states: Set<UntakenState>, mailbox: String? = nil, by actor: Actor
  ) async throws(LedgerError) -> [UntakenMail] {
    try await write { transaction in
      let mail = try UntakenReader(db: transaction.db).all(states, mailbox: mailbox)
      for item in mail { try transaction.retry(item, by: actor) }
      return mail
    }
  }
}

extension StoreTransaction {
  fileprivate func retry(_ mail: UntakenMail, by actor: Actor) throws {
    switch mail.name {
    case .content(let id):
      let sql = "UPDATE work SET state = 'landed', reason = '', attempts = 0, tried = 0 WHERE content = ?"
      try run(sql, [id.value])
    case .location(let name, let uid):
      let sql = """
        UPDATE location SET state = 'listed', reason = '', attempts = 0, tried = 0 WHERE uid = ? AND generation =
          (SELECT g.id FROM \(FolderReader.presentGenerations) WHERE f.mailbox = ? AND f.name = ?)
        """
      try run(sql, [uid, name.mailbox, name.folder])
    }
    try audit(
      AuditEntry(
        actor: actor, action: "mail retried", subject: mail.name.description,
        detail: "\(mail.state.rawValue) after \(mail.attempts) attempts", digest: mail.digest))
  }
}

/// Reads mail that is not taken in.
private struct UntakenReader {
  let db: Database

  private static let contents = """
    SELECT c.id, w.state, w.mailbox, w.origin, w.reason, w.attempts, w.landed, c.size, c.digest
    FROM work w JOIN content c ON c.id = w.content WHERE w.state <> 'landed'
    """

  private static let locations = """
    SELECT f.mailbox, f.name, l.uid, l.reason, l.attempts, l.tried, l.size
    FROM \(FolderReader.presentGenerations) JOIN location l INDEXED BY location_unavailable
      ON l.generation = g.id
    WHERE l.gone = 0 AND l.state = 'unavailable'
    """

  func all(_ states: Set<UntakenState>, mailbox: String?) throws -> [UntakenMail] {
    let contents = "\(Self.contents) AND (?1 IS NULL OR w.mailbox = ?1) ORDER BY c.id"
    let locations = "\(Self.locations) AND (?1 IS NULL OR f.mailbox = ?1) ORDER BY f.mailbox, f.name, l.uid"
    let found =
      try Row.fetchAll(db, sql: contents, arguments: [mailbox]).map { try content($0) }
      + Row.fetchAll(db, sql: locations, arguments: [mailbox]).map { location($0) }
    return found.filter { states.contains($0.state) }
  }

  func one(_ name: UntakenName) throws -> UntakenMail? {
    switch name {
    case .content(let id):
      let sql = "\(Self.contents) AND w.content = ?"
      return try Row.fetchOne(db, sql: sql, arguments: [id.value]).map { try content($0) }
    case .location(let name, let uid):
      let sql = "\(Self.locations) AND f.mailbox = ? AND f.name = ? AND l.uid = ?"
      return try Row.fetchOne(db, sql: sql, arguments: [name.mailbox, name.folder, uid]).map { location($0) }
    }
  }

  private func content(_ row: Row) throws -> UntakenMail {
    UntakenMail(
      name: .content(ContentID(row[0])), state: try Stored.word(row[1]), mailbox: row[2], origin: row[3],
      reason: row[4], attempts: row[5], since: Stored.date(row[6]), size: row[7],
      digest: try Stored.digest(row[8]))
  }

  private func location(_ row: Row) -> UntakenMail {
    let name = UntakenName.location(FolderName(mailbox: row[0], folder: row[1]), uid: row[2])
    return UntakenMail(
      name: name, state: .unavailable, mailbox: row[0], origin: name.description, reason: row[3],
      attempts: row[4], since: Stored.date(row[5]), size: row[6], digest: nil)
  }
}
