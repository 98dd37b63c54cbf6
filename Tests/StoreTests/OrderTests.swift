// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import Testing
import TestSupport

@Suite("An order")
struct OrderTests {
  private static let number = OrderKey(kind: .ourOrder, value: "SO-2026-00417")
  private static let container = OrderKey(kind: .shipping, value: "MSKU1234565")

  @Test("learns keys from its messages and is found by them")
  func learning() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], keys: [Self.number]))
    try await store.record(
      mail(
        "Zwei", id: "b@bearings.example", sender: supplier, links: [linked(OrderID(1))],
        keys: [Self.container]))
    let found = try #require(try await store.orders(Self.container).first)
    #expect(found.keys == [Self.number, Self.container])
    #expect(found.number == "SO-2026-00417")
    #expect(Set(found.parties) == [customer, supplier])
    #expect(try await store.orders(OrderKey(kind: .invoice, value: "MSKU1234565")).isEmpty)
  }

  @Test("names those first who wrote first, and knows the language of its customers")
  func firstWriters() async throws {
    let store = try OrderStore.fixture()
    var first = mail("Eins", id: "a@kunde.example", links: [opened])
    first.message.language = .german
    let robot = Party(address: "a-robot@kunde.example", role: .customer)
    first.parties.append(robot)
    try await store.record(first)
    #expect(try await store.order(OrderID(1)).parties == [customer, robot])
    #expect(try await store.order(OrderID(1)).language == .german)
    var second = mail("ok", id: "b@kunde.example", sender: robot, links: [linked(OrderID(1))])
    second.message.language = .undetermined
    try await store.record(second)
    var third = mail("Three", id: "c@bearings.example", sender: supplier, links: [linked(OrderID(1))])
    third.message.language = .english
    try await store.record(third)
    let order = try await store.order(OrderID(1))
    #expect(order.parties == [customer, robot, supplier])
    #expect(order.language == .german)
  }

  @Test("is remembered as it is stored: not as a transaction left it that failed")
  func remembered() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], keys: [Self.number]))
    await #expect(throws: LedgerError.conflict("no")) {
      try await store.transaction { ledger throws(LedgerError) in
        let second = mail(
          "Two", id: "b@bearings.example", sender: supplier, links: [linked(OrderID(1))],
          keys: [Self.container])
        _ = try ledger.record(second)
        throw LedgerError.conflict("no")
      }
    }
    let found = try await store.transaction { ledger throws(LedgerError) in
      try ledger.orders(withKeys: [Self.number])
    }
    #expect(found.map(\.keys) == [[Self.number]])
    #expect(found.map(\.parties) == [[customer]])
  }

  @Test("has the language of the newest of its customers' messages, whichever was recorded last")
  func newestLanguage() async throws {
    let store = try OrderStore.fixture()
    var newer = mail("Eins", id: "a@kunde.example", date: day(3, 1), links: [opened], keys: [Self.number])
    newer.message.language = .german
    try await store.record(newer)
    var older = mail("One", id: "b@kunde.example", date: day(2, 1), links: [linked(OrderID(1))])
    older.message.language = .english
    try await store.record(older)
    let found = try await store.transaction { ledger throws(LedgerError) in
      try ledger.orders(withKeys: [Self.number])
    }
    #expect(found.map(\.language) == [.german])
    #expect(try await store.order(OrderID(1)).language == .german)
  }

  @Test("takes no second number of ours, and none that is another order's")
  func foreignKeys() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], keys: [Self.number]))
    let second = OrderKey(kind: .ourOrder, value: "SO-2026-00418")
    try await store.record(mail("Zwei", id: "b@kunde.example", links: [opened], keys: [second]))
    let mixed = [second, OrderKey(kind: .customerOrder, value: "so 2026 418"), Self.container]
    try await store.record(mail("Drei", id: "c@kunde.example", links: [linked(OrderID(1))], keys: mixed))
    #expect(try await store.orders(Self.number).first?.keys == [Self.number, Self.container])
    #expect(try await store.orders(second).map(\.id) == [OrderID(2)])
  }

  @Test("is not touched by a link that is held")
  func held() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], keys: [Self.number]))
    let stranger = Party(address: "x@evil.example", role: .unknown)
    try await store.record(
      mail(
        "Zwei", id: "b@evil.example", date: day(3, 1), sender: stranger,
        links: [linked(OrderID(1), score: 0.3)],
        keys: [Self.container]))
    let order = try await store.dossier(of: OrderID(1))
    #expect(order.parties == [customer])
    #expect(order.keys == [Self.number])
    #expect(order.timeline.count == 1)
    #expect(order.lastActivity == day(1, 5))
    #expect(order.holds.map(\.messageID) == ["<b@evil.example>"])
    let message = try #require(try await store.exported().last)
    #expect(message.order == nil && message.links.count == 1)
  }

  @Test("moves by its transitions, with an entry in the audit log")
  func transitions() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened], transitions: [inquired]))
    let quoted = Transition(event: .quoteSent, from: .inquiry, to: .quoted)
    try await store.record(
      mail(
        "Zwei", id: "b@ourco.example", sender: irina, direction: .outbound, links: [linked(OrderID(1))],
        events: [.quoteSent], transitions: [quoted]))
    let order = try await store.dossier(of: OrderID(1))
    #expect(order.state == .quoted)
    #expect(order.steps.map(\.transition) == [inquired, quoted])
    let log = Collected<ExportedAudit>()
    try await store.exportAudit { log.add($0) }
    #expect(log.values.map(\.action) == ["order opened", "order advanced"])
    #expect(log.values.last?.detail == "inquiry to quoted by quote_sent")
  }

  @Test("refuses a transition from where it does not stand")
  func staleTransition() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@kunde.example", links: [opened]))
    let shipped = Transition(event: .orderShipped, from: .placed, to: .shipped)
    await #expect(throws: LedgerError.conflict("The order has moved on since the message was judged")) {
      try await store.record(
        mail("Zwei", id: "b@ourco.example", links: [linked(OrderID(1))], transitions: [shipped]))
    }
    #expect(try await store.exported().count == 1)
  }

  @Test("is found by the newest activity of its parties")
  func parties() async throws {
    let store = try OrderStore.fixture()
    for (index, date) in [day(1, 1), day(3, 1), day(2, 1)].enumerated() {
      try await store.record(
        mail("Text \(index)", id: "\(index)@kunde.example", date: date, links: [opened]))
    }
    try await store.record(
      mail(
        "Nachtrag", id: "n@bearings.example", date: day(4, 1), sender: supplier, links: [linked(OrderID(1))]))
    let found = try await store.asking { ledger throws(LedgerError) in
      [
        try ledger.orders(ofAddresses: ["anna@kunde.example"], limit: 2),
        try ledger.orders(ofDomains: ["kunde.example", "bearings.example"], limit: 10),
        try ledger.orders(ofAddresses: ["ANNA@kunde.example"], limit: 2),
        try ledger.orders(ofDomains: ["kunde.example"], limit: 0),
      ]
    }
    #expect(found.map { $0.map(\.id.value) } == [[1, 2], [1, 2, 3], [], []])
    #expect(found[0][0].lastActivity == day(4, 1).timeIntervalSince1970)
  }

  @Test(
    "is found by any key as people write it",
    arguments: [
      ("SO-2026-00417", [1]), ("so 2026 417", [1]), ("SО–2026–00417", [1]), ("417", [1]), ("2026-417", [1]),
      ("o-2", [2]), ("O-2", [2]), ("заказ № 4512", [2]), ("ЗК004512", [2]), ("4512", [2]), ("512", []),
      ("MSKU1234565", [1]), ("1184", [1, 2]), ("o-99", []), ("", []), ("№", []), ("%", []),
      ("' OR 1", [Int64]()),
    ])
  func names(name: String, expected: [Int64]) async throws {
    let store = try OrderStore.fixture()
    let bill = OrderKey(kind: .invoice, value: "1184")
    try await store.record(
      mail("Eins", id: "a@kunde.example", links: [opened], keys: [Self.number, Self.container, bill]))
    let ours = OrderKey(kind: .ourOrder, value: "ЗК-004512")
    try await store.record(mail("Zwei", id: "b@kunde.example", links: [opened], keys: [ours, bill]))
    #expect(Set(try await store.orders(named: name).map(\.id.value)) == Set(expected))
  }

  @Test("is listed by state, newest activity first")
  func list() async throws {
    let store = try OrderStore.fixture()
    try await store.record(
      mail("Eins", id: "a@kunde.example", date: day(2, 1), links: [opened], draft: reply()))
    try await store.record(
      mail(
        "Zwei", id: "b@kunde.example", links: [opened],
        transitions: [Transition(event: .quoteDeclined, from: .inquiry, to: .declined)]))
    #expect(try await store.orders().map(\.id.value) == [1, 2])
    #expect(try await store.orders(limit: 1).map(\.id.value) == [1])
    #expect(try await store.orders(in: [.declined]).map(\.id.value) == [2])
    #expect(try await store.orders(matching: SearchQuery("zwei")).map(\.id.value) == [2])
    let first = try #require(try await store.orders().first)
    #expect(first.customer == customer && first.messages == 1 && first.pendingDrafts == 1)
  }

  @Test("shows its timeline, documents and drafts")
  func dossier() async throws {
    let store = try OrderStore.fixture()
    var letter = mail(
      "Guten Tag,\n\nanbei unsere Bestellung. Bitte bestätigen Sie.\n\nMit freundlichen Grüßen",
      id: "a@kunde.example",
      links: [opened], events: [.inquiryReceived], draft: reply())
    letter.message.parts = [
      MessagePart(type: "text/plain", filename: nil, size: 80, digest: letter.raw.digest),
      MessagePart(type: "application/pdf", filename: "Bestellung.pdf", size: 1000, digest: letter.raw.digest),
    ]
    try await store.record(letter)
    let order = try await store.dossier(of: OrderID(1))
    let entry = try #require(order.timeline.first)
    #expect(entry.gist == "anbei unsere Bestellung. Bitte bestätigen Sie. Mit freundlichen Grüßen")
    #expect(entry.sender == customer && entry.events == [.inquiryReceived])
    #expect(order.documents.map(\.filename) == ["Bestellung.pdf"])
    #expect(order.drafts.map(\.state) == [.pending])
    await #expect(throws: LedgerError.notFound("order o-9")) { try await store.dossier(of: OrderID(9)) }
  }
}
