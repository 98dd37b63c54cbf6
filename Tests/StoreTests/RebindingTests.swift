// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

@testable import Store

@Suite("A renumbered folder")
struct RebindingTests {
  /// A store whose INBOX holds the messages 1, 2 and 3, recorded, at UIDs 1, 2 and 3.
  private static func filled(objects: [String] = ["", "", ""]) async throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    try await fixture.list(objects.enumerated().map { listed(UInt32($0) + 1, object: $1) })
    try await fixture.landAll(isBegun: true)
    for number in 1...3 {
      var record = mail("Text \(number)", id: "\(number)@kunde.example")
      record.raw = bytes(number)
      try await fixture.store.record(record)
    }
    return fixture
  }

  /// Lists messages in a new generation; returns the UIDs that took over bytes.
  private func relist(_ fixture: LedgerFixture, _ messages: [ListedMessage]) async throws -> [UInt32] {
    let folder = try await fixture.store.beginGeneration(of: inbox, uidValidity: 2, now: agentNow)
    let count = try await fixture.store.record(messages, interval: 1...100, generation: folder.generation)
    let pending = Set(try await fixture.pending().map(\.uid))
    let rebound = messages.map(\.uid).filter { !pending.contains($0) }
    #expect(count == rebound.count)
    #expect(try await fixture.folder()?.present == messages.count)
    #expect(try await fixture.store.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
    return rebound
  }

  /// The line that a server gives for message `number` under a new UID.
  private static func moved(
    _ uid: UInt32, _ number: UInt32, size: Int? = nil, time: Double? = nil, object: String = "",
    messageID: String? = nil
  ) -> ListedMessage {
    listed(
      uid, size: size ?? 100 + Int(number), received: time ?? received(number), object: object,
      messageID: messageID ?? "<\(number)@kunde.example>")
  }

  @Test("takes over what Message-ID, time and size name together")
  func names() async throws {
    let fixture = try await Self.filled()
    let messages = [Self.moved(11, 1), Self.moved(12, 2), Self.moved(13, 3)]
    #expect(try await relist(fixture, messages) == [11, 12, 13])
    #expect(try await fixture.store.count(SearchQuery("in:INBOX")) == 3)
  }

  @Test(
    "fetches what differs in one of the three, or has none of them",
    arguments: [
      moved(11, 1, size: 100), moved(11, 1, time: received(1) + 1),
      moved(11, 1, messageID: "<9@kunde.example>"),
      moved(11, 1, messageID: ""), moved(11, 1, time: 0), moved(11, 1, size: 0),
    ])
  func different(message: ListedMessage) async throws {
    let fixture = try await Self.filled()
    #expect(try await relist(fixture, [message]).isEmpty)
  }

  @Test("fetches what two messages are named by now")
  func twiceNow() async throws {
    let fixture = try await Self.filled()
    #expect(try await relist(fixture, [Self.moved(11, 1), Self.moved(12, 1), Self.moved(13, 2)]) == [13])
  }

  @Test("fetches what two messages were named by before")
  func twiceBefore() async throws {
    let fixture = try LedgerFixture()
    let same = received(1)
    try await fixture.list([listed(1, size: 5, received: same), listed(2, size: 5, received: same)])
    try await fixture.landAll(isBegun: true)
    for number in 1...2 {
      var record = mail("Text \(number)", id: "same@kunde.example")
      record.raw = bytes(number)
      try await fixture.store.record(record)
    }
    let message = listed(11, size: 5, received: same, messageID: "<same@kunde.example>")
    #expect(try await relist(fixture, [message]).isEmpty)
  }

  @Test("gives its bytes to one message only, over all listings")
  func once() async throws {
    let fixture = try await Self.filled()
    #expect(try await relist(fixture, [Self.moved(11, 1)]) == [11])
    let generation = try #require(try await fixture.folder()?.generation)
    let again = try await fixture.store.record(
      [Self.moved(12, 1), Self.moved(11, 1)], interval: 101...102, generation: generation)
    #expect(again == 0)
    #expect(try await fixture.pending().map(\.uid) == [12])
  }

  @Test("takes over what the server's own identifier names, whatever else has changed")
  func objects() async throws {
    let fixture = try await Self.filled(objects: ["M1", "M2", "M2"])
    let messages = [
      Self.moved(11, 9, object: "M1"), Self.moved(12, 2, object: "M2"), Self.moved(13, 3, object: "M7"),
    ]
    // M2 stood for two messages, and M7 says that this is not message 3.
    #expect(try await relist(fixture, messages) == [11])
  }

  @Test("falls back to the other names where the server had no identifiers before")
  func newObjects() async throws {
    let fixture = try await Self.filled()
    #expect(try await relist(fixture, [Self.moved(11, 1, object: "M1")]) == [11])
  }

  @Test("does not take over what was gone before, nor what never came")
  func goneBefore() async throws {
    let fixture = try await Self.filled()
    let first = try #require(try await fixture.folder()?.generation)
    _ = try await fixture.store.markGone(UIDIntervals([1...1]), generation: first, now: agentNow)
    _ = try await fixture.store.record([listed(4, object: "M4")], interval: 4...4, generation: first)
    let messages = [Self.moved(11, 1), Self.moved(12, 2), Self.moved(14, 4, object: "M4")]
    #expect(try await relist(fixture, messages) == [12])
  }

  @Test("looks back past a generation that was never gone through")
  func lookingBack() async throws {
    let fixture = try await Self.filled()
    let first = try #require(try await fixture.folder()?.generation)
    try await fixture.store.complete(first, uidNext: 4, modSeq: 0, now: agentNow)
    _ = try await fixture.store.beginGeneration(of: inbox, uidValidity: 8, now: agentNow)
    #expect(try await relist(fixture, [Self.moved(11, 1), Self.moved(12, 2)]) == [11, 12])
  }

  @Test("takes nothing from other folders, nor in a folder that was never renumbered")
  func otherFolders() async throws {
    let fixture = try await Self.filled()
    try await fixture.list([Self.moved(11, 1), Self.moved(12, 2)], in: sentMail)
    #expect(try await fixture.pending().map(\.uid) == [11, 12])
  }

  @Test("knows fetched bytes again: nothing new comes of them")
  func fetchedAgain() async throws {
    let fixture = try await Self.filled()
    #expect(try await relist(fixture, [listed(1), listed(2), listed(3)]).isEmpty)
    #expect(try await fixture.landAll() == [.known, .known, .known])
    #expect(try await fixture.claim().isEmpty)
    #expect(try await fixture.store.exported().count == 3)
  }
}
