// SPDX-License-Identifier: Apache-2.0

import Markup

extension HTMLText {
  /// Begins an element that can be seen.
  mutating func layOut(_ opened: inout HTMLOpenElement, _ attributes: HTMLAttributes) {
    context = opened.context()
    switch opened.element {
    case .inline, .headerCell, .cell, .row, .table, .image, .link: break
    case .paragraph:
      if opened.style.hasMarginAbove ?? !opened.isOfWord { layout.endParagraph() } else { layout.endBlock() }
    case .lineBreak: layout.breakLine()
    default: layout.endBlock()
    }
    enterDialect(opened)
    switch opened.element {
    case .rule:
      layout.append(word: Array(repeating: UInt8(ascii: "_"), count: 32))
      layout.endBlock()
    case .blockquote: enterBlockquote(opened)
    case .unorderedList, .orderedList:
      if !context.isInList, opened.style.hasMarginAbove ?? true { layout.endParagraph() }
      context.isInList = true
      if opened.element == .orderedList { opened.number = (attributes["start"].flatMap { Int($0) } ?? 1) - 1 }
    case .listItem: enterItem(attributes)
    case .definition: context.indent = min(context.indent + 2, 16)
    case .preformatted:
      context.isPreformatted = true
      isFirstInPreformatted = true
    case .table: layout.openTable(isData: Self.isData(attributes))
    case .row: layout.openRow()
    case .cell, .headerCell:
      layout.openCell(isHeader: opened.element == .headerCell)
      context.isInList = false
      context.indent = 0
    case .link: opened.target = attributes["href"].flatMap { Self.target($0) }
    case .image: place(attributes, opened.style)
    default: break
    }
    if opened.element == .link { context.isInLink = true }
    if let level = opened.style.listLevel, opened.element == .paragraph { context.indent = 2 * min(level, 8) }
    apply()
    opened.written = layout.written
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

  private mutating func enterDialect(_ opened: HTMLOpenElement) {
    guard let dialect = opened.dialect, context.quoteDepth == 0 else { return }
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

  private mutating func enterBlockquote(_ opened: HTMLOpenElement) {
    guard !opened.style.hasNoBorder else { return }
    if context.looseQuote > 0 { regions.forget(context.looseQuote) }
    if context.isQuoteContainer { context.isQuoteContainer = false } else { context.quoteDepth += 1 }
  }

  private mutating func enterItem(_ attributes: HTMLAttributes) {
    var marker = Array("- ".utf8)
    if let list = open.lastIndex(where: { $0.element == .orderedList || $0.element == .unorderedList }),
      let last = open[list].number
    {
      let number = attributes["value"].flatMap { Int($0) } ?? (last < Int.max ? last + 1 : last)
      open[list].number = number
      marker = Array("\(number). ".utf8)
    }
    layout.openItem(Array(repeating: 32, count: context.indent) + marker)
    context.indent = min(context.indent + marker.count, 24)
  }

  /// Ends an element.
  mutating func close(_ closed: HTMLOpenElement) {
    var closed = closed
    if !closed.alternative.isEmpty, layout.written == closed.written {
      closed.shown = Array(closed.alternative.utf8)
      layout.append(word: closed.shown)
    }
    switch closed.element {
    case .inline: if closed.style.isListMark { endListMark() }
    case .lineBreak, .rule, .image: break
    case .link: closeLink(closed)
    case .paragraph:
      if closed.style.hasMarginBelow ?? !closed.isOfWord { layout.endParagraph() } else { layout.endBlock() }
    case .unorderedList, .orderedList:
      if !closed.outer.isInList, closed.style.hasMarginBelow ?? true {
        layout.endParagraph()
      } else {
        layout.endItem()
      }
    case .listItem: layout.endItem()
    case .table: layout.closeTable()
    case .row: layout.closeRow()
    case .cell, .headerCell: layout.closeCell()
    default: layout.endBlock()
    }
    context = closed.outer
    apply()
  }

  /// What stood in Word's list mark becomes a bullet, or stays a number.
  private mutating func endListMark() {
    let mark = layout.takeLine().filter { $0 > 32 && $0 < 127 }
    let isNumber = mark.count > 1 && mark.first.map { $0.isDigit || $0.isLetter } == true
    let level = open.last { $0.style.listLevel != nil }?.style.listLevel ?? 1
    layout.openItem(
      Array(repeating: 32, count: 2 * min(level, 8) - 2) + (isNumber ? mark + [32] : Array("- ".utf8)))
  }
}
