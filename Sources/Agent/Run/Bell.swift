// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tells a mailbox that waits for news that there is work of another kind: a reply was approved.
package final class Bell: Sendable {
  private let rung = Atomic(false)

  /// Creates a silent bell.
  package init() {}

  /// Rings it; once rung it stays so until it is answered.
  package func ring() { rung.store(true, ordering: .releasing) }

  /// Whether it was rung since it was last answered.
  package var isRung: Bool { rung.load(ordering: .acquiring) }

  /// Makes it silent again.
  package func answer() { rung.store(false, ordering: .releasing) }
}
