// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Splits the text of a message into what its sender says now and what it quotes.
///
/// Quoted are: lines after `>`, their attribution lines, and everything behind a reply header block or a line
/// such as “Original Message” or “Forwarded message”. Answers between or below `>` quotes are new. A bare
/// forward has no new text. What is not clearly a quote stays new: losing an answer is worse than reading a
/// quote twice. What programs add at the ends, and signatures behind their delimiter, are kept apart; a
/// closing with name and position is text of the sender and stays.
package struct NewText: Hashable, Sendable {
  /// What the sender says now, without empty lines at the ends.
  package let newText: String
  /// What it quotes, in the order it stood.
  package let quotedText: String
  /// The signature, notices and footers of the sender's own text.
  package let signature: String
  /// The answers between quoted lines.
  package let inlineAnswers: [InlineAnswer]

  /// What a line is.
  enum Role {
    case new, quoted, closing
  }

  /// Splits a text with LF line ends.
  package static func split(_ text: String) -> NewText {
    var lines: [QuoteLine] = []
    let bytes = text.bytes(upTo: .max)
    var start = 0
    while let end = bytes[start...].firstIndex(of: 10) {
      Self.add(QuoteLine(bytes[start..<end]), to: &lines)
      start = end + 1
    }
    Self.add(QuoteLine(bytes[start...]), to: &lines)
    let search = QuoteSearch(lines)
    var roles = search.isQuoted.map { $0 ? Role.quoted : .new }
    ClosingSearch.mark(lines, &roles)
    return NewText(lines: lines, roles: roles)
  }

  private init(lines: [QuoteLine], roles: [Role]) {
    newText = Self.join(lines) { roles[$0] == .new }
    quotedText = Self.join(lines) { roles[$0] == .quoted }
    signature = Self.join(lines) { roles[$0] == .closing }
    inlineAnswers = Self.answers(lines, roles)
  }

  /// Adds a line; where an answer and an attribution, or an attribution and a quote, share it, in two parts.
  private static func add(_ line: QuoteLine, to lines: inout [QuoteLine]) {
    let text = line.trimmed
    guard text.count > 30, text.count <= 600, text.contains(UInt8(ascii: "@")),
      let cut = Attribution.cut(in: line)
    else { return lines.append(line) }
    lines.append(QuoteLine(line.bytes[..<cut]))
    lines.append(QuoteLine(line.bytes[cut...]))
  }

  /// The chosen lines; where others were left out between them, at most one empty line stays.
  private static func join(_ lines: [QuoteLine], where isChosen: (Int) -> Bool) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(lines.indices.reduce(0) { isChosen($1) ? $0 + lines[$1].bytes.count + 1 : $0 })
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

  // MARK: - Inline answers

  /// What stands between quoted lines, each with the marked lines right above it.
  ///
  /// Text below a quote that is not answered in between is an ordinary reply, not an inline answer.
  private static func answers(_ lines: [QuoteLine], _ roles: [Role]) -> [InlineAnswer] {
    var found: [InlineAnswer] = []
    var question: [ArraySlice<UInt8>] = []
    var answer: [ArraySlice<UInt8>] = []
    func close() {
      let question = text(question)
      let answer = text(answer)
      if !question.isEmpty, !answer.isEmpty { found.append(InlineAnswer(question: question, answer: answer)) }
    }
    for (line, role) in zip(lines, roles) {
      switch role {
      case .quoted:
        if !answer.isEmpty {
          close()
          (question, answer) = ([], [])
        }
        if line.isQuote || line.isBlank { question.append(line.withoutMarks) }
      case .new where !question.isEmpty: if !line.isBlank || !answer.isEmpty { answer.append(line.trimmed) }
      case .new, .closing: continue
      }
    }
    if !found.isEmpty, !answer.isEmpty, !isFarewell(answer) { close() }
    return found
  }

  private static func text(_ lines: [ArraySlice<UInt8>]) -> String {
    let bytes = Array(lines.joined(separator: [10]))
    return String(decoding: bytes[...].trimmed(where: \.isWhitespace), as: UTF8.self)
  }

  private static func isFarewell(_ answer: [ArraySlice<UInt8>]) -> Bool {
    answer.first.map { LanguageWords.closings.start(FoldedText($0, limit: 60)) } ?? false
  }
}
