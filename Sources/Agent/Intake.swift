// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Takes batches of mail in: parses them side by side, then decides and stores them in order in one transaction.
package struct Intake: Sendable {
  private let parser: any MessageParsing
  private let pipeline: Pipeline
  private let ledger: any OrderLedger
  private let readers: ReaderPool

  /// Creates an intake over a store.
  package init(parser: any MessageParsing, pipeline: Pipeline, ledger: any OrderLedger) {
    self.parser = parser
    self.pipeline = pipeline
    self.ledger = ledger
    readers = ReaderPool(pipeline.recogniser)
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

  /// When items were written, seconds since 1970, in the same order: what to sort files by; undated ones come last.
  package func dates(of items: [[UInt8]]) async -> [Double] {
    let parser = parser
    return await Self.sideBySide(items, threads: Self.cores) { parts in
      parts.map { parser.date(of: $0)?.timeIntervalSince1970 ?? .infinity }
    }
  }

  /// Parses items and reads all of them that needs no store.
  ///
  /// It leaves one core to the writer, who stores the batch before: its thread would otherwise share its core with
  /// parsing, and work on alone when everything is parsed.
  package func parse(_ items: [Item]) async -> [ParsedMail] {
    await Self.sideBySide(items, threads: max(1, Self.cores - 1)) { parse($0) }
  }

  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// Runs `body` over slices on so many threads, and joins the results in order.
  private static func sideBySide<Element: Sendable, Result: Sendable>(
    _ items: [Element], threads: Int, _ body: @escaping @Sendable (ArraySlice<Element>) -> [Result]
  ) async -> [Result] {
    let width = 32
    let slices = stride(from: 0, to: items.count, by: width).map {
      items[$0..<min($0 + width, items.count)]
    }
    guard slices.count > 1, threads > 1 else { return body(items[...]) }
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      var parts: [[Result]] = Array(repeating: [], count: slices.count)
      for (place, slice) in slices.enumerated() {
        if place >= threads, let part = await group.next() { parts[part.0] = part.1 }
        group.addTask { (place, body(slice)) }
      }
      for await part in group { parts[part.0] = part.1 }
      return parts.flatMap { $0 }
    }
  }

  private func parse(_ items: ArraySlice<Item>) -> [ParsedMail] {
    readers.lend { reader in parse(items, with: reader) }
  }

  private func parse(_ items: ArraySlice<Item>, with reader: RecognitionReader) -> [ParsedMail] {
    items.map { item in
      var mail = ParsedMail(item.raw, delivery: item.delivery, origin: item.origin, parser: parser)
      if case .success(let message) = mail.result {
        mail.reading = pipeline.read(message, with: reader)
      }
      return mail
    }
  }

  /// Stores parsed mail in the given order, in one transaction.
  ///
  /// - Returns: what became of each item, in the same order.
  package func store(_ mail: [ParsedMail], now: Date) async throws(LedgerError) -> [IntakeResult] {
    let pipeline = pipeline
    return try await ledger.transaction { (transaction) throws(LedgerError) in
      var results: [IntakeResult] = []
      results.reserveCapacity(mail.count)
      let stages = pipeline.begin()
      for item in mail {
        results.append(try stages.process(item, in: transaction, now: now))
      }
      return results
    }
  }
}
