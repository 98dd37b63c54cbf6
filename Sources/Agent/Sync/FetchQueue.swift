// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// The messages to fetch next, in the order in which they are taken in.
///
/// New mail goes first, then the history from its oldest message on, all folders in step: an answer in Sent is
/// decided on after the question in INBOX.
struct FetchQueue: Sendable {
  private var urgent: ArraySlice<PendingMessage> = []
  private var history: ArraySlice<PendingMessage> = []

  /// Whether nothing is left in it.
  var isEmpty: Bool { urgent.isEmpty && history.isEmpty }

  /// Puts messages behind the urgent ones that wait already.
  mutating func add(urgent messages: [PendingMessage]) { urgent += Self.chronological(messages) }

  /// Puts messages behind everything.
  mutating func add(history messages: [PendingMessage]) { history += Self.chronological(messages) }

  /// Takes out what belongs to other generations than these.
  mutating func keep(_ generations: Set<GenerationID>) {
    urgent = urgent.filter { generations.contains($0.generation) }[...]
    history = history.filter { generations.contains($0.generation) }[...]
  }

  /// Returns the next messages to fetch, nil when none is left; at least one, however large.
  mutating func next(bytes: Int, count: Int) -> [PendingMessage]? {
    urgent.isEmpty
      ? Self.batch(of: &history, bytes: bytes, count: count)
      : Self.batch(of: &urgent, bytes: bytes, count: count)
  }

  private static func batch(
    of messages: inout ArraySlice<PendingMessage>, bytes: Int, count: Int
  ) -> [PendingMessage]? {
    guard !messages.isEmpty else { return nil }
    var end = messages.startIndex
    var total = 0
    while end < messages.endIndex, end - messages.startIndex < count,
      end == messages.startIndex || total + messages[end].size <= bytes
    {
      total += messages[end].size
      end += 1
    }
    defer { messages = messages[end...] }
    return Array(messages[..<end])
  }

  /// The order in which the server received them; what has no time comes first.
  private static func chronological(_ messages: [PendingMessage]) -> [PendingMessage] {
    messages.sorted {
      ($0.received, $0.generation.value, $0.uid) < ($1.received, $1.generation.value, $1.uid)
    }
  }
}
