// SPDX-License-Identifier: Apache-2.0

/// Why the store could not do what was asked, by what the caller can do.
package enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such row.
  case notFound(String)
  /// The row has changed since it was read: stale draft, already sent, decided by someone else.
  case conflict(String)
  /// The disk is full; nothing of the transaction was kept.
  case diskFull(path: String)
  /// Another process works on the store.
  case busy(path: String)
  /// The file is damaged, no store of ours, of a newer version, or lacks the durability that was asked for.
  case unusable(path: String, reason: String)
  /// SQLite said something else.
  case storage(String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .notFound(let what): "There is no \(what)."
    case .conflict(let what): "\(what)."
    case .diskFull(let path):
      "The disk is full: \(path) could not be written; nothing was lost, free some space."
    case .busy(let path): "Another process is working on \(path); try again when it has ended."
    case .unusable(let path, let reason): "The store \(path) can't be used: \(reason)."
    case .storage(let reason): "The store failed: \(reason)."
    }
  }
}
