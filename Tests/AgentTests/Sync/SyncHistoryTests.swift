// SPDX-License-Identifier: Apache-2.0

import Agent
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

/// A random history of a mailbox: what people, servers, networks and power supplies do between and during passes.
private struct History {
  var random: SeededGenerator
  var fixture: SyncFixture
  private var number = 0
  private let folders = ["INBOX", "Sent", "Archive"]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let traits: [ScriptedMailbox.Trait] = [
      .condstore, .qresync, .hidesUIDNext, .zeroModSeq, .hidesDates, .objectIDs,
    ]
    var fixture = SyncFixture(
      Set(traits.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }),
      folders: ["INBOX", "Sent", "Archive"])
    fixture.limits.batchCount = Int.random(in: 1...4, using: &random)
    fixture.limits.batchBytes = Int.random(in: 60...300, using: &random)
    fixture.limits.listing = Int.random(in: 1...6, using: &random)
    fixture.limits.chunk = Int.random(in: 1...6, using: &random)
    fixture.limits.tailThreshold = Int.random(in: 1...9, using: &random)
    fixture.limits.tail = Int.random(in: 1...3, using: &random)
    fixture.limits.lookAgain = Bool.random(using: &random) ? 0 : 30
    fixture.limits.reconciliation = Int.random(in: 1...3, using: &random)
    fixture.limits.flagWindow = UInt32.random(in: 1...9, using: &random)
    fixture.mailbox.add(folder: "Sent")
    fixture.mailbox.add(folder: "Archive")
    self.random = random
    self.fixture = fixture
  }

  private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

  /// Something that happens on the server; the closure may run in the middle of a pass.
  mutating func event(isRenumberingAllowed: Bool) -> @Sendable (ScriptedMailbox) -> Void {
    let folder = folders[roll(3)]
    let other = folders[roll(3)]
    let choice = roll(isRenumberingAllowed ? 21 : 20)
    let pick = roll(1000)
    let received = fixture.clock.seconds - Double(roll(4) * 3000)
    @Sendable func uid(_ mailbox: ScriptedMailbox) -> UInt32 {
      let uids = mailbox.uids(of: folder)
      return uids.isEmpty ? 0 : uids[pick % uids.count]
    }
    switch choice {
    case 0..<8:
      let first = number
      number += 1 + roll(4)
      // Some without a Message-ID, some a copy of what was there before.
      let mail = (first..<number).map { SyncFixture.mail($0 % 11 == 10 ? $0 / 2 : $0, isNamed: $0 % 5 != 0) }
      return { mailbox in for raw in mail { mailbox.add(raw, to: folder, received: received) } }
    case 8..<12: return { $0.drop(uid($0), from: folder) }
    case 12..<14: return { $0.move(uid($0), from: folder, to: other) }
    case 14..<16:
      let flags = MessageFlags(rawValue: UInt8(pick % 32))
      return { $0.mark(uid($0), flags, in: folder) }
    case 16: return { $0.skip(UInt32(1 + pick % 40), in: folder) }
    case 17..<19: return { $0.withhold(uid($0), in: folder) }
    case 19: return { $0.withhold(uid($0), in: folder, false) }
    default: return { $0.renumber(folder) }
    }
  }

  /// A pass, in which anything may happen.
  mutating func pass() async {
    if roll(3) == 0 { fixture.mailbox.breakConnection(atCall: roll(14)) }
    if roll(4) == 0 { fixture.ledger.die(atCall: roll(30), isApplied: roll(2) == 0) }
    for _ in 0..<roll(3) {
      fixture.mailbox.before(call: roll(12), event(isRenumberingAllowed: roll(4) == 0))
    }
    _ = try? await fixture.run(roll(5) == 0 ? .fetchOnly : .whole)
    fixture.ledger.revive()
    fixture.mailbox.reconnect()
  }

  mutating func live() async {
    for _ in 0..<(4 + roll(8)) {
      for _ in 0..<roll(4) { event(isRenumberingAllowed: true)(fixture.mailbox) }
      // A day between passes: this is not about generation storms.
      fixture.clock.advance(by: roll(3) == 0 ? 90_000 : 400)
      await pass()
    }
  }

  /// Lets everything come to rest.
  func settle() async throws -> [String] {
    for folder in folders {
      for uid in fixture.mailbox.uids(of: folder) { fixture.mailbox.withhold(uid, in: folder, false) }
    }
    var problems: [String] = []
    for _ in 0..<4 {
      fixture.clock.advance(by: 90_000)
      problems = try await fixture.run().problems
    }
    return problems
  }

  /// What is wrong in a store that took the place of the ledger, a line each.
  func faults(of store: OrderStore) async throws -> [String] {
    var faults: [String] = []
    let messages = Set(try await store.messages().map(\.digest))
    let untaken = try await store.untaken()
    for folder in folders {
      let uids = fixture.mailbox.uids(of: folder)
      let present = try await fixture.present(folder)
      if uids != present { faults.append("\(folder): has \(uids), known \(present)") }
      for (uid, raw) in zip(uids, fixture.mailbox.messages(in: folder)) where !messages.contains(raw.digest) {
        let isShown = untaken.contains { $0.digest == raw.digest || $0.origin == "orders/\(folder)/\(uid)" }
        if !isShown { faults.append("\(folder)/\(uid): lost") }
      }
    }
    let left = try await store.claimLanded(mailbox: nil, count: 1, bytes: 1, now: march(30))
    if !left.isEmpty { faults.append("some wait") }
    return faults
  }

  /// What is wrong, a line each.
  func faults() async throws -> [String] {
    var faults: [String] = []
    let ledger = fixture.ledger
    for (raw, count) in ledger.processed where count != 1 {
      faults.append("\(raw.messageIDField): \(count) times")
    }
    if !ledger.waiting.isEmpty { faults.append("\(ledger.waiting.count) wait") }
    for folder in folders {
      let uids = fixture.mailbox.uids(of: folder)
      let present = try await fixture.present(folder)
      if uids != present { faults.append("\(folder): has \(uids), known \(present)") }
      let unavailable = ledger.unavailable(fixture.name(folder))
      for (uid, raw) in zip(uids, fixture.mailbox.messages(in: folder)) {
        let isKept =
          ledger.processed[raw] != nil || ledger.held.contains(raw) || ledger.quarantined.contains(raw)
        if !isKept, !unavailable.contains(uid) { faults.append("\(folder)/\(uid): lost") }
      }
    }
    return faults
  }
}

@Suite("Any history of a mailbox")
struct SyncHistoryTests {
  @Test("ends with the ledger having what the server has, each message taken in once", arguments: 0..<8)
  func property(share: Int) async throws {
    for seed in (share * 75)..<((share + 1) * 75) {
      var history = History(seed: UInt64(seed))
      await history.live()
      let problems = try await history.settle()
      #expect(problems == [], "seed \(seed)")
      #expect(try await history.faults() == [], "seed \(seed)")
      #expect(try await history.fixture.run().isUnchanged || history.isNeverQuiet, "seed \(seed)")
    }
  }
}

extension SyncHistoryTests {
  @Test("ends so with a store as well", arguments: 0..<2)
  func store(share: Int) async throws {
    for seed in (share * 12)..<((share + 1) * 12) {
      let store = try OrderStore.inMemory(clock: { march(30) })
      var history = History(seed: UInt64(1000 + seed))
      history.fixture.store = store
      await history.live()
      #expect(try await history.settle() == [], "seed \(seed)")
      #expect(try await history.faults(of: store) == [], "seed \(seed)")
    }
  }
}

extension History {
  /// Whether the server never says that nothing happened.
  fileprivate var isNeverQuiet: Bool {
    fixture.mailbox.has(.hidesUIDNext)
  }
}
