// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Makes one arrival durable: its bytes, its location and the work that it makes.
  func land(_ arrival: ArrivedMessage, kept: CompressedBytes, isBegun: Bool) throws -> Landing {
    let pending = arrival.pending
    let known = try content(arrival.raw.digest)
    let content = try known ?? insertContent(arrival.raw.digest, kept)
    try noteLanded(
      content, at: pending.uid, in: pending.generation, size: pending.size, received: pending.received)
    if known != nil, try isTakenIn(content, arrival.raw.digest) { return .known }
    let isHeld = arrival.hold != nil
    let name = pending.name
    let sql = """
      INSERT INTO work (content, state, mailbox, origin, reason, attempts, received, landed, tried)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let received = Stored.time(received: pending.received)
    try run(
      sql,
      [
        content, isHeld ? "held" : "landed", name.mailbox, "\(name.mailbox)/\(name.folder)/\(pending.uid)",
        arrival.hold ?? "", isBegun && !isHeld ? 1 : 0, received == 0 ? now : received, now,
        isBegun && !isHeld ? now : 0,
      ])
    return isHeld ? .held(ContentID(content)) : .new(ContentID(content))
  }

  /// Notes that the bytes of a location are here; a location that has its bytes is left as it is.
  ///
  /// Its size stays what the server claims, which need not be the length: the next generation is compared with it.
  func noteLanded(
    _ content: Int64, at uid: UInt32, in generation: GenerationID, size: Int, received: Double
  ) throws {
    let sql = """
      UPDATE location SET state = 'landed', content = ?, reason = ''
      WHERE generation = ? AND uid = ? AND content IS NULL
      """
    guard try run(sql, [content, generation.value, uid]) == 0 else { return }
    let arguments: StatementArguments = [
      generation.value, uid, "landed", content, max(0, size), Stored.time(received: received), 0, "",
    ]
    try countPresent(try run(Self.insertLocation, arguments), in: generation)
  }

  /// The number of bytes that are here.
  func content(_ digest: ContentDigest) throws -> Int64? {
    try value("SELECT id FROM content WHERE digest = ?", [digest.column])
  }

  /// Keeps bytes that are not here yet.
  func insertContent(_ digest: ContentDigest, _ kept: CompressedBytes) throws -> Int64 {
    try insert(
      "INSERT INTO content (digest, size, coding, bytes) VALUES (?, ?, ?, ?)",
      [digest.column, kept.size, kept.coding, kept.bytes])
  }

  /// Whether bytes are a message, or on their way to be one.
  private func isTakenIn(_ content: Int64, _ digest: ContentDigest) throws -> Bool {
    let sql = "SELECT 1 FROM work WHERE content = ? UNION ALL SELECT 1 FROM message WHERE digest = ?"
    return try value(sql, [content, digest.column], as: Int.self) != nil
  }

  /// Ends the work on bytes that have become a message, keeping those that are not here yet.
  func finishWork(on raw: RawMessage) throws {
    if let known = try content(raw.digest) {
      try run("DELETE FROM work WHERE content = ?", [known])
    } else {
      _ = try insertContent(raw.digest, compressor.compress(raw.bytes))
    }
  }

  /// Keeps bytes apart that could not be taken in.
  ///
  /// An attempt that was counted when it began is not counted again.
  func keepApart(_ record: QuarantineRecord) throws {
    let known = try content(record.raw.digest)
    let content = try known ?? insertContent(record.raw.digest, compressor.compress(record.raw.bytes))
    let isMessage = "SELECT 1 FROM message WHERE digest = ?"
    guard try value(isMessage, [record.raw.digest.column], as: Int.self) == nil else { return }
    let sql = """
      INSERT INTO work (content, state, mailbox, origin, reason, attempts, received, landed, tried)
      VALUES (?1, 'quarantined', ?2, ?3, ?4, 1, ?5, ?5, ?5)
      ON CONFLICT (content) DO UPDATE SET state = 'quarantined', reason = excluded.reason, tried = excluded.tried,
        attempts = CASE state WHEN 'quarantined' THEN attempts + 1 ELSE max(attempts, 1) END
      """
    try run(sql, [content, record.mailbox ?? "", record.origin, record.reason, now])
  }
}
