// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A message that names no order")
struct ContextTests {
  private static let warehouse = Party(address: "lager@ourco.example", role: .internal)
  private static let pumps = Fixture.order(1, .placed, keys: [Fixture.key(.ourOrder, "SO-2026-00417")])
  private static let valves = Fixture.order(
    2, .placed, keys: [Fixture.key(.ourOrder, "SO-2026-00418")], parties: [Fixture.otherCustomer])
  private static let fingerprints: [OrderID: Fingerprint] = [
    OrderID(1): Fingerprint(of: ["Stoffpumpe KSP 125-400, Laufrad Duplex, 6.082,37 EUR"]),
    OrderID(2): Fingerprint(of: ["Absperrschieber DN150, Spindel, 144.128,90 EUR"]),
  ]

  private func decide(
    _ text: String, from sender: Party = warehouse, to recipients: [Party] = [], events: [Event] = [],
    parties: [Order] = [], recent: [Order] = [pumps, valves], earlier: [UnlinkedMessage] = [],
    teachings: [OrderID: Bool] = [:], thread: [Order] = [], answered: [OrderID] = []
  ) -> LinkingDecision {
    let message = Fixture.message(text)
    let request = LinkingRequest(
      extraction: Fixture.extractor.extract(
        from: message, voice: KeyVoice(sender: sender, recipients: recipients)),
      sender: sender, recipients: recipients, direction: recipients.isEmpty ? .inbound : .outbound,
      date: Fixture.date, texts: Fingerprint.texts(of: message), answered: answered)
    return Linker.decide(
      request,
      LinkingSnapshot(
        ofThread: thread, ofKeys: answered.isEmpty ? [] : recent, ofParties: parties, recent: recent,
        fingerprints: Self.fingerprints, earlier: earlier, teachings: teachings), events: events)
  }

  private func order(_ decision: LinkingDecision) -> Int64? {
    guard case .existing(let id) = decision.leading?.target else { return nil }
    return id.value
  }

  @Test("finds the order whose goods, amount or customer it speaks of, and says by what")
  func content() {
    let pump = decide("KSP 125-400 ist da", events: [.materialReceived])
    #expect(order(pump) == 1)
    #expect(pump.leading?.evidence.first?.contains("125-400") == true)
    #expect(order(decide("Zahlung 144.128,90", from: Fixture.bank, events: [.paymentReceived])) == 2)
    #expect(order(decide("Duplex Laufrad verpackt")) == 1)
    #expect(order(decide("Alles da, danke")) == nil)
  }

  @Test("is held where two orders are as likely, and shown with both")
  func ambiguous() {
    let two = decide("Spindel und Laufrad sind da", events: [.materialReceived])
    #expect(two.leading == nil)
    #expect(two.links.count == 2)
    #expect(two.links.allSatisfy { $0.isHeld && $0.evidence.first?.hasPrefix("held: ") == true })
  }

  @Test("of a customer is about an order of theirs, never about one of others")
  func owners() {
    #expect(order(decide("DN150 Spindel?", from: Fixture.customer, parties: [Self.pumps])) != 2)
    let stranger = Party(address: "new@third.example", role: .customer, company: "Third Ltd")
    let others = decide("Mill: DN150 Spindel?", from: stranger, events: [.clarificationRequested])
    #expect(others.leading == nil)
    #expect(decide("DN150 Spindel", from: Fixture.stranger).links.isEmpty)
  }

  @Test("of a customer with several orders is told apart by the goods")
  func several() {
    let second = Fixture.order(3, .placed)
    let fingerprints = Self.fingerprints.merging([
      OrderID(3): Fingerprint(of: ["Gleitringdichtung MG12-45, 24 Stück"])
    ]) { first, _ in first }
    let message = Fixture.message("Wann kommt die MG12-45?")
    let request = LinkingRequest(
      extraction: KeyExtraction(), sender: Fixture.customer, date: Fixture.date,
      texts: Fingerprint.texts(of: message))
    let decision = Linker.decide(
      request, LinkingSnapshot(ofParties: [Self.pumps, second], fingerprints: fingerprints),
      events: [.statusRequested])
    #expect(order(decision) == 3)
  }

  @Test(
    "opens an order when we answer a customer's letter with prices, or a customer speaks of one we don't know"
  )
  func conversation() {
    let letter = UnlinkedMessage(
      id: StoredMessageID(1), thread: ThreadID(1), sender: Fixture.customer, keys: [], parties: [])
    let answer = decide(
      "That would be 2,960 EUR", from: Fixture.colleague, to: [Fixture.customer], recent: [],
      earlier: [letter])
    #expect(answer.leading?.target == .opened)
    #expect(
      decide("Call me", from: Fixture.colleague, to: [Fixture.customer], recent: [], earlier: [letter]).links
        .isEmpty)
    let claim = decide("Two boxes are broken", from: Fixture.customer, events: [.claimOpened], recent: [])
    #expect(claim.leading?.target == .opened)
    let thanks = decide("Great service", from: Fixture.customer, events: [.feedbackReceived], recent: [])
    #expect(thanks.links.isEmpty)
  }

  @Test("follows what a person said about its thread, unless its text names another order")
  func taught() {
    let decision = decide(
      "When?", from: Fixture.customer, parties: [Self.pumps], teachings: [OrderID(2): true])
    #expect(order(decision) != 2)
    let own = decide(
      "When?", from: Fixture.customer, parties: [Self.pumps, Fixture.order(4, .placed)],
      teachings: [OrderID(1): true])
    #expect(order(own) == 1)
    #expect(own.leading?.evidence.first == "a person linked this thread to it")
    let taken = decide(
      "KSP 125-400", from: Self.warehouse, teachings: [OrderID(1): false], thread: [Self.pumps])
    #expect(taken.leading == nil)
  }

  @Test("is believed by the token of our letter, also from an address nobody knows")
  func token() {
    let known = decide("Ok", from: Fixture.stranger, answered: [OrderID(1)])
    #expect(order(known) == 1)
    #expect(known.leading?.evidence.first?.contains("token") == true)
    #expect(order(decide("Ok", from: Fixture.otherCustomer, answered: [OrderID(1)])) != 1)
  }

  @Test("tells a slip of the pen from another number")
  func slip() {
    func status(_ number: String) -> LinkingDecision {
      decide(
        "Wo bleibt \(number)?", from: Fixture.customer, events: [.statusRequested],
        parties: [
          Fixture.order(5, .placed, keys: [Fixture.key(.ourOrder, "SO-2026-00483")]),
          Fixture.order(6, .placed),
        ],
        recent: [])
    }
    #expect(order(status("SO-2026-00438")) == 5)
    #expect(order(status("SO-2026-00999")) != 5)
  }
}
