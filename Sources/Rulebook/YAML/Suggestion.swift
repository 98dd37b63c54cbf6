// SPDX-License-Identifier: Apache-2.0

/// Returns a text of a file as findings show it: in quotes, on one line, cut at `limit` characters.
func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
  let shown = text.prefix(limit).unicodeScalars.map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : Character(scalar)
  }
  return "'" + String(shown) + (shown.count < text.unicodeScalars.count ? "…'" : "'")
}

/// Finds what a writer probably meant.
enum Suggestion {
  /// Returns ` (did you mean 'x'?)` for the nearest word, else the allowed words, else nothing.
  static func remedy(for word: String, among allowed: [String]) -> String {
    if let near = nearest(to: word, among: allowed) { return " (did you mean \(quoted(near))?)" }
    return allowed.isEmpty ? "" : " (allowed: \(allowed.joined(separator: ", ")))"
  }

  /// Returns the allowed word that is nearest, if it is near enough to be meant: one slip in three letters.
  static func nearest(to word: String, among allowed: [String]) -> String? {
    let written = Array(word.lowercased().prefix(64))
    let limit = max(1, written.count / 3)
    return
      allowed
      .map { (word: $0, distance: distance(written, Array($0.lowercased()))) }
      .filter { $0.distance <= limit }
      .min { $0.distance < $1.distance }?
      .word
  }

  /// Counts insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(last[column + 1], current[column]) + 1
        best = min(best, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
