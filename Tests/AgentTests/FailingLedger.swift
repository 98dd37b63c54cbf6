// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import Synchronization

/// A store whose disk is full at the `n`th write of all its transactions, counted from 0, and after it.
final class FailingLedger: OrderLedger {
  private let store: OrderStore
  private let left: Mutex<Int>

  init(_ store: OrderStore, atWrite number: Int) {
    self.store = store
    left = Mutex(number)
  }

  func transaction<Result: Sendable>(
    _ body: @Sendable (any LedgerTransaction) throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result {
    try await store.transaction { transaction throws(LedgerError) in
      try body(FailingTransaction(transaction) { () throws(LedgerError) in try self.write() })
    }
  }

  private func write() throws(LedgerError) {
    let isFull = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isFull { throw .diskFull(path: ":memory:") }
  }
}

/// Passes everything on, and asks before each write.
private struct FailingTransaction: LedgerTransaction {
  private let real: any LedgerTransaction
  private let write: () throws(LedgerError) -> Void

  init(_ real: any LedgerTransaction, write: @escaping () throws(LedgerError) -> Void) {
    self.real = real
    self.write = write
  }

  func message(with digest: ContentDigest) throws(LedgerError) -> StoredMessageID? {
    try real.message(with: digest)
  }

  func threads(naming ids: [MessageID]) throws(LedgerError) -> [MessageID: ThreadID] {
    try real.threads(naming: ids)
  }

  func thread(foldedSubject: String, correspondents: [String], since: Date) throws(LedgerError) -> ThreadID? {
    try real.thread(foldedSubject: foldedSubject, correspondents: correspondents, since: since)
  }

  func orders(ofThread thread: ThreadID) throws(LedgerError) -> [Order] { try real.orders(ofThread: thread) }

  func orders(withKeys keys: [OrderKey]) throws(LedgerError) -> [Order] { try real.orders(withKeys: keys) }

  func orders(ofAddresses addresses: [String], limit: Int) throws(LedgerError) -> [Order] {
    try real.orders(ofAddresses: addresses, limit: limit)
  }

  func orders(ofDomains domains: [String], limit: Int) throws(LedgerError) -> [Order] {
    try real.orders(ofDomains: domains, limit: limit)
  }

  func accounts(ofParty name: String) throws(LedgerError) -> [BankAccount] {
    try real.accounts(ofParty: name)
  }
  func orders(_ ids: [OrderID]) throws(LedgerError) -> [Order] { try real.orders(ids) }

  func listing(of keys: [OrderKey]) throws(LedgerError) -> OrderListing { try real.listing(of: keys) }

  func teachings(ofThread thread: ThreadID) throws(LedgerError) -> [OrderID: Bool] {
    try real.teachings(ofThread: thread)
  }

  func recentOrders(limit: Int) throws(LedgerError) -> [Order] { try real.recentOrders(limit: limit) }

  func fingerprints(of orders: [OrderID]) throws(LedgerError) -> [OrderID: Fingerprint] {
    try real.fingerprints(of: orders)
  }

  func unlinkedMessages(
    from addresses: [String], since: Double, limit: Int
  ) throws(LedgerError) -> [UnlinkedMessage] {
    try real.unlinkedMessages(from: addresses, since: since, limit: limit)
  }

  func unlinkedMessages(naming keys: [OrderKey], limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    try real.unlinkedMessages(naming: keys, limit: limit)
  }

  func unlinkedMessages(ofThread thread: ThreadID, limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    try real.unlinkedMessages(ofThread: thread, limit: limit)
  }

  func standing(of message: StoredMessageID) throws(LedgerError) -> MessageStanding {
    try real.standing(of: message)
  }

  func revise(_ message: StoredMessageID, with revision: MessageRevision) throws(LedgerError) -> OrderID? {
    try write()
    return try real.revise(message, with: revision)
  }

  func record(_ record: MessageRecord) throws(LedgerError) -> RecordedMessage {
    try write()
    return try real.record(record)
  }

  func adopt(_ messages: [AdoptedMessage], by order: OrderID) throws(LedgerError) {
    try write()
    try real.adopt(messages, by: order)
  }

  func quarantine(_ record: QuarantineRecord, now: Date) throws(LedgerError) {
    try write()
    try real.quarantine(record, now: now)
  }
}
