// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
@testable import OrderCore
import Store
import Testing

@Suite("A recorded message")
struct RecordingTests {
  @Test("is exported with all that was decided about it")
  func export() async throws {
    let store = try OrderStore.fixture()
    let first = mail(
      "Wir benötigen 40 Lager.", id: "a@kunde.example", links: [opened], events: [.inquiryReceived],
      keys: [OrderKey(kind: .customerOrder, value: "B-10442")],
      transitions: [Transition(event: .inquiryReceived, from: .inquiry, to: .inquiry)], draft: reply())
    try await store.record(first)
    let message = try #require(try await store.exported().first)
    #expect(message.messageID == "<a@kunde.example>")
    #expect(message.digest == first.raw.digest)
    #expect(message.date == day(1, 5))
    #expect(message.mailbox == "orders")
    #expect(message.senderRole == .customer)
    #expect(message.order == "o-1")
    #expect(message.orderNumber == nil)
    #expect(message.state == .inquiry)
    #expect(message.events == [.inquiryReceived])
    #expect(message.keys == [.customerOrder: ["B-10442"]])
    #expect(message.newText == "Wir benötigen 40 Lager.")
    #expect(message.links.map(\.evidence) == [["an inquiry opens an order"]])
    #expect(message.draft == DraftID(1))
  }

  @Test("can't be recorded twice, and the transaction goes on")
  func twice() async throws {
    let store = try OrderStore.fixture()
    let message = mail("Text", id: "a@kunde.example")
    try await store.record(message)
    let known = try await store.transaction { ledger throws(LedgerError) -> StoredMessageID? in
      do throws(LedgerError) {
        _ = try ledger.record(message)
        return nil
      } catch {
        _ = try ledger.record(mail("Anderer Text", id: "b@kunde.example"))
        return try ledger.message(with: message.raw.digest)
      }
    }
    #expect(known == StoredMessageID(1))
    #expect(try await store.exported().count == 2)
  }

  @Test("leaves nothing behind when its transaction fails")
  func rollback() async throws {
    let store = try OrderStore.fixture()
    await #expect(throws: LedgerError.conflict("no")) {
      try await store.transaction { ledger throws(LedgerError) in
        _ = try ledger.record(mail("Text", id: "a@kunde.example", links: [opened]))
        try ledger.quarantine(
          QuarantineRecord(raw: bytes(1), origin: "x.eml", reason: "It is no mail."), now: agentNow)
        throw LedgerError.conflict("no")
      }
    }
    #expect(try await store.exported().isEmpty)
    #expect(try await store.untaken().isEmpty)
  }

  @Test("is not kept in part when a caller ignores that a write failed")
  func ignoredFailure() async throws {
    let store = try OrderStore.fixture()
    await #expect(throws: LedgerError.self) {
      try await store.transaction { ledger throws(LedgerError) in
        _ = try ledger.record(mail("Text", id: "a@kunde.example"))
        let nobody = UnlinkedMessage(id: StoredMessageID(99), thread: ThreadID(99), sender: irina, keys: [])
        try? ledger.adopt(
          [
            AdoptedMessage(
              message: nobody, link: linked(OrderID(99)), learnt: [], transitions: [], anomalies: [],
              awaited: [])
          ], by: OrderID(99))
      }
    }
    #expect(try await store.exported().isEmpty)
  }

  @Test("keeps why no program may act on a message")
  func cautions() async throws {
    let store = try OrderStore.fixture()
    let key = OrderKey(kind: .customerOrder, value: "B-77")
    var record = mail("Bestellung B-77", id: "a@kunde.example", keys: [key])
    record.message.cautions = [.ambiguousIdentity, .truncated]
    try await store.record(record)
    let unlinked = try await store.transaction { ledger throws(LedgerError) in
      try ledger.unlinkedMessages(naming: [key], limit: 10)
    }
    #expect(unlinked.map(\.cautions) == [[.ambiguousIdentity, .truncated]])
  }
}
