// SPDX-License-Identifier: Apache-2.0

/// The parts of a page whose meaning is certain by their markup, and how the text is made to carry it.
///
/// `NewText` knows quotes by their `>`, by attribution lines and by header blocks in the languages it has
/// words for. Where it would not see what the markup says, the lines are marked with `>`.
struct HTMLRegions {
  private struct Region {
    /// What it is; nil once that does not count.
    var kind: HTMLDialect?
    /// The region that it stands in.
    let parent: Int
    /// Whether its lines have to be marked, once that is known.
    var needsMarks: Bool?
  }

  /// 0 is the page.
  private var regions = [Region(kind: nil, parent: 0)]
  private static let maximum = 1_000

  /// A new region, or its parent when there are too many.
  mutating func open(_ kind: HTMLDialect, in parent: Int) -> Int {
    guard regions.count < Self.maximum else { return parent }
    regions.append(Region(kind: kind, parent: parent))
    return regions.count - 1
  }

  /// What a region is does not count any more.
  mutating func forget(_ region: Int) {
    regions[region].kind = nil
  }

  /// Marks in the lines what `NewText` would not see otherwise.
  mutating func mark(_ lines: inout [HTMLLayout.Line]) {
    var index = 0
    while index < lines.count {
      let region = lines[index].region
      let end = lines[index...].firstIndex { $0.region != region } ?? lines.count
      if let kind = regions[region].kind, lines[index].quoteDepth == 0 {
        switch kind {
        case .quote: break
        case .attribution, .looseQuote:
          if needsMarks(region, lines, at: index) { quote(&lines, index..<end) }
        case .replyHeader:
          let begin = Self.rule(in: lines, above: index)
          if !Self.isSeen(lines[begin...]) { quote(&lines, begin..<lines.count) }
          return
        case .signature:
          lines[index].beginsSignature = Self.needsMark(lines, at: index)
        }
      }
      index = end
    }
  }

  /// Whether the lines of a quote are to be marked; an attribution in it speaks for the whole.
  private mutating func needsMarks(_ region: Int, _ lines: [HTMLLayout.Line], at index: Int) -> Bool {
    let parent = regions[region].parent
    if let known = regions[region].needsMarks { return known }
    let needsMarks = !Self.isSeen(lines[index...])
    regions[region].needsMarks = needsMarks
    if regions[parent].kind == .looseQuote { regions[parent].needsMarks = needsMarks }
    return needsMarks
  }

  private func quote(_ lines: inout [HTMLLayout.Line], _ range: Range<Int>) {
    for index in range { lines[index].quoteDepth += 1 }
  }

  /// Whether `NewText` sees a quote begin with the first text.
  private static func isSeen(_ lines: ArraySlice<HTMLLayout.Line>) -> Bool {
    let head = lines.drop(while: \.isBlank).prefix(30).map { QuoteLine($0.text[...]) }
    guard let first = head.first else { return true }
    return first.isQuote || QuoteSeparator(first) != nil || ReplyHeader(in: head, at: 0) != nil
      || Attribution(in: head, at: 0) != nil
  }

  /// The line of a rule that stands directly above a line, else that line.
  private static func rule(in lines: [HTMLLayout.Line], above index: Int) -> Int {
    var begin = index
    while begin > 0, index - begin < 4, lines[begin - 1].isBlank { begin -= 1 }
    return begin > 0 && QuoteLine(lines[begin - 1].text[...]).isRule() ? begin - 1 : index
  }

  /// Whether a signature that starts here has no `--` line of its own.
  private static func needsMark(_ lines: [HTMLLayout.Line], at index: Int) -> Bool {
    guard let own = lines[index...].first(where: { !$0.isBlank }) else { return false }
    let before = lines[..<index].suffix(4).last { !$0.isBlank }
    return ![own, before].contains { line in
      line.map { QuoteLine($0.text[...]).trimmed.elementsEqual("--".utf8) } ?? false
    }
  }
}
