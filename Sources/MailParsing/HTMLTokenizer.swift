// SPDX-License-Identifier: Apache-2.0

/// A start tag with the attributes that matter for text.
struct HTMLTag {
  /// The name in lower case.
  var name: String
  /// Names in lower case, values as written with character references undone.
  var attributes: [(name: String, value: String)] = []
  /// Whether it ends itself (`<br/>`).
  var isSelfClosing = false

  /// The value of an attribute, nil when missing.
  subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }
}

/// One token of a page.
enum HTMLToken {
  /// Bytes between tags, references not undone.
  case text(Range<Int>)
  case start(HTMLTag)
  case end(String)
}

/// Cuts a page into tags and text, forgiving as browsers are, each byte looked at a bounded number of times.
struct HTMLTokenizer {
  private let bytes: [UInt8]
  private var index = 0
  /// Set once no `>` follows any more: the rest is text, and no search for one is repeated.
  private var isLiteral = false
  /// Set once no `-->` follows any more.
  private var hasNoCommentEnd = false
  /// Raw-text elements whose end tag was looked for in vain.
  private var unclosed: Set<String> = []

  /// Starts at the beginning of a page in UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next token, nil at the end.
  mutating func next() -> HTMLToken? {
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), !isLiteral else { return .text(readText()) }
      let following = index + 1 < bytes.count ? bytes[index + 1] : 0
      if following == UInt8(ascii: "!") || following == UInt8(ascii: "?") {
        skipDeclaration()
      } else if following == UInt8(ascii: "/") {
        if let name = readEndTag() { return .end(name) }
      } else if following.isLetter {
        guard let tag = readStartTag() else { return .text(readText()) }
        skipRawText(of: tag)
        return .start(tag)
      } else {
        return .text(readText())
      }
    }
    return nil
  }

  private mutating func readText() -> Range<Int> {
    let start = index
    index += 1
    if isLiteral { index = bytes.count }
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
    return start..<index
  }

  /// Comments, conditional comments, doctypes and processing instructions.
  private mutating func skipDeclaration() {
    if !hasNoCommentEnd, bytes[index...].startsFolded(with: "<!--") {
      var position = index + 4
      // `<!-->` is an empty comment.
      if position < bytes.count, bytes[position] == UInt8(ascii: ">") {
        index = position + 1
        return
      }
      while position + 2 < bytes.count {
        if bytes[position] == 45, bytes[position + 1] == 45, bytes[position + 2] == UInt8(ascii: ">") {
          index = position + 3
          return
        }
        position += 1
      }
      hasNoCommentEnd = true
    }
    guard let close = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
      isLiteral = true
      return
    }
    index = close + 1
  }

  private mutating func readEndTag() -> String? {
    var position = index + 2
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
    guard position < bytes.count else {
      index = bytes.count
      return nil
    }
    index = position + 1
    let name = bytes[start..<position].prefix { !$0.isWhitespace && $0 != UInt8(ascii: "/") }.prefix(32)
    return String(decoding: name.map(\.lowered), as: UTF8.self)
  }

  private mutating func readStartTag() -> HTMLTag? {
    var position = index + 1
    let start = position
    while position < bytes.count, !bytes[position].isWhitespace, bytes[position] != UInt8(ascii: ">"),
      bytes[position] != UInt8(ascii: "/")
    { position += 1 }
    var tag = HTMLTag(
      name: String(decoding: bytes[start..<min(position, start + 32)].map(\.lowered), as: UTF8.self))
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      if bytes[position].isWhitespace {
        position += 1
      } else if bytes[position] == UInt8(ascii: "/") {
        tag.isSelfClosing = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: ">")
        position += 1
      } else {
        readAttribute(&position, into: &tag)
      }
    }
    guard position < bytes.count else {
      isLiteral = true
      return nil
    }
    index = position + 1
    return tag
  }

  private func readAttribute(_ position: inout Int, into tag: inout HTMLTag) {
    let nameStart = position
    position += 1
    while position < bytes.count, !bytes[position].isWhitespace, bytes[position] != UInt8(ascii: "="),
      bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "/")
    { position += 1 }
    let name = bytes[nameStart..<position]
    while position < bytes.count, bytes[position].isWhitespace { position += 1 }
    var value: ArraySlice<UInt8> = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
      position += 1
      while position < bytes.count, bytes[position].isWhitespace { position += 1 }
      guard position < bytes.count else { return }
      let quote = bytes[position]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let start = position + 1
        position = bytes[start...].firstIndex(of: quote) ?? bytes.count
        value = bytes[start..<position]
        if position < bytes.count { position += 1 }
      } else {
        let start = position
        while position < bytes.count, !bytes[position].isWhitespace, bytes[position] != UInt8(ascii: ">") {
          position += 1
        }
        value = bytes[start..<position]
      }
    }
    guard Self.wanted.contains(where: { name.count == $0.utf8CodeUnitCount && name.startsFolded(with: $0) }),
      tag.attributes.count < 16
    else { return }
    let text = HTMLText.unescape(value.prefix(4096))
    tag.attributes.append((String(decoding: name.map(\.lowered), as: UTF8.self), text))
  }

  private static let wanted: [StaticString] = [
    "style", "class", "id", "href", "hidden", "type", "charset", "content",
  ]

  /// Jumps over the content of elements that hold no markup, up to their end tag.
  private mutating func skipRawText(of tag: HTMLTag) {
    guard ["script", "style", "title", "textarea", "xmp", "iframe", "noembed"].contains(tag.name),
      !tag.isSelfClosing, !unclosed.contains(tag.name)
    else { return }
    let end = Array("</\(tag.name)".utf8)
    var position = index
    while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      if bytes[open...].prefix(end.count).lazy.map(\.lowered).elementsEqual(end) {
        index = open
        return
      }
      position = open + 1
    }
    // Never closed: a browser would swallow the rest of the letter, we rather show too much.
    unclosed.insert(tag.name)
  }
}
