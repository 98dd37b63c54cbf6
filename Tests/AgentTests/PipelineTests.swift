// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("The pipeline")
struct PipelineTests {
  private static func store() throws -> OrderStore { try OrderStore.inMemory(clock: { march(30) }) }

  /// Takes mail in, in batches of these sizes; the last takes the rest.
  private static func export(_ mail: [ParsedMail], inBatchesOf sizes: [Int]) async throws -> [String] {
    let store = try store()
    let intake = try Samples.intake(store)
    var rest = mail[...]
    for size in sizes + [mail.count] where !rest.isEmpty {
      _ = try await intake.store(Array(rest.prefix(size)), now: march(30))
      rest = rest.dropFirst(size)
    }
    return try await exportedText(store)
  }

  @Test("gives the same store in one batch, in two, and message by message")
  func batches() async throws {
    let mail = Array(try Samples.parsed().prefix(30))
    let whole = try await Self.export(mail, inBatchesOf: [])
    let single = try await Self.export(mail, inBatchesOf: Array(repeating: 1, count: mail.count))
    for (one, other) in zip(whole, single) where one != other {
      Issue.record("message by message: \(other)\nin one batch: \(one)")
      return
    }
    #expect(whole.count == single.count)
    #expect(try await Self.export(mail, inBatchesOf: [mail.count / 2]) == whole)
  }

  @Test("changes nothing when it sees the same mail again")
  func replay() async throws {
    let store = try Self.store()
    let intake = try Samples.intake(store)
    let mail = Array(try Samples.parsed().prefix(12))
    _ = try await intake.store(mail, now: march(30))
    let before = try await exportedText(store)
    let again = try await intake.store(mail.reversed(), now: march(31))
    #expect(again.allSatisfy { if case .known = $0 { true } else { false } })
    #expect(try await exportedText(store) == before)
  }

  @Test("leaves nothing of a batch whose transaction fails in the middle")
  func failure() async throws {
    let mail = Array(try Samples.parsed().prefix(12))
    let store = try Self.store()
    for write in [0, 1, 11] {
      let intake = Intake(
        parser: Company.parser, pipeline: try Samples.pipeline(), ledger: FailingLedger(store, atWrite: write)
      )
      await #expect(throws: LedgerError.diskFull(path: ":memory:")) {
        try await intake.store(mail, now: march(30))
      }
      #expect(try await exportedText(store) == [])
    }
    // The same store then takes the batch as if nothing had been.
    _ = try await Samples.intake(store).store(mail, now: march(30))
    #expect(try await exportedText(store) == Self.export(mail, inBatchesOf: []))
  }

  @Test("parses side by side and keeps the order")
  func parallelParsing() async throws {
    let store = try Self.store()
    let items = try Samples.items()
    let parsed = try await Samples.intake(store).parse(items)
    #expect(parsed.map(\.origin) == items.map(\.origin))
    #expect(parsed.map(\.raw) == items.map(\.raw))
  }

  @Test("bears the mail of each day in any order")
  func shuffled() async throws {
    var random = SeededGenerator(seed: 1)
    let days = Dictionary(grouping: try Samples.parsed().suffix(30)) { Int($0.sortDate.clamped / 86_400) }
    let mail = days.sorted { $0.key < $1.key }.flatMap { $0.value.shuffled(using: &random) }
    let store = try Self.store()
    let results = try await Samples.intake(store).store(mail, now: march(30))
    #expect(results.count == mail.count)
    #expect(try await store.messages().count == Set(mail.map(\.raw)).count)
    try await expectInvariants(of: store, directory: Samples.directory())
  }
}

extension Double {
  /// Undated mail is sorted at infinity.
  fileprivate var clamped: Double { Swift.min(self, 4e9) }
}
