// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("Who speaks")
struct TrustStories {
  private static let irina = Actor(name: "irina", uid: 1000)
  private static let boris = Actor(name: "boris", uid: 1001)

  @Test("decides whether the order moves once there is a border")
  func border() async throws {
    let border = Border(authservID: "mx.ourco.example", hosts: ["mx.ourco.example"])
    let story = try Story("border-en", pipeline: Company.pipeline(border: border))
    let crossed = "Received: from out by mx.ourco.example; Mon, 2 Mar 2026 09:00:00 +0000"
    let pass = "Authentication-Results: mx.ourco.example; dmarc=pass header.from=quillgrowers.example"
    let inquiry = try await story.writes(
      Company.martha, subject: "Grow lights",
      "Hello, please send us a quotation for 40 grow lights. Martha Quill",
      headers: [crossed])
    story.part("Written inside")
    let quotation = try await story.replies(
      Company.jack, to: inquiry, "Dear Martha, please find attached our quotation QT-2026-0501. Jack",
      attaching: ["QT-2026-0501.pdf"])
    try await story.expect(.quoted)
    story.part("Forged, below the border's own field")
    try await story.replies(
      Company.martha, to: quotation, "Thank you, we accept quotation QT-2026-0501. Please proceed. Martha",
      headers: [crossed, pass])
    try await story.expect(.quoted)
    story.part("Verified")
    try await story.replies(
      Company.martha, to: quotation,
      "Jack, we accept your quotation QT-2026-0501, please go ahead. Martha Quill",
      headers: [pass, crossed])
    try await story.expect(.confirmed)
    let order = try await story.store.dossier(of: OrderID(1))
    #expect(order.steps.map(\.transition.warrant) == [.none, .known, .known])
    #expect(order.awaited.isEmpty, "The step was taken otherwise.")
    story.part("A notice that only says it is from our order system")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-09002 created",
      "Sales order SO-2026-09002 has been created for Quill Growers Ltd, quotation QT-2026-0501.",
      headers: [crossed])
    try await story.expect(.confirmed)
    try await story.confirms(.orderPlaced, of: OrderID(1), reason: "it stands in the system")
    try await story.expect(.placed)
    try await story.end()
  }

  @Test("is told, and the step refused, when a stranger accepts")
  func stranger() async throws {
    let story = try Story("stranger-accepts-en")
    try await story.writes(
      Company.stranger, subject: "Order 40 grow lights",
      "Hello, please consider this our purchase order PO 4411 for 40 grow lights. We accept your list price. Ray Moss"
    )
    try await story.expect(.inquiry)
    let waiting = try await story.store.dossier(of: OrderID(1)).awaited
    #expect(waiting.map(\.step.event) == [.quoteConfirmed])
    let refused = try await story.store.refuseSteps(
      of: OrderID(1), event: nil, reason: "nobody knows them", by: Self.irina)
    #expect(refused == [.quoteConfirmed])
    #expect(try await story.store.dossier(of: OrderID(1)).awaited.isEmpty)
    await #expect(throws: LedgerError.self) {
      try await story.store.confirmSteps(of: OrderID(1), event: nil, reason: "late", by: Self.irina)
    }
    try await story.end()
  }

  @Test("is held when they look like a supplier, and gets no answer")
  func lookalike() async throws {
    let story = try Story("lookalike-en")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-09003 created",
      "Sales order SO-2026-09003 has been created for Quill Growers Ltd, 300 grow lights.")
    let imposter = Party(address: "orders@ventorra.example", name: "Inge Hallström", role: .unknown)
    try await story.writes(
      imposter, subject: "SO-2026-09003",
      "The goods for SO-2026-09003 have arrived in your warehouse. When will you pay? Inge Hallström")
    story.part("A known name at a free mail address")
    let namesake = Party(address: "martha.quill.1977@gmail.com", name: "Martha Quill", role: .unknown)
    try await story.writes(
      namesake, subject: "SO-2026-09003", "Please deliver SO-2026-09003 to another address. Martha Quill")
    try await story.expect(.placed)
    let order = try await story.store.dossier(of: OrderID(1))
    #expect(order.holds.map(\.kind) == [.link, .link])
    #expect(try await story.drafts().isEmpty)
    try await story.end()
  }

  @Test("of other bank details freezes what is about money until two people have looked")
  func bankDetails() async throws {
    let story = try Story("bank-details-en")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-09004 created",
      "Sales order SO-2026-09004 has been created for Quill Growers Ltd, 300 grow lights.")
    try await story.writes(
      Company.ventora, subject: "Invoice 5100",
      "Our invoice 5100 for SO-2026-09004. IBAN SE45 5000 0000 0583 9825 7466.")
    try await story.writes(
      Company.warehouse, subject: "SO-2026-09004 despatched",
      "SO-2026-09004 has been shipped to the customer today.")
    story.part("Other bank details")
    try await story.writes(
      Company.ventora, subject: "SO-2026-09004",
      "Please pay invoice 5100 for SO-2026-09004 to our new bank account, IBAN SE27 3000 0000 0100 0044 7712."
    )
    story.part("Money comes in")
    try await story.writes(
      Company.bank, subject: "Credit advice",
      "An amount of GBP 900.00 has been credited to your account, SO-2026-09004.")
    try await story.expect(.shipped)
    let id = OrderID(1)
    let held = try await story.store.dossier(of: id)
    #expect(held.holds.map(\.kind) == [.bankDetails])
    #expect(held.awaited.map(\.step.event) == [.paymentReceived])
    await #expect(throws: LedgerError.self) {
      try await story.confirms(.paymentReceived, of: id, reason: "it is there")
    }
    try await releaseByTwo(story.store, id)
    try await story.confirms(.paymentReceived, of: id, reason: "the bank says so")
    try await story.expect(.paid)
    story.part("The new account is theirs now")
    try await story.writes(
      Company.ventora, subject: "Invoice 5101",
      "Our invoice 5101 for SO-2026-09004. IBAN SE27 3000 0000 0100 0044 7712.")
    #expect(try await story.store.holds(of: id).isEmpty)
    try await story.end()
  }

  /// Releases by two different people, of whom one is a manager; nothing less will do.
  private func releaseByTwo(_ store: OrderStore, _ id: OrderID) async throws {
    func release(_ actor: Actor, _ role: UserRole, _ verdict: HoldVerdict = .genuine) async throws
      -> HoldRelease
    {
      try await store.release(
        id, verdict: verdict, reason: "confirmed", callback: "Inge, +46 8 555 01 00, from the contract",
        by: actor,
        role: role)
    }
    let first = try await release(Self.irina, .specialist)
    #expect(first.released.isEmpty && first.waiting.map(\.releasedBy) == [["irina"]])
    await #expect(throws: LedgerError.self) { try await release(Self.irina, .manager) }
    await #expect(throws: LedgerError.self) { try await release(Self.boris, .manager, .false) }
    let second = try await release(Actor(name: "anna", uid: 1002), .specialist)
    #expect(second.released.isEmpty, "Two specialists are not enough.")
    let third = try await release(Self.boris, .manager)
    #expect(third.released.count == 1 && third.waiting.isEmpty)
    let entries = Collected<ExportedAudit>()
    try await store.exportAudit { entries.add($0) }
    let names = entries.values.filter { $0.action == "release asked" }.map(\.actor.name)
    #expect(names == ["irina", "anna", "boris"])
    #expect(entries.values.contains { $0.action == "hold released" && $0.detail.contains("+46 8 555 01 00") })
  }

  @Test("of a claim re-opens the order until a person settles it")
  func claimSettled() async throws {
    let story = try Story("claim-settled-en")
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-09005 created",
      "Sales order SO-2026-09005 has been created for Quill Growers Ltd, 300 grow lights.")
    try await story.writes(
      Company.warehouse, subject: "SO-2026-09005 despatched",
      "SO-2026-09005 has been shipped to the customer today.")
    try await story.writes(
      Company.martha, subject: "SO-2026-09005 damaged",
      "We received SO-2026-09005 today, but 12 lights are broken. Please replace them or refund us. Martha")
    let open = try await story.store.dossier(of: OrderID(1)).standing
    #expect(open.openClaims == 1 && open.isReopened)
    try await story.confirms(.claimOpened, of: OrderID(1), reason: "credit note 77")
    let settled = try await story.store.dossier(of: OrderID(1)).standing
    #expect(settled.openClaims == 0 && !settled.isReopened)
    await #expect(throws: LedgerError.self) {
      try await story.confirms(.claimOpened, of: OrderID(1), reason: "once more")
    }
    try await story.end()
  }
}
