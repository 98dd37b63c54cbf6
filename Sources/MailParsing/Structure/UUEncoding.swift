// SPDX-License-Identifier: Apache-2.0

/// Files that older programs and scripts write into the text: `begin 644 NAME` to `end`.
enum UUEncoding {
  /// One file in a text.
  struct Block {
    /// Where it stands, from `begin` to the end of the line of `end`.
    let range: Range<Int>
    /// The decoded name, on one line; nil when it says none.
    let name: String?
    /// The decoded bytes.
    let content: [UInt8]
  }

  /// The complete blocks of a text, not many more than a message may have parts; one without `end`, or with a line that is no uuencode, is none.
  ///
  /// No line of a block can start with `b`, so that none is looked at twice.
  static func blocks(in bytes: UnsafeBufferPointer<UInt8>) -> [Block] {
    var found: [Block] = []
    var position = 0
    while found.count <= ParseLimits.parts, let start = bytes.lineStart(of: "begin ", from: position) {
      let line = bytes.line(at: start, to: bytes.count)
      position = line.next
      let words = bytes[line.content].dropFirst(6).drop { $0.isBlank }
      let mode = words.prefix { $0 >= 48 && $0 < 56 }
      guard (3...4).contains(mode.count), words.count == mode.count || words[mode.endIndex].isBlank else {
        continue
      }
      guard let (content, end) = decode(bytes, from: line.next) else { continue }
      let name = EncodedWords.decode(words[mode.endIndex...])
      found.append(Block(range: start..<end, name: name.isEmpty ? nil : name, content: content))
      position = end
    }
    return found
  }

  /// What a text says between its blocks, as much as is read as text and one byte more.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, without blocks: [Block]) -> [UInt8] {
    let limit = ParseLimits.sourceBytes + 1
    var out: [UInt8] = []
    var position = 0
    for block in blocks {
      out += bytes[position..<block.range.lowerBound].prefix(limit - out.count)
      position = block.range.upperBound
    }
    return out + bytes[position...].prefix(limit - out.count)
  }

  /// The lines up to `end`: the content, and where the line behind starts.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> ([UInt8], Int)? {
    var out: [UInt8] = []
    var position = start
    while position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      position = line.next
      let text = bytes[line.content]
      if text.starts(with: "end".utf8), text.dropFirst(3).allSatisfy(\.isBlank) { return (out, position) }
      guard let first = text.first else { continue }
      let count = Int(first &- 32) & 63
      guard text.allSatisfy({ $0 >= 32 && $0 <= 96 }), text.count <= 1 + (count + 2) / 3 * 4 + 2 else {
        return nil
      }
      decode(text.dropFirst(), count: count, into: &out)
    }
    return nil
  }

  /// One line; blanks at its end may have been cut off on the way, they stand for zeros.
  private static func decode(_ text: Slice<UnsafeBufferPointer<UInt8>>, count: Int, into out: inout [UInt8]) {
    func sextet(_ offset: Int) -> UInt32 {
      offset < text.count ? UInt32((text[text.startIndex + offset] &- 32) & 63) : 0
    }
    for group in 0..<(count + 2) / 3 {
      let bits = (0..<4).reduce(UInt32(0)) { $0 << 6 | sextet(group * 4 + $1) }
      for place in 0..<min(3, count - group * 3) {
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)))
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a line starts with that ASCII text (lower case) at or behind `start`, which is the start of a line.
  fileprivate func lineStart(of text: StaticString, from start: Int) -> Int? {
    var position = start
    while position < count {
      if self[position] == text.utf8Start[0], self[position...].startsFolded(with: text) { return position }
      position = line(at: position, to: count).next
    }
    return nil
  }
}
