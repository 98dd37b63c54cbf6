// SPDX-License-Identifier: Apache-2.0

/// What the declarations of a style say about text; nil is “not said”.
struct HTMLStyle {
  /// Whether the element and all in it can't be seen.
  var isHidden: Bool?
  /// Whether Outlook does not show it.
  var isHiddenInOutlook = false
  /// Whether its letters have no size; what is inside may have its own.
  var hasNoSize: Bool?
  /// Whether an empty space is above and below it.
  var hasMarginAbove: Bool?
  var hasMarginBelow: Bool?
  /// Whether a line goes through its letters.
  var isStruck: Bool?
  /// Whether its letters stand above or below the line.
  var isRaised = false
  /// Whether spaces and line ends count.
  var isPreformatted: Bool?
  /// Whether it has no bar at its side, as an indent has none.
  var hasNoBorder = false
  /// The thin grey line that Outlook draws above a reply header.
  var hasReplyRule = false
  /// The bullet or number of a list that Word makes of paragraphs.
  var isListMark = false
  /// The depth of such a list, from 1.
  var listLevel: Int?
  /// The colour of the letters and of what is behind them, as written.
  var color: ArraySlice<UInt8>?
  var background: ArraySlice<UInt8>?

  private var isClipped = false
  private var hasNoHeight = false
  private var hasNoWidth = false

  /// Says nothing.
  init() {}

  /// Reads the declarations of a `style` attribute or of a rule, at most 4 KB.
  init(_ declarations: some Collection<UInt8>) {
    for declaration in declarations.prefix(4096).split(separator: UInt8(ascii: ";")) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = declaration[..<colon].drop(while: \.isWhitespace)
      guard let first = name.first?.lowered, Self.initials.contains(first) else { continue }
      let written = declaration[declaration.index(after: colon)...].prefix { $0 != UInt8(ascii: "!") }
      let value = ArraySlice(written.map(\.lowered)).trimmed(where: \.isWhitespace)
      read(String(decoding: name.prefix { !$0.isWhitespace }.map(\.lowered), as: UTF8.self), value)
    }
    if isClipped && hasNoHeight || hasNoHeight && hasNoWidth || isClipped && hasNoWidth { isHidden = true }
  }

  private static let initials = Set("dvmfohwbclt".utf8)

  private mutating func read(_ name: String, _ value: ArraySlice<UInt8>) {
    switch name {
    case "display": isHidden = value.isEqual("none")
    case "visibility": if value.isEqual("hidden") { isHidden = true }
    case "mso-hide": isHiddenInOutlook = value.isEqual("all")
    case "opacity": if Self.isZero(value, below: 0.01) { isHidden = true }
    case "font-size": hasNoSize = Self.isZero(value, below: 1.01) && !value.contains(anyOf: ["em", "%"])
    case "overflow": isClipped = value.isEqual("hidden")
    case "height", "max-height": if Self.isZero(value, below: 1.01) { hasNoHeight = true }
    case "width", "max-width": if Self.isZero(value, below: 1.01) { hasNoWidth = true }
    case "white-space": isPreformatted = value.starts(with: "pre".utf8)
    case "text-decoration", "text-decoration-line": isStruck = value.contains(anyOf: ["line-through"])
    case "vertical-align": isRaised = value.isEqual("super") || value.isEqual("sub")
    case "color": color = value
    case "background", "background-color": background = value
    case "margin": readMargin(value)
    case "margin-top": hasMarginAbove = !Self.isZero(value, below: 4)
    case "margin-bottom": hasMarginBelow = !Self.isZero(value, below: 4)
    case "border": hasNoBorder = value.starts(with: "none".utf8) || value.first == UInt8(ascii: "0")
    case "border-left": hasNoBorder = false
    case "border-top": hasReplyRule = value.contains(anyOf: ["#e1e1e1", "#b5c4df"])
    case "mso-list": readList(value)
    default: break
    }
  }

  private mutating func readMargin(_ value: ArraySlice<UInt8>) {
    let lengths = value.split(whereSeparator: \.isWhitespace)
    guard let above = lengths.first else { return }
    hasMarginAbove = !Self.isZero(above, below: 4)
    hasMarginBelow = lengths.count >= 3 ? !Self.isZero(lengths[2], below: 4) : hasMarginAbove
  }

  /// `mso-list:Ignore` around the mark, `mso-list:l0 level2 lfo1` at the paragraph.
  private mutating func readList(_ value: ArraySlice<UInt8>) {
    if value.isEqual("ignore") {
      isListMark = true
    } else if let level = FoldedText(value).index(of: "level", from: 0), level + 5 < value.count {
      let digit = value[value.startIndex + level + 5]
      if digit.isDigit { listLevel = max(1, Int(digit) - 48) }
    }
  }

  /// Whether a length is so small that nothing can be seen: its number without regard to the unit, but for
  /// those that are larger than a point.
  private static func isZero(_ value: some Collection<UInt8>, below limit: Double) -> Bool {
    let digits = value.prefix { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    guard !digits.isEmpty, digits.count < 12, let number = Double(String(decoding: digits, as: UTF8.self))
    else { return false }
    let unit = value.dropFirst(digits.count)
    let isLarge =
      unit.starts(with: "em".utf8) || unit.starts(with: "rem".utf8) || unit.starts(with: "cm".utf8)
      || unit.starts(with: "in".utf8) || unit.starts(with: "%".utf8)
    return number <= 0 || number < (isLarge ? min(limit, 0.01) : limit)
  }

  /// This style with what `other` says on top of it.
  func overlaid(by other: HTMLStyle) -> HTMLStyle {
    var style = other
    style.isHidden = other.isHidden ?? isHidden
    style.hasNoSize = other.hasNoSize ?? hasNoSize
    style.isStruck = other.isStruck ?? isStruck
    style.hasMarginAbove = other.hasMarginAbove ?? hasMarginAbove
    style.hasMarginBelow = other.hasMarginBelow ?? hasMarginBelow
    style.isPreformatted = other.isPreformatted ?? isPreformatted
    style.listLevel = other.listLevel ?? listLevel
    style.color = other.color ?? color
    style.background = other.background ?? background
    return style
  }
}

extension ArraySlice<UInt8> {
  /// Whether it is that text.
  fileprivate func isEqual(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && startsFolded(with: text)
  }

  /// Whether one of the texts stands in it.
  fileprivate func contains(anyOf texts: [String]) -> Bool { FoldedText(self).contains(anyOf: texts) }
}
