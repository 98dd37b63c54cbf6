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
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { QuoteLine($0) }
    return NewText(lines: lines, isQuoted: quotedLines(lines))
  }

  private init(lines: [QuoteLine], isQuoted: [Bool]) {
    guard isQuoted.contains(true) else {
      newText = Self.join(lines[...])
      quotedText = ""
      return
    }
    newText = Self.join(lines.indices.lazy.filter { !isQuoted[$0] }.map { lines[$0] })
    quotedText = Self.join(lines.indices.lazy.filter { isQuoted[$0] }.map { lines[$0] })
  }

  /// Which lines are quotes.
  private static func quotedLines(_ lines: [QuoteLine]) -> [Bool] {
    var isQuoted = [Bool](repeating: false, count: lines.count)
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isBlank {
        index += 1
      } else if line.isQuote {
        isQuoted[index] = true
        index += 1
      } else if let start = ReplyHeader.start(in: lines, at: index) {
        for rest in start..<lines.count { isQuoted[rest] = true }
        break
      } else if line.isSeparator {
        if nextIsQuote(lines, after: index) {
          isQuoted[index] = true
          index += 1
        } else {
          for rest in index..<lines.count { isQuoted[rest] = true }
          break
        }
      } else if let attribution = Attribution(in: lines, at: index) {
        let end = index + attribution.lines
        let following = lines[end...].first { !$0.isBlank }
        if following?.isQuote ?? true {
          for part in index..<end { isQuoted[part] = true }
          index = end
        } else if attribution.isCertain {
          for rest in index..<lines.count { isQuoted[rest] = true }
          break
        } else {
          index += 1
        }
      } else {
        index += 1
      }
    }
    absorbBlanks(lines, &isQuoted)
    return isQuoted
  }

  private static func nextIsQuote(_ lines: [QuoteLine], after index: Int) -> Bool {
    lines[(index + 1)...].first { !$0.isBlank }?.isQuote ?? false
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

  private static func join(_ lines: some Sequence<QuoteLine>) -> String {
    var out: [UInt8] = []
    var blanks = 0
    for line in lines {
      if line.isBlank {
        blanks += 1
        continue
      }
      if !out.isEmpty { out += repeatElement(10, count: blanks + 1) }
      blanks = 0
      out += line.bytes
    }
    while out.last?.isWhitespace == true { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
