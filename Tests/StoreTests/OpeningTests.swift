// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import OrderCore
import Testing

// The connection itself is looked at: what it is set to is the promise.
@testable import Store

@Suite("A store on disk")
struct OpeningTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("kontor.sqlite")
  }

  @Test(
    "has its settings on the writer",
    arguments: [
      ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("trusted_schema", "0"),
      ("cell_size_check", "1"), ("mmap_size", "0"), ("page_size", "8192"),
    ])
  func settings(name: String, value: String) async throws {
    let store = try OrderStore.open(at: path)
    let found = try await store.database.writeWithoutTransaction { db in
      try String.fetchOne(db, sql: "PRAGMA \(name)")
    }
    #expect(found == value)
  }

  @Test("would lose commits had the pool its way: it sets synchronous to NORMAL after prepareDatabase")
  func trap() async throws {
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let pool = try DatabasePool(path: folder.file("other.sqlite"), configuration: configuration)
    let found = try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(found == 1, "If the library has changed, the setting after opening may go.")
  }

  @Test("is refused when a setting does not hold")
  func refusedSetting() async throws {
    let store = try OrderStore.open(at: path)
    let path = path
    let error = await #expect(throws: LedgerError.self) {
      try await store.database.writeWithoutTransaction { db in
        try OrderStore.checkSettings(db, path: path, expected: [("synchronous", "3")])
      }
    }
    #expect(error == .unusable(path: path, reason: "synchronous is 2 where 3 was asked for"))
  }

  @Test("keeps what was committed, for its next owner and readable by nobody else")
  func reopen() async throws {
    do {
      let store = try OrderStore.open(at: path)
      try await store.record(mail("Text", id: "a@kunde.example"))
    }
    let again = try OrderStore.open(at: path)
    #expect(try await again.exported().count == 1)
    for file in [path, path + "-wal", path + ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
  }

  @Test("has one writer at a time")
  func lock() async throws {
    let first = try OrderStore.open(at: path)
    #expect(throws: LedgerError.busy(path: path)) { try OrderStore.open(at: path, patience: 0) }
    try await first.record(mail("Text", id: "a@kunde.example"))
  }

  @Test("can be read beside its writer, but not written")
  func reader() async throws {
    let writer = try OrderStore.open(at: path)
    let reader = try OrderStore.openForReading(at: path)
    try await writer.record(mail("Text", id: "a@kunde.example"))
    #expect(try await reader.exported().count == 1)
    await #expect(throws: LedgerError.unusable(path: path, reason: "it was opened for reading only")) {
      try await reader.record(mail("Text 2", id: "b@kunde.example"))
    }
    let checkpoint = try await reader.database.read { try Int.fetchOne($0, sql: "PRAGMA wal_autocheckpoint") }
    #expect(checkpoint == 0)
  }

  @Test("can be read when nobody writes")
  func lonelyReader() async throws {
    do {
      let store = try OrderStore.open(at: path)
      try await store.record(mail("Text", id: "a@kunde.example"))
    }
    #expect(try await OrderStore.openForReading(at: path).exported().count == 1)
  }

  @Test("is not made by a reader")
  func missing() throws {
    #expect(throws: LedgerError.notFound("store at \(path)")) { try OrderStore.openForReading(at: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("of another program is left as it is")
  func foreign() async throws {
    do {
      let queue = try DatabaseQueue(path: path)
      try await queue.write { try $0.execute(sql: "CREATE TABLE notes (text)") }
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: LedgerError.unusable(path: path, reason: "it is a database of another program")) {
      try OrderStore.open(at: path)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("of a newer version is refused, for reading too")
  func newer() async throws {
    do {
      let store = try OrderStore.open(at: path)
      try await store.database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    }
    let reason = "a newer version of Kontor has written it; use that version"
    #expect(throws: LedgerError.unusable(path: path, reason: reason)) { try OrderStore.open(at: path) }
    #expect(throws: LedgerError.unusable(path: path, reason: reason)) {
      try OrderStore.openForReading(at: path)
    }
  }

  @Test("that is no database is refused, with words")
  func noDatabase() throws {
    try Data("From: nobody\r\n\r\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: LedgerError.unusable(path: path, reason: "it is no SQLite database")) {
      try OrderStore.open(at: path)
    }
  }

  @Test("in a folder that is not there is refused, with words")
  func noFolder() throws {
    let path = folder.file("none/kontor.sqlite")
    let error = #expect(throws: LedgerError.self) { try OrderStore.open(at: path) }
    #expect(error?.description.contains("No such file or directory") == true)
  }

  @Test("that a crash left with a log behind is whole for readers and for its next owner")
  func crash() async throws {
    let store = try OrderStore.open(at: path)
    try await store.record(mail("Text", id: "a@kunde.example"))
    // The files of an open store are those that a killed process leaves.
    let crashed = folder.file("crashed.sqlite")
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: crashed + suffix)
    }
    #expect(try await OrderStore.openForReading(at: crashed).exported().count == 1)
    let next = try OrderStore.open(at: crashed)
    #expect(try await next.exported().count == 1)
    #expect(try await next.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
  }

  @Test("commits although its task is cancelled")
  func cancellation() async throws {
    let store = try OrderStore.open(at: path)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await store.record(mail("Text", id: "a@kunde.example"))
    }
    task.cancel()
    try await task.value
    #expect(try await store.exported().count == 1)
  }
}
