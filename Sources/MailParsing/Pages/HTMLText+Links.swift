// SPDX-License-Identifier: Apache-2.0

import Markup

extension HTMLText {
  /// The longest target that is put into the text, in bytes; longer ones only count who clicks.
  private static let targetLimit = 256

  /// Notes what the open link shows.
  mutating func show(_ text: UnsafeBufferPointer<UInt8>) {
    guard let link = holders.lastIndex(where: \.isLink), holders[link].target != nil else { return }
    holders[link].shown += text.prefix(max(0, 512 - holders[link].shown.count))
  }

  /// Writes the text in place of a picture where nothing else is in a link or cell, and gives it.
  mutating func standIn(for holder: HTMLHolder) -> [UInt8] {
    guard !holder.alternative.isEmpty, layout.written == holder.written else { return [] }
    let text = Array(holder.alternative.utf8)
    layout.append(word: text)
    return text
  }

  /// Ends a link and puts the target behind its text, where the text does not show it.
  mutating func closeLink() {
    guard let link = holders.popLast() else { return }
    let shownText = link.shown + standIn(for: link)
    guard let target = link.target, target != lastTarget else { return }
    let shown = FoldedText(ArraySlice(shownText))
    let folded = FoldedText(target)
    var bare = folded.bytes[...]
    if let scheme = folded.index(of: "://", from: 0) { bare = bare[(scheme + 3)...] }
    if bare.last == UInt8(ascii: "/") { bare.removeLast() }
    guard shown.bytes.contains(where: { !$0.isWhitespace }), !shown.contains(FoldedText(folded: Array(bare)))
    else {
      return
    }
    let words = FoldedText(folded: Array(shown.bytes[...].trimmed(where: \.isWhitespace)))
    if words.bytes.contains(UInt8(ascii: ".")), folded.contains(words) { return }
    if !target.utf8.contains(UInt8(ascii: ":")), shown.bytes.contains(UInt8(ascii: "@")) { return }
    lastTarget = target
    layout.append(word: Array("<\(target)>".utf8))
  }

  /// A target that is worth showing, an address without `mailto:`; nil for scripts, anchors and long ones.
  static func target(_ href: String) -> String? {
    var target = href.utf8.filter { $0 > 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    if target.startsFolded(with: "mailto:") {
      target = Array(target.dropFirst(7).prefix { $0 != UInt8(ascii: "?") })
      guard target.contains(UInt8(ascii: "@")) else { return nil }
    } else if !target.startsFolded(with: "http://"), !target.startsFolded(with: "https://") {
      return nil
    }
    return target.count <= targetLimit ? String(decoding: target, as: UTF8.self) : nil
  }

  /// Notes the text in place of a picture for the link or cell in which it may be the only content.
  mutating func place(_ attributes: HTMLAttributes) {
    guard let text = attributes["alt"], !Self.isTiny(attributes["width"]), !Self.isTiny(attributes["height"]),
      let first = text.utf8.first
    else { return }
    if first >= 0xE2, text.utf8.count <= 16, text.utf8.allSatisfy({ $0 >= 0x80 }) {
      // A picture of an emoji.
      var emoji = text
      emoji.withUTF8 { layout.append($0) }
      return
    }
    guard text.utf8.count <= 200, !FoldedText(text).hasSuffix(anyOf: Self.meaningless),
      let holder = holders.indices.last, holders[holder].alternative.isEmpty
    else { return }
    holders[holder].alternative = text
  }

  /// Whether a width or height is that of a picture that only counts readers.
  private static func isTiny(_ length: String?) -> Bool {
    length.flatMap { Int($0) }.map { $0 <= 3 } ?? false
  }

  /// What programs, not people, write for a picture.
  private static let meaningless = [
    ".png", ".jpg", ".jpeg", ".gif", "automatically generated", "automatisch generierte beschreibung",
    "автоматически созданное описание", "image", "logo", "spacer", "icon",
  ]
}
