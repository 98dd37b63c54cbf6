// SPDX-License-Identifier: Apache-2.0

import Markup

/// What holds for the text of an element, inherited by the elements inside.
struct HTMLContext {
  var isPreformatted = false
  /// Whether letters have no size.
  var hasNoSize = false
  /// Whether letters have the colour of what is behind them.
  var hasNoContrast = false
  var isInLink = false
  var isInSignature = false
  var isInList = false
  /// Whether a quote is open that a blockquote directly inside it only repeats.
  var isQuoteContainer = false
  var quoteDepth = 0
  var indent = 0
  var region = 0
  /// The innermost quote that lasts only until a blockquote is found in it; 0 when there is none.
  var looseQuote = 0
}

/// An element that has begun.
struct HTMLOpenElement {
  let element: HTMLElement
  /// What holds again behind it.
  let outer: HTMLContext
  /// What its attributes and the style sheets say.
  var style = HTMLStyle()
  /// What it is for the mail program that wrote it.
  var dialect: HTMLDialect?
  /// Whether it is one of Word's paragraphs, which have no margins.
  var isOfWord = false
  /// The number of the last item of an ordered list.
  var number: Int?
  /// Where a link leads, nil when that is not worth showing.
  var target: String?
  /// The beginning of what a link shows.
  var shown: [UInt8] = []
  /// How much text there was before it.
  var written = 0
  /// The text in place of a picture in it.
  var alternative = ""

  /// Begins an element.
  init(_ element: HTMLElement, outer: HTMLContext) {
    self.element = element
    self.outer = outer
  }

  /// Reads what its attributes say about its look and meaning.
  mutating func read(_ name: String, _ attributes: HTMLAttributes, _ sheet: HTMLStyleSheet) {
    let id = attributes["id"]?.lowercased()
    let classes = attributes["class"]?.lowercased() ?? ""
    let words = classes.utf8.isEmpty ? [] : classes.split(whereSeparator: \.isWhitespace)
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

  /// What holds inside it, apart from what its layout changes.
  func context() -> HTMLContext {
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
