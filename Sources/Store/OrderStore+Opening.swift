// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
import Glibc
package import OrderCore

extension OrderStore {
  /// Opens or creates a store for writing and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: the file; created readable by its owner only.
  ///   - patience: how long to wait for another process that has it, in seconds.
  ///   - clock: what dates the rows.
  /// - Throws: `busy` when another process has it; `unusable` when the file is no store of ours, of a newer
  ///   version, damaged, or can't be set to the durability that is asked for.
  package static func open(
    at path: String, patience: TimeInterval = 2, clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(LedgerError) -> OrderStore {
    let lock = try StoreLock(path: path + ".lock", store: path, patience: patience)
    do {
      try createPrivately(path)
      var configuration = connectionSettings(path: path)
      configuration.label = "store"
      let pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { db in
        // After opening: the pool sets NORMAL itself, and with NORMAL a power cut loses acknowledged commits.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
        // A batch's index pages stay in memory, and are copied from the log to the file once for several batches.
        try db.execute(sql: "PRAGMA cache_size = -16384")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        try checkSettings(db, path: path, expected: writerSettings)
      }
      try Schema.migrator.migrate(pool)
      return OrderStore(database: pool, path: path, clock: clock, lock: lock)
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Opens an existing store for reading, beside a process that writes.
  ///
  /// It never checkpoints (SQLite before 3.51.3 can corrupt a WAL that two connections reset).
  /// - Throws: `notFound` when there is no file; `unusable` as `open` does.
  package static func openForReading(
    at path: String, clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(LedgerError) -> OrderStore {
    guard access(path, F_OK) == 0 else { throw .notFound("store at \(path)") }
    do {
      var configuration = connectionSettings(path: path)
      configuration.readonly = true
      configuration.label = "reader"
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        try checkSettings(db, path: path, expected: readerSettings)
        guard try Schema.migrator.hasCompletedMigrations(db) else {
          throw LedgerError.unusable(
            path: path, reason: "it is of an older version; a writing command updates it")
        }
      }
      return OrderStore(database: queue, path: path, clock: clock, lock: nil)
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Creates an empty store that lives as long as this value.
  package static func inMemory(
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(LedgerError) -> OrderStore {
    do {
      let queue = try DatabaseQueue(configuration: connectionSettings(path: ":memory:"))
      try Schema.migrator.migrate(queue)
      return OrderStore(database: queue, path: ":memory:", clock: clock, lock: nil)
    } catch {
      throw LedgerError(error, path: ":memory:")
    }
  }

  /// What every connection is set to, and refuses to go on without.
  private static func connectionSettings(path: String) -> GRDB.Configuration {
    var configuration = GRDB.Configuration()
    // The moments in which a reader holds the whole file: it recovers a log, or is the last to close.
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try refuseForeignFiles(db, path: path)
      // Taken by a new file only. Most of a store are the bytes of mail, and half as many pages are written.
      try db.execute(sql: "PRAGMA page_size = 8192")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA mmap_size = 0")
      db.add(tokenizer: SearchTokenizer.self)
    }
    return configuration
  }

  private static let readerSettings: [(name: String, value: String)] = [
    ("foreign_keys", "1"), ("trusted_schema", "0"), ("cell_size_check", "1"), ("mmap_size", "0"),
    ("journal_mode", "wal"), ("wal_autocheckpoint", "0"),
  ]

  private static let writerSettings: [(name: String, value: String)] = [
    ("foreign_keys", "1"), ("trusted_schema", "0"), ("cell_size_check", "1"), ("mmap_size", "0"),
    ("journal_mode", "wal"), ("synchronous", "2"),
  ]

  /// Reads settings back; a library that ignores one must stop us, not lose mail.
  static func checkSettings(
    _ db: Database, path: String, expected: [(name: String, value: String)]
  ) throws {
    for setting in expected {
      let value = try String.fetchOne(db, sql: "PRAGMA \(setting.name)") ?? "nothing"
      guard value == setting.value else {
        let reason = "\(setting.name) is \(value) where \(setting.value) was asked for"
        throw LedgerError.unusable(path: path, reason: reason)
      }
    }
  }

  /// Runs before anything is written, so a file of somebody else is left as it is.
  private static func refuseForeignFiles(_ db: Database, path: String) throws {
    let identifier = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if identifier == Schema.applicationID {
      guard try !Schema.migrator.hasBeenSuperseded(db) else {
        let reason = "a newer version of Kontor has written it; use that version"
        throw LedgerError.unusable(path: path, reason: reason)
      }
      return
    }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard identifier == 0, tables == 0 else {
      throw LedgerError.unusable(path: path, reason: "it is a database of another program")
    }
  }

  /// SQLite gives its -wal and -shm files the mode of the database, so it is made private before SQLite opens it.
  private static func createPrivately(_ path: String) throws {
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw LedgerError.unusable(
        path: path, reason: "it can't be opened: \(String(cString: strerror(errno)))")
    }
    close(file)
  }
}
