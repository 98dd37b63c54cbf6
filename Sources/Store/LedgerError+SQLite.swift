// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension LedgerError {
  /// Creates the error that a caller can act on from what SQLite or the store itself threw.
  init(_ error: any Error, path: String) {
    if let known = error as? LedgerError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self = error is CancellationError ? .storage("the task was cancelled") : .storage("\(type(of: error))")
      return
    }
    // `message` is SQLite's, never the arguments: those hold mail.
    let message = error.message ?? "code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_CORRUPT: self = .unusable(path: path, reason: "it is damaged (\(message))")
    case .SQLITE_NOTADB: self = .unusable(path: path, reason: "it is no SQLite database")
    case .SQLITE_IOERR: self = .unusable(path: path, reason: "the disk failed (\(message))")
    case .SQLITE_CANTOPEN: self = .unusable(path: path, reason: "it can't be opened")
    case .SQLITE_READONLY: self = .unusable(path: path, reason: "it was opened for reading only")
    default: self = .storage(message)
    }
  }
}

/// Runs `body` and gives what it throws as the error of the port.
func ledger<Result>(_ path: String, _ body: () throws -> Result) throws(LedgerError) -> Result {
  do {
    return try body()
  } catch {
    throw LedgerError(error, path: path)
  }
}
