// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A stored message as it is recognised once more.
package struct ArchivedMessage: Hashable, Sendable {
  /// Where it stands in the archive.
  package let place: ArchivePlace
  /// Its name in outputs: the `Message-ID` in its brackets, else the SHA-256.
  package let name: String
  /// What rules and learned evidence get to see; without the state and the history of its order.
  package let input: ClassifierInput
  /// The order that it belongs to first of all, nil when it belongs to none.
  package let order: ArchivedOrder?
  /// What gives its events their voices in that order.
  package let voices: EventVoices
  /// What was recognised in it, before people said anything.
  package let recognised: [RecordedEvent]
  /// Whether something about it waits for a person.
  package let isUnclear: Bool
  /// What people say that it reports, nil when nobody did.
  package let corrected: [Event]?

  /// Creates a message.
  package init(
    place: ArchivePlace, name: String, input: ClassifierInput, order: ArchivedOrder? = nil,
    voices: EventVoices? = nil, recognised: [RecordedEvent] = [], isUnclear: Bool = false,
    corrected: [Event]? = nil
  ) {
    self.place = place
    self.name = name
    self.input = input
    self.order = order
    self.voices = voices ?? EventVoices(SenderEvidence(standing: .known, role: input.sender))
    self.recognised = recognised
    self.isUnclear = isUnclear
    self.corrected = corrected
  }
}

/// The order of an archived message.
package struct ArchivedOrder: Hashable, Sendable {
  /// The order.
  package let id: OrderID
  /// What people call it: our number, else its stable name.
  package let label: String
  /// Where it began.
  package let opening: OrderState

  /// Creates an order.
  package init(id: OrderID, label: String, opening: OrderState) {
    self.id = id
    self.label = label
    self.opening = opening
  }
}

/// A place in the archive, which is in the order of dates.
package struct ArchivePlace: Hashable, Sendable, Comparable {
  /// The date of the message.
  package let date: Date
  /// The message.
  package let message: StoredMessageID

  /// Creates a place.
  package init(date: Date, message: StoredMessageID) {
    self.date = date
    self.message = message
  }

  package static func < (left: ArchivePlace, right: ArchivePlace) -> Bool {
    (left.date, left.message) < (right.date, right.message)
  }
}

/// The store as those see it who go through all of it and change nothing.
package protocol ArchiveReading: Sendable {
  /// Returns the messages after a place, in the order of the archive, at most `limit`, and more than one only as long
  /// as they have at most so many `bytes` of text; from the beginning when there is no place.
  func archivedMessages(after place: ArchivePlace?, limit: Int, bytes: Int) async throws(LedgerError)
    -> [ArchivedMessage]
  /// Returns how many messages there are since a date, or in all.
  func archivedCount(since: Date?) async throws(LedgerError) -> Int
}
