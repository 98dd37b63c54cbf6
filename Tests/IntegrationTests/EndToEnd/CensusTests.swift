// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import TestSupport
import Testing

@Suite("The census", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct CensusTests {
  private func census(_ place: Workplace, _ code: Int32) async throws -> [Fields] {
    try await place.expect(code, ["census", "--jsonl"]).objects()
  }

  @Test("finds no difference after a sync, and names what is not fetched yet")
  func missing() async throws {
    let place = try Workplace()
    try await place.deliver(Letters.inquiry(from: place.customer, number: 1))
    try await place.deliver(Letters.colleague(to: place.customer), to: "Sent")
    try await place.kontor("sync")
    let clean = try await census(place, 0)
    #expect(clean.map { $0.text("folder") } == ["INBOX", "Sent"])
    #expect(clean.map { $0.number("server") } == [1, 1] && clean.map { $0.number("ledger") } == [1, 1])
    try await place.deliver(Letters.inquiry(from: place.customer, number: 2))
    let differing = try await census(place, 1)
    #expect(differing.map { $0.text("missing") } == ["2", ""])
    let words = try await place.expect(1, ["census"])
    #expect(words.lines.first == "orders/INBOX: 2 on the server, 1 in the ledger; not in the ledger: UID 2")
    #expect(words.lines.contains { $0.hasPrefix("orders: not read: ") && $0.contains("Trash") })
    #expect(words.messages == "Server and ledger differ.\n")
  }

  @Test("fetched mail that is not processed yet is in the ledger, and is processed by the next sync")
  func fetchOnly() async throws {
    let place = try Workplace()
    try await place.deliver(Letters.inquiry(from: place.customer))
    let fetched = try await place.kontor("sync", "--fetch-only")
    #expect(fetched.lines.first == "orders/INBOX: 0 new, 1 fetched and not yet processed, 0 events, 0 drafts")
    try await place.expect(4, ["drafts"])
    #expect(try await census(place, 0).first?.number("waiting") == 1)
    let processed = try await place.kontor("sync")
    #expect(processed.lines.first == "orders/INBOX: 1 new, 1 events, 1 drafts")
    #expect(try await census(place, 0).first?.number("waiting") == 0)
  }

  @Test("says that nothing was read before the first sync, and that a server can't be reached")
  func never() async throws {
    let place = try Workplace()
    try await place.expect(4, ["census"])
    try await place.kontor("sync")
    try place.configure(changing: "port: \(place.servers.imap)", to: "port: 1")
    try await place.expect(5, ["census"])
  }
}
