// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel
package import OrderCore
import Synchronization

/// A ledger of mailboxes in memory that keeps the contract of `MailboxLedger`, and dies at a given call.
///
/// Dying is what a killed process or a full disk looks like from outside: the call is made or not made, nothing
/// works after it until `revive()`, and what was made before is there.
package final class InMemoryMailboxLedger: Sendable {
  struct Row {
    enum State { case listed, landed, unavailable }
    var state = State.listed
    var content: ContentID?
    var listed: ListedMessage
    var flags: MessageFlags
    var attempts = 0
    var tried: Date?
    var isGone = false
  }

  struct Generation {
    let name: FolderName
    let uidValidity: UInt32
    let opened: Date
    var uidNext: UInt32 = 0
    var modSeq: UInt64 = 0
    var completed: Date?
    var scanned = UIDIntervals()
    var rows: [UInt32: Row] = [:]
  }

  struct Work {
    enum State { case landed, held, quarantined }
    var state: State
    let mailbox: String
    let raw: RawMessage
    let delivery: Delivery?
    let origin: String
    let received: Double
    var attempts: Int
  }

  struct State {
    var generations: [Generation] = []
    var contents: [RawMessage: ContentID] = [:]
    var raws: [ContentID: RawMessage] = [:]
    var work: [ContentID: Work] = [:]
    var processed: [RawMessage: Int] = [:]
    var contacts: [String] = []
    var calls: [String] = []
    var dying: Int?
    var isApplied = false
    var isDead = false
  }

  let state = Mutex(State())

  /// Creates an empty ledger.
  package init() {}

  // MARK: What a test asks and tells it

  /// Dies at the `number`th call from now, counted from 0.
  ///
  /// - Parameter isApplied: whether that call is still made.
  package func die(atCall number: Int, isApplied: Bool) {
    state.withLock { state in
      state.dying = state.calls.count + number
      state.isApplied = isApplied
    }
  }

  /// Lives again, with all that was durable.
  package func revive() {
    state.withLock { state in
      state.dying = nil
      state.isDead = false
    }
  }

  /// What was called so far, by name.
  package var calls: [String] { state.withLock(\.calls) }

  /// How often each message was processed.
  package var processed: [RawMessage: Int] { state.withLock(\.processed) }

  /// Messages that wait for a person because of a renumbering.
  package var held: Set<RawMessage> { mail(.held) }

  /// Messages whose processing was given up.
  package var quarantined: Set<RawMessage> { mail(.quarantined) }

  /// Messages that are durable and still to be processed.
  package var waiting: Set<RawMessage> { mail(.landed) }

  /// How the mailbox fared, a line a contact: the failure, or `ok`.
  package var contacts: [String] { state.withLock(\.contacts) }

  /// The UIDs of a folder's present generation that were given up.
  package func unavailable(_ name: FolderName) -> Set<UInt32> {
    state.withLock { state in
      Set(
        state.present(name)?.rows.filter { $0.value.state == .unavailable && !$0.value.isGone }.keys.map {
          $0
        } ?? [])
    }
  }

  /// The flags of a folder's messages that are present.
  package func flags(_ name: FolderName) -> [UInt32: MessageFlags] {
    state.withLock { state in
      state.present(name)?.rows.filter { !$0.value.isGone }.mapValues(\.flags) ?? [:]
    }
  }

  /// Records messages as processed: their work is done, in one transaction.
  package func finish(_ messages: [RawMessage]) async throws(LedgerError) {
    try call("finish") { state in
      for raw in messages {
        state.processed[raw, default: 0] += 1
        if let content = state.contents[raw] { state.work[content] = nil }
      }
    }
  }

  private func mail(_ wanted: Work.State) -> Set<RawMessage> {
    state.withLock { state in Set(state.work.values.filter { $0.state == wanted }.map(\.raw)) }
  }

  /// Makes a call, or dies.
  func call<Result: Sendable>(
    _ name: String, _ body: (inout State) -> Result
  ) throws(LedgerError) -> Result {
    let result: Result? = state.withLock { state in
      let number = state.calls.count
      state.calls.append(name)
      if state.isDead { return nil }
      if state.dying == number {
        state.isDead = true
        if state.isApplied { _ = body(&state) }
        return nil
      }
      return body(&state)
    }
    guard let result else { throw .busy(path: "dead") }
    return result
  }
}

extension InMemoryMailboxLedger.State {
  /// The present generation of a folder.
  func present(_ name: FolderName) -> InMemoryMailboxLedger.Generation? {
    generations.last { $0.name == name }
  }

  /// Whether a generation is the present one of its folder.
  func isPresent(_ index: Int) -> Bool {
    generations.lastIndex { [name = generations[index].name] in $0.name == name } == index
  }

  /// The number of a generation by its identifier.
  static func index(_ id: GenerationID) -> Int { Int(id.value) - 1 }
}
