// SPDX-License-Identifier: Apache-2.0

import Markup

extension HTMLText {
  /// Begins an element that can be seen.
  mutating func layOut(_ element: HTMLElement, _ look: HTMLLook, _ attributes: HTMLAttributes) {
    var opened = HTMLOpenElement(element: element, outer: context)
    context = look.context(in: context)
    if look.style.isStruck ?? (element == .struck) { context.isStruck = true }
    switch element {
    case .inline, .raised, .struck:
      opened.isListMark = look.style.isListMark
      opened.isRaised = element == .raised || look.style.isRaised
      if opened.isRaised { layout.isRaised = true }
    case .headerCell, .cell, .row, .table, .image, .link: break
    case .paragraph:
      if look.style.hasMarginAbove ?? !look.isOfWord { layout.endParagraph() } else { layout.endBlock() }
      opened.hasGapBelow = look.style.hasMarginBelow ?? !look.isOfWord
      opened.listLevel = min(look.style.listLevel ?? 0, 8)
    case .lineBreak: layout.breakLine()
    default: layout.endBlock()
    }
    enterDialect(look.dialect)
    switch element {
    case .rule:
      layout.append(word: Array(repeating: UInt8(ascii: "_"), count: 32))
      layout.endBlock()
    case .blockquote: if !look.style.hasNoBorder { enterBlockquote() }
    case .unorderedList, .orderedList:
      if !context.isInList, look.style.hasMarginAbove ?? true { layout.endParagraph() }
      opened.hasGapBelow = !context.isInList && look.style.hasMarginBelow ?? true
      context.isInList = true
      if element == .orderedList { opened.number = (attributes["start"].flatMap { Int($0) } ?? 1) &- 1 }
    case .listItem: enterItem(attributes)
    case .definition: context.indent = min(context.indent + 2, 16)
    case .preformatted:
      context.isPreformatted = true
      isFirstInPreformatted = true
    case .table: layout.openTable(isData: Self.isData(attributes))
    case .row: layout.openRow()
    case .cell, .headerCell:
      layout.openCell(isHeader: element == .headerCell)
      context.isInList = false
      context.indent = 0
      holders.append(HTMLHolder(isLink: false, written: layout.written))
    case .link:
      context.isInLink = true
      let target = attributes["href"].flatMap { Self.target($0) }
      holders.append(HTMLHolder(isLink: true, target: target, written: layout.written))
    case .image: if !isLeftOut { place(attributes) }
    default: break
    }
    if opened.listLevel > 0 { context.indent = 2 * opened.listLevel }
    apply()
    open.append(opened)
  }

  private mutating func apply() {
    layout.quoteDepth = context.quoteDepth
    layout.indent = context.indent
    layout.region = context.region
  }

  /// A table with a border or header cells holds data; `role=presentation` is a layout by its own word.
  private static func isData(_ attributes: HTMLAttributes) -> Bool? {
    if attributes["role"]?.lowercased() == "presentation" { return nil }
    guard let border = attributes["border"] else { return nil }
    return border != "0" ? true : nil
  }

  private mutating func enterDialect(_ dialect: HTMLDialect?) {
    guard let dialect, context.quoteDepth == 0 else { return }
    switch dialect {
    case .quote:
      layout.endBlock()
      context.quoteDepth += 1
      context.isQuoteContainer = true
    case .looseQuote:
      guard context.looseQuote == 0 else { return }
      context.region = regions.open(.looseQuote, in: context.region)
      context.looseQuote = context.region
    case .attribution, .replyHeader: context.region = regions.open(dialect, in: context.region)
    case .signature:
      guard !context.isInSignature else { return }
      context.isInSignature = true
      context.region = regions.open(.signature, in: context.region)
    }
  }

  private mutating func enterBlockquote() {
    if context.looseQuote > 0 { regions.forget(context.looseQuote) }
    if context.isQuoteContainer { context.isQuoteContainer = false } else { context.quoteDepth += 1 }
  }

  private mutating func enterItem(_ attributes: HTMLAttributes) {
    var marker = Array("- ".utf8)
    if let list = open.lastIndex(where: { $0.element == .orderedList || $0.element == .unorderedList }),
      let last = open[list].number
    {
      let number = attributes["value"].flatMap { Int($0) } ?? (last &+ 1)
      open[list].number = number
      marker = Array("\(number). ".utf8)
    }
    layout.openItem(Array(repeating: 32, count: context.indent) + marker)
    context.indent = min(context.indent + marker.count, 24)
  }

  /// Ends an element.
  mutating func close(_ closed: HTMLOpenElement) {
    switch closed.element {
    case .inline, .raised, .struck:
      if closed.isListMark { endListMark() }
      if closed.isRaised { layout.isRaised = false }
    case .lineBreak, .rule, .image: break
    case .link: closeLink()
    case .paragraph: if closed.hasGapBelow { layout.endParagraph() } else { layout.endBlock() }
    case .unorderedList, .orderedList:
      if closed.hasGapBelow { layout.endParagraph() } else { layout.endItem() }
    case .listItem: layout.endItem()
    case .table: layout.closeTable()
    case .row: layout.closeRow()
    case .cell, .headerCell:
      if let cell = holders.popLast() { _ = standIn(for: cell) }
      layout.closeCell()
    default: layout.endBlock()
    }
    context = closed.outer
    apply()
  }

  /// What stood in Word's list mark becomes a bullet, or stays a number.
  private mutating func endListMark() {
    let mark = layout.takeLine().filter { $0 > 32 && $0 < 127 }
    let isNumber = mark.count > 1 && mark.first.map { $0.isDigit || $0.isLetter } == true
    let level = open.last { $0.listLevel > 0 }?.listLevel ?? 1
    layout.openItem(
      Array(repeating: 32, count: 2 * level - 2) + (isNumber ? mark + [32] : Array("- ".utf8)))
  }
}
