// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Takes batches of mail in: parses them side by side, then decides and stores them in order in one transaction.
package struct Intake: Sendable {
  private let parser: any MessageParsing
  private let pipeline: Pipeline
  private let ledger: any OrderLedger
  private let classifiers: ClassifierPool

  /// Creates an intake over a store.
  package init(parser: any MessageParsing, pipeline: Pipeline, ledger: any OrderLedger) {
    self.parser = parser
    self.pipeline = pipeline
    self.ledger = ledger
    classifiers = ClassifierPool(pipeline.rules)
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
    return await Self.sideBySide(items) { parts in
      parts.map { parser.date(of: $0)?.timeIntervalSince1970 ?? .infinity }
    }
  }

  /// Parses items and reads all of them that needs no store, on as many threads as the machine has cores.
  package func parse(_ items: [Item]) async -> [ParsedMail] {
    await Self.sideBySide(items) { parse($0) }
  }

  /// Runs `body` over slices on as many threads as the machine has cores, and joins the results in order.
  private static func sideBySide<Element: Sendable, Result: Sendable>(
    _ items: [Element], _ body: @escaping @Sendable (ArraySlice<Element>) -> [Result]
  ) async -> [Result] {
    let width = 32
    guard items.count > width else { return body(items[...]) }
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      for start in stride(from: 0, to: items.count, by: width) {
        let slice = items[start..<min(start + width, items.count)]
        group.addTask { (start, body(slice)) }
      }
      var parts: [(Int, [Result])] = []
      for await part in group { parts.append(part) }
      return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private func parse(_ items: ArraySlice<Item>) -> [ParsedMail] {
    let classifier = classifiers.take()
    defer { classifiers.giveBack(classifier) }
    return items.map { item in
      var mail = ParsedMail(item.raw, delivery: item.delivery, origin: item.origin, parser: parser)
      if case .success(let message) = mail.result {
        mail.reading = pipeline.read(message, with: classifier.value)
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
