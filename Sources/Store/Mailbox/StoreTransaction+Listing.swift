// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// The query that adds a location: generation, UID, state, content, size, received, flags and object identifier.
  static let insertLocation = """
    INSERT INTO location (generation, uid, state, content, size, received, flags, object_id, attempts, tried, reason,
      gone)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', 0) ON CONFLICT (generation, uid) DO NOTHING
    """

  /// Notes messages that were listed; returns how many took over the bytes of a row of the generation before.
  func note(_ listed: [ListedMessage], in generation: GenerationID) throws -> Int {
    let rebinding = try Rebinding(of: listed, in: generation, transaction: self)
    let statement = try db.cachedStatement(sql: Self.insertLocation)
    var (added, rebound) = (0, 0)
    for message in listed {
      let content = try rebinding?.content(of: message)
      try statement.execute(arguments: [
        generation.value, message.uid, content == nil ? "listed" : "landed", content, max(0, message.size),
        Stored.time(received: message.received ?? 0), message.flags.rawValue, message.objectID,
      ])
      if db.changesCount > 0 {
        added += 1
        rebound += content == nil ? 0 : 1
      } else {
        // It is there again after all, or was called gone by mistake.
        let sql = "UPDATE location SET gone = 0 WHERE generation = ? AND uid = ? AND gone <> 0"
        added += try run(sql, [generation.value, message.uid])
      }
    }
    try countPresent(added, in: generation)
    return rebound
  }

  /// Notes messages as gone from the server; returns how many were present.
  func markGone(_ uids: UIDIntervals, in generation: GenerationID) throws -> Int {
    let sql = "UPDATE location SET gone = ? WHERE generation = ? AND uid BETWEEN ? AND ? AND gone = 0"
    var gone = 0
    for range in uids.ranges {
      gone += try run(sql, [now, generation.value, range.lowerBound, range.upperBound])
    }
    try countPresent(-gone, in: generation)
    return gone
  }
}

/// Finds the bytes of messages that were given new UIDs, without fetching them.
///
/// A message is taken for one of the generation before when a name stands for exactly one message on either side.
/// What is not certain is fetched, and its digest decides.
struct Rebinding {
  // The plus keeps SQLite from going through the whole generation, which it takes for the shorter way.
  static let byObject = """
    SELECT content FROM location
    WHERE object_id = ? AND object_id <> '' AND +generation = ? AND gone = 0 LIMIT 2
    """
  static let byName = """
    SELECT l.content, l.object_id FROM message m CROSS JOIN content c ON c.digest = m.digest
    CROSS JOIN location l ON l.content = c.id
    WHERE m.message_id = ? AND m.message_id <> '' AND +l.generation = ? AND l.received = ? AND l.size = ?
      AND l.gone = 0
    LIMIT 2
    """
  static let taken = "SELECT 1 FROM location WHERE content = ? AND +generation = ?"

  /// What names a message where a server has no better name: none of the three alone would do.
  private struct Name: Hashable {
    let messageID: String
    let received: Int64
    let size: Int
  }

  private let transaction: StoreTransaction
  private let generation: Int64
  private let former: Int64
  private var objects: [String: Int] = [:]
  private var names: [Name: Int] = [:]

  /// Prepares for one listing; nil when the folder was never renumbered.
  init?(of listed: [ListedMessage], in generation: GenerationID, transaction: StoreTransaction) throws {
    // A generation that was never gone through knows too little: the last one that was is the better witness.
    let sql = """
      SELECT id FROM generation WHERE folder = (SELECT folder FROM generation WHERE id = ?1) AND id < ?1
      ORDER BY completed > 0 DESC, id DESC LIMIT 1
      """
    guard let former = try transaction.value(sql, [generation.value], as: Int64.self) else { return nil }
    self.transaction = transaction
    self.generation = generation.value
    self.former = former
    for message in listed {
      if !message.objectID.isEmpty { objects[message.objectID, default: 0] += 1 }
      if let name = Self.name(of: message) { names[name, default: 0] += 1 }
    }
  }

  private static func name(of message: ListedMessage) -> Name? {
    let received = Stored.time(received: message.received ?? 0)
    guard received != 0, message.size > 0, let id = MessageID(message.messageID) else { return nil }
    return Name(messageID: id.value, received: received, size: message.size)
  }

  /// Returns the bytes that a listed message is known to have, nil when it must be fetched.
  func content(of message: ListedMessage) throws -> Int64? {
    guard let content = try byObject(message) ?? byName(message) else { return nil }
    return try transaction.value(Self.taken, [content, generation], as: Int.self) == nil ? content : nil
  }

  private func byObject(_ message: ListedMessage) throws -> Int64? {
    guard objects[message.objectID] == 1 else { return nil }
    return try theOnly(transaction.rows(Self.byObject, [message.objectID, former]))
  }

  /// The Message-ID is that of the bytes that we hold, which no listing has to be believed for.
  private func byName(_ message: ListedMessage) throws -> Int64? {
    guard let name = Self.name(of: message), names[name] == 1 else { return nil }
    let rows = try transaction.rows(Self.byName, [name.messageID, former, name.received, name.size])
    guard let known: String = rows.first?[1] else { return nil }
    // Two identifiers that differ are the server's word that these are two messages.
    guard known.isEmpty || message.objectID.isEmpty else { return nil }
    return theOnly(rows)
  }

  private func theOnly(_ rows: [Row]) -> Int64? {
    rows.count == 1 ? rows[0][0] : nil
  }
}
