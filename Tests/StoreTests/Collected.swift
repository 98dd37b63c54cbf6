// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Values that callbacks on other threads gather.
final class Collected<Value: Sendable>: Sendable {
  private let gathered = Mutex<[Value]>([])

  /// Adds a value.
  func add(_ value: Value) {
    gathered.withLock { $0.append(value) }
  }

  /// The values so far.
  var values: [Value] { gathered.withLock { $0 } }
}
