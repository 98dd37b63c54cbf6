// SPDX-License-Identifier: Apache-2.0

/// What a rule set, or what was recorded, makes of a message that is gone through once more.
package struct ReplayVerdict: Hashable, Sendable {
  /// The events with what they are due to.
  package var events: [RecordedEvent]
  /// Whether something about it is unclear.
  package var isUnclear: Bool

  /// Creates a verdict.
  package init(_ events: [RecordedEvent], isUnclear: Bool = false) {
    self.events = events
    self.isUnclear = isUnclear
  }
}

/// Where the orders of an archive stand while it is gone through, as one side sees them.
package struct ArchiveCourse: Sendable {
  private var points: [OrderID: OrderPoint] = [:]

  /// Creates a course at the beginning of the archive.
  package init() {}

  /// Returns what is known of the order of a message before it is taken: nothing for the one that opens it.
  package func point(before message: ArchivedMessage) -> OrderPoint? {
    message.order.flatMap { points[$0.id] }
  }

  /// Returns what rules see of a message: with the state and the history of its order.
  package func input(of message: ArchivedMessage) -> ClassifierInput {
    var input = message.input
    if let point = point(before: message) { (input.state, input.history) = (point.state, point.history) }
    return input
  }

  /// Goes on by a message; what people say of it counts more than what was recognised.
  package mutating func take(_ message: ArchivedMessage, recognised: [RecordedEvent]) {
    guard let order = message.order else { return }
    var point = points[order.id] ?? OrderPoint(order.opening)
    point.take(message.voices.voiced(message.corrected ?? recognised.map(\.event)))
    points[order.id] = point
  }

  /// Where an order stands, nil when no message of it was taken.
  package func state(of order: OrderID) -> OrderState? { points[order]?.state }

  /// The orders, ascending.
  package var orders: [OrderID] { points.keys.sorted() }
}

/// What changes when one recognition takes the place of another, message by message in the order of the archive.
package struct ReplayDiff: Sendable {
  /// A message on which the two differ.
  package struct Change: Hashable, Sendable {
    /// The message.
    package let message: ArchivedMessage
    /// Events that only the new side finds.
    package let gained: [RecordedEvent]
    /// Events that only the old side finds.
    package let lost: [RecordedEvent]
  }

  /// An order that ends elsewhere.
  package struct OrderChange: Hashable, Sendable {
    /// The order.
    package let order: ArchivedOrder
    /// Where the old side takes it.
    package let before: OrderState
    /// Where the new side takes it.
    package let after: OrderState
  }

  /// How many messages were compared.
  package private(set) var messages = 0
  /// How many of them differ.
  package private(set) var changed = 0
  /// The first of them.
  package private(set) var changes: [Change] = []
  /// How often an event is found by the new side only.
  package private(set) var gained: [Event: Int] = [:]
  /// How often an event is found by the old side only.
  package private(set) var lost: [Event: Int] = [:]
  /// How many messages are unclear to the old and to the new side.
  package private(set) var unclear = (old: 0, new: 0)
  /// How the old and the new side agree with people, over the messages that people have corrected.
  package private(set) var agreement = (old: Agreement(), new: Agreement())
  /// The orders as each side sees them.
  package var courses = (old: ArchiveCourse(), new: ArchiveCourse())
  private var known: [OrderID: ArchivedOrder] = [:]
  private let limit: Int

  /// Creates an empty diff that keeps so many changed messages, 0 for all.
  package init(limit: Int) { self.limit = limit == 0 ? .max : limit }

  /// Goes past a message that is not compared: both sides take it as it stands.
  package mutating func pass(_ message: ArchivedMessage) {
    courses.old.take(message, recognised: message.recognised)
    courses.new.take(message, recognised: message.recognised)
  }

  /// Compares what the two sides make of the next message.
  package mutating func compare(_ message: ArchivedMessage, old: ReplayVerdict, new: ReplayVerdict) {
    messages += 1
    if old.isUnclear { unclear.old += 1 }
    if new.isUnclear { unclear.new += 1 }
    if let order = message.order { known[order.id] = order }
    courses.old.take(message, recognised: old.events)
    courses.new.take(message, recognised: new.events)
    if let corrected = message.corrected {
      agreement.old.note(Set(old.events.map(\.event)), expected: Set(corrected))
      agreement.new.note(Set(new.events.map(\.event)), expected: Set(corrected))
    }
    let before = Set(old.events.map(\.event))
    let after = Set(new.events.map(\.event))
    guard before != after else { return }
    changed += 1
    let change = Change(
      message: message, gained: new.events.filter { !before.contains($0.event) },
      lost: old.events.filter { !after.contains($0.event) })
    for event in change.gained { gained[event.event, default: 0] += 1 }
    for event in change.lost { lost[event.event, default: 0] += 1 }
    if changes.count < limit { changes.append(change) }
  }

  /// The orders that end elsewhere, in the order they were opened.
  package var orders: [OrderChange] {
    known.keys.sorted().compactMap { id in
      guard let order = known[id], let before = courses.old.state(of: id),
        let after = courses.new.state(of: id),
        before != after
      else { return nil }
      return OrderChange(order: order, before: before, after: after)
    }
  }

  /// Whether the two sides come to the same.
  package var isEmpty: Bool { changed == 0 && orders.isEmpty }
}

extension Agreement {
  /// Counts what was found in a message against what a person sees in it.
  package mutating func note(_ found: Set<Event>, expected: Set<Event>) {
    messages += 1
    if found == expected { exact += 1 }
    for event in found.union(expected) {
      var counts = byEvent[event] ?? Counts()
      switch (found.contains(event), expected.contains(event)) {
      case (true, true):
        counts.right += 1
        total.right += 1
      case (true, false):
        counts.wrong += 1
        total.wrong += 1
      default:
        counts.missed += 1
        total.missed += 1
      }
      byEvent[event] = counts
    }
  }
}
