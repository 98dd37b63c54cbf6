// SPDX-License-Identifier: Apache-2.0

/// The pass over a page that `HTMLIntake` describes; each byte is looked at a bounded number of times.
struct HTMLIntakePass {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var index = 0
  /// Behind the last `>`: no tag that begins there has an end.
  private let tagsEnd: Int
  /// Set once a search has failed, so that it is not made again.
  private var hasNoCommentEnd = false
  private var hasNoScriptEnd = false
  private var hasNoStyleEnd = false
  private var hasNoDoubleQuote = false
  private var hasNoSingleQuote = false
  /// Set once a tag with quoted values ran into the end of the page: quotes count no more.
  private var ignoresQuotes = false
  private var oddNames = 0
  private static let block: StaticString = "div"

  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    self.bytes = bytes
    tagsEnd = bytes.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? 0
  }

  mutating func run() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        readMarkup()
      } else {
        index = harmless(from: index)
      }
    }
  }

  /// Edits text up to the next `<` or `end`: XML has no controls and no U+FFFE, U+FFFF.
  private func harmless(from start: Int, to end: Int? = nil) -> Int {
    let end = end ?? bytes.count
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "<"): return index
      case UInt8(ascii: "&"): bytes[index] = HTMLIntake.ampersand
      case 9, 10, 13: break
      case 0..<32, 127: bytes[index] = 32
      case 0xEF where index + 2 < end && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
        bytes[index + 2] = 0xBD
      default: break
      }
      index += 1
    }
    return index
  }

  private mutating func readMarkup() {
    let next = byte(index + 1)
    if next.isASCIILetter {
      readStartTag()
    } else if next == UInt8(ascii: "/"), byte(index + 2).isASCIILetter {
      readEndTag()
    } else if next == UInt8(ascii: "!"), byte(index + 2) == 45, byte(index + 3) == 45 {
      readComment()
    } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
      readDeclaration()
    } else {
      // libxml2 keeps each of these names, though it takes them for text.
      if next == UInt8(ascii: "_") || next == UInt8(ascii: ":") {
        oddNames += 1
        if oddNames > 100 { bytes[index + 1] = UInt8(ascii: "-") }
      }
      index += 1
    }
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
  }

  private func fill(_ range: Range<Int>) {
    for index in range { bytes[index] = 32 }
  }

  /// A tag, comment or declaration up to before `end` becomes an empty processing instruction.
  private mutating func drop(to end: Int) {
    if end - index < 4 {
      bytes[index + 1] = UInt8(ascii: "u")
    } else {
      bytes[index + 1] = UInt8(ascii: "?")
      bytes[index + 2] = UInt8(ascii: "p")
      fill(index + 3..<end - 1)
      bytes[end - 1] = UInt8(ascii: ">")
    }
    index = end
  }

  private mutating func readDeclaration() {
    guard index < tagsEnd, let close = firstIndex(of: UInt8(ascii: ">"), from: index + 2) else {
      bytes[index] = 32
      return
    }
    drop(to: close + 1)
  }

  /// Up to `-->` or `--!>`; `<!-->` is empty, one without end is taken for a declaration.
  private mutating func readComment() {
    if byte(index + 4) == UInt8(ascii: ">") { return drop(to: index + 5) }
    if byte(index + 4) == 45, byte(index + 5) == UInt8(ascii: ">") { return drop(to: index + 6) }
    var position = index + 6
    while !hasNoCommentEnd {
      guard let close = firstIndex(of: UInt8(ascii: ">"), from: position) else {
        hasNoCommentEnd = true
        break
      }
      let dashes = bytes[close - 1] == UInt8(ascii: "!") ? close - 1 : close
      if dashes >= index + 6, bytes[dashes - 1] == 45, bytes[dashes - 2] == 45 { return drop(to: close + 1) }
      position = close + 1
    }
    readDeclaration()
  }

  private mutating func readEndTag() {
    guard index < tagsEnd, let close = firstIndex(of: UInt8(ascii: ">"), from: index + 2) else {
      // Cut off in the middle of it.
      let name = bytes[(index + 2)...].prefix { $0.isASCIILetter || $0.isASCIIDigit }
      fill(index..<name.endIndex)
      index = name.endIndex
      return
    }
    let name = readName(from: index + 2, to: close)
    fill(name.endIndex..<close)
    index = close + 1
  }

  /// The name of a tag; an unknown one becomes `u`, and `body`, which libxml2 lets no end tag pass, `div`.
  private func readName(from start: Int, to end: Int) -> Slice<UnsafeMutableBufferPointer<UInt8>> {
    let name = bytes[start..<end].prefix { !$0.isSpace && $0 != UInt8(ascii: "/") }
    if name.count == 4, name.startsFolded(with: "body") {
      for offset in 0..<3 { bytes[start + offset] = Self.block.utf8Start[offset] }
      bytes[start + 3] = 32
    } else if !HTMLIntake.elements.contains(name) {
      bytes[start] = UInt8(ascii: "u")
      fill(start + 1..<name.endIndex)
    }
    return name
  }

  private mutating func readStartTag() {
    guard index < tagsEnd, let first = firstIndex(of: UInt8(ascii: ">"), from: index + 1) else {
      bytes[index] = 32
      return
    }
    let name = readName(from: index + 1, to: first)
    var position = name.endIndex
    if ignoresQuotes {
      fill(position..<first)
      position = first
    } else {
      readAttributes(&position)
      guard position < bytes.count else {
        ignoresQuotes = true
        fill(name.endIndex..<first)
        index = first + 1
        return
      }
    }
    index = position + 1
    if bytes[position - 1] != UInt8(ascii: "/") { readRawText(of: name) }
  }

  private mutating func readAttributes(_ position: inout Int) {
    var seen: [UInt64] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      if bytes[position].isSpace {
        bytes[position] = 32
        position += 1
      } else if bytes[position] == UInt8(ascii: "/") {
        if byte(position + 1) != UInt8(ascii: ">") { bytes[position] = 32 }
        position += 1
      } else {
        let start = position
        position += 1
        while position < bytes.count, bytes[position].continuesName { position += 1 }
        let name = bytes[start..<position]
        let value = readValue(&position)
        let hash = NameSet.hash(name)
        if HTMLIntake.attributes.contains(name), !seen.contains(hash) {
          seen.append(hash)
          var edited = harmless(from: value.lowerBound, to: value.upperBound)
          while edited < value.upperBound { edited = harmless(from: edited + 1, to: value.upperBound) }
        } else if position < bytes.count {
          fill(start..<position)
        }
      }
    }
  }

  /// The value with its quotes, empty when there is none; `position` moves behind it.
  private mutating func readValue(_ position: inout Int) -> Range<Int> {
    var start = position
    while start < bytes.count, bytes[start].isSpace { start += 1 }
    guard byte(start) == UInt8(ascii: "=") else { return position..<position }
    start += 1
    while start < bytes.count, bytes[start].isSpace { start += 1 }
    position = start
    let quote = byte(start)
    if quote == UInt8(ascii: "\""), !hasNoDoubleQuote {
      if let close = firstIndex(of: quote, from: start + 1) {
        position = close + 1
      } else {
        hasNoDoubleQuote = true
      }
    } else if quote == UInt8(ascii: "'"), !hasNoSingleQuote {
      if let close = firstIndex(of: quote, from: start + 1) {
        position = close + 1
      } else {
        hasNoSingleQuote = true
      }
    }
    if position == start {
      // Without a second quote the first one is a letter, which would mean something to libxml2.
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { bytes[start] = UInt8(ascii: "_") }
      while position < bytes.count, !bytes[position].isSpace, bytes[position] != UInt8(ascii: ">") {
        position += 1
      }
    }
    return start..<position
  }

  /// Jumps over the content of scripts and style sheets; without an end tag they are taken for text.
  private mutating func readRawText(of name: Slice<UnsafeMutableBufferPointer<UInt8>>) {
    let isScript = name.startsFolded(with: "script") && name.count == 6
    guard isScript || name.startsFolded(with: "style") && name.count == 5 else { return }
    var position = index
    let isHopeless = isScript ? hasNoScriptEnd : hasNoStyleEnd
    while !isHopeless, let open = firstIndex(of: UInt8(ascii: "<"), from: position) {
      let rest = bytes[(open + 1)...]
      if rest.startsFolded(with: isScript ? "/script" : "/style") {
        if isScript { fill(index..<open) } else { blankTags(index..<open) }
        index = open
        return
      }
      position = open + 1
    }
    if isScript { hasNoScriptEnd = true } else { hasNoStyleEnd = true }
    bytes[name.startIndex] = UInt8(ascii: "u")
    fill(name.startIndex + 1..<name.endIndex)
  }

  /// A style sheet needs no `<`, and libxml2 counts each `</` in it a fault.
  private func blankTags(_ range: Range<Int>) {
    var edited = range.lowerBound
    while edited < range.upperBound {
      edited = harmless(from: edited, to: range.upperBound)
      if edited < range.upperBound { bytes[edited] = 32 }
    }
  }
}

extension UInt8 {
  /// An ASCII letter.
  fileprivate var isASCIILetter: Bool { (self | 32) >= 97 && (self | 32) <= 122 }
  /// An ASCII digit.
  fileprivate var isASCIIDigit: Bool { self >= 48 && self <= 57 }
  /// White space of HTML.
  fileprivate var isSpace: Bool { self == 32 || self >= 9 && self <= 13 && self != 11 }
  /// Whether the name of an attribute goes on with it.
  fileprivate var continuesName: Bool {
    !isSpace && self != UInt8(ascii: "=") && self != UInt8(ascii: ">") && self != UInt8(ascii: "/")
  }
}

extension Slice<UnsafeMutableBufferPointer<UInt8>> {
  /// Whether it starts with an ASCII text in lower case, letter case set aside.
  fileprivate func startsFolded(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where self[startIndex + offset] | 32 != text.utf8Start[offset] | 32 { return false }
    return true
  }
}
