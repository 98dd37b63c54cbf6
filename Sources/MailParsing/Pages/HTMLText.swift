// SPDX-License-Identifier: Apache-2.0

import Markup

/// Turns a page into readable text: blocks become lines, rows keep their cells, quotes are marked with `> `.
///
/// Nothing is fetched. What its style hides is left out, and so are controls. Linear in the page.
package struct HTMLText {
  var layout = HTMLLayout()
  var regions = HTMLRegions()
  var open: [HTMLOpenElement] = []
  var context = HTMLContext()
  /// The open links and cells.
  var holders: [HTMLHolder] = []
  private var sheet = HTMLStyleSheet()
  /// How many elements are open in the hidden one, itself included.
  private var hidden = 0
  /// Whether struck text is kept, for a page that has no other.
  private var keepsStruck = false
  private var hasLeftOut = false
  private var isInStyle = false
  private var styleText: [UInt8] = []
  var isFirstInPreformatted = false
  /// The target that was put behind the last link.
  var lastTarget = ""

  /// The text of a page, without what is struck, unless nothing else is there.
  package static func convert(_ page: String) -> String {
    let text = convert(page, keepsStruck: false)
    guard text.hasLeftOut, text.written.utf8.allSatisfy(\.isWhitespace) else { return text.written }
    return convert(page, keepsStruck: true).written
  }

  private static func convert(_ page: String, keepsStruck: Bool) -> (written: String, hasLeftOut: Bool) {
    var page = page
    var text = HTMLText()
    text.keepsStruck = keepsStruck
    page.withUTF8 { bytes in
      HTMLEvents.read(bytes) { event in
        switch event {
        case .start(let name, let attributes): text.start(name, attributes)
        case .end: text.end()
        case .text(let bytes): text.append(bytes)
        }
        return .more
      }
    }
    return (text.finish(), text.hasLeftOut)
  }

  /// Whether what comes next is struck, and so no longer said.
  var isLeftOut: Bool { context.isStruck && !keepsStruck }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if isInStyle { styleText += text }
    guard hidden == 0, !context.hasNoSize, !context.hasNoContrast else { return }
    if isLeftOut {
      hasLeftOut = true
      return
    }
    if context.isPreformatted {
      // The line end directly behind `<pre>` is not part of it.
      let text =
        isFirstInPreformatted && text.first == 10 ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text
      layout.appendPreformatted(text)
      isFirstInPreformatted = false
    } else {
      layout.append(text)
    }
    if context.isInLink { show(text) }
  }

  private mutating func start(_ name: String, _ attributes: HTMLAttributes) {
    guard hidden == 0 else {
      hidden += 1
      return
    }
    let element = HTMLElement(named: name)
    guard element != .ignored, element != .styleSheet else {
      isInStyle = element == .styleSheet
      hidden = 1
      return
    }
    let hasLook = !attributes.isEmpty || !sheet.isEmpty
    let look = hasLook ? HTMLLook(element, name, attributes, sheet) : HTMLLook()
    // A link that Outlook hides is a button of which Outlook has a drawing.
    if look.style.isHidden == true || look.style.isHiddenInOutlook && element != .link {
      hidden = 1
      return
    }
    layOut(element, look, attributes)
  }

  private mutating func end() {
    guard hidden == 0 else {
      hidden -= 1
      if hidden == 0, isInStyle {
        sheet.add(styleText)
        styleText.removeAll()
        isInStyle = false
      }
      return
    }
    if let closed = open.popLast() { close(closed) }
  }

  /// The whole text: quotes marked, never more than two empty lines together.
  private mutating func finish() -> String {
    var lines = layout.finish()
    regions.mark(&lines)
    var out: [UInt8] = []
    var blanks = 2
    var lastDepth = 0
    for line in lines {
      let text = HTMLLayout.Line.visible(line.text[...])
      if text.isEmpty {
        blanks += 1
        if blanks <= 2 { Self.write([], depth: line.quoteDepth, to: &out) }
        continue
      }
      if line.hasGap, blanks == 0 { Self.write([], depth: min(lastDepth, line.quoteDepth), to: &out) }
      if line.beginsSignature {
        out += Array("-- \n".utf8)
      }
      // RFC 3676 §4.3: the space is part of the mark.
      Self.write(text.elementsEqual("--".utf8) ? text + [32] : text, depth: line.quoteDepth, to: &out)
      blanks = 0
      lastDepth = line.quoteDepth
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func write(_ text: ArraySlice<UInt8>, depth: Int, to out: inout [UInt8]) {
    for _ in 0..<min(depth, 8) { out += Array("> ".utf8) }
    if text.isEmpty, out.last == 32 { out.removeLast() }
    out += text
    out.append(10)
  }
}
