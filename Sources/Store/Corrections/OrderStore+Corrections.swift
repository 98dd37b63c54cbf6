// SPDX-License-Identifier: Apache-2.0

package import OrderCore

extension OrderStore {
  /// Returns what a correction of a message would change, changing nothing.
  ///
  /// - Throws: `notFound`.
  package func effect(
    ofCorrecting message: StoredMessageID, to events: [Event]
  ) async throws(LedgerError) -> CorrectionEffect {
    try await read { db in
      try StoreTransaction(db, path: path, now: clock()).effect(of: message.value, to: events)
    }
  }

  /// Makes a person's word what a message reports.
  ///
  /// The steps of its order are gone through once more, and a draft that answers an event which is gone becomes
  /// stale. No program overwrites it.
  /// - Throws: `notFound`.
  package func correct(
    _ message: StoredMessageID, to events: [Event], reason: String, by actor: Actor
  ) async throws(LedgerError) -> CorrectionEffect {
    try await write { transaction in
      try transaction.correct(message.value, to: events, reason: reason, by: actor)
    }
  }

  /// Returns what people have said about a message, oldest first.
  package func corrections(of message: StoredMessageID) async throws(LedgerError) -> [Correction] {
    try await read { db in try CorrectionReader(db: db).corrections(of: message.value) }
  }

  /// Returns what a message reports, with the rules that it is due to.
  package func recordedEvents(of message: StoredMessageID) async throws(LedgerError) -> [RecordedEvent] {
    try await read { db in try CorrectionReader(db: db).recordedEvents(of: message.value) }
  }
}
