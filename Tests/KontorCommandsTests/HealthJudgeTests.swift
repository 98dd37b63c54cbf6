// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import KontorCommands
@testable import MailTransport
@testable import Store

@Suite("Health")
struct HealthJudgeTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private let judge = HealthJudge(now: now, patience: 900)

  private static func ago(_ seconds: TimeInterval) -> Date { now.addingTimeInterval(-seconds) }

  private func mailbox(
    success: TimeInterval? = 10, failure: TimeInterval? = nil, words: String = "", pending: Int = 0,
    unavailable: Int = 0, landed: TimeInterval? = nil, held: Int = 0, quarantined: Int = 0
  ) -> StoreHealth.Mailbox {
    func queue(_ count: Int) -> StoreHealth.Queue {
      StoreHealth.Queue(count: count, oldest: count > 0 ? Self.ago(60) : nil)
    }
    return StoreHealth.Mailbox(
      name: "orders", lastSuccess: success.map(Self.ago), lastFailure: failure.map(Self.ago), failure: words,
      folders: [
        StoreHealth.Folder(
          name: "INBOX", completed: success.map(Self.ago), present: 81, pending: pending,
          unavailable: unavailable)
      ],
      landed: StoreHealth.Queue(count: landed == nil ? 0 : 4, oldest: landed.map(Self.ago)),
      held: queue(held), quarantined: queue(quarantined))
  }

  private func findings(_ mailbox: StoreHealth.Mailbox?) -> [String] {
    judge.judge(mailbox, named: "orders").map { "\($0.level.rawValue) \($0.matter)" }
  }

  @Test("of a mailbox that works is one line")
  func good() {
    let found = judge.judge(mailbox(), named: "orders")
    #expect(found.map(\.text) == ["orders: read 10 seconds ago, 81 messages in 1 folders"])
    #expect(found.map(\.level) == [.ok])
  }

  @Test("is an alarm without contact for too long, with the last failure's words")
  func silent() {
    #expect(findings(nil) == ["alarm contact"])
    #expect(findings(mailbox(success: 901)) == ["alarm contact"])
    #expect(findings(mailbox(success: nil, failure: 5, words: "It is down.")) == ["alarm contact"])
    let failing = judge.judge(mailbox(success: 60, failure: 5, words: "It is down."), named: "orders")
    #expect(failing.map(\.level) == [.note])
    #expect(failing.first?.text == "orders: last read without a failure 60 seconds ago: It is down.")
    // A failure before the last success is over.
    #expect(findings(mailbox(success: 5, failure: 60, words: "It was down.")) == ["ok contact"])
  }

  @Test("tells apart what waits a little and what waits too long")
  func work() {
    #expect(findings(mailbox(landed: 60)) == ["ok contact", "note work"])
    #expect(findings(mailbox(landed: 901)) == ["ok contact", "alarm work"])
    #expect(findings(mailbox(pending: 7)) == ["ok contact", "note folder"])
  }

  @Test("is an alarm where mail waits for a person")
  func person() {
    #expect(findings(mailbox(held: 3)) == ["ok contact", "alarm held"])
    #expect(findings(mailbox(unavailable: 1)) == ["ok contact", "alarm unavailable"])
    #expect(findings(mailbox(quarantined: 1)) == ["ok contact", "note quarantine"])
  }

  @Test("of the outbox")
  func outbox() {
    func levels(unsent: TimeInterval?, uncertain: Int) -> [String] {
      let health = StoreHealth(
        mailboxes: [], unsent: StoreHealth.Queue(count: unsent == nil ? 0 : 1, oldest: unsent.map(Self.ago)),
        uncertain: StoreHealth.Queue(count: uncertain, oldest: nil),
        documents: StoreHealth.Queue(count: 0, oldest: nil))
      return judge.judgeOutbox(health).map { "\($0.level.rawValue) \($0.matter)" }
    }
    #expect(levels(unsent: nil, uncertain: 0) == ["ok unsent"])
    #expect(levels(unsent: 30, uncertain: 0) == ["note unsent"])
    #expect(levels(unsent: 901, uncertain: 2) == ["alarm uncertain", "alarm unsent"])
  }

  @Test("is no alarm where documents wait")
  func documents() {
    func levels(_ oldest: TimeInterval?) -> [String] {
      let none = StoreHealth.Queue(count: 0, oldest: nil)
      let health = StoreHealth(
        mailboxes: [], unsent: none, uncertain: none,
        documents: StoreHealth.Queue(count: oldest == nil ? 0 : 2, oldest: oldest.map(Self.ago)))
      return judge.judgeDocuments(health).map { "\($0.level.rawValue) \($0.matter)" }
    }
    #expect(levels(nil) == [])
    #expect(levels(30) == [])
    #expect(levels(901) == ["note documents"])
  }

  @Test("of logins by token")
  func tokens() {
    func level(_ expiry: TimeInterval?, renewable: Bool) -> HealthFinding.Level {
      judge.judge(
        TokenState(expiry: expiry.map { Self.now.addingTimeInterval($0) }, isRenewable: renewable),
        named: "orders"
      ).level
    }
    #expect(level(nil, renewable: true) == .ok)
    #expect(level(nil, renewable: false) == .alarm)
    #expect(level(3600, renewable: true) == .ok)
    #expect(level(-10, renewable: true) == .ok)
    #expect(level(3600, renewable: false) == .note)
    #expect(level(60, renewable: false) == .alarm)
  }

  @Test("of orders is an alarm while bank details are in doubt, and a note while steps wait")
  func orders() {
    func levels(holds: Int, awaited: Int) -> [String] {
      let none = StoreHealth.Queue(count: 0, oldest: nil)
      func queue(_ count: Int) -> StoreHealth.Queue {
        count == 0 ? none : .init(count: count, oldest: Self.ago(9))
      }
      let health = StoreHealth(
        mailboxes: [], unsent: none, uncertain: none, documents: none, holds: queue(holds),
        awaited: queue(awaited))
      return judge.judgeOrders(health).map { "\($0.level.rawValue) \($0.matter)" }
    }
    #expect(levels(holds: 0, awaited: 0) == [])
    #expect(levels(holds: 1, awaited: 0) == ["alarm bank_details"])
    #expect(levels(holds: 1, awaited: 2) == ["alarm bank_details", "note awaiting"])
  }
}
