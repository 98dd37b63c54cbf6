// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB

extension IntegrityCheck {
  /// Bytes are a message or work, never both, and a message has its bytes.
  ///
  /// That a location that has landed has its content is for the foreign keys and the table's own check.
  func mail() throws -> [String] {
    let lost = """
      SELECT id FROM message m WHERE NOT EXISTS (SELECT 1 FROM content WHERE digest = m.digest) LIMIT ?
      """
    let idle = """
      SELECT id FROM content c WHERE NOT EXISTS (SELECT 1 FROM message WHERE digest = c.digest)
        AND NOT EXISTS (SELECT 1 FROM work WHERE content = c.id) LIMIT ?
      """
    let both = """
      SELECT c.id FROM work w JOIN content c ON c.id = w.content JOIN message m ON m.digest = c.digest LIMIT ?
      """
    return try numbers(lost).map { "The bytes of message \($0) are not there." }
      + numbers(idle).map { "Mail \($0) is neither a message nor on its way to be one." }
      + numbers(both).map { "Mail \($0) is a message and still to become one." }
  }

  /// Intervals are disjoint and joined, and the count of present messages is that of the rows.
  func folders() throws -> [String] {
    let overlapping = """
      SELECT DISTINCT generation FROM (
        SELECT generation, low, lag(high) OVER (PARTITION BY generation ORDER BY low) AS before FROM scanned)
      WHERE low <= before + 1 LIMIT ?
      """
    let miscounted = """
      SELECT id FROM generation g
      WHERE present <> (SELECT count(*) FROM location WHERE generation = g.id AND gone = 0) LIMIT ?
      """
    return try numbers(overlapping).map { "Intervals of generation \($0) overlap." }
      + numbers(miscounted).map { "Generation \($0) has another number of messages than was counted." }
  }

  /// All bytes are those that were stored.
  func bytes() throws -> [String] {
    var problems: [String] = []
    let cursor = try Row.fetchCursor(db, sql: "SELECT size, coding, bytes, digest, id FROM content")
    while let row = try cursor.next(), problems.count < Self.limit {
      if !Self.isWhole(row) {
        problems.append("The bytes of mail \(row[4] as Int64) are not those that came.")
      }
    }
    return problems
  }

  private func numbers(_ sql: String) throws -> [Int64] {
    try Int64.fetchAll(db, sql: sql, arguments: [Self.limit])
  }

  private static func isWhole(_ row: Row) -> Bool {
    guard let bytes = try? Compressor.expand(CompressedBytes(row)) else { return false }
    return ContentDigest(of: bytes).column == row[3] as Data
  }
}
