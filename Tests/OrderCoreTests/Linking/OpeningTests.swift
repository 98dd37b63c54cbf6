// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("An order is opened")
struct OpeningTests {
  private func decide(
    _ text: String, from sender: Party = Fixture.customer, to recipients: [Party] = [],
    kind: MessageKind = .message,
    events: [Event]?, thread: [Order] = [], keys: [Order] = [], parties: [Order] = []
  ) -> LinkingDecision {
    let message = Fixture.message(text, kind: kind)
    let extraction = Fixture.extractor.extract(
      from: message, voice: KeyVoice(sender: sender, recipients: recipients))
    let request = LinkingRequest(
      extraction: extraction, sender: sender, recipients: recipients,
      direction: recipients.isEmpty ? .inbound : .outbound, kind: kind, date: Fixture.date)
    return Linker.decide(
      request, LinkingSnapshot(ofThread: thread, ofKeys: keys, ofParties: parties), events: events)
  }

  private func opens(_ decision: LinkingDecision) -> Bool { decision.leading?.target == .opened }

  @Test("by an inquiry, also of a customer with open orders and of somebody unknown")
  func inquiry() {
    #expect(opens(decide("Прошу цену", events: [.inquiryReceived])))
    #expect(opens(decide("Прошу цену", from: Fixture.stranger, events: [.inquiryReceived])))
    #expect(opens(decide("Прошу цену", events: [.inquiryReceived], parties: [Fixture.order(1, .placed)])))
    #expect(opens(decide("Torgi", events: [.tenderInvited])))
    #expect(!opens(decide("Прошу цену", events: nil)))
    #expect(!opens(decide("Прошу цену", events: [])))
    #expect(!opens(decide("Прошу цену", from: Fixture.supplier, events: [.inquiryReceived])))
  }

  @Test("by an order without an inquiry, unless one of the customer's is quoted")
  func confirmation() {
    #expect(opens(decide("Заказываем", events: [.quoteConfirmed])))
    #expect(opens(decide("Заказываем", events: [.quoteConfirmed], parties: [Fixture.order(1, .shipped)])))
    #expect(!opens(decide("Заказываем", events: [.quoteConfirmed], parties: [Fixture.order(1, .quoted)])))
  }

  @Test("by a quotation that answers nothing")
  func quotation() {
    let decision = decide(
      "КП-2026/118", from: Fixture.colleague, to: [Fixture.customer], events: [.quoteSent])
    #expect(opens(decision))
    #expect(decision.learnt == [Fixture.key(.ourQuote, "КП-2026/118")])
    #expect(
      !opens(
        decide(
          "КП-2026/118", from: Fixture.colleague, to: [Fixture.customer], events: [.quoteSent],
          parties: [Fixture.order(1, .inquiry)])))
  }

  @Test("by a number of ours that no order has, from those who know")
  func ownNumber() {
    let decision = decide("Отгрузка ЗК-004512 закрыта", from: Fixture.colleague, events: [.orderShipped])
    #expect(opens(decision))
    #expect(Lifecycle.openingState(naming: decision.learnt) == .placed)
    #expect(!opens(decide("ЗК-004512", from: Fixture.stranger, events: [.statusRequested])))
    #expect(opens(decide("ЗК-004512", events: [.statusRequested])))
    #expect(
      !opens(
        decide(
          "ЗК-004512", events: [.statusRequested],
          parties: [Fixture.order(1, .placed), Fixture.order(2, .placed)])))
  }

  @Test("by an inquiry that names an earlier order, without its number")
  func likeLastTime() {
    let decision = decide("Ещё 40 шт., как в SO-2026-00437", events: [.inquiryReceived])
    #expect(opens(decision))
    #expect(decision.learnt == [])
    #expect(Lifecycle.openingState(naming: decision.learnt) == .inquiry)
  }

  @Test(
    "by an inquiry in an old thread once its order is under way",
    arguments: [
      (OrderState.quoted, false), (.confirmed, true), (.shipped, true), (.paid, true), (.declined, false),
    ])
  func newBusiness(_ state: OrderState, _ opens: Bool) {
    let order = Fixture.order(1, state, keys: [Fixture.key(.ourOrder, "ЗК-004512")])
    #expect(self.opens(decide("Нужны ещё 30", events: [.inquiryReceived], thread: [order])) == opens)
    let named = decide("Нужны ещё 30 к ЗК-004512", events: [.inquiryReceived], thread: [order], keys: [order])
    #expect(!self.opens(named))
  }

  @Test("by an order on an old quotation with a number of its own")
  func callOff() {
    let keys = [Fixture.key(.ourQuote, "КП-2026/052"), Fixture.key(.customerOrder, "7700418")]
    let order = Fixture.order(1, .shipped, keys: keys)
    let next = decide("Заявка № 7700533 по прайсу КП-2026/052", events: [.quoteConfirmed], keys: [order])
    #expect(opens(next))
    #expect(next.learnt == [Fixture.key(.customerOrder, "7700533")])
    let same = decide("Заявка № 7700418 по прайсу КП-2026/052", events: [.quoteConfirmed], keys: [order])
    #expect(!opens(same))
  }

  @Test("never by machines or by a stranger's order in the thread of others")
  func never() {
    for kind in [MessageKind.bulk, .bounce, .autoReply] {
      #expect(!opens(decide("Прошу цену", kind: kind, events: [.inquiryReceived])))
    }
    let order = Fixture.order(1, .placed)
    #expect(!opens(decide("Берём", from: Fixture.stranger, events: [.quoteConfirmed], thread: [order])))
  }
}
