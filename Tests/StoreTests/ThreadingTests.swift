// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import Testing

@Suite("A thread")
struct ThreadingTests {
  @Test("is found by messages seen and by messages only referred to")
  func references() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Antwort", id: "b@kunde.example", references: ["a@kunde.example"]))
    let threads = try await store.threads("a@kunde.example", "b@kunde.example", "c@kunde.example")
    #expect(threads == [ThreadID(1), ThreadID(1), nil])
  }

  @Test("takes over everything of those it absorbs")
  func merging() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], draft: reply()))
    try await store.record(mail("Zwei", id: "b@kunde.example", subject: "Frage", links: [opened]))
    let join = mail(
      "Drei", id: "c@kunde.example", thread: .existing(ThreadID(2), absorbing: [ThreadID(1)]),
      references: ["a@kunde.example", "b@kunde.example"])
    try await store.record(join)
    #expect(try await store.threads("a@kunde.example", "c@kunde.example") == [ThreadID(2), ThreadID(2)])
    #expect(try await store.exported().map(\.thread) == ["t-2", "t-2", "t-2"])
    let orders = try await store.asking { ledger throws(LedgerError) in
      try ledger.orders(ofThread: ThreadID(2))
    }
    #expect(orders.map(\.id) == [OrderID(2), OrderID(1)])
    let left = try await store.asking { ledger throws(LedgerError) in try ledger.orders(ofThread: ThreadID(1))
    }
    #expect(left.isEmpty)
    #expect(try await store.draft(DraftID(1)).state == .stale)
  }

  @Test("that is not there can't be joined, and nothing is written")
  func missing() async throws {
    let store = try OrderStore.fixture()
    await #expect(throws: LedgerError.notFound("thread t-7")) {
      try await store.record(
        mail("x", id: "a@kunde.example", thread: .existing(ThreadID(7), absorbing: [])))
    }
    #expect(try await store.exported().isEmpty)
  }

  @Test(
    "is found by subject and correspondent, within a time",
    arguments: [
      ("anfrage", ["anna@kunde.example"], day(1, 1), ThreadID(2)),
      ("anfrage", ["orders@ourco.example"], day(1, 1), ThreadID(2)),
      ("anfrage", ["nobody@else.example", "anna@kunde.example"], day(2, 1), ThreadID(2)),
      ("anfrage", ["anna@kunde.example"], day(2, 3), nil),
      ("anfrage", ["nobody@else.example"], day(1, 1), nil),
      ("andere", ["anna@kunde.example"], day(1, 1), nil),
      ("", ["anna@kunde.example"], day(1, 1), nil),
    ])
  func subject(folded: String, people: [String], since: Date, thread: ThreadID?) async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example"))
    try await store.record(mail("Zwei", id: "b@kunde.example", date: day(2, 2)))
    try await store.record(mail("Alt", id: "c@kunde.example", date: day(1, 2)))
    let found = try await store.asking { ledger throws(LedgerError) in
      try ledger.thread(foldedSubject: folded, correspondents: people, since: since)
    }
    #expect(found == thread)
  }
}
