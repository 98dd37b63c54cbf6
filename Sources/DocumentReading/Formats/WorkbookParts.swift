// SPDX-License-Identifier: Apache-2.0

import Markup

/// The sheets that a workbook lists.
struct SheetList: XMLListener {
  private(set) var sheets: [(name: String, target: String)] = []
  private(set) var is1904 = false

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "sheet": sheets.append((attributes["name"] ?? "", relationship(attributes) ?? ""))
    case "workbookPr": is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    default: break
    }
  }

  /// The namespace has two names: one of the standard as everybody writes it, one of its strict variant.
  private func relationship(_ attributes: XMLAttributes) -> String? {
    attributes["id", in: "http://schemas.openxmlformats.org/officeDocument/2006/relationships"]
      ?? attributes["id", in: "http://purl.oclc.org/ooxml/officeDocument/relationships"]
  }
}

/// Which part each relationship of the workbook leads to.
struct PartTargets: XMLListener {
  private(set) var targets: [String: String] = [:]

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"]?.lowercased()
    else {
      return
    }
    targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
  }
}

/// The texts that cells share.
struct SharedStrings: XMLListener {
  private(set) var strings: [String] = []
  private var current: [UInt8] = []
  private var isText = false
  private var isPhonetic = false

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "si": current = []
    case "t": isText = !isPhonetic
    // How to pronounce it: Japanese.
    case "rPh": isPhonetic = true
    default: break
    }
  }

  mutating func end(_ name: String) {
    switch name {
    case "si":
      // The escape of a carriage return, which Excel leaves in texts that came from elsewhere (22.4.2.4).
      let parts = String(decoding: current, as: UTF8.self).split(separator: "_x000D_")
      strings.append(parts.joined(separator: " "))
    case "t": isText = false
    case "rPh": isPhonetic = false
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText { current.append(contentsOf: bytes) }
  }
}

/// How the styles of cells show numbers.
struct CellStyles: XMLListener {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isOfCells = false

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
      codes[id] = NumberFormat(code: attributes["formatCode"] ?? "")
    case "cellXfs": isOfCells = true
    case "xf" where isOfCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(codes[id] ?? NumberFormat(builtIn: id))
    default: break
    }
  }

  mutating func end(_ name: String) {
    if name == "cellXfs" { isOfCells = false }
  }
}
