// SPDX-License-Identifier: Apache-2.0

/// Aligned columns for people.
struct Table {
  private let headings: [String]
  private var rows: [[String]] = []

  /// Creates a table with the headings of its columns.
  init(_ headings: String...) { self.headings = headings }

  /// Adds a row; text from mail is made harmless here.
  mutating func add(_ cells: String...) { rows.append(cells.map(Visible.line)) }

  /// Whether it has no row.
  var isEmpty: Bool { rows.isEmpty }

  /// The lines of the table; the last column is not padded.
  var lines: [String] {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    return ([headings] + rows).map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : DisplayWidth.pad(cell, to: widths[column])
      }.joined(separator: "  ")
    }
  }

  /// Prints it.
  func print() {
    for (number, line) in lines.enumerated() { Output.line(number == 0 ? Style.dim(line) : line) }
  }
}

/// The columns that text takes on a terminal.
enum DisplayWidth {
  /// Returns the width in columns: wide characters count twice, combining ones not at all.
  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: width
      default: width + (isWide(scalar.value) ? 2 : 1)
      }
    }
  }

  /// Returns the text with blanks up to a width.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// Returns the text cut to a width, with … for what is left out.
  static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    var out = ""
    var used = 1
    for character in text {
      let next = of(String(character))
      if used + next > width { break }
      out.append(character)
      used += next
    }
    return out + "…"
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar)
      || (0xAC00...0xD7A3).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0xFE30...0xFE6F).contains(scalar)
      || (0xFF00...0xFF60).contains(scalar) || (0x1F300...0x1FAFF).contains(scalar)
  }
}
