// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Opens a generation of a folder; it is the present one from now on.
  @discardableResult
  func beginGeneration(of name: FolderName, uidValidity: UInt32) throws -> Int64 {
    let sql = """
      INSERT INTO generation (folder, uid_validity, opened, uid_next, mod_seq, completed, present)
      VALUES (?, ?, ?, 0, 0, 0, 0)
      """
    return try insert(sql, [try folder(name), uidValidity, now])
  }

  private func folder(_ name: FolderName) throws -> Int64 {
    let sql = "SELECT id FROM folder WHERE mailbox = ? AND name = ?"
    return try value(sql, [name.mailbox, name.folder], as: Int64.self)
      ?? insert("INSERT INTO folder (mailbox, name) VALUES (?, ?)", [name.mailbox, name.folder])
  }

  /// Notes that an interval was listed to the end, joining it to those that it touches.
  func noteScanned(_ interval: ClosedRange<UInt32>, in generation: GenerationID) throws {
    let sql = """
      SELECT min(low), max(high) FROM scanned
      WHERE generation = ?1 AND low <= ?3 + 1 AND high >= ?2 - 1
      """
    let bounds: StatementArguments = [
      generation.value, Int64(interval.lowerBound), Int64(interval.upperBound),
    ]
    let touched = try row(sql, bounds)
    let low = min(interval.lowerBound, touched?[0] ?? interval.lowerBound)
    let high = max(interval.upperBound, touched?[1] ?? interval.upperBound)
    try deleteScanned(low...high, in: generation)
    try insertScanned(low...high, in: generation)
  }

  /// Forgets that an interval was listed; what stands on both sides of it stays.
  func forgetScanned(_ interval: ClosedRange<UInt32>, in generation: GenerationID) throws {
    let sql = """
      SELECT min(low), max(high) FROM scanned WHERE generation = ?1 AND low <= ?3 AND high >= ?2
      """
    let bounds: StatementArguments = [generation.value, interval.lowerBound, interval.upperBound]
    guard let row = try row(sql, bounds), let low: UInt32 = row[0], let high: UInt32 = row[1] else { return }
    try deleteScanned(low...high, in: generation)
    if low < interval.lowerBound { try insertScanned(low...(interval.lowerBound - 1), in: generation) }
    if high > interval.upperBound { try insertScanned((interval.upperBound + 1)...high, in: generation) }
  }

  private func deleteScanned(_ interval: ClosedRange<UInt32>, in generation: GenerationID) throws {
    try run(
      "DELETE FROM scanned WHERE generation = ? AND low >= ? AND high <= ?",
      [generation.value, interval.lowerBound, interval.upperBound])
  }

  private func insertScanned(_ interval: ClosedRange<UInt32>, in generation: GenerationID) throws {
    try run(
      "INSERT INTO scanned (generation, low, high) VALUES (?, ?, ?)",
      [generation.value, interval.lowerBound, interval.upperBound])
  }

  /// Keeps the count of present messages in step; counting a million rows at each pass would take too long.
  func countPresent(_ change: Int, in generation: GenerationID) throws {
    guard change != 0 else { return }
    try run("UPDATE generation SET present = present + ? WHERE id = ?", [change, generation.value])
  }
}
