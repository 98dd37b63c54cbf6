// SPDX-License-Identifier: Apache-2.0

/// Shows the words found in their surroundings: `… bitten um die «Rechnung» zur «Bestellung» B-10442 …`.
///
/// Not FTS5's own `snippet()`: that one seeks the row in the index again, prefers no column, and leaves «» of the
/// text between those of the hits.
final class SnippetMaker {
  private let scanner = StemScanner()
  private var wanted: Set<[UInt8]> = []

  /// Words in a snippet.
  private static let width = 24
  /// Characters in a snippet, more than 24 real words need.
  private static let lengthLimit = 500

  /// Takes the words of a query that is looked for, not those left out.
  init(_ query: SearchQuery) {
    for case .text(let text) in query.clauses.lazy.filter({ !$0.isNegated }).map(\.condition) {
      scanner.scan(text) { term in
        wanted.insert(Array(term.bytes))
        return true
      }
    }
  }

  /// Returns a snippet of the first text with a hit, else the beginning of the first text.
  func snippet(of texts: [String]) -> String {
    for text in texts {
      if let snippet = snippet(of: text, needsHit: true) { return snippet }
    }
    return texts.lazy.compactMap { self.snippet(of: $0, needsHit: false) }.first ?? ""
  }

  private func snippet(of text: String, needsHit: Bool) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      let words = words(of: bytes, all: needsHit)
      guard !words.isEmpty, !needsHit || words.contains(where: \.isHit) else { return nil }
      return render(words, window: densest(words), of: bytes)
    }
  }

  private struct FoundWord {
    var range: Range<Int>
    var isHit: Bool
  }

  private func words(of bytes: UnsafeBufferPointer<UInt8>, all: Bool) -> [FoundWord] {
    var words: [FoundWord] = []
    scanner.scan(bytes) { term in
      let isHit = !wanted.isEmpty && wanted.contains(Array(term.bytes))
      if term.isColocated, let last = words.indices.last {
        words[last].isHit = words[last].isHit || isHit
      } else {
        words.append(FoundWord(range: term.range, isHit: isHit))
      }
      return all || words.count <= Self.width
    }
    return words
  }

  /// The window with most hits, the first of several, begun a few words before its first hit.
  private func densest(_ words: [FoundWord]) -> Range<Int> {
    var best = 0
    var start = 0
    var hits = 0
    for (index, word) in words.enumerated() {
      if word.isHit { hits += 1 }
      if index >= Self.width, words[index - Self.width].isHit { hits -= 1 }
      if hits > best {
        best = hits
        start = max(0, index - Self.width + 1)
      }
    }
    let first = words[start...].firstIndex(where: \.isHit) ?? start
    let end = min(words.count, max(0, first - 6) + Self.width)
    return max(0, end - Self.width)..<end
  }

  private func render(
    _ words: [FoundWord], window: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>
  ) -> String {
    var out = window.lowerBound > 0 ? "… " : ""
    var position = words[window.lowerBound].range.lowerBound
    var index = window.lowerBound
    while index < window.upperBound {
      let start = words[index].range.lowerBound
      guard words[index].isHit else {
        index += 1
        continue
      }
      // Hits without a blank between them are one: «SO-2026-00417».
      var last = index
      while last + 1 < window.upperBound, words[last + 1].isHit,
        !bytes[words[last].range.upperBound..<words[last + 1].range.lowerBound].contains(where: { $0 <= 32 })
      { last += 1 }
      out += Self.plain(bytes[position..<start])
      out += "«" + Self.plain(bytes[start..<words[last].range.upperBound]) + "»"
      position = words[last].range.upperBound
      index = last + 1
    }
    out += Self.plain(bytes[position..<max(position, words[window.upperBound - 1].range.upperBound)])
    out = out.split(separator: " ").joined(separator: " ")
    return Self.shortened(window.upperBound == words.count ? out : out + " …")
  }

  /// Cuts what consists of words without end, or of rules between them, and closes a hit that is cut.
  private static func shortened(_ snippet: String) -> String {
    guard snippet.count > lengthLimit else { return snippet }
    let head = snippet.prefix(lengthLimit)
    let isOpen = head.lastIndex(of: "«") ?? head.startIndex > head.lastIndex(of: "»") ?? head.startIndex
    return head + (isOpen ? "»…" : "…")
  }

  /// A piece of text on one line, its own «» as plain quotation marks.
  private static func plain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(
      String(decoding: bytes, as: UTF8.self).map { character -> Character in
        if character.isWhitespace { return " " }
        return character == "«" || character == "»" ? "\"" : character
      })
  }
}
