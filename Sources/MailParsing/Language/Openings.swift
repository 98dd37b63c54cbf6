// SPDX-License-Identifier: Apache-2.0

/// Phrases that lines may begin with, by their first two bytes.
struct Openings: Sendable {
  /// The phrases by a hash of their first two bytes.
  private var slots = [[[UInt8]]](repeating: [], count: 256)
  /// Whether a phrase has that hash: a line of another is passed over at the cost of one look.
  private var isUsed = [Bool](repeating: false, count: 256)

  /// Takes phrases in lower case, each of at least two bytes.
  init(_ phrases: [String]) {
    for phrase in phrases.map({ Array($0.utf8) }) {
      let slot = Self.slot(phrase[0], phrase[1])
      slots[slot].append(phrase)
      isUsed[slot] = true
    }
  }

  /// Takes the phrases of several lists.
  init(joining lists: [Openings]) {
    for slot in slots.indices {
      slots[slot] = lists.flatMap { $0.slots[slot] }
      isUsed[slot] = !slots[slot].isEmpty
    }
  }

  /// Whether one of them may start a text in any case: its first letters fit.
  func mayStart(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 2 else { return false }
    let head = FoldedText.folded(text[text.startIndex], text[text.startIndex + 1])
    let slot = Self.slot(head.0, head.1)
    return isUsed[slot] && slots[slot].contains { $0[0] == head.0 && $0[1] == head.1 }
  }

  /// Whether a text starts with one of them.
  func start(_ text: FoldedText) -> Bool { start(text.bytes[...]) }

  /// Whether a text in lower case starts with one of them.
  func start(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 2 else { return false }
    let slot = Self.slot(text[text.startIndex], text[text.startIndex + 1])
    return isUsed[slot] && slots[slot].contains { text.starts(with: $0) }
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int { Int(first &* 37 &+ second) }
}
