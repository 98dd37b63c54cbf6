// SPDX-License-Identifier: Apache-2.0

/// Phrases that lines may begin with, by their first two bytes.
struct Openings: Sendable {
  private let phrases: [UInt16: [[UInt8]]]
  private let firstBytes: [Bool]

  init(_ phrases: [String]) {
    self.phrases = Dictionary(grouping: phrases.map { Array($0.utf8) }) { UInt16($0[0]) << 8 | UInt16($0[1]) }
    var firstBytes = [Bool](repeating: false, count: 256)
    for key in self.phrases.keys { firstBytes[Int(key >> 8)] = true }
    self.firstBytes = firstBytes
  }

  /// Whether one of them may start a text in any case: its first letters fit.
  func mayStart(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 2 else { return false }
    let head = FoldedText.folded(text[text.startIndex], text[text.startIndex + 1])
    return firstBytes[Int(head.0)] && phrases[UInt16(head.0) << 8 | UInt16(head.1)] != nil
  }

  /// Whether a text starts with one of them.
  func start(_ text: FoldedText) -> Bool {
    guard text.bytes.count >= 2, firstBytes[Int(text.bytes[0])] else { return false }
    let near = phrases[UInt16(text.bytes[0]) << 8 | UInt16(text.bytes[1])] ?? []
    return near.contains { text.bytes.starts(with: $0) }
  }
}
