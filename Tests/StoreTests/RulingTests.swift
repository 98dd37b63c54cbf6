// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A ruling")
struct RulingTests {
  private static let person = Ruling(by: Actor(name: "irina", uid: 1000), because: "the customer called")

  private let store: OrderStore

  init() throws { store = try OrderStore.fixture() }

  /// An order that a message opens, with its number.
  private func begun(_ id: String, number: String, days: Int = 5, thread: ThreadPlacement = .new)
    async throws
    -> (message: StoredMessageID, order: OrderID)
  {
    let key = OrderKey(kind: .ourOrder, value: number)
    let message = try await store.record(
      mail(
        number, id: id, date: day(1, days), thread: thread, links: [opened], events: [.inquiryReceived],
        keys: [key], transitions: [inquired]))
    let order = try #require(try await store.orders(key).first)
    return (message, order.id)
  }

  private func expectSound(_ location: SourceLocation = #_sourceLocation) async throws {
    let problems = try await store.checkIntegrity(deep: true).flatMap(\.problems)
    #expect(problems == [], sourceLocation: location)
  }

  private func audit() async throws -> [String] {
    let all = Collected<String>()
    try await store.exportAudit { all.add("\($0.actor.name): \($0.action) \($0.subject), \($0.detail)") }
    return all.values
  }

  @Test("sets where an order stands, and later messages go on from there")
  func state() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    var change = OrderChange()
    change.state = .shipped
    let rehearsed = try await store.change(order, change, Self.person, isRehearsal: true)
    #expect(rehearsed.map(\.after) == [.shipped])
    #expect(try await store.dossier(of: order).state == .inquiry)
    let effects = try await store.change(order, change, Self.person)
    #expect(effects.map(\.before) == [.inquiry])
    let dossier = try await store.dossier(of: order)
    #expect(dossier.state == .shipped)
    #expect(
      dossier.steps.last?.transition
        == Transition(event: .orderShipped, from: .inquiry, to: .shipped, warrant: .person))
    await #expect(throws: LedgerError.self) { try await store.change(order, change, Self.person) }
    #expect(
      try await audit().last == "irina: order set order o-1, state inquiry to shipped: the customer called")
    try await store.record(
      mail(
        "paid", id: "b@kunde.example", date: day(1, 9), links: [linked(order)], events: [.paymentReceived],
        transitions: [Transition(event: .paymentReceived, from: .shipped, to: .paid)]))
    #expect(try await store.dossier(of: order).state == .paid)
    try await expectSound()
  }

  @Test("sets a number and keys, but not the number of another order")
  func keys() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    _ = try await begun("b@kunde.example", number: "SO-2")
    var change = OrderChange()
    change.number = "SO-2"
    let refused = change
    await #expect(throws: LedgerError.self) { try await store.change(order, refused, Self.person) }
    change.number = "SO-3"
    change.added = [OrderKey(kind: .customerOrder, value: "4500")]
    _ = try await store.change(order, change, Self.person)
    #expect(try await store.orders(named: "SO-3").map(\.id) == [order])
    #expect(try await store.orders(named: "4500").map(\.id) == [order])
    #expect(try await store.orders(named: "SO-1").isEmpty)
    var removal = OrderChange()
    removal.removed = change.added
    _ = try await store.change(order, removal, Self.person)
    #expect(try await store.orders(named: "4500").isEmpty)
    try await expectSound()
  }

  @Test("makes two orders one, which all their names find")
  func merge() async throws {
    let (first, survivor) = try await begun("a@kunde.example", number: "SO-1")
    let (second, other) = try await begun("b@kunde.example", number: "SO-2")
    let effects = try await store.merge(other, into: survivor, Self.person)
    #expect(effects.map(\.messages) == [1, -1])
    #expect(effects.map(\.after) == [.inquiry, nil])
    for name in ["SO-1", "SO-2", survivor.name, other.name] {
      #expect(try await store.orders(named: name).map(\.id) == [survivor], "\(name)")
    }
    #expect(try await store.dossier(of: survivor).timeline.map(\.message) == [first, second])
    #expect(try await store.dossier(of: survivor).number == "SO-1")
    #expect(try await store.dossier(of: survivor).steps.count == 2)
    await #expect(throws: LedgerError.self) { try await store.merge(survivor, into: survivor, Self.person) }
    let found = try await store.asking { ledger throws(LedgerError) in try ledger.orders([other]).map(\.id) }
    #expect(found == [survivor])
    try await expectSound()
  }

  @Test("links a message, brings its thread along and teaches it")
  func link() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    let lost = try await store.record(
      mail("late", id: "x@kunde.example", date: day(1, 6), events: [.statusRequested]))
    let thread = try #require(try await store.threads("x@kunde.example")[0])
    let reply = try await store.record(
      mail("re", id: "y@kunde.example", date: day(1, 7), thread: .existing(thread, absorbing: [])))
    let effects = try await store.link(lost, to: order, Self.person)
    #expect(effects.map(\.messages) == [2])
    #expect(
      try await store.dossier(of: order).timeline.map(\.message.value).sorted() == [
        1, lost.value, reply.value,
      ])
    #expect(
      try await store.dossier(of: order).steps.map(\.transition.event) == [
        .inquiryReceived, .statusRequested,
      ])
    let taught = try await store.asking { ledger throws(LedgerError) in try ledger.teachings(ofThread: thread)
    }
    #expect(taught == [order: true])
    await #expect(throws: LedgerError.self) { try await store.link(lost, to: order, Self.person) }
    try await expectSound()
  }

  @Test("takes a message out, with what the order had from it")
  func unlink() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    let key = OrderKey(kind: .shipping, value: "MSKU1234565")
    let wrong = try await store.record(
      mail(
        "container", id: "x@kunde.example", date: day(1, 6), links: [linked(order)], events: [.quoteSent],
        keys: [key], transitions: [Transition(event: .quoteSent, from: .inquiry, to: .quoted)]))
    #expect(try await store.dossier(of: order).state == .quoted)
    _ = try await store.unlink(wrong, from: order, Self.person)
    let dossier = try await store.dossier(of: order)
    #expect(dossier.state == .inquiry)
    #expect(!dossier.keys.contains(key))
    #expect(dossier.timeline.count == 1)
    let thread = try #require(try await store.threads("x@kunde.example")[0])
    let taught = try await store.asking { ledger throws(LedgerError) in try ledger.teachings(ofThread: thread)
    }
    #expect(taught == [order: false])
    await #expect(throws: LedgerError.self) { try await store.unlink(wrong, from: order, Self.person) }
    try await expectSound()
  }

  @Test("of the last message takes the order away")
  func dissolve() async throws {
    let (message, order) = try await begun("a@kunde.example", number: "SO-1")
    let effects = try await store.unlink(message, from: order, Self.person)
    #expect(effects.map(\.after) == [nil])
    #expect(try await store.orders().isEmpty)
    try await expectSound()
  }

  @Test("moves a message to another order")
  func instead() async throws {
    let (_, first) = try await begun("a@kunde.example", number: "SO-1")
    let (_, second) = try await begun("b@kunde.example", number: "SO-2")
    let message = try await store.record(
      mail(
        "ok", id: "x@kunde.example", date: day(1, 8), links: [linked(first)], events: [.quoteSent],
        transitions: [Transition(event: .quoteSent, from: .inquiry, to: .quoted)]))
    _ = try await store.link(message, to: second, instead: true, Self.person)
    #expect(try await store.dossier(of: first).state == .inquiry)
    #expect(try await store.dossier(of: second).state == .quoted)
    #expect(try await store.message(message).order == second.name)
    try await expectSound()
  }

  @Test("gives a thread an order of its own, and the thread knows")
  func split() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    let key = OrderKey(kind: .customerOrder, value: "4500")
    let other = try await store.record(
      mail(
        "second", id: "x@kunde.example", date: day(1, 8), links: [linked(order)], events: [.quoteSent],
        keys: [key], transitions: [Transition(event: .quoteSent, from: .inquiry, to: .quoted)]))
    let thread = try #require(try await store.threads("x@kunde.example")[0])
    let effects = try await store.split(order, .thread(thread), Self.person)
    let new = try #require(effects.last?.order)
    #expect(effects.map(\.messages) == [-1, 1])
    #expect(try await store.dossier(of: order).state == .inquiry)
    #expect(try await store.dossier(of: new).state == .quoted)
    #expect(try await store.dossier(of: new).keys == [key])
    #expect(try await store.message(other).order == new.name)
    let taught = try await store.asking { ledger throws(LedgerError) in try ledger.teachings(ofThread: thread)
    }
    #expect(taught == [order: false, new: true])
    await #expect(throws: LedgerError.self) { try await store.split(new, .messages([other]), Self.person) }
    await #expect(throws: LedgerError.self) { try await store.split(order, .messages([other]), Self.person) }
    try await expectSound()
  }

  @Test("leaves the draft that answers a message, without the order")
  func draft() async throws {
    let (_, order) = try await begun("a@kunde.example", number: "SO-1")
    let question = try await store.record(
      mail(
        "q", id: "x@kunde.example", date: day(1, 8), links: [linked(order)], events: [.statusRequested],
        transitions: [Transition(event: .statusRequested, from: .inquiry, to: .inquiry)], draft: reply()))
    #expect(try await store.drafts(in: []).first?.reviewed.order == order)
    _ = try await store.unlink(question, from: order, Self.person)
    #expect(try await store.drafts(in: []).first?.reviewed.order == nil)
    try await expectSound()
  }
}
