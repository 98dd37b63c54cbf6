// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Refuses a record that doesn't fit what is stored; writes nothing.
  func validate(_ record: MessageRecord) throws {
    guard try message(with: record.raw.digest) == nil else {
      throw LedgerError.conflict("The message \(record.raw.digest) is already stored")
    }
    if case .existing(let thread, let absorbed) = record.thread {
      for id in [thread] + absorbed {
        guard try value("SELECT 1 FROM thread WHERE id = ?", [id.value], as: Int.self) != nil else {
          throw LedgerError.notFound("thread \(id.name)")
        }
      }
    }
    for case .existing(let id) in record.links.map(\.target) { _ = try order(id) }
    guard let link = record.links.first(where: { $0.score >= Linker.threshold }) else {
      guard record.transitions.isEmpty, record.anomalies.isEmpty, record.awaited.isEmpty else {
        throw LedgerError.conflict("Transitions and anomalies need an order")
      }
      return
    }
    var state: OrderState?
    if case .existing(let id) = link.target { state = try order(id).state }
    for transition in record.transitions {
      guard state == nil || transition.from == state else {
        throw LedgerError.conflict("The order has moved on since the message was judged")
      }
      state = transition.to
    }
  }

  /// Stores a validated record.
  func write(_ record: MessageRecord) throws -> RecordedMessage {
    absent = nil
    let thread = try place(record)
    let message = try insertMessage(record, thread: thread)
    firstUnindexed = firstUnindexed ?? message
    try finishWork(on: record.raw)
    try insertText(record, message: message)
    try insertParts(record, message: message)
    try insertReferences(record, thread: thread)
    try insertTrail(record, message: message)
    let linked = try link(record, message: message, thread: thread)
    try advance(linked.first, by: record, message: message)
    try noteTrust(record, message: message)
    try insertUnclear(record.recognition.unclear, message: message)
    try overtakeDrafts(of: thread, order: linked.first, by: record)
    if let draft = record.draft {
      try insertDraft(draft, message: message, thread: thread, order: linked.first)
    }
    return RecordedMessage(id: StoredMessageID(message), thread: ThreadID(thread), order: linked.first)
  }

  private func insertMessage(_ record: MessageRecord, thread: Int64) throws -> Int64 {
    let message = record.message
    let sql = """
      INSERT INTO message (digest, message_id, thread, mailbox, date, recorded, direction, kind, language, sender,
        sender_name, sender_role, sender_company, warnings, cautions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    return try insert(
      sql,
      [
        record.raw.digest.column, message.messageID?.value ?? "", thread, record.mailbox ?? "",
        Stored.time(record.date), now, record.direction.rawValue, message.kind.rawValue,
        message.language.rawValue, record.sender.address, record.sender.name, record.sender.role.rawValue,
        record.sender.company, Stored.list(message.warnings),
        Stored.list(message.cautions.map(\.rawValue).sorted()),
      ])
  }

  private func insertText(_ record: MessageRecord, message id: Int64) throws {
    let message = record.message
    let sender = record.sender
    let companies = Dictionary(record.parties.map { ($0.address, $0.company) }) { first, _ in first }
    let recipients = (message.to + message.cc)
      .map { "\($0.name) \($0.address) \(companies[$0.folded] ?? "")" }
    let texts: StatementArguments = [
      id, message.subject, message.newText, message.quotedText,
      message.attachmentNames.joined(separator: "\n"), "\(sender.name) \(sender.address) \(sender.company)",
      recipients.joined(separator: "\n"), message.signature, "",
    ]
    try run(
      "INSERT INTO message_text (message, \(SearchColumn.list)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", texts)
  }

  private func insertParts(_ record: MessageRecord, message id: Int64) throws {
    let message = record.message
    let fields = message.to.map { ("to", $0) } + message.cc.map { ("cc", $0) }
    for (position, (field, address)) in fields.enumerated() {
      let sql = "INSERT INTO recipient (message, position, field, address, name) VALUES (?, ?, ?, ?, ?)"
      try run(sql, [id, position, field, address.folded, address.name])
    }
    for (position, part) in message.parts.enumerated() {
      let sql = """
        INSERT INTO message_part (message, position, type, filename, size, digest) VALUES (?, ?, ?, ?, ?, ?)
        """
      try run(sql, [id, position, part.type, part.filename ?? "", part.size, part.digest.column])
    }
    try insertKeys(record.keys, message: id)
    try insertDocuments(of: message, id: id)
  }

  /// Notes what a message names; what is noted already stays.
  func insertKeys(_ keys: [OrderKey], message: Int64) throws {
    for key in keys {
      let sql = """
        INSERT INTO message_key (message, kind, normalised, value) VALUES (?, ?, ?, ?)
        ON CONFLICT (message, kind, normalised) DO NOTHING
        """
      try run(sql, [message, key.kind.rawValue, key.normalised, key.value])
    }
  }

  /// Notes who talked about this subject last, for replies that lost their references.
  private func insertTrail(_ record: MessageRecord, message id: Int64) throws {
    guard !record.foldedSubject.isEmpty else { return }
    let message = record.message
    let sql = """
      INSERT INTO subject_trail (subject, address, date, message) VALUES (?, ?, ?, ?)
      ON CONFLICT (subject, address) DO UPDATE SET date = excluded.date, message = excluded.message
        WHERE excluded.date >= date
      """
    let subject = Self.subjectNumber(record.foldedSubject)
    // A circular to more people than this is nobody's conversation.
    let people = Set([record.sender.address] + (message.to + message.cc).prefix(100).map(\.folded))
    for address in people where !address.isEmpty {
      try run(sql, [subject, address, Stored.time(record.date), id])
    }
  }
}
