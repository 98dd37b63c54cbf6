// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

/// Messages without an order, as a store would give them.
private struct Unlinked: UnlinkedReading {
  var messages: [UnlinkedMessage]

  func unlinkedMessages(naming keys: [OrderKey], limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    Array(messages.filter { $0.keys.contains { keys.contains($0) } }.prefix(limit))
  }

  func unlinkedMessages(ofThread thread: ThreadID, limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    Array(messages.filter { $0.thread == thread }.prefix(limit))
  }

  func unlinkedMessages(
    from addresses: [String], since: Double, limit: Int
  ) throws(LedgerError) -> [UnlinkedMessage] {
    Array(messages.filter { addresses.contains($0.sender.address) && $0.date >= since }.prefix(limit))
  }
}

@Suite("Adoption")
struct AdoptionTests {
  private static let purchase = Fixture.key(.supplierOrder, "ЗП-00871")
  private static let container = Fixture.key(.shipping, "TCLU4471029")
  private static let number = Fixture.key(.ourOrder, "ЗК-004431")

  private static func message(
    _ id: Int64, _ keys: [OrderKey], thread: Int64 = 1, from sender: Party = Fixture.supplier,
    cautions: Set<MessageCaution> = [], events: [Event] = []
  ) -> UnlinkedMessage {
    UnlinkedMessage(
      id: StoredMessageID(id), thread: ThreadID(thread), sender: sender, cautions: cautions, keys: keys,
      events: events,
      parties: sender.role == .internal ? [] : [sender])
  }

  private func adopted(
    _ messages: [UnlinkedMessage], learnt: [OrderKey] = [purchase], thread: Int64? = nil
  ) throws -> [AdoptedMessage] {
    let order = Fixture.order(7, .placed, keys: [Self.number] + learnt)
    return try Adoption.plan(
      for: order, learnt: learnt, thread: thread.map { ThreadID($0) }, in: Unlinked(messages: messages))
  }

  @Test("follows a learnt key through its conversation to what that conversation named")
  func chain() throws {
    let messages = [
      Self.message(1, [Self.purchase], from: Fixture.colleague),
      Self.message(2, [], thread: 1),
      Self.message(3, [Self.purchase, Self.container], thread: 2),
      Self.message(4, [Self.container], thread: 3, from: Fixture.carrier, events: [.materialReceived]),
      Self.message(5, [Fixture.key(.supplierOrder, "ЗП-00999")], thread: 4),
    ]
    let plan = try adopted(messages)
    #expect(plan.map(\.message.id.value) == [1, 3, 4, 2])
    #expect(plan.first?.link.evidence == ["supplier_order ЗП-00871, since known to be the order's"])
    #expect(plan.allSatisfy { $0.link.target == .existing(OrderID(7)) && !$0.link.isHeld })
    #expect(plan[1].learnt == [Self.container])
    #expect(plan[2].transitions.map(\.to) == [.materialReceived])
  }

  @Test("leaves strangers, other customers, other orders of ours and contracts alone")
  func refusals() throws {
    #expect(try adopted([Self.message(1, [Self.purchase], from: Fixture.stranger)]).isEmpty)
    #expect(try adopted([Self.message(1, [Self.purchase], from: Fixture.otherCustomer)]).isEmpty)
    #expect(try adopted([Self.message(1, [Self.purchase, Fixture.key(.ourOrder, "ЗК-009999")])]).isEmpty)
    let contract = Fixture.key(.contract, "12-П/26")
    #expect(try adopted([Self.message(1, [contract])], learnt: [contract]).isEmpty)
  }

  @Test("leaves to a person what nobody can say for sure", arguments: MessageCaution.allCases)
  func cautions(_ caution: MessageCaution) throws {
    let plan = try adopted([Self.message(1, [Self.purchase], cautions: [caution])])
    #expect(plan.isEmpty == (caution != .truncated))
  }

  @Test("takes the earlier messages of the thread, each once")
  func thread() throws {
    let messages = [Self.message(1, [], from: Fixture.customer), Self.message(2, [Self.purchase])]
    #expect(try adopted(messages, learnt: [Self.purchase], thread: 1).map(\.message.id.value) == [2, 1])
    #expect(try adopted(messages, learnt: []).isEmpty)
  }
}
