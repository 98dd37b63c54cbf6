// SPDX-License-Identifier: Apache-2.0

/// The sizes in which a sync works: they bound its memory and how long new mail waits.
package struct SyncLimits: Hashable, Sendable {
  /// Bytes of a batch of messages; a single larger message still goes alone.
  ///
  /// Four batches are in memory at a time: on the wire, being made durable, being parsed, being stored.
  package var batchBytes = 6 * 1024 * 1024
  /// Messages of a batch: one transaction.
  package var batchCount = 500
  /// Messages of a listing: one command and one transaction.
  package var listing = 20_000
  /// Messages of the work list in memory.
  package var chunk = 20_000
  /// How many messages must wait before the newest are taken first.
  package var tailThreshold = 5_000
  /// How many of the newest are then taken first.
  package var tail = 500
  /// Seconds after which a long pass looks at the folders again, and takes first what is new.
  package var lookAgain = 30.0
  /// How many UIDs below the new ones have their flags read again, where the server does not tell changes.
  package var flagWindow: UInt32 = 200
  /// How many messages the first step of a reconciliation asks for; each further step takes four times as many.
  package var reconciliation = 1_000

  /// Creates the usual limits.
  package init() {}
}
