// SPDX-License-Identifier: Apache-2.0

/// Finds the lines of a body that are quotes.
struct QuoteSearch {
  /// Which lines are quoted, by index.
  private(set) var isQuoted: [Bool]
  private let lines: [QuoteLine]
  /// The mark of this message's quotes beside `>`: `|`, `:` or initials before `>`.
  private var mark: [UInt8]?
  /// Whether a line of the sender's own stood before.
  private var hasNew = false
  /// The last line with a mark.
  private let lastMarked: Int

  /// Searches the lines of a body.
  init(_ lines: [QuoteLine]) {
    self.lines = lines
    isQuoted = [Bool](repeating: false, count: lines.count)
    lastMarked = lines.lastIndex { $0.isQuote } ?? -1
    var index = 0
    while index < lines.count {
      let end = quoteEnd(at: index)
      for quoted in index..<max(end, index) { isQuoted[quoted] = true }
      hasNew = hasNew || end <= index && !lines[index].isBlank
      index = max(end, index + 1)
    }
    takeWrappedEnds()
    absorbBlanks()
  }

  /// Where the quote that starts at a line ends; `index` itself when the line is no quote.
  private mutating func quoteEnd(at index: Int) -> Int {
    let line = lines[index]
    if line.isBlank { return index }
    if line.isQuote { return line.isDoubtfulQuote && !isAmongQuotes(index) ? index : index + 1 }
    if carriesMark(line) { return index + 1 }
    if let header = ReplyHeader(in: lines, at: index) { return rest(after: header.end) }
    if let separator = QuoteSeparator(line) { return end(of: separator, at: index) }
    if let attribution = Attribution(in: lines, at: index) { return end(of: attribution, at: index) ?? index }
    return startsInitials(index) ? index + 1 : index
  }

  /// Everything to the end is quoted, unless marked lines follow: then those say what is.
  private func rest(after index: Int) -> Int {
    lines[index...].first { !$0.isBlank }?.isQuote == true ? index : lines.count
  }

  private func end(of separator: QuoteSeparator, at index: Int) -> Int {
    let next = lines[(index + 1)...].firstIndex { !$0.isBlank } ?? lines.count
    guard next < lines.count, !lines[next].isQuote else { return index + 1 }
    switch separator {
    case .end: return index + 1
    case .original:
      let header = ReplyHeader(in: lines, at: next, isAnnounced: true)
      return rest(after: header?.end ?? ReplyHeader.fieldsEnd(in: lines, at: next))
    case .forward:
      let end = lines[next...].firstIndex { line in
        if case .end? = line.trimmed.first == 45 ? QuoteSeparator(line) : nil { return true }
        return false
      }
      return end.map { $0 + 1 } ?? lines.count
    }
  }

  private mutating func end(of attribution: Attribution, at index: Int) -> Int? {
    let end = index + attribution.lines
    guard let next = lines[end...].firstIndex(where: { !$0.isBlank }) else { return end }
    if lines[next].isQuote || lines[next].isGroupWiseHeader || findMark(at: next) { return end }
    switch attribution.certainty {
    case .certain: break
    case .alone: if next == end || index > 0 && !lines[index - 1].isBlank { return nil }
    case .marked: return nil
    }
    // Nothing stands above, and the message marks its quotes: then the answer may be below.
    let isOnTop = !hasNew && lastMarked > next
    return isOnTop || marksFollow(from: next) ? end : lines.count
  }

  /// Whether the lines below an attribution are an answer in front of marked lines, not a quote without
  /// marks.
  private func marksFollow(from index: Int) -> Bool {
    for position in index..<lines.count {
      let line = lines[position]
      if line.isQuote { return true }
      if line.isBlank { continue }
      if QuoteSeparator(line) != nil || Attribution(in: lines, at: position) != nil
        || ReplyHeader(in: lines, at: position) != nil
      {
        return false
      }
    }
    return false
  }

  /// Digits behind `>` are quoted where the lines around are.
  private func isAmongQuotes(_ index: Int) -> Bool {
    // The line above has looked ahead already.
    if index > 0, isQuoted[index - 1] || lines[index - 1].isDoubtfulQuote { return isQuoted[index - 1] }
    let next = lines[(index + 1)...].first { !$0.isDoubtfulQuote }
    return next?.isQuote == true
  }

  // MARK: - Other marks

  /// Learns the mark of the quote that an attribution introduces.
  private mutating func findMark(at index: Int) -> Bool {
    let line = lines[index]
    if let initials = line.initials {
      mark = Array(initials) + [UInt8(ascii: ">")]
      return true
    }
    if let first = line.trimmed.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ":") {
      // A table of bars ends its lines with a bar.
      guard line.trimmed.count > 1, line.trimmed.dropFirst().first == 32, line.trimmed.last != first else {
        return false
      }
      mark = [first]
      return true
    }
    // Marks that people choose: `--]`, `}`; of one sign, two lines must carry it.
    let sign = Array(line.trimmed.prefix { Self.isSign($0) }.prefix(4))
    guard let last = sign.last, Self.isMarkEnd(last), index + 1 < lines.count else { return false }
    guard sign.count > 1 || lines[index + 1].trimmed.starts(with: sign) else { return false }
    mark = sign
    return true
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte > 32 && byte < 127 && !byte.isLetter && !byte.isDigit
  }

  /// Bullets, quotation marks and opening brackets are no marks of quotes.
  private static func isMarkEnd(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "]"), 125, 41, 35, 37, 38, 124, 58, 33, 59, 62].contains(byte)
  }

  private func carriesMark(_ line: QuoteLine) -> Bool {
    guard let mark else { return false }
    return line.trimmed.starts(with: mark)
  }

  /// Two lines one after the other with the same initials are quoted without an attribution, too.
  private mutating func startsInitials(_ index: Int) -> Bool {
    guard let initials = lines[index].initials, index + 1 < lines.count,
      lines[index + 1].initials?.elementsEqual(initials) == true
    else { return false }
    mark = Array(initials) + [UInt8(ascii: ">")]
    return true
  }

  // MARK: - Repairs

  /// The ends of long quoted lines that a mail program broke without marking them.
  private mutating func takeWrappedEnds() {
    guard lines.count > 2 else { return }
    for index in 1..<lines.count - 1 where !isQuoted[index] && !lines[index].isBlank {
      let above = lines[index - 1]
      guard above.isQuote, lines[index + 1].isQuote, lines[index].trimmed.count <= 80 else { continue }
      guard let first = lines[index].trimmed.first, Self.continues(first, lines[index].trimmed),
        let last = above.trimmed.last, ![46, 63, 33, 58, 59].contains(last)
      else { continue }
      let word = QuoteLine(lines[index].trimmed.prefix { $0 != 32 })
      if above.length >= 60, above.length + 1 + word.length > 70, !Self.answers.contains(Array(word.trimmed))
      {
        isQuoted[index] = true
      }
    }
  }

  /// Whether a line goes on in the middle of a sentence or a link.
  private static func continues(_ first: UInt8, _ line: ArraySlice<UInt8>) -> Bool {
    if first >= 97 && first <= 122 || first == 95 || first == 47 { return true }
    return first == 0xD1 || first == 0xD0 && (line.dropFirst().first ?? 0) >= 0xB0
  }

  private static let answers: Set<[UInt8]> = Set(
    [
      "yes", "yes,", "no", "no,", "ok", "ok,", "да", "да,", "нет", "нет,", "ок", "ja", "ja,", "nein", "nein,",
      "see",
    ]
    .map { Array($0.utf8) })

  /// Empty lines between quoted lines belong to the quote.
  private mutating func absorbBlanks() {
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
}
