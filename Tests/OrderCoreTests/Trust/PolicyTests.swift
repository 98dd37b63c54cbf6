// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

@Suite("Evidence of who speaks")
struct EvidenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var authentication: SenderAuthentication
    var standing: SenderStanding
    var hasToken = false
    var level: EvidenceLevel
    var testDescription: String {
      "\(authentication.rawValue), \(standing.rawValue)\(hasToken ? ", token" : "") is \(level.label)"
    }
  }

  private static let cases: [Case] = [
    // Without a border nothing is proved, whoever it is and whatever they bear.
    Case(authentication: .unchecked, standing: .stranger, level: .nothing),
    Case(authentication: .unchecked, standing: .known, level: .nothing),
    Case(authentication: .unchecked, standing: .ours, level: .nothing),
    Case(authentication: .unchecked, standing: .known, hasToken: true, level: .nothing),
    Case(authentication: .failed, standing: .stranger, level: .nothing),
    Case(authentication: .failed, standing: .known, level: .nothing),
    Case(authentication: .failed, standing: .ours, hasToken: true, level: .nothing),
    Case(authentication: .passed, standing: .stranger, level: .authentic),
    Case(authentication: .passed, standing: .stranger, hasToken: true, level: .authentic),
    Case(authentication: .passed, standing: .known, level: .known),
    Case(authentication: .passed, standing: .ours, level: .known),
    Case(authentication: .passed, standing: .known, hasToken: true, level: .answering),
    // What never crossed the border is our own, or came by a way that nobody watches.
    Case(authentication: .inside, standing: .ours, level: .known),
    Case(authentication: .inside, standing: .known, level: .nothing),
    Case(authentication: .inside, standing: .stranger, hasToken: true, level: .nothing),
  ]

  @Test("has its level", arguments: cases)
  func level(_ item: Case) {
    let evidence = SenderEvidence(
      authentication: item.authentication, standing: item.standing, hasToken: item.hasToken)
    #expect(evidence.level == item.level)
  }

  private static let anna = Party(
    address: "anna@kunde.example", name: "Anna", role: .customer, company: "Kunde GmbH")
  private static let order = Order(id: OrderID(1), state: .placed, parties: [anna])

  @Test("knows the order's customer and her colleagues, not somebody else's customer")
  func standing() {
    let colleague = Party(address: "bert@kunde.example", role: .customer, company: "Kunde GmbH")
    let other = Party(address: "c@andere.example", role: .customer, company: "Andere AG")
    let namesake = Party(address: "anna@gmail.com", role: .unknown)
    #expect(SenderStanding(of: Self.anna, to: Self.order) == .known)
    #expect(SenderStanding(of: colleague, to: Self.order) == .known)
    #expect(SenderStanding(of: other, to: Self.order) == .stranger)
    #expect(SenderStanding(of: other, to: nil) == .known)
    #expect(SenderStanding(of: namesake, to: Self.order) == .stranger)
    #expect(SenderStanding(of: Party(address: "x@anders.example", role: .unknown), to: nil) == .stranger)
  }

  @Test("knows who supplies, carries or pays with whatever order it is, and an unlisted party of it")
  func roles() {
    for role in [PartyRole.supplier, .carrier, .broker, .bank] {
      #expect(SenderStanding(of: Party(address: "x@y.example", role: role), to: Self.order) == .known)
    }
    #expect(SenderStanding(of: Party(address: "e@ourco.example", role: .internal), to: Self.order) == .ours)
    let unlisted = Party(address: "d@privat.example", role: .unknown)
    var order = Self.order
    order.parties.append(unlisted)
    #expect(SenderStanding(of: unlisted, to: order) == .known)
  }
}

@Suite("The policy of steps")
struct StepPolicyTests {
  private static func evidence(
    _ authentication: SenderAuthentication, _ standing: SenderStanding, token: Bool = false,
    role: PartyRole = .customer
  ) -> SenderEvidence {
    SenderEvidence(authentication: authentication, standing: standing, hasToken: token, role: role)
  }

  private static func moves(_ event: Event, _ evidence: SenderEvidence) -> Warrant? {
    if case .moves(let warrant) = StepPolicy.ruling(on: event, by: evidence) { warrant } else { nil }
  }

  private static let routine: [Event] = [
    .quoteSent, .quoteConfirmed, .orderPlaced, .materialReceived, .orderShipped, .deliveryConfirmed,
    .quoteDeclined,
  ]

  @Test("lets known parties take routine steps, marked as unverified without a border", arguments: routine)
  func unverified(_ event: Event) {
    #expect(Self.moves(event, Self.evidence(.unchecked, .known)) == .unverified)
    #expect(Self.moves(event, Self.evidence(.unchecked, .ours, role: .internal)) == .unverified)
    #expect(Self.moves(event, Self.evidence(.unchecked, .stranger, role: .unknown)) == nil)
  }

  @Test("asks for a verified sender once there is a border", arguments: routine)
  func verified(_ event: Event) {
    #expect(Self.moves(event, Self.evidence(.passed, .known)) == .known)
    #expect(Self.moves(event, Self.evidence(.passed, .known, token: true)) == .answering)
    #expect(Self.moves(event, Self.evidence(.inside, .ours, role: .internal)) == .known)
    #expect(Self.moves(event, Self.evidence(.failed, .known)) == nil)
    #expect(Self.moves(event, Self.evidence(.failed, .ours, role: .internal)) == nil)
    #expect(Self.moves(event, Self.evidence(.passed, .stranger, role: .unknown)) == nil)
    #expect(Self.moves(event, Self.evidence(.inside, .known)) == nil)
  }

  @Test(
    "never takes a step that costs, whatever the level",
    arguments: [Event.orderCancelled, .orderChangeRequested, .bankDetailsChanged])
  func sensitive(_ event: Event) {
    for authentication in SenderAuthentication.allCases {
      for standing in SenderStanding.allCases {
        for role in PartyRole.allCases {
          #expect(Self.moves(event, Self.evidence(authentication, standing, token: true, role: role)) == nil)
        }
      }
    }
  }

  @Test("believes only the bank and our own people that money came in", arguments: PartyRole.allCases)
  func money(_ role: PartyRole) {
    let may = role == .bank || role == .internal
    let standing: SenderStanding = role == .internal ? .ours : .known
    #expect((Self.moves(.paymentReceived, Self.evidence(.unchecked, standing, role: role)) != nil) == may)
    #expect((Self.moves(.paymentReceived, Self.evidence(.passed, standing, role: role)) != nil) == may)
  }

  @Test("covers all that moves an order")
  func complete() {
    for event in Event.allCases {
      for state in OrderState.allCases {
        let plain = Lifecycle.advance(Order(id: OrderID(1), state: state), by: [event])
        guard let step = plain.transitions.first, step.from != step.to else { continue }
        #expect(StepPolicy.leastLevel(for: event) >= .known, "\(event.rawValue) moves an order")
      }
    }
  }

  @Test("is what docs/lifecycle.md says")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/lifecycle.md"), encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Who may move an order").last)
    var seen: Set<Event> = []
    for line in section.split(separator: "\n") where line.hasPrefix("|") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let level = EvidenceLevel.allCases.first(where: { $0.label == cells[1] }) else { continue }
      for event in Event.allCases where cells[0].contains("`\(event.rawValue)`") {
        #expect(StepPolicy.leastLevel(for: event) == level, "\(event.rawValue)")
        seen.insert(event)
      }
    }
    #expect(seen.isSuperset(of: Event.allCases.filter { StepPolicy.leastLevel(for: $0) > .nothing }))
  }
}

@Suite("An order that a machine moves")
struct GuardedLifecycleTests {
  private static let known = SenderEvidence(authentication: .passed, standing: .known, role: .customer)
  private static let stranger = SenderEvidence(authentication: .passed, standing: .stranger)

  @Test("waits where the sender is not known, and goes on where the next one is")
  func waits() {
    var order = Order(id: OrderID(1), state: .quoted)
    let first = Lifecycle.advance(order, by: [.quoteConfirmed, .documentsRequested], on: Self.stranger)
    #expect(first.awaited.map(\.event) == [.quoteConfirmed])
    #expect(first.transitions.map(\.event) == [.documentsRequested])
    order.state = .quoted
    let erp = SenderEvidence(authentication: .inside, standing: .ours, role: .internal)
    let second = Lifecycle.advance(order, by: [.orderPlaced], on: erp)
    #expect(
      second.transitions == [Transition(event: .orderPlaced, from: .quoted, to: .placed, warrant: .known)])
    #expect(Lifecycle.isOvertaken(.quoteConfirmed, in: .placed))
  }

  @Test("waits for a person with a change, in whatever state, and with a cancellation that would move it")
  func persons() {
    let order = Order(id: OrderID(1), state: .placed)
    let both = Lifecycle.advance(order, by: [.orderChangeRequested, .orderCancelled], on: Self.known)
    #expect(Set(both.awaited.map(\.event)) == [.orderChangeRequested, .orderCancelled])
    #expect(both.transitions.allSatisfy { $0.from == $0.to })
    let gone = Lifecycle.advance(
      Order(id: OrderID(1), state: .cancelled), by: [.orderCancelled], on: Self.known)
    #expect(gone.awaited.isEmpty)
    #expect(!Lifecycle.isOvertaken(.orderChangeRequested, in: .placed))
    #expect(!Lifecycle.isOvertaken(.orderCancelled, in: .shipped))
  }

  @Test("moves by nothing that a message with other bank details says")
  func held() {
    let notice = HoldNotice(party: "kunde.example", reason: "Other details.")
    for event in Event.allCases {
      for state in OrderState.allCases {
        let order = Order(id: OrderID(1), state: state)
        let progress = Lifecycle.advance(order, by: [event], on: Self.known, notice: notice)
        #expect(
          progress.transitions.allSatisfy { $0.from == $0.to }, "\(event.rawValue) in \(state.rawValue)")
      }
    }
  }

  @Test("takes no payment while bank details of a party are in doubt")
  func frozen() {
    var order = Order(id: OrderID(1), state: .shipped)
    let bank = SenderEvidence(authentication: .passed, standing: .known, role: .bank)
    #expect(Lifecycle.advance(order, by: [.paymentReceived], on: bank).transitions.last?.to == .paid)
    order.isFrozen = true
    let frozen = Lifecycle.advance(order, by: [.paymentReceived, .deliveryConfirmed], on: bank)
    #expect(frozen.awaited.map(\.event) == [.paymentReceived])
    #expect(frozen.transitions.last?.to == .delivered)
  }

  @Test("is not moved by either reading of an event that is unclear")
  func unclear() {
    let readings = [Event.quoteConfirmed, .quoteDeclined].map {
      UnclearEvent(event: $0, probability: 0.5, reasons: [])
    }
    let recognition = Recognition(events: [], unclear: readings)
    let order = Order(id: OrderID(1), state: .quoted)
    #expect(Lifecycle.advance(order, by: recognition.events, on: Self.known) == OrderProgress())
  }

  @Test("takes a person's word, where it can be true")
  func word() throws {
    let step = try Lifecycle.step(by: .orderCancelled, from: .placed)
    #expect(step == Transition(event: .orderCancelled, from: .placed, to: .cancelled, warrant: .person))
    #expect(throws: AnomalyError.self) { try Lifecycle.step(by: .orderCancelled, from: .shipped) }
  }
}
