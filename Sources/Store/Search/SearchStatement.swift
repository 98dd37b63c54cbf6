// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

/// A condition in SQL with the values bound to it.
struct SQLCondition {
  let sql: String
  let arguments: StatementArguments

  init(_ sql: String, _ arguments: StatementArguments) {
    self.sql = sql
    self.arguments = arguments
  }

  /// The opposite condition.
  var negated: SQLCondition { SQLCondition("NOT (\(sql))", arguments) }

  /// All of several conditions.
  init(all conditions: [SQLCondition]) {
    sql = conditions.map { "(\($0.sql))" }.joined(separator: " AND ")
    arguments = conditions.reduce(StatementArguments()) { $0 + $1.arguments }
  }
}

/// A query as SQL on `message m`.
///
/// Nothing that a person typed is ever syntax: values are bound, and the FTS5 expression is made of phrases that
/// are quoted one by one.
struct SearchStatement {
  /// The FTS5 expression that a matching message must meet; nil when the query has no words.
  let expression: String?
  /// Everything else that it must meet.
  let filter: SQLCondition

  /// Translates a query; looks up the orders that it names.
  init(_ query: SearchQuery, in db: Database) throws {
    var phrases: [String] = []
    var filters = [SQLCondition("1", [])]
    for clause in query.clauses {
      switch (try Self.part(clause.condition, in: db), clause.isNegated) {
      case (.phrase(let phrase), false): phrases.append(phrase)
      case (.phrase(let phrase), true): filters.append(Self.matching(phrase).negated)
      case (.filter(let filter), false): filters.append(filter)
      case (.filter(let filter), true): filters.append(filter.negated)
      }
    }
    expression = phrases.isEmpty ? nil : phrases.joined(separator: " AND ")
    filter = SQLCondition(all: filters)
  }

  /// The whole query as a condition on `message m`.
  var condition: SQLCondition {
    guard let expression else { return filter }
    return SQLCondition(all: [Self.matching(expression), filter])
  }

  private static func matching(_ expression: String) -> SQLCondition {
    SQLCondition("m.id IN (SELECT rowid FROM message_search WHERE message_search MATCH ?)", [expression])
  }

  /// What one condition becomes.
  private enum Part {
    /// An FTS5 phrase.
    case phrase(String)
    /// A condition on columns.
    case filter(SQLCondition)
  }

  private static func part(_ condition: SearchQuery.Condition, in db: Database) throws -> Part {
    switch condition {
    case .text(let text): .phrase(quoted(text))
    case .party(let who): .phrase("{sender recipients} : \(quoted(who))")
    case .from(let who) where !isAddress(who): .phrase("sender : \(quoted(who))")
    case .to(let who) where !isAddress(who): .phrase("recipients : \(quoted(who))")
    case .from(let address): filter("m.sender = ?", [Address(address: address).folded])
    case .to(let address):
      filter(
        "EXISTS (SELECT 1 FROM recipient WHERE message = m.id AND address = ?)",
        [Address(address: address).folded])
    case .order(let name):
      filter(
        "m.id IN (SELECT message FROM link WHERE held = 0 AND order_ IN (SELECT value FROM json_each(?)))",
        [Stored.list(try OrderName(name).orders(in: db).map(\.value))])
    case .role(let role): filter("m.sender_role = ?", [role.rawValue])
    case .event(let event):
      filter("EXISTS (SELECT 1 FROM event WHERE message = m.id AND name = ?)", [event.rawValue])
    case .has(.attachment):
      filter("EXISTS (SELECT 1 FROM message_part WHERE message = m.id AND filename <> '')", [])
    case .has(.draft): filter("EXISTS (SELECT 1 FROM draft WHERE message = m.id)", [])
    case .has(.order): filter("EXISTS (SELECT 1 FROM link WHERE message = m.id AND held = 0)", [])
    case .before(let date): filter("m.date < ?", [Stored.time(date)])
    case .after(let date): filter("m.date >= ?", [Stored.time(date)])
    case .location(let name):
      filter(
        """
        m.mailbox = ? COLLATE NOCASE OR EXISTS (SELECT 1 FROM content c JOIN location l ON l.content = c.id
          JOIN generation g ON g.id = l.generation JOIN folder f ON f.id = g.folder
          WHERE c.digest = m.digest AND ? COLLATE NOCASE IN (f.name, f.mailbox))
        """, [name, name])
    case .language(let language): filter("m.language = ?", [language.rawValue])
    }
  }

  private static func filter(_ sql: String, _ arguments: StatementArguments) -> Part {
    .filter(SQLCondition(sql, arguments))
  }

  private static func isAddress(_ text: String) -> Bool {
    text.dropFirst().contains("@")
  }

  /// A text as an FTS5 string: it is tokenised there, and can't leave its quotation marks.
  private static func quoted(_ text: String) -> String {
    // A NUL would end the whole expression.
    "\"" + text.filter { $0 != "\0" }.replacing("\"", with: "\"\"") + "\""
  }
}
