// SPDX-License-Identifier: Apache-2.0

/// Lays running text out in lines: white space collapsed, table rows on one line, lists indented.
struct HTMLLayout {
  /// One finished line.
  struct Line {
    var text: [UInt8]
    /// How many quotes enclose it.
    var quoteDepth: Int
    /// Whether an empty line stands before it, unless there is one.
    var hasGap: Bool
    /// The region that it belongs to, an index into `HTMLRegions`.
    var region: Int
    /// Whether a signature begins with it that needs a `-- ` line.
    var beginsSignature = false
  }

  /// How many quotes enclose what comes next.
  var quoteDepth = 0 {
    willSet { if newValue != quoteDepth { endBlock() } }
  }
  /// The region of what comes next.
  var region = 0 {
    willSet { if newValue != region { endBlock() } }
  }
  /// How far the lines that come next are indented.
  var indent = 0 {
    willSet { if newValue != indent { endBlock() } }
  }
  /// Whether what comes next stands above or below the line: a number must not run into the one before it.
  var isRaised = false
  /// How many bytes of text there have been, for telling whether an element holds any.
  private(set) var written = 0

  private var current: [UInt8] = []
  private var isSpacePending = false
  /// A bullet or number for the line that comes next.
  private var marker: [UInt8] = []
  private var hasGap = false
  private var lines: [Line] = []
  private var tables = HTMLTables()

  /// Appends running text; white space collapses.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if isRaised { setApart(text.first) }
    for byte in text {
      if byte.isWhitespace || byte == 12 {
        isSpacePending = !current.isEmpty
      } else {
        if isSpacePending { current.append(32) }
        isSpacePending = false
        current.append(byte)
        written += 1
      }
    }
  }

  /// Appends text whose spaces and line ends count.
  mutating func appendPreformatted(_ text: UnsafeBufferPointer<UInt8>) {
    if isRaised { setApart(text.first) }
    for byte in text where byte != 13 {
      if byte == 10 {
        breakLine()
      } else {
        current.append(byte)
        written += 1
      }
    }
  }

  /// Puts a `^` between a digit and a raised number: `10<sup>3</sup>` is not 103.
  private mutating func setApart(_ first: UInt8?) {
    guard let first else { return }
    isRaised = false
    let isNumber = first.isDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == 0xE2
    if isNumber, !isSpacePending, current.last?.isDigit == true { current.append(UInt8(ascii: "^")) }
  }

  /// Appends text of our own, behind a space if anything stands before it.
  mutating func append(word: [UInt8]) {
    if !current.isEmpty { isSpacePending = true }
    word.withUnsafeBufferPointer { append($0) }
  }

  /// Ends the line, also an empty one.
  mutating func breakLine() {
    var text = current
    if !text.isEmpty, !marker.isEmpty || indent > 0 {
      text = (marker.isEmpty ? Array(repeating: 32, count: indent) : marker) + text
      marker = []
    }
    emit(Line(text: text, quoteDepth: quoteDepth, hasGap: hasGap, region: region))
    hasGap = false
    current.removeAll(keepingCapacity: true)
    isSpacePending = false
  }

  /// Ends the line if it holds anything.
  mutating func endBlock() {
    if current.isEmpty { isSpacePending = false } else { breakLine() }
  }

  /// Ends the line; an empty one follows before the next text, except behind a bullet.
  mutating func endParagraph() {
    endBlock()
    if marker.isEmpty { hasGap = true }
  }

  /// Ends the line; the next one follows close behind it.
  mutating func endItem() {
    endBlock()
    hasGap = false
    marker = []
  }

  /// Puts a bullet or number, with its indent, before the next line.
  mutating func openItem(_ text: [UInt8]) {
    endBlock()
    marker = text
  }

  /// Takes back what the line holds, for a bullet that the page writes itself.
  mutating func takeLine() -> [UInt8] {
    defer {
      current.removeAll()
      isSpacePending = false
    }
    return current
  }

  private mutating func emit(_ line: Line) {
    if !tables.take(line) { lines.append(line) }
  }

  // MARK: Tables

  /// Starts a table.
  mutating func openTable(isData: Bool?) {
    endBlock()
    tables.open(isData: isData, hasGap: hasGap)
  }

  /// Ends the innermost table.
  mutating func closeTable() {
    closeRow()
    tables.close()
  }

  /// Starts a row; an open one ends.
  mutating func openRow() {
    closeRow()
    tables.openRow()
  }

  /// Starts a cell; an open one ends.
  mutating func openCell(isHeader: Bool) {
    endBlock()
    tables.openCell(isHeader: isHeader)
    hasGap = false
  }

  /// Ends a cell.
  mutating func closeCell() {
    endBlock()
    tables.closeCell()
    hasGap = false
  }

  /// Ends a row: short cells go on one line, the cells of a page layout one below the other.
  mutating func closeRow() {
    endBlock()
    for line in tables.closeRow() { emit(line) }
  }

  /// The finished lines.
  mutating func finish() -> [Line] {
    endBlock()
    while tables.isOpen { closeTable() }
    return lines
  }
}
