// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

// A store of an older version is made from below.
@testable import Store

@Suite("A store of version 1")
struct MigrationTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("kontor.sqlite")
  }

  /// Makes a store as version 1 left it, with two messages, and quarantine of every kind.
  private func makeOld() throws {
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { $0.add(tokenizer: SearchTokenizer.self) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try Schema.migrator.migrate(queue, upTo: "1")
    try queue.write { db in
      try db.execute(sql: "INSERT INTO thread (id, opened) VALUES (1, 0)")
      for (id, body) in [(1, Self.long), (3, Self.short)] {
        try db.execute(
          sql: """
            INSERT INTO message (id, digest, message_id, thread, mailbox, date, recorded, direction, kind, language,
              sender, sender_name, sender_role, sender_company, warnings)
            VALUES (?, ?, '', 1, 'orders', 5, 6, 'in', 'message', 'de', 'a@b.example', '', 'unknown', '', '[]')
            """, arguments: [id, body.digest.column])
        try db.execute(
          sql: "INSERT INTO message_text VALUES (?, 'Anfrage', 'Text', '', '', '', '')", arguments: [id])
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('rebuild')")
        let kept = Compressor().compress(body.bytes)
        try db.execute(
          sql: "INSERT INTO raw VALUES (?, ?, ?, ?)", arguments: [id, kept.size, kept.coding, kept.bytes])
      }
      let quarantine: [(RawMessage, String, String, Int)] = [
        (Self.rubble, "orders/INBOX/4", "It is no mail.", 1), (Self.rubble, "x.eml", "No mail.", 2),
        (Self.nothing, "orders/INBOX/5", "The server does not give it.", 1),
        (Self.nothing, "y.eml", "Empty.", 1),
        (Self.short, "z.eml", "An older version could not read it.", 1),
      ]
      for (index, (raw, origin, reason, attempts)) in quarantine.enumerated() {
        try db.execute(
          sql: "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'none', ?)",
          arguments: [
            index + 1, raw.digest.column, origin, reason, attempts, 1000 + index, 2000 + index,
            raw.bytes.count,
            Data(raw.bytes),
          ])
      }
      try db.execute(
        sql: """
          INSERT INTO folder VALUES (2, 'orders', 'INBOX', 9, 6, 7000), (5, 'orders', 'Sent', 4, 0, 0),
            (6, 'orders', 'Drafts', 0, 0, 0);
          INSERT INTO delivery VALUES (2, 9, 1, 1, NULL), (2, 9, 3, 3, NULL), (2, 9, 4, NULL, 1),
            (2, 9, 5, NULL, 3), (2, 11, 8, 1, NULL), (5, 4, 2, 3, NULL), (2, 9, 6, NULL, 5);
          """)
    }
  }

  private static let long = RawMessage(bytes: Array(String(repeating: "Wir bestellen. ", count: 200).utf8))
  private static let short = RawMessage(bytes: Array("Subject: kurz\r\n\r\n".utf8))
  private static let rubble = RawMessage(bytes: Array("rubble".utf8))
  private static let nothing = RawMessage(bytes: [])

  @Test("keeps its messages with their bytes")
  func messages() async throws {
    try makeOld()
    let store = try OrderStore.open(at: path)
    #expect(try await store.raw(of: StoredMessageID(1)) == Self.long)
    #expect(try await store.raw(of: StoredMessageID(3)) == Self.short)
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
    #expect(try await store.count(SearchQuery("in:INBOX")) == 2)
    #expect(try await store.count(SearchQuery("in:Sent")) == 1)
  }

  @Test("keeps its quarantine: the same bytes once, what was never fetched as a location")
  func quarantine() async throws {
    try makeOld()
    let store = try OrderStore.open(at: path)
    let kept = try await store.untaken().filter { $0.state == .quarantined }
    #expect(kept.map(\.digest) == [Self.rubble.digest, Self.nothing.digest])
    #expect(kept.map(\.origin) == ["orders/INBOX/4", "y.eml"])
    #expect(kept.map(\.reason) == ["It is no mail.", "Empty."])
    #expect(kept.map(\.attempts) == [3, 1])
    #expect(try await store.untakenBytes(kept[0].name) == Self.rubble)
    let work = try await store.database.read { db in
      try Row.fetchAll(db, sql: "SELECT mailbox, landed, tried FROM work ORDER BY content").map {
        "\($0[0] as String) \($0[1] as Int) \($0[2] as Int)"
      }
    }
    #expect(work == ["orders 1000 2001", " 1003 2003"])
    let unavailable = try await store.database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT uid, reason, attempts, tried FROM location WHERE state = 'unavailable'"
      ).map {
        "\($0[0] as Int) '\($0[1] as String)' \($0[2] as Int) \($0[3] as Int)"
      }
    }
    #expect(unavailable == ["5 'The server does not give it.' 1 2002"])
  }

  @Test("keeps its folders: what a cursor vouched for is an interval")
  func folders() async throws {
    try makeOld()
    let store = try OrderStore.open(at: path)
    let inbox = try #require(try await store.folder(FolderName(mailbox: "orders", folder: "INBOX")))
    #expect(inbox.uidValidity == 9 && inbox.uidNext == 7 && inbox.modSeq == 0)
    #expect(inbox.scanned == UIDIntervals([1...6]))
    #expect(inbox.present == 5 && inbox.pending == 0)
    #expect(inbox.completed == Date(timeIntervalSince1970: 7))
    #expect(inbox.isRenumbered && inbox.formerlyCompleted == nil)
    #expect(try await store.presentUIDs(inbox.generation) == UIDIntervals([1...1, 3...6]))
    let sent = try #require(try await store.folder(FolderName(mailbox: "orders", folder: "Sent")))
    #expect(sent.uidValidity == 4 && sent.uidNext == 0 && sent.scanned.isEmpty && sent.present == 1)
    #expect(sent.completed == nil && !sent.isRenumbered)
    #expect(try await store.folder(FolderName(mailbox: "orders", folder: "Drafts")) == nil)
    let ids = try await store.database.read { try Int.fetchAll($0, sql: "SELECT id FROM folder ORDER BY id") }
    #expect(ids == [2, 5, 6])
    #expect(try await store.pending(mailbox: "orders", retryBefore: agentNow).isEmpty)
  }

  @Test("is refused for reading until a writer has updated it")
  func reader() throws {
    try makeOld()
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    let reason = "it is of an older version; a writing command updates it"
    #expect(throws: LedgerError.unusable(path: path, reason: reason)) {
      try OrderStore.openForReading(at: path)
    }
  }

  @Test("goes on with new numbers, never with old ones")
  func numbers() async throws {
    try makeOld()
    let store = try OrderStore.open(at: path)
    let archive = FolderName(mailbox: "orders", folder: "Archive")
    _ = try await store.beginGeneration(of: archive, uidValidity: 1, now: agentNow)
    let id = try await store.database.read { try Int.fetchOne($0, sql: "SELECT max(id) FROM folder") }
    #expect(id == 7)
  }
}
