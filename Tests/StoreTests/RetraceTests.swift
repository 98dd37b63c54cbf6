// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("An order gone through once more")
struct RetraceTests {
  private static let person = Actor(name: "irina", uid: 1000)
  private static let ruling = Ruling(by: person, because: "it belongs here")
  private static let first = OrderID(1)

  private let store: OrderStore

  init() throws { store = try OrderStore.fixture() }

  /// A placed order whose customer has asked for its cancellation, which waits; returns the message that asks.
  @discardableResult
  private func placed(_ id: String = "a@kunde.example", number: String = "SO-1", days: Int = 1) async throws
    -> StoredMessageID
  {
    let event = Event.orderCancelled
    var record = mail(
      number, id: id, date: day(1, days), links: [opened], events: [.orderPlaced, event],
      keys: [OrderKey(kind: .ourOrder, value: number)])
    record.openingState = .placed
    record.transitions = [Transition(event: .orderPlaced, from: .placed, to: .placed)]
    record.awaited = [AwaitedStep(event: event, reason: "A machine never takes this step by itself.")]
    return try await store.record(record)
  }

  /// A message without an order, of somebody who is known to be a supplier.
  private func arrival(_ id: String = "z@bearings.example", days: Int = 9) async throws -> StoredMessageID {
    try await store.record(
      mail("arrived", id: id, date: day(1, days), sender: supplier, events: [.materialReceived]))
  }

  private func expectSound(_ location: SourceLocation = #_sourceLocation) async throws {
    let problems = try await store.checkIntegrity(deep: true).flatMap(\.problems)
    #expect(problems == [], sourceLocation: location)
  }

  @Test("lets steps wait that wait, and takes those that a machine may take")
  func waits() async throws {
    try await placed()
    _ = try await store.link(arrival(), to: Self.first, Self.ruling)
    let order = try await store.dossier(of: Self.first)
    #expect(order.state == .materialReceived)
    #expect(order.awaited.map(\.step.event) == [.orderCancelled])
    #expect(order.steps.last?.transition.warrant == .unverified)
    try await expectSound()
  }

  @Test("keeps what people have decided", arguments: [true, false])
  func decided(isConfirmed: Bool) async throws {
    let message = try await placed()
    if isConfirmed {
      _ = try await store.confirmSteps(of: Self.first, event: nil, reason: "yes", by: Self.person)
    } else {
      _ = try await store.refuseSteps(of: Self.first, event: nil, reason: "no", by: Self.person)
    }
    _ = try await store.link(arrival(), to: Self.first, Self.ruling)
    let order = try await store.dossier(of: Self.first)
    #expect(order.awaited.isEmpty)
    if isConfirmed {
      #expect(order.state == .cancelled)
      #expect(order.steps.map(\.transition.warrant).contains(.person))
      #expect(order.anomalies.map(\.anomaly.event) == [.materialReceived])
    } else {
      #expect(order.state == .materialReceived)
    }
    // What a person takes out of the message, they take out of the order.
    _ = try await store.correct(message, to: [.orderPlaced], reason: "a question only", by: Self.person)
    #expect(try await store.dossier(of: Self.first).state == .materialReceived)
    try await expectSound()
  }

  @Test("keeps a state that a person has set, whatever is corrected")
  func set() async throws {
    let message = try await placed()
    var change = OrderChange()
    change.state = .shipped
    _ = try await store.change(Self.first, change, Self.ruling)
    _ = try await store.correct(message, to: [.orderPlaced], reason: "no cancellation", by: Self.person)
    let order = try await store.dossier(of: Self.first)
    #expect(order.state == .shipped && order.awaited.isEmpty)
    #expect(order.steps.last?.transition.warrant == .person)
    try await expectSound()
  }

  @Test("takes a step that a person says a message reports")
  func corrected() async throws {
    let message = try await placed()
    _ = try await store.correct(message, to: [.orderPlaced], reason: "a question only", by: Self.person)
    #expect(try await store.dossier(of: Self.first).awaited.isEmpty)
    let effect = try await store.correct(
      message, to: [.orderPlaced, .orderCancelled], reason: "they mean it", by: Self.person)
    #expect(effect.order?.course.state == .cancelled)
    let order = try await store.dossier(of: Self.first)
    #expect(order.state == .cancelled && order.steps.last?.transition.warrant == .person)
    try await expectSound()
  }

  @Test("of two that were merged keeps what waits in both, and one hold")
  func merged() async throws {
    try await placed()
    var record = mail(
      "Konto", id: "b@bearings.example", date: day(1, 2), sender: supplier, links: [opened],
      events: [.bankDetailsChanged, .orderChangeRequested])
    record.notice = HoldNotice(party: "bearings.example", reason: "Other details.")
    record.awaited = [AwaitedStep(event: .orderChangeRequested, reason: "A person.")]
    try await store.record(record)
    _ = try await store.merge(OrderID(2), into: Self.first, Self.ruling)
    let order = try await store.dossier(of: Self.first)
    #expect(order.awaited.map(\.step.event) == [.orderCancelled, .orderChangeRequested])
    #expect(order.holds.count == 1)
    #expect(try await store.order(Self.first).isFrozen)
    try await expectSound()
  }

  @Test("that was split takes along what people have decided about its messages")
  func split() async throws {
    try await placed()
    var record = mail(
      "ab", id: "b@kunde.example", date: day(1, 3), links: [linked(Self.first)], events: [.quoteDeclined])
    record.awaited = [AwaitedStep(event: .quoteDeclined, reason: "A stranger.")]
    let message = try await store.record(record)
    _ = try await store.refuseSteps(of: Self.first, event: .quoteDeclined, reason: "no", by: Self.person)
    let effects = try await store.split(Self.first, .messages([message]), Self.ruling)
    let new = try #require(effects.last?.order)
    #expect(try await store.dossier(of: new).state == .inquiry)
    #expect(try await store.dossier(of: new).awaited.isEmpty)
    try await expectSound()
  }

  @Test("holds the money of a sender of whom a person says that they announce other bank details")
  func held() async throws {
    try await placed()
    let message = try await store.record(
      mail("Konto", id: "b@bearings.example", date: day(1, 2), sender: supplier, links: [linked(Self.first)]))
    _ = try await store.correct(message, to: [.bankDetailsChanged], reason: "it does", by: Self.person)
    #expect(try await store.holds(of: Self.first).map(\.party) == ["bearings.example"])
    // It takes two to release it, not one who takes the event out again.
    _ = try await store.correct(message, to: [], reason: "it does not", by: Self.person)
    #expect(try await store.holds(of: Self.first).count == 1)
    try await expectSound()
  }
}
