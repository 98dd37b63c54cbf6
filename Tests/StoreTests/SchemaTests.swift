// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Testing

// The page is compared with what the migrations really make.
@testable import Store

@Suite("The schema")
struct SchemaTests {
  /// The page at `docs/schema.sql`.
  private static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.deletingLastPathComponent().appendingPathComponent("docs/schema.sql"), encoding: .utf8)
  }

  /// What a database consists of: a line each, without comments and blanks that don't matter.
  private static func objects(_ db: Database) throws -> [String] {
    let sql = """
      SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'message_search_*'
        AND name NOT GLOB 'sqlite_*' AND name <> 'grdb_migrations' ORDER BY type, name
      """
    return try String.fetchAll(db, sql: sql).map { text in
      let lines = text.split(separator: "\n").map {
        $0.prefix(upTo: $0.range(of: "--")?.lowerBound ?? $0.endIndex)
      }
      return lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .replacing("( ", with: "(").replacing(" )", with: ")").replacing(" ,", with: ",")
    }
  }

  @Test("is that of docs/schema.sql")
  func page() async throws {
    let store = try OrderStore.fixture()
    let made = try await store.database.read { try Self.objects($0) }
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { $0.add(tokenizer: SearchTokenizer.self) }
    let page = try Self.page()
    let documented = try await DatabaseQueue(configuration: configuration).write { db in
      try db.execute(sql: page)
      return try Self.objects(db)
    }
    #expect(made.count > 30)
    for (made, documented) in zip(made, documented) { #expect(made == documented) }
    #expect(made.count == documented.count)
  }

  @Test("has strict tables only")
  func strict() async throws {
    let store = try OrderStore.fixture()
    let sql = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'"
    let lax = try await store.database.read { try String.fetchSet($0, sql: sql) }
    #expect(lax.allSatisfy { $0.hasPrefix("sqlite_") || $0 == "grdb_migrations" }, "\(lax)")
  }

  @Test("is copied by nothing that does not fsync")
  func vacuumInto() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.deletingLastPathComponent().appendingPathComponent("Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    #expect(files.count > 50)
    let texts = try files.map { try String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8) }
    #expect(texts.allSatisfy { !$0.uppercased().contains("VACUUM INTO") })
  }

  /// Queries that run for each message or row; all must be answered from an index.
  private static let hotQueries = [
    "SELECT id FROM message WHERE digest = ?", "SELECT thread FROM thread_reference WHERE message_id = ?",
    "SELECT order_ FROM thread_order WHERE thread = ? ORDER BY message DESC, order_",
    "SELECT order_ FROM order_key WHERE normalised = ? AND kind = ?",
    "SELECT order_, last_activity FROM order_party WHERE address = ? ORDER BY last_activity DESC",
    "SELECT order_, last_activity FROM order_party WHERE domain = ? ORDER BY last_activity DESC",
    "SELECT max(id) FROM message WHERE thread = ?", "SELECT name FROM event WHERE order_ = ? ORDER BY id",
    "\(OutboxRow.columns) WHERE o.state = 'queued' AND o.mailbox = ? AND o.due <= ? ORDER BY o.due, o.id LIMIT 1",
    "UPDATE message SET thread = ? WHERE thread = ?",
    "UPDATE thread_reference SET thread = ? WHERE thread = ?",
    "SELECT max(id) FROM draft WHERE message = ?",
    """
    SELECT id FROM draft WHERE thread = ? AND state IN ('pending', 'approved')
    UNION SELECT id FROM draft WHERE order_ = ? AND state IN ('pending', 'approved')
    """,
    "SELECT id FROM content WHERE digest = ?",
    "SELECT 1 FROM work WHERE content = ? UNION ALL SELECT 1 FROM message WHERE digest = ?",
    """
    SELECT content, received, attempts, origin FROM work WHERE state = 'landed' AND mailbox = ?
    ORDER BY received, content LIMIT ?
    """,
    "SELECT min(low), max(high) FROM scanned WHERE generation = ?1 AND low <= ?3 + 1 AND high >= ?2 - 1",
    """
    SELECT uid FROM location WHERE generation = ? AND content IS NULL AND gone = 0 AND state = 'listed'
    ORDER BY received, uid LIMIT ?
    """,
    "SELECT g.id FROM \(FolderReader.presentGenerations) WHERE f.mailbox = ? AND f.name = ?",
  ]

  @Test("answers the queries that run for each message from an index", arguments: hotQueries)
  func indices(sql: String) async throws {
    let store = try OrderStore.fixture()
    let plan = try await store.database.read { db in
      let count = sql.filter { $0 == "?" }.count
      let arguments = StatementArguments(Array(repeating: 1, count: count))
      return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map {
        $0["detail"] as String
      }
    }
    #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") }, "\(plan)")
  }

  @Test(
    "finds single locations without going through their generation",
    arguments: [Rebinding.byObject, Rebinding.byName, Rebinding.taken, FolderLocations.workSQL])
  func noGeneration(sql: String) async throws {
    let store = try OrderStore.fixture()
    let plan = try await store.database.read { db in
      let arguments = StatementArguments(Array(repeating: 1, count: sql.filter { $0 == "?" }.count))
      return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map {
        $0["detail"] as String
      }
    }
    let step = try #require(plan.first { $0.contains("location") || $0.contains(" l ") })
    #expect(step.contains("location_by_"), "\(plan)")
  }

  @Test("would go through a whole generation for what is to come of it, were the index not named")
  func trap() async throws {
    let sql = """
      EXPLAIN QUERY PLAN SELECT uid FROM location
      WHERE generation = 1 AND content IS NULL AND gone = 0 AND state = 'listed'
      """
    let plan = try await OrderStore.fixture().database.read { db in
      try Row.fetchAll(db, sql: sql).map { $0["detail"] as String }
    }
    #expect(plan == ["SEARCH location USING PRIMARY KEY (generation=?)"], "INDEXED BY may go.")
  }
}
