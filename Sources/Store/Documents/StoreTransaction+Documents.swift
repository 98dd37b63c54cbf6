// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// A larger document is not read, in bytes.
  private static let largestDocument = 32 << 20
  /// So many documents of a message are read.
  private static let mostDocuments = 20
  /// So often the reading of a document is begun.
  private static let mostAttempts = 3
  /// So much of the documents of a message is searched, in characters.
  private static let searchedText = 400_000

  /// Notes which parts of a new message are documents; what is known already is not read again.
  func insertDocuments(of message: Message, id: Int64) throws {
    guard message.kind != .bounce else { return }
    var count = 0
    for (position, part) in message.parts.enumerated() where count < Self.mostDocuments {
      guard let format = Self.format(type: part.type, filename: part.filename, size: part.size) else {
        continue
      }
      count += 1
      let known = try row("SELECT id, state FROM document WHERE digest = ?", [part.digest.column])
      let document: Int64
      if let known {
        document = known[0]
      } else {
        let sql = """
          INSERT INTO document (digest, format, state, attempts, reason, text, reference_list, cut, changed)
          VALUES (?, ?, 'waiting', 0, '', '', '[]', 0, ?)
          """
        document = try insert(sql, [part.digest.column, format.rawValue, now])
      }
      let isUnreadable = known.map { $0[1] as String == "unreadable" } ?? false
      try run(
        "INSERT INTO message_document (message, position, document, revised) VALUES (?, ?, ?, ?)",
        [id, position, document, isUnreadable])
    }
  }

  /// How a part is read, nil where it is no document: a text without a name is a letter.
  static func format(type: String, filename: String?, size: Int) -> DocumentFormat? {
    guard (1...largestDocument).contains(size), filename != nil || !type.hasPrefix("text/") else {
      return nil
    }
    return DocumentFormat(type: type, filename: filename)
  }

  /// Takes waiting documents, the newest first, counting the try; gives up those that were tried too often.
  func claimDocuments(limit: Int, except: Set<DocumentFormat>) throws -> [(id: DocumentID, row: Row)] {
    var claimed: [(id: DocumentID, row: Row)] = []
    let sql = """
      SELECT id, attempts FROM document
      WHERE state = 'waiting' AND format NOT IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?
      """
    let left = Stored.list(except.map(\.rawValue).sorted())
    for row in try rows(sql, [left, limit + 16]) where claimed.count < limit {
      let id = DocumentID(row[0])
      guard (row[1] as Int) < Self.mostAttempts else {
        let reason = "Its reader was never heard of, \(Self.mostAttempts) times."
        try finish(id, with: .unreadable(reason))
        continue
      }
      try run("UPDATE document SET attempts = attempts + 1, changed = ? WHERE id = ?", [now, id.value])
      let carrier = """
        SELECT d.digest, d.format, c.size, c.coding, c.bytes FROM document d
        JOIN message_document o ON o.document = d.id JOIN message m ON m.id = o.message
        JOIN content c ON c.digest = m.digest WHERE d.id = ? LIMIT 1
        """
      if let row = try self.row(carrier, [id.value]) { claimed.append((id, row)) }
    }
    return claimed
  }

  /// Notes what came of a document that waits.
  func finish(_ id: DocumentID, with outcome: DocumentOutcome) throws {
    switch outcome {
    case .read(let text):
      let sql = """
        UPDATE document SET state = 'read', reason = '', text = ?, reference_list = ?, cut = ?, changed = ?
        WHERE id = ? AND state = 'waiting'
        """
      let references = text.references.flatMap { [$0.role.rawValue, $0.value] }
      try run(sql, [text.text, Stored.list(references), text.isCut, now, id.value])
    case .unreadable(let reason):
      let sql = """
        UPDATE document SET state = 'unreadable', reason = ?, changed = ? WHERE id = ? AND state = 'waiting'
        """
      guard try run(sql, [reason, now, id.value]) > 0 else { return }
      try run("UPDATE message_document SET revised = 1 WHERE document = ?", [id.value])
    case .toolMissing(let tool):
      try finish(id, with: .postponed(DocumentError.toolMissing(tool).description))
    case .postponed(let reason):
      let sql = """
        UPDATE document SET attempts = attempts - 1, reason = ?, changed = ? WHERE id = ? AND state = 'waiting'
        """
      try run(sql, [reason, now, id.value])
    }
  }

  /// Puts the text of the documents of a message beside its own, and into the index.
  func searchDocuments(of message: Int64) throws {
    let sql = """
      SELECT d.text FROM message_document o JOIN document d ON d.id = o.document
      WHERE o.message = ? AND d.state = 'read' ORDER BY o.position
      """
    let texts = try rows(sql, [message]).map { $0[0] as String }.filter { !$0.isEmpty }
    let text = String(texts.joined(separator: "\n\n").prefix(Self.searchedText))
    guard !text.isEmpty else { return }
    let columns = SearchColumn.list
    // An index over external content forgets a row only when it is told what the row said.
    let forget = "INSERT INTO message_search (message_search, rowid, \(columns)) SELECT 'delete', message, "
    try run(forget + "\(columns) FROM message_text WHERE message = ?", [message])
    try run("UPDATE message_text SET documents = ? WHERE message = ?", [text, message])
    try run(
      "INSERT INTO message_search (rowid, \(columns)) SELECT message, \(columns) FROM message_text WHERE message = ?",
      [message])
  }
}
