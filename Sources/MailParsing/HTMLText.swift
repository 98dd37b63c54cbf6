// SPDX-License-Identifier: Apache-2.0

/// Turns a page into readable text: blocks become lines, rows keep their cells, quotes are marked with `> `.
///
/// Nothing is fetched, no style sheet is read; what is hidden by its own style is left out. Linear in the
/// page.
package struct HTMLText {
  private var bytes: [UInt8]
  private var layout = HTMLLayout()
  private var inHead = false
  private var hidden: (name: String, depth: Int)?
  private var quotes: [Bool] = []
  private var lists: [Int?] = []
  private var preformatted = 0
  private var link: (target: String, start: Int)?

  /// The text of a page.
  package static func convert(_ page: String) -> String {
    var text = HTMLText(bytes: Array(page.utf8))
    text.run()
    return String(decoding: text.layout.finish(), as: UTF8.self)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func run() {
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      switch token {
      case .text(let range):
        guard hidden == nil, !inHead else { continue }
        let text = Self.unescaped(bytes[range])
        if preformatted > 0 { layout.appendPreformatted(text) } else { layout.append(text) }
      case .start(let tag): start(tag)
      case .end(let name): end(name)
      }
    }
  }

  private mutating func start(_ tag: HTMLTag) {
    if let open = hidden {
      if tag.name == open.name, !tag.isSelfClosing { hidden = (open.name, open.depth + 1) }
      return
    }
    if inHead, !Self.headOnly.contains(tag.name), !tag.name.utf8.contains(UInt8(ascii: ":")) {
      inHead = false
    }
    if tag.name == "head" {
      inHead = true
      return
    }
    guard !inHead, !Self.headOnly.contains(tag.name) else { return }
    if !Self.void.contains(tag.name), !tag.isSelfClosing, Self.isHidden(tag) {
      hidden = (tag.name, 1)
      return
    }
    open(tag)
  }

  private mutating func open(_ tag: HTMLTag) {
    switch tag.name {
    case "br": layout.breakLine()
    case "hr":
      layout.endBlock()
      layout.append(Array(repeating: UInt8(ascii: "_"), count: 32))
      layout.endBlock()
    case "blockquote":
      layout.endBlock()
      let isQuote = !Self.isIndent(tag)
      quotes.append(isQuote)
      if isQuote { layout.quoteDepth += 1 }
    case "ul", "menu":
      layout.endBlock()
      lists.append(nil)
    case "ol":
      layout.endBlock()
      lists.append(0)
    case "li":
      layout.endBlock()
      layout.append(bullet())
    case "pre":
      layout.endBlock()
      preformatted += 1
    case "table": layout.openTable()
    case "tr": layout.openRow()
    case "td", "th": layout.openCell()
    case "a":
      closeLink()
      if let target = tag["href"]?.trimmedTarget { link = (target, layout.position) }
    case _ where Self.blocks.contains(tag.name): layout.endBlock()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    if let open = hidden {
      if name == open.name { hidden = open.depth == 1 ? nil : (name, open.depth - 1) }
      return
    }
    switch name {
    case "head": inHead = false
    case "blockquote":
      layout.endBlock()
      if quotes.popLast() == true { layout.quoteDepth -= 1 }
    case "ul", "menu", "ol":
      layout.endBlock()
      _ = lists.popLast()
    case "pre":
      layout.endBlock()
      preformatted = max(0, preformatted - 1)
    case "table": layout.closeTable()
    case "tr": layout.closeRow()
    case "td", "th": layout.closeCell()
    case "a": closeLink()
    case _ where Self.blocks.contains(name): layout.endBlock()
    default: break
    }
  }

  private mutating func bullet() -> [UInt8] {
    guard let last = lists.last, let number = last else { return Array("- ".utf8) }
    lists[lists.count - 1] = number + 1
    return Array("\(number + 1). ".utf8)
  }

  /// Puts the address behind the text of a link, where the text does not show it.
  private mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    let shown = FoldedText(layout.text(from: open.start), limit: 1_024)
    let target = FoldedText(open.target)
    guard !shown.bytes.isEmpty, !shown.contains(target) else { return }
    if shown.bytes.contains(UInt8(ascii: ".")), target.contains(shown) { return }
    layout.append(Array(" <\(open.target)>".utf8))
  }

  private static let headOnly: Set<String> = [
    "title", "style", "script", "meta", "link", "base", "template", "xml", "noembed", "iframe",
  ]

  private static let void: Set<String> = [
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr",
  ]

  private static let blocks: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "nav", "aside",
    "main",
    "center", "address", "dl", "dt", "dd", "form", "fieldset", "body", "html", "caption", "figure", "tbody",
    "thead",
    "tfoot",
  ]

  /// Whether the element's own attributes hide it, as preview texts for inboxes are.
  private static func isHidden(_ tag: HTMLTag) -> Bool {
    if tag["hidden"] != nil { return true }
    guard let style = Self.style(of: tag) else { return false }
    return style.contains(anyOf: ["display:none", "visibility:hidden", "mso-hide:all"])
  }

  /// Whether a blockquote is only an indent: editors write it so, without a bar.
  private static func isIndent(_ tag: HTMLTag) -> Bool {
    style(of: tag)?.contains(anyOf: ["border:none", "border:0"]) ?? false
  }

  private static func style(of tag: HTMLTag) -> FoldedText? {
    tag["style"].map { FoldedText(ArraySlice($0.utf8.filter { $0 != 32 })) }
  }
}

extension String {
  /// A link that is worth showing, nil for mail addresses, scripts, pictures and anchors.
  fileprivate var trimmedTarget: String? {
    let target = utf8.filter { $0 > 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    guard target.count <= 400, target.startsFolded(with: "http://") || target.startsFolded(with: "https://")
    else {
      return nil
    }
    return String(decoding: target, as: UTF8.self)
  }
}
