// SPDX-License-Identifier: Apache-2.0

import Markup
import OrderCore

/// A spreadsheet (ECMA-376 part 1, chapter 18) as lines of text: each sheet's name, then its rows.
///
/// Hidden sheets are read too: what is not meant for the eye may still name the order.
struct Workbook {
  /// The texts that cells refer to.
  fileprivate let strings: [String]
  /// How each style of a cell shows a number.
  fileprivate let formats: [NumberFormat]
  /// Whether days are counted from 1904, as old Macintoshes did.
  fileprivate let is1904: Bool

  /// Reads all sheets, in the workbook's order.
  static func text(_ bytes: [UInt8]) throws(DocumentError) -> String {
    let archive = try OfficeArchive(bytes) { name in
      let known = ["xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
      return known.contains(name) || name.hasPrefix("xl/worksheets/") && name.hasSuffix(".xml")
    }
    func part<Listener: XMLListener>(_ name: String, _ listener: Listener) throws(DocumentError) -> Listener {
      var listener = listener
      if let bytes = archive.parts[name] { try XMLReading.read(bytes, to: &listener) }
      return listener
    }
    guard archive.parts["xl/workbook.xml"] != nil else { throw .unreadable("it is no workbook") }
    let list = try part("xl/workbook.xml", SheetList())
    let targets = try part("xl/_rels/workbook.xml.rels", PartTargets()).targets
    let workbook = Workbook(
      strings: try part("xl/sharedstrings.xml", SharedStrings()).strings,
      formats: try part("xl/styles.xml", CellStyles()).formats, is1904: list.is1904)
    var out: [UInt8] = []
    for sheet in list.sheets {
      guard let name = targets[sheet.target], let bytes = archive.parts[name] else { continue }
      var rows = SheetRows(workbook, out: out)
      rows.startSheet(sheet.name)
      try XMLReading.read(bytes, to: &rows)
      out = rows.out
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// The rows of one sheet.
private struct SheetRows: XMLListener {
  private(set) var out: [UInt8]
  private let workbook: Workbook
  private var row: [(column: Int, text: [UInt8])] = []
  private var column = 0
  private var type = ""
  private var style = 0
  private var value: [UInt8] = []
  private var isValue = false
  private var isPhonetic = false

  init(_ workbook: Workbook, out: [UInt8]) {
    self.workbook = workbook
    self.out = out
  }

  var isFull: Bool { out.count > ReadingLimits.writtenBytes }

  mutating func startSheet(_ name: String) {
    if !out.isEmpty { out.append(UInt8(ascii: "\n")) }
    out.append(contentsOf: Array(name.utf8) + [UInt8(ascii: "\n")])
  }

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "row": row = []
    case "c":
      column = attributes["r"].flatMap(Self.column) ?? (row.last?.column ?? -1) + 1
      type = attributes["t"] ?? "n"
      style = attributes["s"].flatMap { Int($0) } ?? 0
      value = []
    case "v", "t": isValue = !isPhonetic
    case "rPh": isPhonetic = true
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case "c":
      if !value.isEmpty { row.append((column, shown())) }
    case "row": TableRow.append(padded(), to: &out)
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isValue { value.append(contentsOf: bytes) }
  }

  /// The row's cells with empty ones between them, unless they are strewn over a sheet that is used as a
  /// form.
  private func padded() -> [[UInt8]] {
    guard let first = row.first?.column, let last = row.last?.column, last - first < 4 * row.count else {
      return row.map(\.text)
    }
    var cells: [[UInt8]] = []
    for (column, text) in row {
      while cells.count < column - first { cells.append([]) }
      cells.append(text)
    }
    return cells
  }

  private func shown() -> [UInt8] {
    let text = String(decoding: value, as: UTF8.self)
    switch type {
    case "s":
      guard let index = Int(text), workbook.strings.indices.contains(index) else { return [] }
      return Array(workbook.strings[index].utf8)
    case "n":
      let format = workbook.formats.indices.contains(style) ? workbook.formats[style] : .general
      return Array(format.shown(text, is1904: workbook.is1904).utf8)
    case "b": return Array((text == "1" ? "TRUE" : "FALSE").utf8)
    default: return value
    }
  }

  /// The number of the column in a reference such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8.prefix(4) {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~0x20) else { break }
      column = column * 26 + Int(byte & ~0x20 - UInt8(ascii: "A")) + 1
    }
    return column > 0 ? column - 1 : nil
  }
}
