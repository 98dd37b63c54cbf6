// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore
import TestSupport
import Testing

// A store of an older version is made from below.
@testable import Store

@Suite("A hold")
struct HoldTests {
  private static let notice = HoldNotice(party: "bearings.example", reason: "Other details.")
  private static let iban = BankAccount(kind: .iban, value: "GB29NWBK60161331926819")
  private static let person = Actor(name: "irina", uid: 1000)
  private static let boris = Actor(name: "boris", uid: 1001)

  private static func announcement(_ id: String, links: [Link]) -> MessageRecord {
    var record = mail("Neu", id: id, sender: supplier, links: links, events: [.bankDetailsChanged])
    record.notice = notice
    record.accounts = [iban]
    return record
  }

  private func release(
    _ store: OrderStore, _ actor: Actor, _ role: UserRole, _ verdict: HoldVerdict = .genuine
  ) async throws -> HoldRelease {
    try await store.release(
      OrderID(1), verdict: verdict, reason: "called", callback: "Min Lee", by: actor, role: role)
  }

  @Test("is on all orders of the party, those to come too")
  func party() async throws {
    let store = try OrderStore.fixture()
    try await store.record(mail("Eins", id: "a@bearings.example", sender: supplier, links: [opened]))
    try await store.record(Self.announcement("b@bearings.example", links: []))
    #expect(try await store.holds(of: OrderID(1)).map(\.party) == ["bearings.example"])
    #expect(try await store.order(OrderID(1)).isFrozen)
    try await store.record(mail("Zwei", id: "c@bearings.example", sender: supplier, links: [opened]))
    try await store.record(mail("Drei", id: "d@kunde.example", links: [opened]))
    #expect(try await store.order(OrderID(2)).isFrozen)
    #expect(try await !store.order(OrderID(3)).isFrozen)
    #expect(try await store.orders().map(\.holds).sorted() == [0, 1, 1])
    #expect(try await store.health().holds.count == 1)
  }

  @Test("lets the accounts count only once it is released as genuine", arguments: HoldVerdict.allCases)
  func accounts(_ verdict: HoldVerdict) async throws {
    let store = try OrderStore.fixture()
    try await store.record(Self.announcement("a@bearings.example", links: [opened]))
    func known() async throws -> [BankAccount] {
      try await store.asking { ledger throws(LedgerError) in try ledger.accounts(ofParty: "bearings.example")
      }
    }
    #expect(try await known() == [])
    _ = try await release(store, Self.person, .specialist, verdict)
    #expect(try await known() == [])
    let last = try await release(store, Self.boris, .manager, verdict)
    #expect(last.released.count == 1 && last.waiting.isEmpty)
    #expect(try await known() == (verdict == .genuine ? [Self.iban] : []))
    #expect(try await !store.order(OrderID(1)).isFrozen)
  }

  @Test("keeps letters about money back, and no others")
  func letters() async throws {
    let store = try OrderStore.fixture()
    try await store.record(Self.announcement("a@bearings.example", links: [opened]))
    var reminder = reply()
    reminder.event = .paymentReminded
    for (draft, mayGo) in [(reply(), true), (reminder, false)] {
      let id = try await store.compose(draft, about: OrderID(1), by: Self.person)
      let stored = try await store.draft(id)
      #expect(stored.holds == ["Other details."])
      let approval = Approval(
        draft: id, digest: stored.reviewed.digest, approver: "irina", uid: 1000, at: agentNow,
        expires: agentNow + Approval.lifetime)
      let approved = try ApprovedDraft(stored.reviewed, approval: approval, now: agentNow)
      let letterID = try #require(MessageID("letter\(id.value)@ourco.example"))
      let envelope = Envelope(sender: "orders@ourco.example", recipients: ["anna@kunde.example"])
      let frozen = RawMessage(bytes: Array("Subject: x\r\n\r\n".utf8))
      if mayGo {
        _ = try await store.approve(approved, frozen: frozen, envelope: envelope, messageID: letterID)
      } else {
        await #expect(throws: LedgerError.self) {
          try await store.approve(approved, frozen: frozen, envelope: envelope, messageID: letterID)
        }
      }
    }
  }

  @Test("is made of what was announced before there were any")
  func migration() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("kontor.sqlite")
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { $0.add(tokenizer: SearchTokenizer.self) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try Schema.migrator.migrate(queue, upTo: "3")
    try await queue.write { db in
      try db.execute(sql: "INSERT INTO thread (id, opened) VALUES (1, 0)")
      let digest = RawMessage(bytes: [1]).digest.column
      try db.execute(
        sql: """
          INSERT INTO message (id, digest, message_id, thread, mailbox, date, recorded, direction, kind, language,
            sender, sender_name, sender_role, sender_company, warnings)
          VALUES (1, ?, '', 1, 'orders', 5, 6, 'in', 'message', 'de', 'lee@bearings.example', '', 'supplier', '', '[]')
          """, arguments: [digest])
      try db.execute(
        sql: """
          INSERT INTO message_text VALUES (1, 'Konto', 'Text', '', '', '', '', '', '');
          INSERT INTO order_ VALUES (1, 'placed', 0, 0);
          INSERT INTO link VALUES (1, 1, 0, 0, 0.9, '[]');
          INSERT INTO event VALUES (1, 1, 1, 'bank_details_changed', 'r', 1);
          """)
    }
    try queue.close()
    let store = try OrderStore.open(at: path)
    let hold = try #require(try await store.dossier(of: OrderID(1)).holds.first)
    #expect(hold.kind == .bankDetails && hold.reason.hasPrefix("lee@bearings.example announces"))
  }
}

@Suite("A step that waits")
struct AwaitedStepTests {
  private static let person = Actor(name: "irina", uid: 1000)

  private static func order(_ event: Event) async throws -> OrderStore {
    let store = try OrderStore.fixture()
    var record = mail("Eins", id: "a@kunde.example", links: [opened], events: [.inquiryReceived, event])
    record.openingState = .placed
    record.transitions = [Transition(event: .inquiryReceived, from: .placed, to: .placed)]
    record.awaited = [AwaitedStep(event: event, reason: "A person decides.")]
    try await store.record(record)
    return store
  }

  @Test("is taken by a person, with who and why in the log")
  func confirmed() async throws {
    let store = try await Self.order(.orderCancelled)
    #expect(try await store.orders().map(\.awaited) == [1])
    let taken = try await store.confirmSteps(
      of: OrderID(1), event: nil, reason: "by telephone", by: Self.person)
    #expect(taken == [Transition(event: .orderCancelled, from: .placed, to: .cancelled, warrant: .person)])
    let order = try await store.dossier(of: OrderID(1))
    #expect(order.state == .cancelled && order.awaited.isEmpty)
    #expect(order.steps.last?.transition == taken.first)
    let entries = Collected<ExportedAudit>()
    try await store.exportAudit { entries.add($0) }
    let last = try #require(entries.values.last)
    #expect(last.actor == Self.person && last.action == "order advanced")
    #expect(last.detail == "placed to cancelled by order_cancelled, E4, by telephone")
    #expect(try await store.checkIntegrity().flatMap(\.problems) == [])
  }

  @Test("can't be taken once it can't follow, and stays to be refused")
  func conflict() async throws {
    let store = try await Self.order(.orderCancelled)
    try await store.record(
      mail(
        "Zwei", id: "b@kunde.example", links: [linked(OrderID(1))], events: [.orderShipped],
        transitions: [Transition(event: .orderShipped, from: .placed, to: .shipped)]))
    await #expect(throws: LedgerError.self) {
      try await store.confirmSteps(of: OrderID(1), event: .orderCancelled, reason: "x", by: Self.person)
    }
    #expect(try await store.dossier(of: OrderID(1)).awaited.count == 1)
    _ = try await store.refuseSteps(
      of: OrderID(1), event: .orderCancelled, reason: "too late", by: Self.person)
    #expect(try await store.dossier(of: OrderID(1)).awaited.isEmpty)
  }

  @Test("is overtaken when the order gets there otherwise")
  func overtaken() async throws {
    let store = try OrderStore.fixture()
    var record = mail("Eins", id: "a@kunde.example", links: [opened], events: [.quoteConfirmed])
    record.awaited = [AwaitedStep(event: .quoteConfirmed, reason: "A stranger.")]
    try await store.record(record)
    try await store.record(
      mail(
        "Zwei", id: "b@ourco.example", sender: irina, links: [linked(OrderID(1))], events: [.orderPlaced],
        transitions: [Transition(event: .orderPlaced, from: .inquiry, to: .placed)]))
    #expect(try await store.dossier(of: OrderID(1)).awaited.isEmpty)
    await #expect(throws: LedgerError.self) {
      try await store.confirmSteps(of: OrderID(1), event: nil, reason: "x", by: Self.person)
    }
  }
}
