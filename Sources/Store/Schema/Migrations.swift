// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The versions of the schema and how one becomes the next.
///
/// `docs/schema.sql` documents the newest; a test compares the two. A published migration never changes.
enum Schema {
  /// Marks the file as a store of Kontor in SQLite's header (`KNTR`).
  static let applicationID: Int64 = 0x4B4E_5452

  /// The migrations in order.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      for statement in mailTables + orderTables + outgoingTables + auditTables {
        try db.execute(sql: statement)
      }
    }
    migrator.registerMigration("2") { db in
      for statement in locationTables + carriedOver + droppedWithVersion1 {
        try db.execute(sql: statement)
      }
    }
    migrator.registerMigration("3") { db in
      for statement in documentTables + widenedTexts + cautionColumn {
        try db.execute(sql: statement)
      }
      try noteEarlierDocuments(db)
    }
    migrator.registerMigration("4") { db in
      for statement in correctionTables + orderListTables + trustTables {
        try db.execute(sql: statement)
      }
    }
    return migrator
  }
}
