// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("What is open about an order")
struct StandingTests {
  private static func standing(_ state: OrderState, _ facts: OrderStanding.Fact...) -> OrderStanding {
    OrderStanding(state: state, facts: facts)
  }

  @Test("is nothing when it went its way")
  func plain() {
    let order = Self.standing(
      .paid, .event(.orderPlaced, in: .confirmed), .event(.materialReceived, in: .placed),
      .event(.orderShipped, in: .materialReceived), .event(.deliveryConfirmed, in: .shipped),
      .event(.documentsReturned, in: .delivered), .event(.paymentReceived, in: .delivered))
    #expect(order.open.isEmpty && !order.isPrepaid && !order.isFromStock && !order.lacksDocuments)
    #expect(order.shipments == 1 && order.payments == 1 && !order.isReopened)
  }

  @Test("counts partial shipments and payments, and papers anew with each shipment")
  func partial() {
    let order = Self.standing(
      .delivered, .event(.orderShipped, in: .placed), .event(.documentsReturned, in: .shipped),
      .event(.orderShipped, in: .shipped), .event(.deliveryConfirmed, in: .shipped))
    #expect(order.shipments == 2 && order.isFromStock && order.lacksDocuments)
  }

  @Test("tells money before the goods from money behind them")
  func prepaid() {
    let before = Self.standing(
      .placed, .event(.paymentReceived, in: .confirmed), .event(.orderPlaced, in: .confirmed))
    #expect(before.isPrepaid && before.payments == 1)
    let ended = Self.standing(
      .delivered, .event(.paymentReceived, in: .placed), .event(.orderShipped, in: .placed),
      .event(.deliveryConfirmed, in: .shipped))
    #expect(ended.open == ["paid beforehand; check whether in full"])
    let behind = Self.standing(
      .paid, .event(.orderShipped, in: .placed), .event(.paymentReceived, in: .shipped))
    #expect(!behind.isPrepaid)
    // A shipment that no mail told of.
    let silent = Self.standing(.paid, .event(.paymentReceived, in: .delivered))
    #expect(!silent.isPrepaid)
  }

  @Test("is a claim until what replaces the goods has arrived")
  func claim() {
    let facts: [OrderStanding.Fact] = [
      .event(.orderShipped, in: .placed), .event(.deliveryConfirmed, in: .shipped),
      .event(.claimOpened, in: .delivered),
    ]
    let open = OrderStanding(state: .delivered, facts: facts)
    #expect(open.openClaims == 1 && open.isReopened && open.open == ["a claim is open"])
    let underWay = OrderStanding(state: .delivered, facts: facts + [.event(.orderShipped, in: .delivered)])
    #expect(underWay.open == ["a claim is open, a replacement is under way"])
    let closed = OrderStanding(
      state: .delivered,
      facts: facts + [.event(.orderShipped, in: .delivered), .event(.deliveryConfirmed, in: .delivered)])
    #expect(closed.openClaims == 0 && !closed.isReopened)
    let again = OrderStanding(
      state: .paid,
      facts: facts + [.event(.paymentReceived, in: .delivered), .event(.claimOpened, in: .paid)])
    #expect(again.open == ["2 claims are open"])
  }

  @Test("is no claim any more once a person has settled it")
  func settled() {
    let settled = Self.standing(
      .paid, .event(.orderShipped, in: .placed), .event(.claimOpened, in: .shipped), .claimsSettled)
    #expect(settled.openClaims == 0)
    let newer = Self.standing(
      .paid, .event(.claimOpened, in: .shipped), .claimsSettled, .event(.claimOpened, in: .paid))
    #expect(newer.openClaims == 1)
  }
}
