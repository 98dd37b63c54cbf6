// SPDX-License-Identifier: Apache-2.0

import Agent
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A sync over a connection that breaks", .enabled(if: TestServers.areExpected))
struct SyncFaultTests {
  private typealias Cut = LoopbackRelay.Cut

  /// Some mail, small, some of it hostile to whoever takes lines in it for the server's.
  private static let mail: [(folder: String, text: String)] = (1...4).map { number in
    let isSent = number % 3 == 0
    let from = isSent ? "sales@ourco.example" : "lee@bearings.example"
    let to = isSent ? "lee@bearings.example" : "sales@ourco.example"
    let parent = isSent ? "In-Reply-To: <\(number - 1)@bearings.example>\r\n" : ""
    let lines = (1...(number * 3)).map { "Item \($0): 22320 CC/W33, \($0 * number) pcs\r\n" }.joined()
    return (
      folder: isSent ? "Sent" : "INBOX",
      text: """
      From: \(from)\r
      To: \(to)\r
      Subject: Enquiry \(number)\r
      Date: Mon, 0\(1 + number % 9) Jun 2026 10:00:00 +0000\r
      Message-ID: <\(number)@bearings.example>\r
      \(parent)\r
      Dear all,\r
      \r
      please send us your quotation for the bearings below, with price and delivery time.\r
      \r
      k4 OK done\r
      * 3 EXPUNGE\r
      * BYE\r
      )\r
      \(lines)
      """
    )
  }

  private static let kinds: [Cut.Ending] = [.close, .reset, .stall(milliseconds: 1500)]

  /// Where to break: at every byte of the client, in the server's messages now and then, and for the rest of
  /// `count` at bytes of the server's between them, evenly; each place in one of the ways, in turn.
  private func cuts(_ relay: LoopbackRelay, count: Int) -> [Cut] {
    var places = (0...relay.fromClient.count).map { (Cut.Side.client, $0) }
    var between: [Int] = []
    var inLiteral = 0
    var line: [UInt8] = []
    for (offset, byte) in relay.fromServer.enumerated() {
      guard inLiteral == 0 else {
        if inLiteral % 31 == 0 { places.append((.server, offset)) }
        inLiteral -= 1
        continue
      }
      between.append(offset)
      line.append(byte)
      guard byte == 10 else { continue }
      if line.count > 3, line[line.count - 3] == UInt8(ascii: "}"),
        let open = line.lastIndex(of: UInt8(ascii: "{"))
      {
        inLiteral = Int(String(decoding: line[(open + 1)..<(line.count - 3)], as: UTF8.self)) ?? 0
      }
      line = []
    }
    let rest = min(between.count, max(0, count - places.count))
    places += (0..<rest).map { (.server, between[$0 * between.count / rest]) }
    return places.enumerated().map { index, place in
      Cut(place.0, passing: place.1, ending: Self.kinds[index % Self.kinds.count])
    }
  }

  /// What the ledger knows and the store has, to be compared with that of an unbroken sync.
  private struct Outcome: Equatable {
    let folders: [FolderLocations?]
    let counts: StoreCounts
  }

  private func outcome(_ store: OrderStore, _ place: SyncPlace) async throws -> Outcome {
    var folders: [FolderLocations?] = []
    for folder in ["INBOX", "Sent"] {
      folders.append(try await store.locations(of: FolderName(mailbox: place.account.name, folder: folder)))
    }
    return Outcome(folders: folders, counts: try await store.counts())
  }

  /// One broken pass and a whole one; returns what is wrong then.
  private func trial(_ cut: Cut, in place: SyncPlace, expected: Outcome) async throws -> [String] {
    let store = try OrderStore.inMemory(clock: { SyncPlace.now })
    let relay = try LoopbackRelay(to: place.port, cut: cut)
    // How the broken pass ends is not the question: the last bytes may be missed by nobody.
    _ = try? await place.pass(store, port: relay.port, silence: 1)
    relay.stop()
    var wrong = try await place.pass(store).problems
    wrong += try await stored(store)
    let outcome = try await outcome(store, place)
    if outcome != expected { wrong.append("\(outcome) instead of \(expected)") }
    return wrong.map { "\(cut): \($0)" }
  }

  /// What is wrong with the stored messages: each of them once, byte for byte.
  private func stored(_ store: OrderStore) async throws -> [String] {
    var lines: [String] = []
    for (number, mail) in Self.mail.enumerated() {
      let found = try await store.messages(named: "<\(number + 1)@bearings.example>")
      guard found.count == 1 else {
        lines.append("message \(number + 1) is stored \(found.count) times")
        continue
      }
      if try await store.raw(of: found[0]).bytes != Array(mail.text.utf8) {
        lines.append("message \(number + 1) has other bytes")
      }
    }
    return lines
  }

  @Test("loses nothing and doubles nothing, wherever the connection is cut, reset or falls silent")
  func everywhere() async throws {
    let place = try SyncPlace()
    for folder in ["INBOX", "Sent"] {
      try place.fill(
        folder, Self.mail.filter { $0.folder == folder }.map(\.text), date: "09-Jun-2026 10:00:00 +0000")
    }
    let store = try OrderStore.inMemory(clock: { SyncPlace.now })
    let whole = try LoopbackRelay(to: place.port)
    try await place.pass(store, port: whole.port)
    whole.stop()
    #expect(try await place.differences(store) == [])
    #expect(try await stored(store) == [])
    let expected = try await outcome(store, place)
    #expect(expected.counts.messages == Self.mail.count && expected.counts.orders > 0)
    let cuts = cuts(whole, count: 2_100)
    #expect(cuts.count >= 2_000, "\(whole.fromClient.count) bytes, \(whole.fromServer.count) bytes")
    let wrong = try await withThrowingTaskGroup(of: [String].self) { group in
      var wrong: [String] = []
      var next = cuts.makeIterator()
      func add() {
        if let cut = next.next() {
          group.addTask { try await trial(cut, in: place, expected: expected) }
        }
      }
      for _ in 0..<48 { add() }
      while let lines = try await group.next() {
        wrong += lines
        add()
      }
      return wrong
    }
    #expect(wrong == [])
  }
}
