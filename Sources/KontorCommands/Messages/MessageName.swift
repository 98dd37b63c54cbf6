// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Store

/// How people name a stored message: by its Message-ID, or the beginning of its SHA-256.
enum MessageName {
  /// Finds the one message that is meant; `sought` is what there is none of where it is not found.
  static func find(
    _ name: String, in store: OrderStore, sought: String = "no message"
  ) async throws -> StoredMessageID {
    let found = try await store.messages(named: name)
    guard let first = found.first else {
      throw CommandFailure(.nothing, "There is \(sought) “\(Visible.line(name))”.")
    }
    guard found.count == 1 else {
      throw CommandFailure(
        .nothing, "“\(Visible.line(name))” names \(found.count) messages; give more digits of the SHA-256.")
    }
    return first
  }
}
