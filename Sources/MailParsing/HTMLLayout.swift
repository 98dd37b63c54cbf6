// SPDX-License-Identifier: Apache-2.0

/// Lays running text out in lines: white space collapsed, table rows on one line, quote marks in front.
struct HTMLLayout {
  /// One finished line.
  private struct Line {
    var text: [UInt8]
    var quoteDepth: Int
  }

  /// A table row being read: cells are kept apart until it is known whether they fit on one line.
  private struct Row {
    var cells: [[Line]] = []
    var isCellOpen = false

    mutating func append(_ line: Line) { cells[cells.count - 1].append(line) }
  }

  /// How many quotes enclose what comes next.
  var quoteDepth = 0 {
    willSet { if newValue != quoteDepth { flush() } }
  }

  private var current: [UInt8] = []
  private var isSpacePending = false
  private var lines: [Line] = []
  /// The open rows, inner ones last; nil for a table outside any row.
  ///
  /// Tables nested deeper than `maximum` are laid out as blocks, so that no line is moved more often than that.
  private var rows: [Row?] = []
  private var ignoredTables = 0
  private static let maximum = 8

  /// A mark in the current line, for `text(from:)`.
  var position: Int { current.count }

  /// What the current line holds behind a mark.
  func text(from mark: Int) -> ArraySlice<UInt8> {
    var text = current[min(mark, current.count)...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    return text
  }

  /// Appends running text; white space collapses.
  mutating func append(_ text: [UInt8]) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte.isWhitespace || byte == 12 {
        isSpacePending = !current.isEmpty
      } else {
        if isSpacePending { current.append(32) }
        isSpacePending = false
        current.append(byte)
      }
      index += 1
    }
  }

  /// Appends text whose spaces and line ends count.
  mutating func appendPreformatted(_ text: [UInt8]) {
    for byte in text where byte != 13 {
      if byte == 10 { breakLine() } else { current.append(byte) }
    }
  }

  /// Ends the line, also an empty one.
  mutating func breakLine() {
    emit(Line(text: current, quoteDepth: quoteDepth))
    current.removeAll(keepingCapacity: true)
    isSpacePending = false
  }

  /// Ends the line if it holds anything.
  mutating func endBlock() { flush() }

  private mutating func flush() {
    if current.isEmpty { isSpacePending = false } else { breakLine() }
  }

  private mutating func emit(_ line: Line) {
    if let open = rows.lastIndex(where: { $0?.isCellOpen == true }) {
      rows[open]?.append(line)
    } else {
      lines.append(line)
    }
  }

  // MARK: Tables

  /// Starts a table.
  mutating func openTable() {
    flush()
    if rows.count < Self.maximum { rows.append(nil) } else { ignoredTables += 1 }
  }

  /// Ends the innermost table.
  mutating func closeTable() {
    flush()
    if ignoredTables > 0 {
      ignoredTables -= 1
    } else if !rows.isEmpty {
      closeRow()
      rows.removeLast()
    }
  }

  /// Starts a row; an open one ends.
  mutating func openRow() {
    flush()
    guard ignoredTables == 0, !rows.isEmpty else { return }
    closeRow()
    rows[rows.count - 1] = Row()
  }

  /// Starts a cell; an open one ends.
  mutating func openCell() {
    flush()
    guard ignoredTables == 0, !rows.isEmpty else { return }
    if rows[rows.count - 1] == nil { rows[rows.count - 1] = Row() }
    rows[rows.count - 1]?.cells.append([])
    rows[rows.count - 1]?.isCellOpen = true
  }

  /// Ends a cell.
  mutating func closeCell() {
    flush()
    guard ignoredTables == 0, !rows.isEmpty else { return }
    rows[rows.count - 1]?.isCellOpen = false
  }

  /// Ends a row: short cells go on one line, the cells of a page layout one below the other.
  mutating func closeRow() {
    flush()
    guard ignoredTables == 0, let last = rows.last, let row = last else { return }
    rows[rows.count - 1] = nil
    let cells = row.cells.map { $0.filter { !$0.text.isEmpty } }
    let filled = cells.filter { !$0.isEmpty }
    let isData =
      filled.count > 1
      && filled.allSatisfy { cell in
        cell.count <= 4 && cell.reduce(0) { $0 + $1.text.count } <= 400
          && cell.allSatisfy { $0.quoteDepth == quoteDepth }
      }
    guard isData else {
      for cell in row.cells { for line in cell { emit(line) } }
      return
    }
    let texts = cells.map { Array($0.map(\.text).joined(separator: [32])) }
    var text = Array(texts.joined(separator: Array(" | ".utf8)))
    while let end = text.last, end == 32 || end == UInt8(ascii: "|") { text.removeLast() }
    emit(Line(text: text, quoteDepth: quoteDepth))
  }

  /// The whole text: quotes marked, never two empty lines together.
  mutating func finish() -> [UInt8] {
    flush()
    ignoredTables = 0
    while !rows.isEmpty { closeTable() }
    var out: [UInt8] = []
    var wasEmpty = true
    for line in lines {
      var text = line.text[...]
      // A line of no-break spaces is how editors write an empty one.
      while let last = text.last {
        if last.isBlank {
          text.removeLast()
        } else if text.suffix(2).elementsEqual([0xC2, 0xA0]) {
          text.removeLast(2)
        } else {
          break
        }
      }
      if text.isEmpty, wasEmpty { continue }
      wasEmpty = text.isEmpty
      for _ in 0..<min(line.quoteDepth, 8) { out += Array("> ".utf8) }
      if text.isEmpty, out.last == 32 { out.removeLast() }
      out += text
      out.append(10)
    }
    return out
  }
}
