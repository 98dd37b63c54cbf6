// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A value that is made when it is first asked for, once for all who ask.
package final class Deferred<Value: Sendable>: Sendable {
  private let make: @Sendable () throws -> Value
  private let made = Mutex<Result<Value, any Error>?>(nil)

  /// Creates a value that `make` makes.
  package init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  /// Returns the value; who asks while it is made waits.
  ///
  /// - Throws: what making it threw, each time.
  package func get() throws -> Value {
    let result = made.withLock { made in
      let result = made ?? Result { try make() }
      made = result
      return result
    }
    return try result.get()
  }
}
