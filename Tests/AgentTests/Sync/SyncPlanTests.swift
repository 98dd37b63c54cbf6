// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@testable import Agent

@Suite("The plan of a sync")
struct SyncPlanTests {
  private func listed(_ entries: (uid: UInt32, received: Double?)...) -> [ListedMessage] {
    entries.map { ListedMessage(uid: $0.uid, size: 100, received: $0.received) }
  }

  /// The UIDs of each batch, with the folder's number before them.
  private func batches(_ plan: SyncPlan, bytes: Int = 10_000, count: Int = 100) -> [[String]] {
    var plan = plan
    var out: [[String]] = []
    while let batch = plan.nextBatch(bytes: bytes, count: count) {
      out.append(batch.map { "\($0.folder):\($0.uid)" })
    }
    return out
  }

  @Test("takes folders in step, by the time the server received each message")
  func inStep() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 0, listed: listed((1, 10), (2, 30)), noted: [])
    plan.add("Sent", uidValidity: 1, start: 0, listed: listed((7, 20), (8, 40)), noted: [])
    #expect(batches(plan) == [["0:1", "1:7", "0:2", "1:8"]])
    #expect(plan.count == 4)
  }

  @Test("takes what came at one time by folder, then by UID; what has no time first")
  func ties() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 0, listed: listed((2, 5), (1, 5), (3, nil)), noted: [])
    plan.add("Sent", uidValidity: 1, start: 0, listed: listed((1, 5)), noted: [])
    #expect(batches(plan) == [["0:3", "0:1", "0:2", "1:1"]])
  }

  @Test("leaves out what is noted")
  func noted() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 0, listed: listed((1, 1), (2, 2), (3, 3)), noted: [1, 3])
    #expect(batches(plan) == [["0:2"]])
  }

  @Test("cuts batches by count")
  func byCount() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 0, listed: listed((1, 1), (2, 2), (3, 3)), noted: [])
    #expect(batches(plan, count: 2) == [["0:1", "0:2"], ["0:3"]])
  }

  @Test("cuts batches by bytes, and takes a larger message alone")
  func byBytes() {
    var plan = SyncPlan()
    let sizes = [40, 60, 1, 500, 1, 1]
    plan.add(
      "INBOX", uidValidity: 1, start: 0,
      listed: zip(1..., sizes).map { ListedMessage(uid: $0, size: $1, received: 0) }, noted: [])
    #expect(batches(plan, bytes: 100) == [["0:1", "0:2"], ["0:3"], ["0:4"], ["0:5", "0:6"]])
  }

  @Test("holds no batch when there is nothing to fetch")
  func nothing() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 9, listed: [], noted: [])
    #expect(batches(plan) == [])
  }

  @Test("moves a cursor to below the first UID still to come, then to the last one listed")
  func cursors() {
    var plan = SyncPlan()
    // UID 5 came before UID 3 by the server's clock: the cursor waits for UID 3.
    plan.add("INBOX", uidValidity: 4, start: 2, listed: listed((3, 30), (5, 10), (6, 40)), noted: [])
    let reached = [UInt32](unfolding: &plan) { plan, batch in
      plan.finish(batch)
      return plan.cursors(of: batch, mailbox: "orders").map(\.lastUID)
    }
    #expect(reached == [2, 5, 6])
  }

  @Test("moves the cursors of the folders in a batch only")
  func cursorsOfBatch() {
    var plan = SyncPlan()
    plan.add("INBOX", uidValidity: 1, start: 0, listed: listed((1, 10)), noted: [])
    plan.add("Sent", uidValidity: 2, start: 0, listed: listed((1, 20)), noted: [])
    let batch = plan.nextBatch(bytes: 100, count: 1) ?? []
    plan.finish(batch)
    #expect(
      plan.cursors(of: batch, mailbox: "orders")
        == [MailboxCursor(mailbox: "orders", folder: "INBOX", uidValidity: 1, lastUID: 1)])
  }
}

extension [UInt32] {
  /// Gathers what `step` makes of each batch of one message.
  fileprivate init(
    unfolding plan: inout SyncPlan, _ step: (inout SyncPlan, [SyncPlan.Entry]) -> [UInt32]
  ) {
    self = []
    while let batch = plan.nextBatch(bytes: 1, count: 1) { self += step(&plan, batch) }
  }
}
