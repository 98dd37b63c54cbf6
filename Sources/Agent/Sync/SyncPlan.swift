// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// The work list of one pass over a mailbox, in the order in which it is taken in.
struct SyncPlan: Sendable {
  /// A folder and what is still to come of it.
  struct Folder: Sendable {
    let name: String
    let uidValidity: UInt32
    /// The highest UID listed, or where the cursor stood.
    let last: UInt32
    /// The UIDs not yet taken.
    var pending: Set<UInt32>
  }

  /// A message to fetch.
  struct Entry: Hashable, Sendable {
    /// The folder, by its place in `folders`.
    let folder: Int
    let uid: UInt32
    let size: Int
    let received: Double
  }

  private(set) var folders: [Folder] = []
  private var entries: [Entry] = []
  private var isSorted = true
  private var position = 0

  /// How many messages are to be fetched in all.
  var count: Int { entries.count }

  /// Adds a folder's listing without the UIDs that the ledger knows.
  mutating func add(
    _ name: String, uidValidity: UInt32, start: UInt32, listed: [ListedMessage], noted: Set<UInt32>
  ) {
    let wanted = listed.filter { !noted.contains($0.uid) }
    let number = folders.count
    folders.append(
      Folder(
        name: name, uidValidity: uidValidity, last: max(start, listed.map(\.uid).max() ?? 0),
        pending: Set(wanted.map(\.uid))))
    entries += wanted.map { Entry(folder: number, uid: $0.uid, size: $0.size, received: $0.received ?? 0) }
    isSorted = false
  }

  /// Returns the next messages to fetch, nil when all are taken; at least one, however large.
  mutating func nextBatch(bytes: Int, count: Int) -> [Entry]? {
    if !isSorted {
      entries.sort { ($0.received, $0.folder, $0.uid) < ($1.received, $1.folder, $1.uid) }
      isSorted = true
    }
    guard position < entries.count else { return nil }
    var batch: [Entry] = []
    var total = 0
    while position < entries.count, batch.count < count,
      batch.isEmpty || total + entries[position].size <= bytes
    {
      total += entries[position].size
      batch.append(entries[position])
      position += 1
    }
    return batch
  }

  /// Strikes a batch off the list.
  mutating func finish(_ batch: [Entry]) {
    for entry in batch { folders[entry.folder].pending.remove(entry.uid) }
  }

  /// Returns the cursors of the folders in a batch: up to the UID below the first one still pending.
  func cursors(of batch: [Entry], mailbox: String) -> [MailboxCursor] {
    Set(batch.map(\.folder)).sorted().map { number in
      let folder = folders[number]
      let reached = folder.pending.min().map { $0 - 1 } ?? folder.last
      return MailboxCursor(
        mailbox: mailbox, folder: folder.name, uidValidity: folder.uidValidity, lastUID: reached)
    }
  }
}
