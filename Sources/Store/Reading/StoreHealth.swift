// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// How the work goes: what `kontor health` judges.
package struct StoreHealth: Hashable, Sendable {
  /// How many there are of something, and since when the oldest waits.
  package struct Queue: Hashable, Sendable {
    /// How many.
    package let count: Int
    /// Since when the oldest waits, nil when there is none.
    package let oldest: Date?
  }

  /// How a folder stands.
  package struct Folder: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// When a pass over it was last completed in its present generation, nil for never.
    package let completed: Date?
    /// How many messages are known and not gone.
    package let present: Int
    /// How many of those are still to be fetched.
    package let pending: Int
    /// How many the server has and does not give.
    package let unavailable: Int
  }

  /// How an account stands.
  package struct Mailbox: Hashable, Sendable {
    /// Its name; empty for mail from files.
    package let name: String
    /// When it was last read without failure, nil for never.
    package let lastSuccess: Date?
    /// When it last failed, nil for never.
    package let lastFailure: Date?
    /// How it last failed, one sentence; empty when it never did.
    package let failure: String
    /// Its folders, by name.
    package let folders: [Folder]
    /// Durable mail that waits to be processed.
    package let landed: Queue
    /// Durable mail that waits for a person.
    package let held: Queue
    /// Durable mail that could not be taken in.
    package let quarantined: Queue

    /// Whether the last contact was a failure.
    package var isFailing: Bool {
      guard let lastFailure else { return false }
      return lastSuccess.map { $0 < lastFailure } ?? true
    }
  }

  /// The accounts that were ever read, by name, and mail from files where some waits.
  package let mailboxes: [Mailbox]
  /// Outbox rows on their way: queued, open or committing.
  package let unsent: Queue
  /// Outbox rows whose fate nobody knows.
  package let uncertain: Queue
  /// Documents that wait to be read.
  package let documents: Queue
  /// Holds over bank details that nobody has released.
  package var holds = Queue(count: 0, oldest: nil)
  /// Steps of orders that wait for a person.
  package var awaited = Queue(count: 0, oldest: nil)
}
