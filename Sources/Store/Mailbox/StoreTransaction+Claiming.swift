// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// How often processing may end without a result before the mail is kept apart.
  private static let attemptsAllowed = 3

  /// A piece of mail whose turn it is.
  private struct Turn {
    let content: Int64
    let received: Int64
    let attempts: Int
    let mailbox: String
    let origin: String
  }

  /// Takes landed mail in the order in which it was received, and counts the attempt before the work.
  ///
  /// Mail whose processing was begun before comes alone: if it is what brought the process down, it does so to itself
  /// only.
  func claim(mailbox: String?, count: Int, bytes: Int) throws -> [LandedMail] {
    var claimed: [LandedMail] = []
    var total = 0
    while claimed.isEmpty {
      let turns = try turns(of: mailbox, limit: max(1, count))
      guard !turns.isEmpty else { break }
      for turn in turns {
        if turn.attempts >= Self.attemptsAllowed {
          try giveUp(turn, because: "Its processing ended three times without a result.")
          continue
        }
        guard claimed.isEmpty || turn.attempts == 0 else { break }
        let kept = try kept(turn.content)
        guard claimed.isEmpty || total + kept.bytes.size <= bytes else { break }
        guard let raw = try? RawMessage(bytes: Compressor.expand(kept.bytes)), raw.digest == kept.digest
        else {
          try giveUp(turn, because: "Its bytes have changed in the store.")
          continue
        }
        total += kept.bytes.size
        claimed.append(try begin(turn, raw: raw))
        if turn.attempts > 0 { break }
      }
    }
    return claimed
  }

  private func turns(of mailbox: String?, limit: Int) throws -> [Turn] {
    let all = "SELECT DISTINCT mailbox FROM work WHERE state = 'landed'"
    let mailboxes = try mailbox.map { [$0] } ?? rows(all, []).map { $0[0] }
    let sql = """
      SELECT content, received, attempts, origin FROM work WHERE state = 'landed' AND mailbox = ?
      ORDER BY received, content LIMIT ?
      """
    var turns: [Turn] = []
    for name in mailboxes {
      turns += try rows(sql, [name, limit]).map {
        Turn(content: $0[0], received: $0[1], attempts: $0[2], mailbox: name, origin: $0[3])
      }
    }
    guard mailboxes.count > 1 else { return turns }
    let sorted = turns.sorted { ($0.received, $0.content) < ($1.received, $1.content) }
    return Array(sorted.prefix(limit))
  }

  private func kept(_ content: Int64) throws -> (bytes: CompressedBytes, digest: ContentDigest) {
    let sql = "SELECT size, coding, bytes, digest FROM content WHERE id = ?"
    guard let row = try row(sql, [content]) else { throw LedgerError.notFound("content \(content)") }
    return (CompressedBytes(row), try Stored.digest(row[3]))
  }

  private func begin(_ turn: Turn, raw: RawMessage) throws -> LandedMail {
    try run("UPDATE work SET attempts = attempts + 1, tried = ? WHERE content = ?", [now, turn.content])
    let sql = """
      SELECT f.mailbox, f.name, g.uid_validity, l.uid FROM location l
      JOIN generation g ON g.id = l.generation JOIN folder f ON f.id = g.folder
      WHERE l.content = ? ORDER BY f.mailbox <> ?, g.id DESC, l.uid LIMIT 1
      """
    let delivery = try row(sql, [turn.content, turn.mailbox]).map {
      Delivery(mailbox: $0[0], folder: $0[1], uidValidity: $0[2], uid: $0[3])
    }
    return LandedMail(
      content: ContentID(turn.content), raw: raw, delivery: delivery, origin: turn.origin,
      attempts: turn.attempts + 1)
  }

  private func giveUp(_ turn: Turn, because reason: String) throws {
    try run("UPDATE work SET state = 'quarantined', reason = ? WHERE content = ?", [reason, turn.content])
  }
}
