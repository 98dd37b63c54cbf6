// SPDX-License-Identifier: Apache-2.0

/// A line of a body, as the search for quotes sees it.
struct QuoteLine {
  /// The bytes without the line end.
  let bytes: ArraySlice<UInt8>
  private let margins: (start: Int, end: Int)

  /// Takes a line.
  init(_ bytes: ArraySlice<UInt8>) {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start].isWhitespace { start += 1 }
    while end > start, bytes[end - 1].isWhitespace { end -= 1 }
    self.bytes = bytes
    margins = (start, end)
  }

  /// The bytes without blanks around.
  var trimmed: ArraySlice<UInt8> { bytes[margins.start..<margins.end] }

  /// Whether nothing stands on it.
  var isBlank: Bool { margins.start == margins.end }

  /// Whether it is marked as quoted: `>`, but neither `>=`, nor `>From` that mbox files make of `From`, nor
  /// ornaments such as `>>> offer <<<`.
  var isQuote: Bool {
    guard trimmed.first == UInt8(ascii: ">") else { return false }
    let rest = trimmed.dropFirst()
    // `>:` is the end of a wrapped attribution.
    if rest.first == UInt8(ascii: "=") || rest.startsFolded(with: "from ") || rest.elementsEqual([58]) {
      return false
    }
    let isOrnament = rest.first == UInt8(ascii: ">") && trimmed.suffix(2).elementsEqual([60, 60])
    return !isOrnament && !isGroupWiseHeader
  }

  /// Whether the mark could mean “more than”: `>100 pieces`.
  var isDoubtfulQuote: Bool { isQuote && trimmed.dropFirst().first?.isDigit == true }

  /// `>>> Ann Lee <ann@b.example> 3/2/2026 9:14 AM >>>`, below which GroupWise quotes without marks.
  var isGroupWiseHeader: Bool {
    trimmed.count > 12 && trimmed.count < 300 && trimmed.prefix(3).elementsEqual([62, 62, 62])
      && trimmed.suffix(3).elementsEqual([62, 62, 62]) && trimmed.contains(where: \.isDigit)
  }

  /// The letters of initials before a mark: `JA> text` of The Bat.
  var initials: ArraySlice<UInt8>? {
    guard let mark = trimmed.prefix(7).firstIndex(of: UInt8(ascii: ">")), mark > trimmed.startIndex else {
      return nil
    }
    let head = trimmed[..<mark]
    let isLetters = head.allSatisfy { ($0 >= 65 && $0 <= 90) || $0 >= 0x80 }
    return isLetters ? head : nil
  }

  /// The trimmed text in lower case, without emphasis marks.
  var folded: FoldedText { FoldedText(ArraySlice(trimmed.filter { $0 != UInt8(ascii: "*") })) }

  /// Whether it is a rule of underscores, dashes, equals signs or stars, at least `length` long.
  func isRule(atLeast length: Int = 5) -> Bool {
    guard let first = trimmed.first, trimmed.count >= length else { return false }
    guard [45, 95, 61, 42, 35, 126].contains(first) else { return isDashRule(atLeast: length) }
    return trimmed.allSatisfy { $0 == 45 || $0 == 95 || $0 == 61 || $0 == first }
  }

  /// A rule of en or em dashes, box lines among them.
  private func isDashRule(atLeast length: Int) -> Bool {
    guard trimmed.first == 0xE2, trimmed.count >= 3 * length, trimmed.count % 3 == 0 else { return false }
    let unit = Array(trimmed.prefix(3))
    guard [[0xE2, 0x80, 0x93], [0xE2, 0x80, 0x94], [0xE2, 0x80, 0x95], [0xE2, 0x94, 0x80]].contains(unit)
    else { return false }
    return trimmed.enumerated().allSatisfy { $0.element == unit[$0.offset % 3] }
  }

  /// How many characters it has.
  var length: Int { trimmed.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

  /// The text without the marks of a quote.
  var withoutMarks: ArraySlice<UInt8> {
    trimmed.drop { $0 == UInt8(ascii: ">") || $0.isBlank }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without those at both ends for which `isMargin` holds.
  func trimmed(where isMargin: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !isMargin($0) }), let last = lastIndex(where: { !isMargin($0) })
    else {
      return []
    }
    return self[first...last]
  }
}
