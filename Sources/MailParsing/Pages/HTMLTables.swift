// SPDX-License-Identifier: Apache-2.0

/// The tables that are open, and the rows being read: cells are kept apart until it is known whether they fit
/// on one line.
struct HTMLTables {
  private struct Row {
    var cells: [[HTMLLayout.Line]] = []
    var isCellOpen = false
  }

  private struct Table {
    /// Whether it holds data (true) or lays the page out (false); nil when the row has to tell.
    var isData: Bool?
    /// Whether an empty line stands before its first line.
    var hasGap: Bool
    var row: Row?
  }

  /// The open tables, inner ones last.
  ///
  /// Those nested deeper than `maximum` are laid out as blocks, so that no line is moved
  /// more often than that.
  private var tables: [Table] = []
  private var ignored = 0
  private static let maximum = 8

  /// Whether a table is open.
  var isOpen: Bool { !tables.isEmpty || ignored > 0 }

  /// Starts a table.
  mutating func open(isData: Bool?, hasGap: Bool) {
    if tables.count < Self.maximum {
      // A table in a cell is a matter of layout; it shows of the outer one that it is, too.
      if !tables.isEmpty { tables[tables.count - 1].isData = false }
      tables.append(Table(isData: isData, hasGap: hasGap))
    } else {
      ignored += 1
    }
  }

  /// Ends the innermost table, whose row is closed.
  mutating func close() {
    if ignored > 0 { ignored -= 1 } else { _ = tables.popLast() }
  }

  /// Starts a row.
  mutating func openRow() {
    guard ignored == 0, !tables.isEmpty else { return }
    tables[tables.count - 1].row = Row()
  }

  /// Starts a cell.
  mutating func openCell(isHeader: Bool) {
    guard ignored == 0, let last = tables.indices.last else { return }
    if isHeader, tables[last].isData == nil { tables[last].isData = true }
    if tables[last].row == nil { tables[last].row = Row() }
    tables[last].row?.cells.append([])
    tables[last].row?.isCellOpen = true
  }

  /// Ends a cell.
  mutating func closeCell() {
    guard ignored == 0, let last = tables.indices.last else { return }
    tables[last].row?.isCellOpen = false
  }

  /// Takes a line into the innermost open cell, if one is open.
  mutating func take(_ line: HTMLLayout.Line) -> Bool {
    guard let open = tables.lastIndex(where: { $0.row?.isCellOpen == true }),
      let cell = tables[open].row?.cells.indices.last
    else { return false }
    tables[open].row?.cells[cell].append(line)
    return true
  }

  /// Ends the row of the innermost table and gives its lines.
  mutating func closeRow() -> [HTMLLayout.Line] {
    guard ignored == 0, let last = tables.indices.last, let row = tables[last].row else { return [] }
    tables[last].row = nil
    var lines = Self.lines(of: row, isData: tables[last].isData)
    if tables[last].hasGap, let first = lines.firstIndex(where: { !$0.isBlank }) {
      lines[first].hasGap = true
      tables[last].hasGap = false
    }
    return lines
  }

  private static func lines(of row: Row, isData: Bool?) -> [HTMLLayout.Line] {
    let filled = row.cells.map { $0.filter { !$0.isBlank } }
    guard filled.count(where: { !$0.isEmpty }) > 1, fits(filled, isData: isData),
      let first = row.cells.first(where: { !$0.isEmpty })?.first
    else { return row.cells.flatMap { $0 } }
    let texts = filled.map { $0.map { trimmed($0.text) }.joined(separator: [32]) }.map { Array($0) }
    var text: [UInt8] = []
    for (index, cell) in texts.enumerated() {
      if index > 0 {
        // “Date: | 5 May” is a field, not a row of a table.
        let isField = texts.count == 2 && text.last == UInt8(ascii: ":")
        text += Array((isField ? " " : " | ").utf8)
      }
      text += cell
    }
    while let end = text.last, end == 32 || end == UInt8(ascii: "|") { text.removeLast() }
    return [
      HTMLLayout.Line(text: text, quoteDepth: first.quoteDepth, hasGap: first.hasGap, region: first.region)
    ]
  }

  /// Whether the cells fit on one line; paragraphs beside each other are columns of a page, not a row.
  private static func fits(_ cells: [[HTMLLayout.Line]], isData: Bool?) -> Bool {
    let (lines, bytes) = isData == true ? (12, 2_000) : isData == false ? (1, 60) : (4, 240)
    var depth: Int?
    for cell in cells {
      let size = cell.reduce(0) { $0 + $1.text.count }
      guard cell.count <= lines, size <= bytes else { return false }
      for line in cell {
        if let depth, depth != line.quoteDepth { return false }
        depth = line.quoteDepth
      }
      if isData == nil, size > 80, cell.contains(where: \.hasGap) { return false }
    }
    return true
  }

  private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    text[...].trimmed(where: \.isWhitespace)
  }
}

extension HTMLLayout.Line {
  /// Whether nothing can be seen on it: blanks, no-break spaces and characters without width, with which
  /// editors write an empty line.
  var isBlank: Bool { HTMLLayout.Line.visible(text[...]).isEmpty }

  /// The text without blanks at its end.
  static func visible(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let last = text.last {
      if last.isBlank {
        text.removeLast()
      } else if let mark = invisible.first(where: {
        text.count >= $0.count && text.suffix($0.count).elementsEqual($0)
      }) {
        text.removeLast(mark.count)
      } else {
        break
      }
    }
    return text
  }

  /// No-break space, soft hyphen, combining grapheme joiner, figure space, spaces and joiners without width.
  private static let invisible: [[UInt8]] = [
    [0xC2, 0xA0], [0xC2, 0xAD], [0xCD, 0x8F], [0xE2, 0x80, 0x87], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0x8C],
    [0xE2, 0x80, 0x8D], [0xEF, 0xBB, 0xBF],
  ]
}
