// SPDX-License-Identifier: Apache-2.0

import GRDB
package import MailModel
package import OrderCore

/// What the ledger knows of the messages in a folder, to be compared with the server's own list.
package struct FolderLocations: Hashable, Sendable {
  /// A message that the server has and does not give.
  package struct Unavailable: Hashable, Sendable {
    /// The UID.
    package let uid: UInt32
    /// What the server said, one sentence.
    package let reason: String
  }

  /// The folder.
  package let name: FolderName
  /// The present generation.
  package let generation: GenerationID
  /// Its UIDVALIDITY.
  package let uidValidity: UInt32
  /// The UIDs that are known and not gone, the two sets below among them.
  package let present: UIDIntervals
  /// Those still to be fetched.
  package let pending: UIDIntervals
  /// Those given up, by UID.
  package let unavailable: [Unavailable]
  /// How many are durable and wait to be processed.
  package let waiting: Int
  /// How many are durable and wait for a person.
  package let held: Int
  /// How many are durable and could not be taken in.
  package let quarantined: Int

  /// The query for the work on the messages of a generation; the plus keeps SQLite from going through all of them.
  static let workSQL = """
    SELECT w.state, count(*) FROM work w CROSS JOIN location l ON l.content = w.content
    WHERE +l.generation = ? AND l.gone = 0 GROUP BY w.state
    """
}

extension OrderStore {
  /// Returns what is known of the messages of a folder in its present generation, nil for a folder never seen.
  package func locations(of name: FolderName) async throws(LedgerError) -> FolderLocations? {
    try await read { db in
      let folders = FolderReader(db: db)
      guard let folder = try folders.folder(name) else { return nil }
      let generation = folder.generation.value
      let pending = """
        SELECT uid FROM location INDEXED BY location_to_come
        WHERE generation = ? AND content IS NULL AND gone = 0 AND state = 'listed' ORDER BY uid
        """
      let refused = """
        SELECT uid, reason FROM location INDEXED BY location_unavailable
        WHERE generation = ? AND gone = 0 AND state = 'unavailable' ORDER BY uid
        """
      var counts: [String: Int] = [:]
      for row in try Row.fetchAll(db, sql: FolderLocations.workSQL, arguments: [generation]) {
        counts[row[0]] = row[1]
      }
      return FolderLocations(
        name: name, generation: folder.generation, uidValidity: folder.uidValidity,
        present: try folders.intervals(
          "SELECT uid FROM location WHERE generation = ? AND gone = 0 ORDER BY uid", [generation]),
        pending: try folders.intervals(pending, [generation]),
        unavailable: try Row.fetchAll(db, sql: refused, arguments: [generation]).map {
          FolderLocations.Unavailable(uid: $0[0], reason: $0[1])
        },
        waiting: counts["landed"] ?? 0, held: counts["held"] ?? 0, quarantined: counts["quarantined"] ?? 0)
    }
  }
}
