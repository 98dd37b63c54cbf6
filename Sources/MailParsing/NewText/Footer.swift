// SPDX-License-Identifier: Apache-2.0

/// What programs and lawyers put under a text: legal notices, virus scanners, mailing lists, care for trees.
enum Footer {
  /// Where the footer begins that ends a range of lines whose last is not blank; nil when none does.
  static func start(in lines: [QuoteLine], _ range: Range<Int>) -> Int? {
    let paragraph = paragraphStart(lines, range.lowerBound, before: range.upperBound)
    let last = paragraph..<range.upperBound
    let text = FooterPhrases.folded(lines, last)
    if last.count <= 30, let start = inParagraph(lines, last, text) { return start }
    return noticeStart(lines, range, last: paragraph, text)
  }

  private static func paragraphStart(_ lines: [QuoteLine], _ lower: Int, before end: Int) -> Int {
    var start = end - 1
    while start > lower, !lines[start - 1].isBlank, end - start <= 30 { start -= 1 }
    return start
  }

  /// The footer that a paragraph is, or that begins inside of it below the contact lines.
  private static func inParagraph(_ lines: [QuoteLine], _ range: Range<Int>, _ text: FoldedText) -> Int? {
    if isListFooter(lines, range, text) { return range.lowerBound }
    if let start = range.first(where: { FooterPhrases.isLine(lines[$0]) }) {
      let isRuled = start > range.lowerBound && SignatureMark(lines[start - 1]) != nil
      return isRuled ? start - 1 : start
    }
    return legalStart(lines, range, text)
  }

  /// `____` and the name of a list with its page.
  private static func isListFooter(_ lines: [QuoteLine], _ range: Range<Int>, _ text: FoldedText) -> Bool {
    guard range.count >= 2, range.count <= 12, SignatureMark(lines[range.lowerBound]) != nil else {
      return false
    }
    return text.contains(anyOf: [
      "mailing list", "listinfo", "mailman", "unsubscribe", "/lists.", "list-archive",
    ])
  }

  /// A notice of several paragraphs: the first opens as one, and all after it speak the same language.
  private static func noticeStart(
    _ lines: [QuoteLine], _ range: Range<Int>, last: Int, _ text: FoldedText
  ) -> Int? {
    guard FooterPhrases.isLegalish(text) || isFrame(lines, last) else { return nil }
    // The first lines tell cheaply that there is none.
    lazy var opens = lines[range].suffix(60).contains {
      FooterPhrases.opensNotice($0) || FooterPhrases.isHeadingLine($0)
    }
    var start = last
    for _ in 0..<10 {
      var end = start
      while end > range.lowerBound, lines[end - 1].isBlank { end -= 1 }
      guard end > range.lowerBound else { return nil }
      let paragraph = paragraphStart(lines, range.lowerBound, before: end)
      let text = FooterPhrases.folded(lines, paragraph..<end)
      if let found = legalStart(lines, paragraph..<end, text) { return found }
      guard opens, FooterPhrases.isLegalish(text) || isFrame(lines, paragraph) else { return nil }
      start = paragraph
    }
    return nil
  }

  private static func isFrame(_ lines: [QuoteLine], _ index: Int) -> Bool { lines[index].isRule() }

  /// Where a legal notice begins in a paragraph.
  private static func legalStart(_ lines: [QuoteLine], _ range: Range<Int>, _ text: FoldedText) -> Int? {
    let opening = range.first { FooterPhrases.opensNotice(lines[$0]) }
    if FooterPhrases.isHeading(lines, range) { return range.lowerBound }
    guard FooterPhrases.isLegal(text, isOpened: opening != nil) else { return nil }
    var start = opening ?? range.lowerBound
    while start > range.lowerBound,
      lines[start - 1].isRule(atLeast: 2) || FooterPhrases.isHeadingLine(lines[start - 1])
    {
      start -= 1
    }
    return start
  }
}
