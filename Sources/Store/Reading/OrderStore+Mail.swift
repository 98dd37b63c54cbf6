// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
package import MailModel
package import OrderCore

extension OrderStore {
  /// Returns the messages that a person may mean: by `Message-ID` with or without brackets, or by the beginning
  /// (8 digits or more) of the SHA-256; several when it is ambiguous.
  package func messages(named name: String) async throws(LedgerError) -> [StoredMessageID] {
    try await read { db in
      var found: Set<Int64> = []
      if let id = MessageID(name) {
        found = try Int64.fetchSet(
          db, sql: "SELECT id FROM message WHERE message_id = ? AND message_id <> ''", arguments: [id.value])
      }
      if name.count >= 8, name.utf8.count <= 64,
        name.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      {
        let bounds = ["0", "f"].compactMap { filler in
          ContentDigest(hex: name + String(repeating: filler, count: 64 - name.utf8.count))?.column
        }
        let sql = "SELECT id FROM message WHERE digest BETWEEN ? AND ?"
        found.formUnion(try Int64.fetchSet(db, sql: sql, arguments: StatementArguments(bounds)))
      }
      return found.sorted().map { StoredMessageID($0) }
    }
  }

  /// Returns one message as it is exported.
  ///
  /// - Throws: `notFound`.
  package func message(_ id: StoredMessageID) async throws(LedgerError) -> ExportedMessage {
    try await read { db in
      let sql = "\(MessageReader.columns) WHERE m.id = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("message \(id.value)")
      }
      return try MessageReader(db: db).message(row)
    }
  }

  /// Returns the bytes of a message, checked against its identity.
  ///
  /// - Throws: `notFound`; `unusable` when they are not what was stored.
  package func raw(of id: StoredMessageID) async throws(LedgerError) -> RawMessage {
    try await read { db in
      let sql = """
        SELECT c.size, c.coding, c.bytes, m.digest FROM message m JOIN content c ON c.digest = m.digest
        WHERE m.id = ?
        """
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("message \(id.value)")
      }
      let raw = RawMessage(bytes: try Compressor.expand(CompressedBytes(row)))
      guard raw.digest.column == row[3] as Data else {
        throw LedgerError.unusable(path: path, reason: "the bytes of message \(id.value) have changed")
      }
      return raw
    }
  }
}
