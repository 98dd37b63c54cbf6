// SPDX-License-Identifier: Apache-2.0

/// A table as text: values with separators between them (RFC 4180 and what is called CSV besides).
enum SeparatedValues {
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")

  /// The likelier first: a comma also stands inside numbers and sentences.
  private static let separators = [";", "\t", "|", ","].map { $0.utf8.first ?? 0 }

  /// The rows of a table as lines with ` | ` between their cells.
  static func lines(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    var separator: UInt8?
    // What Excel writes to tell itself the separator.
    if bytes.starts(with: Array("sep=".utf8)), bytes.count > 5, let end = bytes.firstIndex(of: newline) {
      separator = bytes[bytes.startIndex + 4]
      bytes = bytes[(end + 1)...]
    }
    let used = separator ?? likeliest(in: bytes)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    rows(of: bytes, separator: used, limit: .max) { row in TableRow.append(row, to: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The separator that most of the first rows have equally often.
  private static func likeliest(in bytes: ArraySlice<UInt8>) -> UInt8 {
    var best: (separator: UInt8, rows: Int) = (separators[0], 0)
    for separator in separators {
      var rowsByWidth: [Int: Int] = [:]
      rows(of: bytes, separator: separator, limit: 50) { row in
        if row.count > 1 { rowsByWidth[row.count, default: 0] += 1 }
      }
      let agreeing = rowsByWidth.values.max() ?? 0
      if agreeing > best.rows { best = (separator, agreeing) }
    }
    return best.separator
  }

  /// Gives each row's cells, without the quotes around them; a quoted line break becomes a space.
  private static func rows(
    of bytes: ArraySlice<UInt8>, separator: UInt8, limit: Int, _ body: ([[UInt8]]) -> Void
  ) {
    var row: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var count = 0
    var position = bytes.startIndex
    while position < bytes.endIndex, count < limit {
      let byte = bytes[position]
      position += 1
      switch byte {
      case quote where isQuoted && position < bytes.endIndex && bytes[position] == quote:
        cell.append(quote)
        position += 1
      case quote where isQuoted: isQuoted = false
      case quote where cell.allSatisfy { $0 == UInt8(ascii: " ") }: (isQuoted, cell) = (true, [])
      case newline where !isQuoted:
        row.append(cell)
        body(row)
        (row, cell) = ([], [])
        count += 1
      case newline, carriage: cell.append(UInt8(ascii: " "))
      case separator where !isQuoted:
        if row.count < ReadingLimits.cells { row.append(cell) }
        cell = []
      default: cell.append(byte)
      }
    }
    if count < limit, !row.isEmpty || !cell.isEmpty { body(row + [cell]) }
  }
}
