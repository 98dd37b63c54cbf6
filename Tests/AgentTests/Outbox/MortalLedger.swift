// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import Synchronization

/// An outbox that fails at one kind of call, or dies at the `n`th call and answers nothing after it.
final class MortalLedger: OutboxLedger {
  /// A call of the port.
  enum Call: Hashable, Sendable, CaseIterable {
    case claimNext
    case commit
    case finish
    case unfiled
    case file
    case uncertain
    case settle
  }

  /// When the process dies.
  enum Death: Hashable, Sendable {
    /// Before the call has done anything.
    case before(call: Int)
    /// When the call is durable, and nobody hears of it.
    case after(call: Int)
  }

  private let store: OrderStore
  private let failing: Call?
  private let death: Death?
  private let calls = Mutex(0)

  init(_ store: OrderStore, failing: Call? = nil, dying death: Death? = nil) {
    self.store = store
    self.failing = failing
    self.death = death
  }

  /// How many calls came.
  var callCount: Int { calls.withLock { $0 } }

  private func lives<Result: Sendable>(
    _ call: Call, _ body: () async throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result {
    let number = calls.withLock { calls in
      calls += 1
      return calls - 1
    }
    let dead = LedgerError.storage("the process has ended")
    if call == failing { throw .diskFull(path: ":memory:") }
    switch death {
    case .before(let last) where number >= last: throw dead
    case .after(let last) where number > last: throw dead
    default: break
    }
    let result = try await body()
    if death == .after(call: number) { throw dead }
    return result
  }

  func recoverOutbox(now: Date) async throws(LedgerError) -> Int { try await store.recoverOutbox(now: now) }

  func claimNext(mailbox: String, now: Date) async throws(LedgerError) -> OutboxItem? {
    try await lives(.claimNext) { () throws(LedgerError) in
      try await store.claimNext(mailbox: mailbox, now: now)
    }
  }

  func commit(_ id: OutboxID, now: Date) async throws(LedgerError) {
    try await lives(.commit) { () throws(LedgerError) in try await store.commit(id, now: now) }
  }

  func finish(_ id: OutboxID, outcome: SubmissionOutcome, retryAt: Date, now: Date) async throws(LedgerError)
  {
    try await lives(.finish) { () throws(LedgerError) in
      try await store.finish(id, outcome: outcome, retryAt: retryAt, now: now)
    }
  }

  func unfiled(mailbox: String) async throws(LedgerError) -> [OutboxItem] {
    try await lives(.unfiled) { () throws(LedgerError) in try await store.unfiled(mailbox: mailbox) }
  }

  func file(_ id: OutboxID, folder: String, uid: UInt32?, now: Date) async throws(LedgerError) {
    try await lives(.file) { () throws(LedgerError) in
      try await store.file(id, folder: folder, uid: uid, now: now)
    }
  }

  func uncertain(mailbox: String) async throws(LedgerError) -> [OutboxItem] {
    try await lives(.uncertain) { () throws(LedgerError) in try await store.uncertain(mailbox: mailbox) }
  }

  func settle(_ id: OutboxID, evidence: String, now: Date) async throws(LedgerError) {
    try await lives(.settle) { () throws(LedgerError) in
      try await store.settle(id, evidence: evidence, now: now)
    }
  }
}
