// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import OrderCore

/// The right to write to a store: an flock on a file beside it, which the kernel drops when the process dies.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, waiting at most `patience` seconds for another process.
  init(path: String, store: String, patience: TimeInterval) throws(LedgerError) {
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let reason = "its lock \(path) can't be opened: \(String(cString: strerror(errno)))"
      throw .unusable(path: store, reason: reason)
    }
    var left = patience
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, left > 0 else {
        close(file)
        throw .busy(path: store)
      }
      usleep(20_000)
      left -= 0.02
    }
    descriptor = file
  }

  deinit {
    close(descriptor)
  }
}
