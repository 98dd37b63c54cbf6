// SPDX-License-Identifier: Apache-2.0

import Markup

/// What the attributes of an element and the style sheets say about its look and meaning.
struct HTMLLook {
  /// The declarations, those of the element over those of the sheets.
  private(set) var style = HTMLStyle()
  /// What it is for the mail program that wrote it.
  private(set) var dialect: HTMLDialect?
  /// Whether it is one of Word's paragraphs, which have no margins.
  private(set) var isOfWord = false

  /// Says nothing.
  init() {}

  /// Reads the attributes of an element; a blockquote is a quote whoever wrote it.
  init(_ element: HTMLElement, _ name: String, _ attributes: HTMLAttributes, _ sheet: HTMLStyleSheet) {
    let id = attributes["id"]?.lowercased()
    let words = attributes["class"]?.lowercased().split(whereSeparator: \.isWhitespace) ?? []
    isOfWord = words.contains { $0.hasPrefix("mso") || $0.hasPrefix("x_mso") }
    if element != .blockquote { dialect = HTMLDialect(id: id, classes: words) }
    if !sheet.isEmpty { style = sheet.style(of: name, id: id, classes: words) }
    if var declarations = attributes["style"] {
      style = style.overlaid(by: declarations.withUTF8 { HTMLStyle($0) })
    }
    if attributes["hidden"] != nil { style.isHidden = true }
    if style.hasReplyRule { dialect = dialect ?? .replyHeader }
    if let background = attributes["bgcolor"], style.background == nil {
      style.background = ArraySlice(background.lowercased().utf8)
    }
    if let color = attributes["color"], style.color == nil {
      style.color = ArraySlice(color.lowercased().utf8)
    }
  }

  /// What holds inside the element, apart from what its layout changes.
  func context(in outer: HTMLContext) -> HTMLContext {
    var context = outer
    context.hasNoSize = style.hasNoSize ?? outer.hasNoSize
    if let color = style.color {
      context.hasNoContrast = style.background.map { Self.isEqual(color, $0) } ?? false
    }
    context.isPreformatted = style.isPreformatted ?? outer.isPreformatted
    return context
  }

  /// Whether two colours are written alike, but for `#fff` and `white`.
  private static func isEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    func digits(_ color: ArraySlice<UInt8>) -> [UInt8] {
      if color.elementsEqual("white".utf8) { return Array("#ffffff".utf8) }
      guard color.count == 4, color.first == UInt8(ascii: "#") else { return Array(color) }
      return color.prefix(1) + color.dropFirst().flatMap { [$0, $0] }
    }
    return digits(left) == digits(right)
  }
}
