// SPDX-License-Identifier: Apache-2.0

/// Phrases that lines may begin with, by their first two bytes.
struct Openings: Sendable {
  private let phrases: [UInt16: [[UInt8]]]

  init(_ phrases: [String]) {
    self.phrases = Dictionary(grouping: phrases.map { Array($0.utf8) }) { UInt16($0[0]) << 8 | UInt16($0[1]) }
  }

  /// Whether one of them may start a text in any case: its first letters fit.
  func mayStart(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 2 else { return false }
    let head = FoldedText.fold(text.prefix(4))
    return phrases[UInt16(head[0]) << 8 | UInt16(head[1])] != nil
  }

  /// Whether a text starts with one of them.
  func start(_ text: FoldedText) -> Bool {
    guard text.bytes.count >= 2 else { return false }
    let near = phrases[UInt16(text.bytes[0]) << 8 | UInt16(text.bytes[1])] ?? []
    return near.contains { text.bytes.starts(with: $0) }
  }
}
