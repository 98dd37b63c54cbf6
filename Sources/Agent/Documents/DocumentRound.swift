// SPDX-License-Identifier: Apache-2.0

package import Foundation
import MailModel
package import OrderCore

/// Reads the documents that wait, and lets their messages have what they say.
///
/// Off the way of mail: a message is stored, linked and answered before its documents have been read. Each step stands
/// by itself, so that who shares a store with others need not hold it while documents are read.
package struct DocumentRound: Sendable {
  private let reader: any DocumentReading
  private let parser: any MessageParsing
  private let pipeline: Pipeline
  private let readers: ReaderPool

  /// Documents that are read side by side.
  package static let width = 2
  /// Messages taken from the store at once, and their bytes.
  private static let batch = 50
  private static let batchBytes = 16 << 20

  /// Creates a round.
  package init(reader: any DocumentReading, parser: any MessageParsing, pipeline: Pipeline) {
    self.reader = reader
    self.parser = parser
    self.pipeline = pipeline
    readers = ReaderPool(pipeline.recogniser)
  }

  /// Reads claimed documents side by side; needs no store.
  package func read(_ documents: [ClaimedDocument]) async -> [DocumentID: DocumentOutcome] {
    await withTaskGroup(of: (DocumentID, DocumentOutcome).self) { group in
      var outcomes: [DocumentID: DocumentOutcome] = [:]
      for (index, document) in documents.enumerated() {
        if index >= Self.width, let done = await group.next() { outcomes[done.0] = done.1 }
        group.addTask { (document.id, await read(document)) }
      }
      for await done in group { outcomes[done.0] = done.1 }
      return outcomes
    }
  }

  private func read(_ document: ClaimedDocument) async -> DocumentOutcome {
    guard let content = parser.content(ofPart: document.digest, in: document.raw) else {
      return .unreadable("The part can't be found in its message.")
    }
    do {
      let text = try await reader.read(content.bytes, as: document.format, charset: content.charset)
      guard !text.text.isEmpty || !text.references.isEmpty else {
        return .unreadable("It holds no text: it may be a scan or a picture.")
      }
      return .read(text)
    } catch .toolMissing(let tool) {
      return .toolMissing(tool)
    } catch .notStarted(let reason) {
      return .postponed(DocumentError.notStarted(reason).description)
    } catch {
      // Whose task is cancelled kills its reader, which says nothing about the document.
      return Task.isCancelled
        ? .postponed("Its reading was broken off.") : .unreadable(error.description)
    }
  }

  /// Revises the messages whose documents are read; returns those that were.
  ///
  /// Each in a transaction of its own: one that can't be revised is left as it is, and the others go on.
  package func revise(
    in documents: any DocumentLedger, _ ledger: any OrderLedger, now: Date
  ) async throws(LedgerError) -> [RevisionResult] {
    var results: [RevisionResult] = []
    while !Task.isCancelled {
      let messages = try await documents.unrevisedMessages(limit: Self.batch, bytes: Self.batchBytes)
      guard !messages.isEmpty else { break }
      for unrevised in messages {
        if let result = try await revise(unrevised, in: ledger, now: now) {
          results.append(result)
        } else {
          try await documents.dismissUnrevised(unrevised.id)
        }
      }
    }
    return results
  }

  /// Revises one message; nil when that can't be done, now or later.
  private func revise(
    _ unrevised: UnrevisedMessage, in ledger: any OrderLedger, now: Date
  ) async throws(LedgerError) -> RevisionResult? {
    guard let (message, mail) = parse(unrevised) else { return nil }
    let pipeline = pipeline
    do {
      return try await ledger.transaction { (transaction) throws(LedgerError) in
        try pipeline.begin().revise(unrevised.id, message: message, mail: mail, in: transaction, now: now)
      }
    } catch .conflict, .notFound {
      return nil
    }
  }

  private func parse(_ unrevised: UnrevisedMessage) -> (Message, ParsedMail)? {
    let delivery = unrevised.mailbox.map { Delivery(mailbox: $0, folder: "", uidValidity: 0, uid: 0) }
    var mail = ParsedMail(unrevised.raw, delivery: delivery, origin: "", parser: parser)
    guard case .success(var message) = mail.result else { return nil }
    message.date = message.date ?? unrevised.recorded
    mail.documents = unrevised.documents
    mail.reading = readers.lend { reader in
      pipeline.read(message, documents: unrevised.documents, with: reader)
    }
    return (message, mail)
  }
}
