// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import TestSupport
import Testing

@testable import Agent

@Suite("A verdict on a folder")
struct FolderVerdictTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verdict: FolderVerdict
    var opening = FolderOpening(status: FolderStatus(uidValidity: 7, uidNext: 10, exists: 5, modSeq: 3))
    var record: FolderRecord? = known

    static let known = FolderRecord(
      generation: GenerationID(1), uidValidity: 7, uidNext: 10, modSeq: 3, scanned: UIDIntervals([1...9]),
      present: 5, completed: march(1))

    init(
      _ description: String, _ verdict: FolderVerdict, _ status: FolderStatus? = nil,
      change: (inout FolderRecord) -> Void = { _ in }, told: (inout FolderOpening) -> Void = { _ in }
    ) {
      testDescription = description
      self.verdict = verdict
      if let status { opening.status = status }
      var record = Self.known
      change(&record)
      self.record = record
      told(&opening)
    }
  }

  private static func status(
    _ uidValidity: UInt32 = 7, next: UInt32 = 10, exists: Int = 5, modSeq: UInt64 = 3
  ) -> FolderStatus {
    FolderStatus(uidValidity: uidValidity, uidNext: next, exists: exists, modSeq: modSeq)
  }

  static let cases: [Case] = [
    Case("all as it was", .unchanged),
    Case("no UIDVALIDITY", .distrusted, status(0)),
    Case("another UIDVALIDITY", .renumbered, status(8)),
    Case("a UIDNEXT that goes down", .renumbered, status(next: 9)),
    Case("a UIDNEXT that is not told", .changed, status(next: 0)),
    Case("a higher UIDNEXT", .changed, status(next: 11)),
    Case("fewer messages", .changed, status(exists: 4)),
    Case("another HIGHESTMODSEQ", .changed, status(modSeq: 4)),
    Case("no HIGHESTMODSEQ any more", .changed, status(modSeq: 0)),
    Case("a gap in what was listed", .changed, change: { $0.scanned.remove(4...5) }),
    Case("messages to fetch", .changed, change: { $0.pending = 1 }),
    Case("a pass never completed", .changed, change: { $0.completed = nil }),
    Case(
      "a first pass cut off, and a UIDNEXT below what was listed", .renumbered, status(next: 9),
      change: {
        $0.uidNext = 0
        $0.completed = nil
      }),
    Case(
      "a first pass cut off, and a UIDNEXT as it must have been", .changed, status(next: 10),
      change: {
        $0.uidNext = 0
        $0.completed = nil
      }),
    Case("a message told to be gone", .changed, told: { $0.vanished = UIDIntervals([3...3]) }),
    Case("a change of flags", .changed, told: { $0.flags = [FlagChange(uid: 3, flags: .seen)] }),
  ]

  @Test("needs every sign to say that nothing happened", arguments: cases)
  func table(_ example: Case) {
    #expect(FolderVerdict(of: example.opening, record: example.record) == example.verdict)
  }

  @Test("knows a folder that was never seen")
  func firstSight() {
    let opening = FolderOpening(status: Self.status())
    #expect(FolderVerdict(of: opening, record: nil) == .firstSight)
  }
}

@Suite("The plan of listings")
struct ListingPlanTests {
  @Test("lists the newest gaps first, up to UIDNEXT")
  func gaps() {
    let scanned = UIDIntervals([3...5, 9...9])
    #expect(ListingPlan.gaps(scanned: scanned, uidNext: 12) == [10...11, 6...8, 1...2])
    #expect(ListingPlan.gaps(scanned: scanned, uidNext: 10) == [6...8, 1...2])
    #expect(ListingPlan.gaps(scanned: UIDIntervals([1...9]), uidNext: 10) == [])
    #expect(ListingPlan.gaps(scanned: UIDIntervals(), uidNext: 1) == [])
  }

  @Test("lists to the end of all UIDs where UIDNEXT is not told")
  func openEnd() {
    #expect(ListingPlan.gaps(scanned: UIDIntervals([1...9]), uidNext: 0) == [10...UInt32.max])
    #expect(ListingPlan.gaps(scanned: UIDIntervals(), uidNext: 0) == [1...UInt32.max])
  }

  @Test("cuts sparse and dense UIDs into pieces of the same number")
  func pieces() {
    let uids = UIDIntervals([5...14, 1_000_000...1_000_000, 4_000_000_000...4_000_000_002])
    #expect(
      ListingPlan.pieces(of: 1...UInt32.max, holding: uids, limit: 5)
        == [14...UInt32.max, 9...13, 1...8])
  }

  @Test("covers a range with pieces that hold no more than the limit, whatever the UIDs")
  func property() {
    for seed in 0..<2_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let low = UInt32.random(in: 1...50, using: &random)
      let range = low...UInt32.random(in: low...(low + 200), using: &random)
      let uids = UIDIntervals(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          let start = UInt32.random(in: 1...260, using: &random)
          return start...(start + UInt32.random(in: 0...30, using: &random))
        })
      let growth = Int.random(in: 1...3, using: &random)
      var limit = Int.random(in: 1...9, using: &random)
      let pieces = ListingPlan.pieces(of: range, holding: uids, limit: limit, growth: growth)
      #expect(pieces.first?.upperBound == range.upperBound, "seed \(seed)")
      #expect(pieces.last?.lowerBound == range.lowerBound, "seed \(seed)")
      for (newer, older) in zip(pieces, pieces.dropFirst()) {
        #expect(older.upperBound + 1 == newer.lowerBound, "seed \(seed)")
      }
      for piece in pieces {
        #expect(uids.clamped(to: piece).count <= limit, "seed \(seed)")
        limit *= growth
      }
      #expect(pieces.count <= uids.clamped(to: range).count + 1, "seed \(seed)")
    }
  }
}

@Suite("A reconciliation")
struct ReconciliationTests {
  @Test("ends with the first step when what is missing is new")
  func newest() {
    var search = Reconciliation(present: UIDIntervals([1...5000]), exists: 4999, through: 5000, first: 1000)
    #expect(search.steps == [4001...5000, 1...4000])
    search.learn(UIDIntervals([4001...4500, 4502...5000]), in: search.steps[0])
    #expect(search.isSettled)
    #expect(search.gone == UIDIntervals([4501...4501]))
  }

  @Test("finds what either side lacks, whatever they have")
  func property() {
    for seed in 0..<2_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let ours = (1...60).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }.map { UInt32($0) }
      // An honest server has at most what was listed; another one may have more.
      let isHonest = seed % 2 == 0
      let theirs = (1...60).map { UInt32($0) }.filter { uid in
        (!isHonest || ours.contains(uid)) && Int.random(in: 0..<6, using: &random) > 0
      }
      let server = UIDIntervals(uids: theirs)
      var search = Reconciliation(
        present: UIDIntervals(uids: ours), exists: theirs.count, through: 60, first: 3)
      for step in search.steps where !isHonest || !search.isSettled {
        search.learn(server.clamped(to: step), in: step)
      }
      #expect(search.isSettled, "seed \(seed)")
      #expect(search.gone == UIDIntervals(uids: Set(ours).subtracting(theirs)), "seed \(seed)")
      #expect(search.unknown == UIDIntervals(uids: Set(theirs).subtracting(ours)), "seed \(seed)")
    }
  }
}

@Suite("The rules of a sync")
struct SyncRulesTests {
  private func pending(attempts: Int) -> PendingMessage {
    PendingMessage(
      name: FolderName(mailbox: "orders", folder: "INBOX"), generation: GenerationID(1), uidValidity: 1,
      uid: 1,
      size: 1, received: 0, attempts: attempts)
  }

  @Test(
    "give a message up after three passes that cover ten minutes, and a longer one than the limit at once")
  func givingUp() {
    let notes = (0..<4).map { WithholdingRule.note(pending(attempts: $0), reason: "NO").isGivenUp }
    #expect(notes == [false, false, true, true])
    #expect(WithholdingRule.note(pending(attempts: 0), tooLong: 70_000_000).isGivenUp)
    let tries = Double(WithholdingRule.attempts - 1)
    #expect(march(2).timeIntervalSince(WithholdingRule.retryBefore(march(2))) * tries >= 600)
  }

  @Test("believe five generations of a folder in a day")
  func storm() {
    #expect(
      (0...6).map { GenerationStorm.isReached(begun: $0) } == [false, false, false, false, false, true, true])
  }

  @Test("brake a renumbered folder that had been read through, until it is read through again")
  func line() {
    var record = FolderRecord(
      generation: GenerationID(2), uidValidity: 2, isRenumbered: true, formerlyCompleted: march(20))
    #expect(RenumberingBrake.line(of: record) == march(13))
    record.completed = march(21)
    #expect(RenumberingBrake.line(of: record) == nil)
    #expect(
      RenumberingBrake.line(
        of: FolderRecord(generation: GenerationID(2), uidValidity: 2, isRenumbered: true)) == nil)
    #expect(
      RenumberingBrake.line(
        of: FolderRecord(generation: GenerationID(1), uidValidity: 2, formerlyCompleted: march(20))) == nil)
  }

  @Test("hold what is old, and everything when too much is new at once")
  func brake() {
    let usual = RenumberingBrake(line: march(13), recent: 50, held: 0)
    #expect(usual.reason(received: march(12).timeIntervalSince1970)?.contains("older") == true)
    #expect(usual.reason(received: 0) != nil)
    #expect(usual.reason(received: march(14).timeIntervalSince1970) == nil)
    let full = RenumberingBrake(line: march(13), recent: 20, held: 31)
    #expect(full.reason(received: march(14).timeIntervalSince1970)?.contains("more than 50") == true)
  }
}
