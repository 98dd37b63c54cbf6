// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Values that callbacks on other threads gather.
package final class Collected<Value: Sendable>: Sendable {
  private let gathered = Mutex<[Value]>([])

  /// Creates an empty collection.
  package init() {}

  /// Adds a value.
  package func add(_ value: Value) { gathered.withLock { $0.append(value) } }

  /// The values so far.
  package var values: [Value] { gathered.withLock { $0 } }
}

/// A clock that stands still until it is moved.
package final class StoppedClock: Sendable {
  private let time: Mutex<Double>

  /// Stops the clock at seconds since 1970.
  package init(at seconds: Double) { time = Mutex(seconds) }

  /// Seconds since 1970.
  package var seconds: Double { time.withLock { $0 } }

  /// Moves the clock.
  package func advance(by seconds: Double) { time.withLock { $0 += seconds } }

  /// Sets the clock.
  package func set(to seconds: Double) { time.withLock { $0 = seconds } }
}
