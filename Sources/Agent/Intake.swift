// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Takes batches of mail in: parses them side by side, then decides and stores them in order in one transaction.
package struct Intake: Sendable {
  private let parser: any MessageParsing
  private let pipeline: Pipeline
  private let ledger: any OrderLedger

  /// Creates an intake over a store.
  package init(parser: any MessageParsing, pipeline: Pipeline, ledger: any OrderLedger) {
    self.parser = parser
    self.pipeline = pipeline
    self.ledger = ledger
  }

  /// A piece of mail before it is parsed.
  package struct Item: Sendable {
    /// The bytes.
    package var raw: RawMessage
    /// Where a server keeps them, nil for a file.
    package var delivery: Delivery?
    /// Where they came from, for people.
    package var origin: String

    /// Creates an item.
    package init(raw: RawMessage, delivery: Delivery? = nil, origin: String) {
      self.raw = raw
      self.delivery = delivery
      self.origin = origin
    }
  }

  /// Parses items, on as many threads as the machine has cores.
  package func parse(_ items: [Item]) async -> [ParsedMail] {
    let parser = parser
    let width = 32
    guard items.count > width else {
      return items.map { ParsedMail($0.raw, delivery: $0.delivery, origin: $0.origin, parser: parser) }
    }
    return await withTaskGroup(of: (Int, [ParsedMail]).self) { group in
      for start in stride(from: 0, to: items.count, by: width) {
        let slice = items[start..<min(start + width, items.count)]
        group.addTask {
          (start, slice.map { ParsedMail($0.raw, delivery: $0.delivery, origin: $0.origin, parser: parser) })
        }
      }
      var parts: [(Int, [ParsedMail])] = []
      for await part in group { parts.append(part) }
      return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  /// Stores parsed mail in the given order, and the cursors that vouch for it, in one transaction.
  ///
  /// - Returns: what became of each item, in the same order.
  package func store(
    _ mail: [ParsedMail], cursors: [MailboxCursor], now: Date
  ) async throws(LedgerError) -> [IntakeResult] {
    let pipeline = pipeline
    return try await ledger.transaction { (transaction) throws(LedgerError) in
      var results: [IntakeResult] = []
      results.reserveCapacity(mail.count)
      let stages = pipeline.begin()
      for item in mail {
        results.append(try stages.process(item, in: transaction, now: now))
      }
      for cursor in cursors { try transaction.move(cursor) }
      return results
    }
  }
}
