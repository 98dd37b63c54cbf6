// SPDX-License-Identifier: Apache-2.0

/// Finds what stands at the ends of the sender's own text and is no part of it: signatures behind a
/// delimiter, lines of telephones, notices, footers, and banners of the recipient's mail system.
///
/// It looks at each run of lines between quotes by itself, since a signature stands above the quote as well
/// as below it. Where nothing but a signature is left of a text without quotes, it is the text.
struct ClosingSearch {
  private let lines: [QuoteLine]
  private var isClosing: [Bool]
  private let segment: Range<Int>

  /// Marks the closing lines among the new ones.
  static func mark(_ lines: [QuoteLine], _ roles: inout [NewText.Role]) {
    var start = 0
    while start < lines.count {
      guard roles[start] == .new else {
        start += 1
        continue
      }
      let end = roles[start...].firstIndex { $0 != .new } ?? lines.count
      var search = ClosingSearch(lines: lines, segment: start..<end)
      search.run()
      // The whole of a text is not its own signature, nor its own footer.
      let isWhole = start == 0 && end == lines.count
      if !isWhole || !search.isAllClosing || search.isDeviceOnly {
        for index in start..<end where search.isClosing[index - start] { roles[index] = .closing }
      }
      start = end
    }
  }

  private init(lines: [QuoteLine], segment: Range<Int>) {
    self.lines = lines
    self.segment = segment
    isClosing = [Bool](repeating: false, count: segment.count)
  }

  private var isAllClosing: Bool {
    segment.allSatisfy { lines[$0].isBlank || isClosing[$0 - segment.lowerBound] }
  }

  private var isDeviceOnly: Bool {
    segment.allSatisfy { lines[$0].isBlank || DeviceLine.stands(on: lines[$0]) }
  }

  private mutating func close(_ range: Range<Int>) {
    for index in range { isClosing[index - segment.lowerBound] = true }
  }

  private mutating func run() {
    var start = segment.lowerBound
    if start == 0 {
      start = SenderBanner.end(in: lines, segment)
      close(segment.lowerBound..<start)
    }
    takeDeviceParagraphs(from: start)
    var end = segment.upperBound
    while let next = closingStart(from: start, to: end) {
      // An answer may stand below the signature.
      let isMark = SignatureMark(lines[next]) != nil
      let answer = isMark ? SignatureBlock.answer(in: lines, (next + 1)..<end) : nil
      close(next..<(answer ?? end))
      end = next
    }
    takeRule(above: end, from: start)
  }

  /// The lines of telephones that stand as paragraphs of their own, wherever: text may follow.
  private mutating func takeDeviceParagraphs(from start: Int) {
    for index in start..<segment.upperBound where DeviceLine.mayStand(on: lines[index]) {
      let isFirst = index == start || lines[index - 1].isBlank || SignatureMark(lines[index - 1]) != nil
      let isLast = index + 1 == segment.upperBound || lines[index + 1].isBlank
      guard isFirst, isLast, DeviceLine.stands(on: lines[index]) else { continue }
      let hasMark = index > start && SignatureMark(lines[index - 1]) != nil
      close((hasMark ? index - 1 : index)..<(index + 1))
    }
  }

  /// Where what closes the lines up to `limit` begins; nil when the text ends there.
  private func closingStart(from start: Int, to limit: Int) -> Int? {
    var end = limit
    while end > start, lines[end - 1].isBlank { end -= 1 }
    guard end > start else { return nil }
    if isClosing[end - 1 - segment.lowerBound] || DeviceLine.stands(on: lines[end - 1]) { return end - 1 }
    return Footer.start(in: lines, start..<end)
      ?? SignatureBlock.start(in: lines, start..<end)
  }

  /// A rule that parted the text from its footers.
  private mutating func takeRule(above limit: Int, from start: Int) {
    guard limit < segment.upperBound else { return }
    var end = limit
    while end > start, lines[end - 1].isBlank { end -= 1 }
    guard end > start + 1, lines[end - 1].isRule(), lines[end - 2].isBlank else { return }
    close((end - 1)..<end)
  }
}
