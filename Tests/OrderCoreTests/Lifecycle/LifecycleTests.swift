// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Testing

@Suite("The lifecycle of an order")
struct LifecycleTests {
  /// A history, message by message, and where the order ends.
  struct Course: CustomTestStringConvertible, Sendable {
    var messages: [[Event]]
    var end: OrderState
    var anomalies: [Event] = []
    var testDescription: String { "\(messages.map { $0.map(\.rawValue) }) ends \(end)" }
  }

  private static let courses: [Course] = [
    Course(
      messages: [
        [.inquiryReceived], [.quoteSent], [.quoteConfirmed], [.orderPlaced], [.materialReceived],
        [.orderShipped],
        [.deliveryConfirmed], [.paymentReceived],
      ], end: .paid),
    Course(messages: [[.quoteConfirmed], [.orderPlaced], [.orderShipped], [.paymentReceived]], end: .paid),
    Course(messages: [[.orderPlaced], [.orderShipped]], end: .shipped),
    // A prepayment closes nothing, the balance does.
    Course(messages: [[.quoteSent], [.paymentReceived], [.quoteConfirmed]], end: .confirmed),
    Course(
      messages: [
        [.orderPlaced], [.paymentReceived], [.orderShipped], [.deliveryConfirmed], [.paymentReceived],
      ],
      end: .paid),
    Course(
      messages: [[.orderPlaced], [.paymentReceived], [.orderShipped], [.deliveryConfirmed]], end: .delivered),
    // Repeats.
    Course(messages: [[.inquiryReceived], [.quoteSent], [.inquiryReceived], [.quoteSent]], end: .quoted),
    Course(
      messages: [
        [.orderPlaced], [.orderShipped], [.materialReceived], [.orderShipped], [.deliveryConfirmed],
      ],
      end: .delivered),
    Course(
      messages: [[.orderPlaced], [.orderShipped], [.deliveryConfirmed], [.claimOpened], [.orderShipped]],
      end: .delivered),
    Course(
      messages: [[.orderPlaced], [.orderShipped], [.paymentReceived], [.deliveryConfirmed]], end: .paid),
    // Side exits.
    Course(messages: [[.inquiryReceived], [.quoteSent], [.quoteDeclined], [.quoteSent]], end: .quoted),
    Course(messages: [[.orderPlaced], [.orderCancelled]], end: .cancelled),
    Course(
      messages: [[.orderPlaced], [.orderCancelled], [.orderShipped], [.paymentReceived]], end: .cancelled,
      anomalies: [.orderShipped, .paymentReceived]),
    // What can't follow moves nothing.
    Course(messages: [[.quoteSent], [.orderShipped]], end: .quoted, anomalies: [.orderShipped]),
    Course(messages: [[.inquiryReceived], [.paymentReceived]], end: .inquiry, anomalies: [.paymentReceived]),
    Course(
      messages: [[.orderPlaced], [.orderShipped], [.orderCancelled], [.quoteDeclined]], end: .shipped,
      anomalies: [.orderCancelled, .quoteDeclined]),
    // One message with several events, given in any order.
    Course(messages: [[.quoteSent], [.orderShipped, .orderPlaced]], end: .shipped),
    Course(
      messages: [[.orderPlaced], [.claimOpened, .deliveryConfirmed, .documentsRequested]], end: .delivered),
    Course(messages: [[.autoReply], [.bounce], [.irrelevant]], end: .inquiry),
  ]

  @Test("takes its course", arguments: courses)
  func course(_ course: Course) {
    var order = Order(id: OrderID(1), state: .inquiry)
    var anomalies: [Event] = []
    for events in course.messages {
      let (transitions, odd) = Lifecycle.advance(order, by: events)
      if let last = transitions.last { order.state = last.to }
      anomalies += odd.map(\.event)
    }
    #expect(order.state == course.end)
    #expect(anomalies == course.anomalies)
  }

  @Test("never goes back, but for a quotation after a refusal", arguments: OrderState.allCases)
  func monotonic(_ state: OrderState) throws {
    let chain = OrderState.allCases
    let from = try #require(chain.firstIndex(of: state))
    for event in Event.allCases {
      let (transitions, anomalies) = Lifecycle.advance(Order(id: OrderID(1), state: state), by: [event])
      #expect(transitions.count + anomalies.count <= 1)
      guard let to = transitions.first?.to, !(state == .declined && event == .quoteSent) else { continue }
      #expect(try #require(chain.firstIndex(of: to)) >= from)
      if state == .cancelled || state == .declined || state == .paid { #expect(to == state) }
    }
  }

  @Test("says what is odd in one sentence")
  func sentences() {
    for state in OrderState.allCases {
      for event in Event.allCases {
        for anomaly in Lifecycle.advance(Order(id: OrderID(1), state: state), by: [event]).anomalies {
          #expect(anomaly.state == state)
          #expect(anomaly.event == event)
          #expect(anomaly.reason.hasSuffix(".") && anomaly.reason.first?.isUppercase == true)
        }
      }
    }
  }

  @Test("is what docs/lifecycle.md says")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/lifecycle.md"), encoding: .utf8)
    let table = text.components(separatedBy: "## Who may move").first ?? ""
    let rows = table.split(separator: "\n").filter { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let states = try #require(rows.first).dropFirst().compactMap(OrderState.init(rawValue:))
    #expect(Set(states) == Set(OrderState.allCases))
    var seen: Set<Event> = []
    for row in rows.dropFirst(2) {
      let named = Event.allCases.filter { row[0].contains("`\($0.rawValue)`") }
      seen.formUnion(named)
      for event in named {
        for (state, cell) in zip(states, row.dropFirst()) { #expect(Self.cell(event, state) == cell) }
      }
    }
    #expect(seen.count == 11)
  }

  private static func cell(_ event: Event, _ state: OrderState) -> String {
    let (transitions, _) = Lifecycle.advance(Order(id: OrderID(1), state: state), by: [event])
    guard let transition = transitions.first else { return "!" }
    return transition.to == state ? "·" : "**\(transition.to.rawValue)**"
  }

  @Test("begins where the message that opens it stands")
  func opening() {
    #expect(Lifecycle.openingState(naming: []) == .inquiry)
    #expect(Lifecycle.openingState(naming: [OrderKey(kind: .customerOrder, value: "18/26")]) == .inquiry)
    #expect(Lifecycle.openingState(naming: [OrderKey(kind: .ourOrder, value: "ЗК-004512")]) == .placed)
  }
}
