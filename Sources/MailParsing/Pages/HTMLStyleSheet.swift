// SPDX-License-Identifier: Apache-2.0

/// The simple rules of a page's style sheets: by element, class, identifier, or element and class.
///
/// Rules that depend on where an element stands, on the screen or on the pointer are left out.
struct HTMLStyleSheet {
  private var rules: [String: HTMLStyle] = [:]
  private var size = 0

  private static let sizeLimit = 128 << 10
  private static let ruleLimit = 1_000

  /// Whether it has no rules.
  var isEmpty: Bool { rules.isEmpty }

  /// Adds the content of a `style` element; what exceeds the limits is left out.
  mutating func add(_ text: [UInt8]) {
    guard size < Self.sizeLimit else { return }
    let text = text.prefix(Self.sizeLimit - size)
    size += text.count
    var index = text.startIndex
    var start = index
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "/") where index + 1 < text.endIndex && text[index + 1] == UInt8(ascii: "*"):
        // A comment between rules; one among selectors spoils that rule only.
        index = Self.endOfComment(text, from: index + 2)
        start = index
      case UInt8(ascii: ";"):
        index += 1
        start = index
      case UInt8(ascii: "{"):
        let selectors = text[start..<index].trimmed(where: \.isWhitespace)
        let end = Self.endOfBlock(text, from: index + 1)
        if selectors.first != UInt8(ascii: "@") { add(text[(index + 1)..<end], to: selectors) }
        index = min(end + 1, text.endIndex)
        start = index
      default: index += 1
      }
    }
  }

  private mutating func add(_ declarations: ArraySlice<UInt8>, to selectors: ArraySlice<UInt8>) {
    let style = HTMLStyle(declarations)
    for selector in selectors.prefix(2048).split(separator: UInt8(ascii: ",")) {
      // What is left of `<!--` and `-->` around the rules.
      let words = selector.split(whereSeparator: \.isWhitespace).filter {
        $0.first?.isLetter == true || $0.first == 35 || $0.first == 46
      }
      guard let word = words.first, words.count == 1, rules.count < Self.ruleLimit,
        word.allSatisfy({ $0.isLetter || $0.isDigit || [35, 45, 46, 95].contains($0) })
      else { continue }
      let key = String(decoding: word, as: UTF8.self).lowercased()
      rules[key] = rules[key]?.overlaid(by: style) ?? style
    }
  }

  private static func endOfComment(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while index + 1 < text.endIndex {
      if text[index] == UInt8(ascii: "*"), text[index + 1] == UInt8(ascii: "/") { return index + 2 }
      index += 1
    }
    return text.endIndex
  }

  /// The brace that closes a block, or the end.
  private static func endOfBlock(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var depth = 1
    for index in start..<text.endIndex {
      if text[index] == UInt8(ascii: "{") { depth += 1 }
      if text[index] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return text.endIndex
  }

  /// What the rules say about an element, the more special over the more general ones.
  func style(of name: String, id: String?, classes: [Substring]) -> HTMLStyle {
    var style = rules[name] ?? HTMLStyle()
    for word in classes {
      if let rule = rules["." + word] { style = style.overlaid(by: rule) }
      if let rule = rules["\(name).\(word)"] { style = style.overlaid(by: rule) }
    }
    if let id, let rule = rules["#" + id] { style = style.overlaid(by: rule) }
    return style
  }
}
