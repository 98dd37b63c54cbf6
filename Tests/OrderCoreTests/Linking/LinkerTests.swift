// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A linker")
struct LinkerTests {
  private static let number = Fixture.key(.ourOrder, "ЗК-004512")
  private static let customersNumber = Fixture.key(.customerOrder, "18/26")

  /// Decides about a text from somebody, given what the store knows.
  private func decide(
    _ text: String = "", subject: String = "", from sender: Party = Fixture.customer,
    to recipients: [Party] = [Party(address: "orders@ourco.example", role: .internal)],
    mentioned: [Party] = [], kind: MessageKind = .message, cautions: Set<MessageCaution> = [],
    events: [Event]? = [], thread: [Order] = [], keys: [Order] = [], parties: [Order] = []
  ) -> LinkingDecision {
    let message = Fixture.message(text, subject: subject, kind: kind)
    let extraction = Fixture.extractor.extract(
      from: message, voice: KeyVoice(sender: sender, recipients: recipients))
    let isOut = sender.role == .internal && recipients.contains { $0.role != .internal }
    let request = LinkingRequest(
      extraction: extraction, sender: sender, recipients: recipients, mentioned: mentioned,
      direction: isOut ? .outbound : .inbound, kind: kind, cautions: cautions, date: Fixture.date)
    return Linker.decide(
      request, LinkingSnapshot(ofThread: thread, ofKeys: keys, ofParties: parties), events: events)
  }

  private func linked(_ decision: LinkingDecision) -> [OrderTarget] {
    decision.links.filter { !$0.isHeld }.map(\.target)
  }

  private func existing(_ ids: Int64...) -> [OrderTarget] { ids.map { .existing(OrderID($0)) } }

  // MARK: Keys

  @Test("links by a key and says which, in the writing of the ring")
  func key() throws {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    let decision = decide("Где заказ ЗК-4512?", keys: [order])
    #expect(linked(decision) == existing(1))
    let evidence = try #require(decision.links.first?.evidence)
    #expect(evidence == ["our_order ЗК-004512 in the text", "a correspondent takes part in it"])
    #expect(decision.keys == [Self.number])
    #expect(decision.learnt == [])
  }

  @Test("links a message that names several orders to each, and learns nothing new from it")
  func severalOrders() {
    let one = Fixture.order(1, .placed, keys: [Self.number])
    let other = Fixture.order(2, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004513")])
    let decision = decide("ЗК-004512 и ЗК-004513 едут одной машиной, ТТН 771204", keys: [one, other])
    #expect(Set(linked(decision)) == Set(existing(1, 2)))
    #expect(decision.learnt == [])
  }

  @Test("follows the text, not the thread and not the subject of a reply")
  func textBeatsThread() {
    let old = Fixture.order(1, .placed, keys: [Self.number])
    let named = Fixture.order(2, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004513")])
    let decision = decide(
      "А что с заказом ЗК-004513?", subject: "Re: ЗК-004512", thread: [old], keys: [old, named])
    #expect(linked(decision) == existing(2))
  }

  @Test("follows the thread where only the subject of the reply names another order")
  func staleSubject() {
    let thread = Fixture.order(1, .placed, keys: [Self.number])
    let stale = Fixture.order(2, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004513")])
    #expect(
      linked(decide("Спасибо!", subject: "Re: ЗК-004513", thread: [thread], keys: [stale])) == existing(1))
    #expect(linked(decide("Спасибо!", subject: "Re: ЗК-004513", keys: [stale])) == existing(2))
  }

  @Test("learns the keys of a message that is linked, but no second number of ours")
  func learning() {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    let decision = decide(
      "Контейнер MSKU7741250 по ЗК-004512, не по ЗК-004599", from: Fixture.carrier, keys: [order])
    #expect(decision.learnt == [Fixture.key(.shipping, "MSKU7741250")])
    let later = Fixture.order(1, .placed, keys: [Self.number, Fixture.key(.shipping, "MSKU7741250")])
    #expect(linked(decide("MSKU7741250 unloaded", from: Fixture.carrier, keys: [later])) == existing(1))
  }

  @Test("knows a waybill with and without the word for it, and a serial without its prefix")
  func writings() {
    let waybill = Fixture.order(1, .shipped, keys: [Fixture.key(.shipping, "ТТН 30551")])
    #expect(linked(decide("накладная 30551 подписана", keys: [waybill])) == existing(1))
    let order = Fixture.order(2, .placed, keys: [Self.number])
    let decision = decide("Ваш заказ 4512 снимаем", keys: [order])
    #expect(linked(decision) == existing(2))
    #expect(decision.keys == [Self.number])
  }

  @Test("keeps the number of one customer apart from the same number of another")
  func sameNumberOfTwoCustomers() {
    let ours = Fixture.order(1, .placed, keys: [Self.customersNumber])
    let others = Fixture.order(2, .placed, keys: [Self.customersNumber], parties: [Fixture.otherCustomer])
    #expect(linked(decide("по заявке 18/26", keys: [ours, others])) == existing(1))
    #expect(
      linked(decide("по заявке 18/26", from: Fixture.otherCustomer, keys: [ours, others])) == existing(2))
    let notice = decide(
      "Основание: заявка 18/26", from: Fixture.colleague, mentioned: [Fixture.customer], keys: [ours, others])
    #expect(linked(notice) == existing(1))
  }

  @Test("takes a quotation or contract behind several orders for the open one")
  func framework() {
    let contract = Fixture.key(.contract, "12-П/26")
    let done = Fixture.order(1, .paid, keys: [contract], daysAgo: 1)
    let open = Fixture.order(2, .placed, keys: [contract], daysAgo: 20)
    #expect(linked(decide("по договору 12-П/26", keys: [done, open])) == existing(2))
  }

  // MARK: Parties

  @Test("links to the only order of a party that the events fit")
  func onlyOrder() {
    let placed = Fixture.order(1, .placed)
    #expect(linked(decide("Когда привезёте?", events: [.statusRequested], parties: [placed])) == existing(1))
    let quoted = Fixture.order(2, .quoted)
    let two = [placed, quoted]
    #expect(linked(decide("Согласны, берём", events: [.quoteConfirmed], parties: two)) == existing(2))
    #expect(linked(decide("Пришло с браком", events: [.claimOpened], parties: two)) == existing(1))
  }

  @Test("takes the only order of a party also where a step before it did not come by mail")
  func unseenSteps() {
    let quoted = Fixture.order(1, .quoted)
    #expect(linked(decide("Пришло с браком", events: [.claimOpened], parties: [quoted])) == existing(1))
    let two = [quoted, Fixture.order(2, .quoted)]
    #expect(decide("Пришло с браком", events: [.claimOpened], parties: two).links == [])
  }

  @Test("links a forwarder to the one order it has to do with, if that moves the order")
  func forwarder() {
    let order = Fixture.order(1, .placed, parties: [Fixture.customer, Fixture.carrier])
    #expect(
      linked(decide("On board", from: Fixture.carrier, events: [.orderShipped], parties: [order]))
        == existing(1))
    #expect(decide("Please advise", from: Fixture.carrier, events: [], parties: [order]).links == [])
    let other = Fixture.order(2, .placed, parties: [Fixture.carrier])
    #expect(
      decide("On board", from: Fixture.carrier, events: [.orderShipped], parties: [order, other]).links == [])
  }

  @Test("draws no link when a party has several orders, or none that is recent")
  func noGuess() {
    let two = [Fixture.order(1, .placed), Fixture.order(2, .placed)]
    let guess = decide("Когда привезёте?", events: [.statusRequested], parties: two)
    #expect(guess.leading == nil)
    #expect(guess.links.count == 2 && guess.links.allSatisfy(\.isHeld))
    let long = Fixture.order(3, .paid, daysAgo: 200)
    #expect(decide("Спасибо", events: [.feedbackReceived], parties: [long]).links == [])
  }

  @Test("draws no link against a number that is another's, but forgives exchanged figures")
  func contradiction() {
    let order = Fixture.order(1, .placed, keys: [Fixture.key(.ourOrder, "SO-2026-00483")])
    #expect(
      linked(decide("Auftrag SO-2026-00438", events: [.statusRequested], parties: [order])) == existing(1))
    #expect(decide("Auftrag SO-2026-00512", events: [.statusRequested], parties: [order]).links == [])
  }

  @Test("takes noise for nothing", arguments: [Event.irrelevant, .bounce, .autoReply])
  func noise(_ event: Event) {
    #expect(decide("Sale!", events: [event], parties: [Fixture.order(1, .placed)]).links == [])
  }

  @Test("links bulk mail by nothing but keys")
  func bulk() {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    #expect(decide("Sale!", kind: .bulk, events: [.inquiryReceived], parties: [order]).links == [])
    #expect(linked(decide("ЗК-004512", from: Fixture.carrier, kind: .bulk, keys: [order])) == existing(1))
  }

  @Test("links a notice by the company that it names")
  func mention() {
    let order = Fixture.order(1, .shipped)
    let decision = decide(
      "Zahlung von Zavod", from: Fixture.bank, mentioned: [Fixture.customer], events: [.paymentReceived],
      parties: [order])
    #expect(linked(decision) == existing(1))
    #expect(decide("Zahlung", from: Fixture.bank, events: [.paymentReceived], parties: [order]).links == [])
  }

  @Test("links what we write to the only order of those we write to")
  func outbound() {
    let decision = decide(
      "Отгружаем завтра", from: Fixture.colleague, to: [Fixture.customer], events: [.orderShipped],
      parties: [Fixture.order(1, .placed)])
    #expect(linked(decision) == existing(1))
  }

  // MARK: Strangers

  @Test("holds the link of a stranger who names a key or stands in a thread", arguments: [true, false])
  func stranger(_ inThread: Bool) throws {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    let decision = decide(
      "ЗК-004512: новые реквизиты", from: Fixture.stranger, events: [.bankDetailsChanged, .quoteConfirmed],
      thread: inThread ? [order] : [], keys: [order])
    let link = try #require(decision.links.first)
    #expect(decision.links.count == 1)
    #expect(link.isHeld && link.score < Linker.threshold)
    #expect(link.evidence.first == "held: the sender is no party of the order")
    #expect(decision.leading == nil)
    #expect(decision.learnt == [])
  }

  @Test("holds the link of another customer, and believes those who report on orders")
  func roles() {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    #expect(decide("ЗК-004512", from: Fixture.otherCustomer, keys: [order]).leading == nil)
    for party in [Fixture.supplier, Fixture.carrier, Fixture.bank, Fixture.colleague] {
      #expect(linked(decide("ЗК-004512", from: party, keys: [order])) == existing(1))
    }
  }

  @Test("believes somebody unknown to whom we have written about the order")
  func acquaintance() {
    let order = Fixture.order(1, .quoted, keys: [Self.number], parties: [Fixture.customer, Fixture.stranger])
    #expect(linked(decide("ok", from: Fixture.stranger, thread: [order])) == existing(1))
  }

  @Test("links a bounce by its thread")
  func bounce() {
    let order = Fixture.order(1, .quoted)
    let decision = decide("550", from: Fixture.stranger, kind: .bounce, events: [.bounce], thread: [order])
    #expect(linked(decision) == existing(1))
  }

  // MARK: Ambiguity

  @Test(
    "holds every link of a message whose sender or content is ambiguous, and opens nothing by it",
    arguments: [MessageCaution.ambiguousIdentity, .ambiguousMIME])
  func ambiguity(_ caution: MessageCaution) throws {
    let order = Fixture.order(1, .quoted, keys: [Self.number])
    let text = "Подтверждаем ЗК-004512, накладная ТТН 30551"
    #expect(linked(decide(text, events: [.quoteConfirmed], thread: [order], keys: [order])) == existing(1))
    let decision = decide(
      text, cautions: [caution], events: [.quoteConfirmed], thread: [order], keys: [order], parties: [order])
    #expect(decision.leading == nil)
    #expect(decision.learnt == [])
    let link = try #require(decision.links.first)
    #expect(link.isHeld && link.target == .existing(OrderID(1)))
    #expect(link.evidence.first == "held: its sender or its content is ambiguous")
    #expect(decide("Просим предложить насос", cautions: [caution], events: [.inquiryReceived]).links == [])
    // The only order of the sender is no evidence either.
    #expect(decide("Спасибо", cautions: [caution], events: [.quoteConfirmed], parties: [order]).links == [])
  }

  @Test("is not kept from working by a message that was only cut")
  func truncation() {
    let order = Fixture.order(1, .placed, keys: [Self.number])
    #expect(linked(decide("Где ЗК-004512?", cautions: [.truncated], keys: [order])) == existing(1))
  }
}
