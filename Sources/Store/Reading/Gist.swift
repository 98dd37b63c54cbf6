// SPDX-License-Identifier: Apache-2.0

/// The gist of a message: its first sentences on one line.
enum Gist {
  /// Returns the first sentences of a text that fit `limit` characters, without the salutation; a first sentence that
  /// is too long is cut after a word.
  static func of(_ text: String, limit: Int = 120) -> String {
    var lines = text.prefix(4000).split(whereSeparator: \.isNewline)
      .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty }
    if lines.count > 1, let first = lines.first, isSalutation(first) { lines.removeFirst() }
    let flat = lines.joined(separator: " ")
    guard flat.count > limit else { return flat }
    let head = flat.prefix(limit + 1)
    if let end = endOfLastSentence(head), head.distance(from: head.startIndex, to: end) >= limit / 4 {
      return String(head[..<end])
    }
    let cut = flat.prefix(limit)
    let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut.dropLast()
    return words + "…"
  }

  /// A short line that ends like a greeting: `Guten Tag Frau Kolbe,`, `Добрый день!`.
  private static func isSalutation(_ line: String) -> Bool {
    guard let last = line.last, last == "," || last == "!" else { return false }
    return line.count <= 60 && line.split(separator: " ").count <= 6
  }

  /// The place after the last full stop, question or exclamation mark that a blank follows.
  private static func endOfLastSentence(_ text: Substring) -> Substring.Index? {
    var end: Substring.Index?
    var previous: Character = " "
    for index in text.indices {
      if text[index] == " ", previous == "." || previous == "!" || previous == "?" { end = index }
      previous = text[index]
    }
    return end
  }
}
