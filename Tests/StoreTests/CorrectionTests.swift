// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A correction")
struct CorrectionTests {
  private let store: OrderStore
  private let person = Actor(name: "irina", uid: 1000)
  private static let number = OrderKey(kind: .ourQuote, value: "AN-2026-118")

  init() throws { store = try OrderStore.fixture() }

  /// An order that a customer's mail has opened and, as it was taken, confirmed; returns the second message.
  private func confirmedOrder(draft: Draft? = nil) async throws -> StoredMessageID {
    try await store.record(
      mail(
        "Bitte um ein Angebot", id: "a@kunde.example", links: [opened], events: [.inquiryReceived],
        keys: [Self.number], transitions: [inquired]))
    var second = mail(
      "Danke, wir denken darüber nach.", id: "b@kunde.example", date: day(1, 7),
      thread: .existing(ThreadID(1), absorbing: []), links: [linked(OrderID(1))], events: [.quoteConfirmed],
      transitions: [Transition(event: .quoteConfirmed, from: .inquiry, to: .confirmed)])
    second.draft = draft
    second.recognition = Recognition(
      events: [.quoteConfirmed],
      outcomes: [
        RuleOutcome(
          rule: "de-accepted", event: .quoteConfirmed, score: 1, fired: true, hits: [], obstacle: "")
      ],
      unclear: [
        UnclearEvent(event: .statusRequested, probability: 0.55, reasons: ["rule x"]),
        UnclearEvent(event: .claimOpened, probability: 0.8, reasons: ["rule y", "word z"]),
      ])
    return try await store.record(second)
  }

  @Test("takes an order back to where it stood, with who, when and why")
  func stepsBack() async throws {
    let id = try await confirmedOrder()
    let effect = try await store.correct(id, to: [], reason: "only thinks about it", by: person)
    #expect(effect.order?.before == .confirmed && effect.order?.course.state == .inquiry)
    let order = try await store.dossier(of: OrderID(1))
    #expect(order.state == .inquiry)
    #expect(order.steps.map(\.transition) == [inquired])
    #expect(order.timeline.last?.events == [])
    let corrections = try await store.corrections(of: id)
    #expect(corrections.map(\.actor) == [person] && corrections.map(\.at) == [agentNow])
    #expect(corrections.first?.reason == "only thinks about it")
    #expect(corrections.first?.before == [RecordedEvent(.quoteConfirmed, rule: "de-accepted")])
    #expect(corrections.first?.after == [])
    #expect(try await store.orders(Self.number).first?.history == [.inquiryReceived])
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems) == [])
  }

  @Test("gives the message its events: in exports, searches and the order's history")
  func events() async throws {
    let id = try await confirmedOrder()
    _ = try await store.correct(id, to: [.claimOpened, .statusRequested], reason: "asks", by: person)
    #expect(try await store.message(id).events == [.statusRequested, .claimOpened])
    #expect(
      try await store.search(SearchQuery("event:claim_opened")).map(\.messageID) == ["<b@kunde.example>"])
    #expect(try await store.search(SearchQuery("event:quote_confirmed")).isEmpty)
    #expect(
      try await store.orders(Self.number).first?.history == [
        .inquiryReceived, .statusRequested, .claimOpened,
      ])
    let rules = try await store.recordedEvents(of: id).map(\.rule)
    #expect(rules == ["", ""])
  }

  @Test("that keeps an event keeps the rule it is due to")
  func kept() async throws {
    let id = try await confirmedOrder()
    _ = try await store.correct(id, to: [.quoteConfirmed, .documentsRequested], reason: "both", by: person)
    #expect(
      try await store.recordedEvents(of: id) == [
        RecordedEvent(.quoteConfirmed, rule: "de-accepted"), RecordedEvent(.documentsRequested, rule: ""),
      ])
    #expect(try await store.dossier(of: OrderID(1)).state == .confirmed)
  }

  @Test("makes what followed an anomaly, and one that brings it back takes that away")
  func followers() async throws {
    let id = try await confirmedOrder()
    try await store.record(
      mail(
        "Versendet", id: "c@ourco.example", date: day(1, 9), sender: irina, links: [linked(OrderID(1))],
        events: [.orderShipped],
        transitions: [Transition(event: .orderShipped, from: .confirmed, to: .shipped)]))
    let planned = try await store.effect(ofCorrecting: id, to: [])
    #expect(planned.order?.course.state == .inquiry)
    #expect(planned.order?.course.anomalies.map(\.event) == [.orderShipped] && planned.order?.oddBefore == 0)
    #expect(try await store.dossier(of: OrderID(1)).state == .shipped)
    let done = try await store.correct(id, to: [], reason: "no", by: person)
    #expect(done == planned)
    #expect(try await store.dossier(of: OrderID(1)).anomalies.map(\.anomaly.event) == [.orderShipped])
    _ = try await store.correct(id, to: [.quoteConfirmed], reason: "yes, after all", by: person)
    let order = try await store.dossier(of: OrderID(1))
    #expect(order.state == .shipped && order.anomalies.isEmpty)
    #expect(try await store.corrections(of: id).map(\.after) == [[], [.quoteConfirmed]])
  }

  @Test("is sealed in the audit log")
  func audited() async throws {
    let id = try await confirmedOrder()
    _ = try await store.correct(id, to: [], reason: "no", by: person)
    let entries = Collected<ExportedAudit>()
    try await store.exportAudit { entries.add($0) }
    let mine = entries.values.filter { $0.actor == person }
    #expect(mine.map(\.action) == ["message corrected", "order corrected"])
    #expect(mine.first?.detail == "quote_confirmed to none: no")
    #expect(mine.last?.detail == "confirmed to inquiry by the correction of message 2")
  }

  @Test("makes the answer to an event that is gone stale, and no other")
  func drafts() async throws {
    var letter = reply()
    letter.event = .quoteConfirmed
    let id = try await confirmedOrder(draft: letter)
    let kept = try await store.effect(ofCorrecting: id, to: [.quoteConfirmed, .claimOpened])
    #expect(kept.staleDrafts.isEmpty)
    let effect = try await store.correct(id, to: [], reason: "no", by: person)
    #expect(effect.staleDrafts == [DraftID(1)])
    let draft = try await store.draft(DraftID(1))
    #expect(draft.state == .stale && draft.reason.contains("irina"))
  }

  @Test("of a message without an order changes the message only")
  func unlinked() async throws {
    let id = try await store.record(mail("Hallo", id: "z@kunde.example"))
    let effect = try await store.correct(id, to: [.feedbackReceived], reason: "praise", by: person)
    #expect(effect.order == nil)
    #expect(try await store.message(id).events == [.feedbackReceived])
    await #expect(throws: LedgerError.notFound("message 99")) {
      try await store.correct(StoredMessageID(99), to: [], reason: "no", by: person)
    }
  }

  @Test("stands against what documents add later")
  func revision() async throws {
    let id = try await confirmedOrder()
    _ = try await store.correct(id, to: [], reason: "no", by: person)
    let standing = try await store.asking { ledger throws(LedgerError) in try ledger.standing(of: id) }
    #expect(standing.isCorrected && standing.events.isEmpty)
  }

  @Test("settles what was unclear, which moved nothing")
  func settles() async throws {
    let id = try await confirmedOrder()
    let waiting = try await store.unclear()
    #expect(waiting.map(\.id) == [id])
    #expect(waiting.first?.candidates.map(\.event) == [.claimOpened, .statusRequested])
    #expect(waiting.first?.candidates.first?.reasons == ["rule y", "word z"])
    #expect(
      waiting.first?.events == [.quoteConfirmed] && waiting.first?.gist == "Danke, wir denken darüber nach.")
    #expect(try await store.message(id).events == [.quoteConfirmed])
    let effect = try await store.correct(id, to: [.quoteConfirmed], reason: "as it is", by: person)
    #expect(effect.settled == [.claimOpened, .statusRequested])
    #expect(try await store.unclear().isEmpty)
  }

  @Test("is not needed to leave a message as it is")
  func dismissed() async throws {
    let id = try await confirmedOrder()
    #expect(try await store.unclear(mailbox: "claims").isEmpty)
    #expect(try await store.unclear(mailbox: "orders", by: .likeliest, limit: 1).count == 1)
    let events = try await store.dismissUnclear(of: id, reason: "", by: person)
    #expect(events == [.claimOpened, .statusRequested])
    #expect(try await store.unclear().isEmpty)
    #expect(try await store.corrections(of: id).isEmpty)
    await #expect(throws: LedgerError.notFound("unclear event of message \(id.value)")) {
      try await store.dismissUnclear(of: id, reason: "", by: person)
    }
  }
}
