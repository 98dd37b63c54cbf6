// SPDX-License-Identifier: Apache-2.0

/// A table as programs export it: cells between commas, semicolons or tabs, quoted where they hold one (RFC 4180).
package struct DelimitedText: Hashable, Sendable {
  /// A row of cells.
  package struct Row: Hashable, Sendable {
    /// The line on which it begins, from 1.
    package let line: Int
    /// The cells, without quotes and without blanks around them.
    package let cells: [String]
  }

  /// The rows that have anything in them.
  package private(set) var rows: [Row] = []
  /// The line on which a quotation begins that never ends, nil when all do.
  package private(set) var openQuote: Int?

  private static let quote = UInt8(ascii: "\"")
  private static let separators: [UInt8] = [UInt8(ascii: ";"), 0x09, UInt8(ascii: ",")]

  /// Reads a text; the separator is what the first line has most of.
  ///
  /// Linear in its length.
  package init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let separator = Self.separator(of: bytes)
    var cells: [String] = []
    var cell: [UInt8] = []
    var line = 1
    var start = 1
    var quoteLine: Int?
    var index = 0
    func finishedCell() -> String {
      let text = String(decoding: cell, as: UTF8.self)
      let trimmed = text.drop(while: \.isWhitespace)
      let end = trimmed.lastIndex { !$0.isWhitespace }
      return end.map { String(trimmed[...$0]) } ?? ""
    }
    func endRow() {
      cells.append(finishedCell())
      if cells.contains(where: { !$0.isEmpty }) { rows.append(Row(line: start, cells: cells)) }
      cells = []
      cell = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A { line += 1 }
      if quoteLine != nil {
        if byte != Self.quote {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == Self.quote {
          cell.append(byte)
          index += 1
        } else {
          quoteLine = nil
        }
        continue
      }
      switch byte {
      case Self.quote where cell.allSatisfy({ $0 == 0x20 }):
        cell = []
        quoteLine = line
      case separator:
        cells.append(finishedCell())
        cell = []
      case 0x0D: break
      case 0x0A:
        endRow()
        start = line
      default: cell.append(byte)
      }
    }
    endRow()
    openQuote = quoteLine
  }

  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A, !counts.isEmpty { break }
      if separators.contains(byte) { counts[byte, default: 0] += 1 }
    }
    return separators.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? UInt8(ascii: ",")
  }
}
