// SPDX-License-Identifier: Apache-2.0

/// Splits the text of a message into what its sender says now and what it quotes.
///
/// Quoted are: lines after `>`, their attribution lines, and everything behind a reply header block or a line
/// such as “Original Message” or “Forwarded message”. Answers between or below `>` quotes are new. A bare
/// forward has no new text. Signatures are text of the sender and stay. What is not clearly a quote stays
/// new: losing an answer is worse than reading a quote twice.
package struct NewText: Hashable, Sendable {
  /// What the sender says now, without empty lines at the ends.
  package let newText: String
  /// What it quotes, in the order it stood.
  package let quotedText: String

  /// Splits a text with LF line ends.
  package static func split(_ text: String) -> NewText {
    let lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false).map { QuoteLine($0) }
    return NewText(lines: lines, isQuoted: quotedLines(lines))
  }

  private init(lines: [QuoteLine], isQuoted: [Bool]) {
    newText = Self.join(lines) { !isQuoted[$0] }
    quotedText = Self.join(lines) { isQuoted[$0] }
  }

  /// Which lines are quotes.
  private static func quotedLines(_ lines: [QuoteLine]) -> [Bool] {
    var isQuoted = [Bool](repeating: false, count: lines.count)
    var index = 0
    while index < lines.count {
      let line = lines[index]
      var end = index + 1
      var isQuote = false
      if line.isQuote {
        isQuote = true
      } else if line.isBlank {
        isQuote = false
      } else if ReplyHeader.starts(in: lines, at: index) {
        isQuote = true
        end = lines.count
      } else if line.isSeparator {
        isQuote = true
        if !quoteFollows(lines, after: end) { end = lines.count }
      } else if let attribution = Attribution(in: lines, at: index) {
        end = index + attribution.lines
        let following = lines[end...].first { !$0.isBlank }
        isQuote = following?.isQuote ?? true
        if !isQuote, attribution.isCertain {
          isQuote = true
          end = lines.count
        } else if !isQuote {
          end = index + 1
        }
      }
      if isQuote { for quoted in index..<end { isQuoted[quoted] = true } }
      index = end
    }
    absorbBlanks(lines, &isQuoted)
    return isQuoted
  }

  private static func quoteFollows(_ lines: [QuoteLine], after index: Int) -> Bool {
    lines[index...].first { !$0.isBlank }?.isQuote ?? false
  }

  /// Empty lines between quoted lines belong to the quote.
  private static func absorbBlanks(_ lines: [QuoteLine], _ isQuoted: inout [Bool]) {
    var last: Int?
    for index in lines.indices where !lines[index].isBlank || isQuoted[index] {
      if isQuoted[index] {
        if let last, last + 1 < index { for blank in (last + 1)..<index { isQuoted[blank] = true } }
        last = index
      } else {
        last = nil
      }
    }
  }

  /// The chosen lines; where others were left out between them, at most one empty line stays.
  private static func join(_ lines: [QuoteLine], where isChosen: (Int) -> Bool) -> String {
    var out: [UInt8] = []
    var blanks = 0
    var hasGap = false
    for index in lines.indices {
      if !isChosen(index) {
        hasGap = true
      } else if lines[index].isBlank {
        blanks += 1
      } else {
        if !out.isEmpty { out += repeatElement(10, count: (hasGap ? min(blanks, 1) : blanks) + 1) }
        out += lines[index].bytes
        blanks = 0
        hasGap = false
      }
    }
    while out.last?.isWhitespace == true { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
