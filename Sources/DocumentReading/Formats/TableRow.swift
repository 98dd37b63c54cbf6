// SPDX-License-Identifier: Apache-2.0

/// A row of any table.
enum TableRow {
  /// Appends a line of cells with ` | ` between them, no empty ones at its end; nothing for an empty row.
  ///
  /// A row of only two cells is a label and its value, whatever is merged or left free between them.
  static func append(_ cells: [[UInt8]], to out: inout [UInt8]) {
    var trimmed = cells.map(trim)
    while trimmed.last?.isEmpty == true { trimmed.removeLast() }
    let filled = trimmed.filter { !$0.isEmpty }
    guard !filled.isEmpty else { return }
    out.append(contentsOf: (filled.count <= 2 ? filled : trimmed).joined(separator: Array(" | ".utf8)))
    out.append(UInt8(ascii: "\n"))
  }

  /// Bytes without white space around them and with spaces for line breaks inside.
  private static func trim(_ cell: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = cell.firstIndex(where: { $0 > 0x20 }), let last = cell.lastIndex(where: { $0 > 0x20 })
    else { return [] }
    return cell[first...last].map { max($0, 0x20) }[...]
  }
}
