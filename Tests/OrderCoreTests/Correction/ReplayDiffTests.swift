// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

@Suite("A replay")
struct ReplayDiffTests {
  private static let order = ArchivedOrder(id: OrderID(7), label: "SO-1", opening: .inquiry)

  private static func message(
    _ number: Int64, order: ArchivedOrder? = order, recognised: [Event] = [], corrected: [Event]? = nil
  ) -> ArchivedMessage {
    ArchivedMessage(
      place: ArchivePlace(
        date: Date(timeIntervalSince1970: Double(number)), message: StoredMessageID(number)),
      name: "<\(number)>",
      input: ClassifierInput(text: "", sender: .customer, direction: .inbound), order: order,
      recognised: recognised.map { RecordedEvent($0, rule: "r") }, corrected: corrected)
  }

  private static func verdict(_ events: Event..., unclear: Bool = false) -> ReplayVerdict {
    ReplayVerdict(events.map { RecordedEvent($0, rule: "rule-\($0.rawValue)") }, isUnclear: unclear)
  }

  @Test("that finds the same is empty")
  func same() {
    var diff = ReplayDiff(limit: 0)
    diff.compare(Self.message(1), old: Self.verdict(.inquiryReceived), new: Self.verdict(.inquiryReceived))
    #expect(diff.isEmpty && diff.messages == 1 && diff.orders.isEmpty)
  }

  @Test("counts events gained and lost, keeps the first messages, and follows the order")
  func differs() {
    var diff = ReplayDiff(limit: 1)
    diff.compare(Self.message(1), old: Self.verdict(.inquiryReceived), new: Self.verdict(.inquiryReceived))
    diff.compare(Self.message(2), old: Self.verdict(.quoteConfirmed), new: Self.verdict(unclear: true))
    diff.compare(Self.message(3), old: Self.verdict(), new: Self.verdict(.claimOpened, .statusRequested))
    #expect(!diff.isEmpty && diff.messages == 3 && diff.changed == 2)
    #expect(diff.changes.map(\.message.name) == ["<2>"])
    #expect(diff.changes.first?.lost == [RecordedEvent(.quoteConfirmed, rule: "rule-quote_confirmed")])
    #expect(diff.gained == [.claimOpened: 1, .statusRequested: 1] && diff.lost == [.quoteConfirmed: 1])
    #expect(diff.unclear == (0, 1))
    #expect(diff.orders.map(\.order) == [Self.order])
    #expect(diff.orders.map(\.before) == [.confirmed] && diff.orders.map(\.after) == [.inquiry])
  }

  @Test("leaves an order where people have put it, and measures both sides against them")
  func corrected() {
    var diff = ReplayDiff(limit: 0)
    diff.compare(
      Self.message(1, corrected: [.quoteConfirmed]), old: Self.verdict(.quoteConfirmed, .claimOpened),
      new: Self.verdict())
    #expect(diff.orders.isEmpty && diff.changed == 1)
    let (old, new) = diff.agreement
    #expect(old.total.right == 1 && old.total.wrong == 1 && old.total.missed == 0 && old.exact == 0)
    #expect(new.total.right == 0 && new.total.wrong == 0 && new.total.missed == 1)
    #expect(diff.courses.new.state(of: OrderID(7)) == .confirmed)
  }

  @Test("takes what lies before its beginning as it stands")
  func passed() {
    var diff = ReplayDiff(limit: 0)
    #expect(diff.courses.new.point(before: Self.message(1)) == nil)
    diff.pass(Self.message(1, recognised: [.quoteConfirmed]))
    let input = diff.courses.new.input(of: Self.message(2))
    #expect(input.state == .confirmed && input.history == [.quoteConfirmed])
    diff.compare(Self.message(2), old: Self.verdict(.orderShipped), new: Self.verdict())
    #expect(diff.messages == 1)
    #expect(diff.orders.map(\.order) == [Self.order])
    #expect(diff.orders.map(\.before) == [.shipped] && diff.orders.map(\.after) == [.confirmed])
  }
}
