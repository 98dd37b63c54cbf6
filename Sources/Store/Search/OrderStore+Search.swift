// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import OrderCore

extension OrderStore {
  /// Returns the messages that match, the best first; those that fit alike with the newest first.
  ///
  /// - Parameter limit: at most so many; 0 for all.
  package func search(_ query: SearchQuery, limit: Int = 20) async throws(LedgerError) -> [SearchHit] {
    try await read { db in
      let statement = try SearchStatement(query, in: db)
      let snippets = SnippetMaker(query)
      let reader = MessageReader(db: db)
      return try Self.ranked(statement, limit: limit, in: db).compactMap { found in
        try Self.hit(found.message, score: found.score, snippets: snippets, reader: reader)
      }
    }
  }

  /// How many messages match.
  package func count(_ query: SearchQuery) async throws(LedgerError) -> Int {
    try await read { db in
      let condition = try SearchStatement(query, in: db).condition
      let sql = "SELECT count(*) FROM message m WHERE \(condition.sql)"
      return try Int.fetchOne(db, sql: sql, arguments: condition.arguments) ?? 0
    }
  }

  /// The numbers first: texts are read for the hits that are shown, not for all that are sorted.
  private static func ranked(
    _ statement: SearchStatement, limit: Int, in db: Database
  ) throws -> [(message: Int64, score: Double)] {
    let filter = statement.filter
    let limits: StatementArguments = [limit == 0 ? -1 : limit]
    guard let expression = statement.expression else {
      let sql = "SELECT m.id, 0.0 FROM message m WHERE \(filter.sql) ORDER BY m.date DESC, m.id DESC LIMIT ?"
      return try Row.fetchAll(db, sql: sql, arguments: filter.arguments + limits).map { ($0[0], $0[1]) }
    }
    let sql = """
      SELECT m.id, -bm25(message_search, \(SearchColumn.weights)) AS score
      FROM message_search JOIN message m ON m.id = message_search.rowid
      WHERE message_search MATCH ? AND \(filter.sql)
      ORDER BY round(score, 1) DESC, m.date DESC, m.id DESC LIMIT ?
      """
    let arguments = [expression] + filter.arguments + limits
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { ($0[0], $0[1]) }
  }

  private static func hit(
    _ message: Int64, score: Double, snippets: SnippetMaker, reader: MessageReader
  ) throws -> SearchHit? {
    let sql = """
      SELECT m.message_id, m.thread, m.date, m.sender, t.subject, t.new_text, t.quoted_text, t.documents,
        t.signature
      FROM message m JOIN message_text t ON t.message = m.id WHERE m.id = ?
      """
    guard let row = try Row.fetchOne(reader.db.cachedStatement(sql: sql), arguments: [message]) else {
      return nil
    }
    let order = try reader.order(of: message)
    return SearchHit(
      message: StoredMessageID(message), messageID: Stored.bracketed(row[0]), order: order?.name,
      orderNumber: try order.flatMap { try reader.number(of: $0) }, thread: ThreadID(row[1]).name,
      date: Stored.date(row[2]), sender: row[3], subject: row[4],
      snippet: snippets.snippet(of: [row[5], row[4], row[7], row[6], row[8]]),
      score: (score * 1000).rounded() / 1000)
  }
}
