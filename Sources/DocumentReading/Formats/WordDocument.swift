// SPDX-License-Identifier: Apache-2.0

import Markup
import OrderCore

/// A word-processing document (ECMA-376 part 1, chapter 17) as lines of text.
///
/// Paragraphs are lines, rows of a table lines with ` | ` between the cells. What a reviser deleted or moved
/// away is left out, what was inserted stays, as a reader sees it.
struct WordDocument: XMLListener {
  /// A table that is open: the cells of its row so far, and the text of the open cell.
  private struct Table {
    var row: [[UInt8]] = []
    var cell: [UInt8] = []
  }

  private var out: [UInt8] = []
  private var paragraph: [UInt8] = []
  private var tables: [Table] = []
  private var leftOut = 0
  private var isText = false

  /// Reads a document with its headers, notes and footers.
  static func text(_ bytes: [UInt8]) throws(DocumentError) -> String {
    let archive = try OfficeArchive(bytes) { name in
      name.hasPrefix("word/") && name.hasSuffix(".xml") && order(of: name) != nil
    }
    guard archive.parts.keys.contains(where: { order(of: $0) == 1 }) else {
      throw .unreadable("it is no Word document")
    }
    var document = WordDocument()
    for name in archive.parts.keys.sorted(by: { (order(of: $0) ?? 0, $0) < (order(of: $1) ?? 0, $1) }) {
      try XMLReading.read(archive.parts[name] ?? [], to: &document)
      document.endParagraph()
    }
    return String(decoding: document.out, as: UTF8.self)
  }

  /// Where a part stands in the text, nil for one that has none.
  private static func order(of name: String) -> Int? {
    let part = name.dropFirst("word/".count)
    let places = ["header", "document", "footnotes", "endnotes", "footer"]
    return places.firstIndex { place in
      part.hasPrefix(place) && part.dropFirst(place.count).dropLast(".xml".count).allSatisfy(\.isNumber)
    }
  }

  var isFull: Bool { out.count > ReadingLimits.writtenBytes }

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    // Fallback repeats for old readers what stands in Choice.
    if leftOut > 0 || name == "del" || name == "moveFrom" || name == "Fallback" {
      leftOut += 1
      return
    }
    switch name {
    case "t": isText = true
    case "tab": paragraph.append(UInt8(ascii: "\t"))
    case "br", "cr": paragraph.append(tables.isEmpty ? UInt8(ascii: "\n") : UInt8(ascii: " "))
    case "noBreakHyphen": paragraph.append(UInt8(ascii: "-"))
    // A text box stands inside a paragraph and has its own.
    case "p" where !paragraph.isEmpty: endParagraph()
    case "tbl":
      endParagraph()
      tables.append(Table())
    default: break
    }
  }

  mutating func end(_ name: String) {
    if leftOut > 0 {
      leftOut -= 1
      return
    }
    switch name {
    case "t": isText = false
    case "p": endParagraph()
    case "tc" where !tables.isEmpty:
      endParagraph()
      let table = tables.count - 1
      tables[table].row.append(tables[table].cell)
      tables[table].cell = []
    case "tr" where !tables.isEmpty:
      let row = tables[tables.count - 1].row
      tables[tables.count - 1].row = []
      if tables.count > 1 {
        for cell in row { Self.append(cell, to: &tables[tables.count - 2].cell) }
      } else {
        TableRow.append(row, to: &out)
      }
    case "tbl" where !tables.isEmpty: tables.removeLast()
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText, leftOut == 0 { paragraph.append(contentsOf: bytes) }
  }

  private mutating func endParagraph() {
    if tables.isEmpty {
      out.append(contentsOf: paragraph)
      out.append(UInt8(ascii: "\n"))
    } else {
      Self.append(paragraph, to: &tables[tables.count - 1].cell)
    }
    paragraph = []
  }

  private static func append(_ words: [UInt8], to cell: inout [UInt8]) {
    guard !words.isEmpty else { return }
    if !cell.isEmpty { cell.append(UInt8(ascii: " ")) }
    cell.append(contentsOf: words)
  }
}
