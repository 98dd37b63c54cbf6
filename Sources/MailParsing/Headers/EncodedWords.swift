// SPDX-License-Identifier: Apache-2.0

/// Decodes header text: encoded-words (RFC 2047), also the malformed ones in use, and raw 8-bit text.
///
/// What was decoded is never decoded again.
enum EncodedWords {
  /// Decodes an unfolded value to one line: controls, CR, LF and NUL are replaced.
  ///
  /// `fallback` is the charset of raw 8-bit text that is no UTF-8, nil to guess it from the value alone.
  static func decode(_ value: some Collection<UInt8>, fallback: CharsetName? = nil) -> String {
    let bytes = Array(value)
    guard bytes.contains(UInt8(ascii: "=")) else {
      return CleanText.line(CharsetDecoding.decode(unlabelled: bytes, fallback: fallback))
    }
    var decoder = EncodedWordDecoder(fallback: fallback)
    decoder.decode(bytes)
    return CleanText.line(decoder.text)
  }
}

/// Joins plain text and encoded-words.
private struct EncodedWordDecoder {
  private(set) var text = ""
  let fallback: CharsetName?
  private var plain: [UInt8] = []
  /// Neighbours of the same charset are joined before they are converted, because senders split characters, and even
  /// groups of base64, between encoded-words.
  private var run: [EncodedWord] = []

  init(fallback: CharsetName?) { self.fallback = fallback }

  mutating func decode(_ value: [UInt8]) {
    var index = 0
    while index < value.count {
      guard value[index] == UInt8(ascii: "="), let word = EncodedWord(in: value, at: index) else {
        if !run.isEmpty, !value[index].isWhitespace { flushRun() }
        plain.append(value[index])
        index += 1
        continue
      }
      if !run.isEmpty, plain.allSatisfy(\.isWhitespace) {
        plain.removeAll()
      } else {
        flushRun()
        flushPlain()
      }
      if let last = run.last, !last.hasCharset(of: word) { flushRun() }
      run.append(word)
      index = word.end
    }
    flushRun()
    flushPlain()
  }

  private mutating func flushRun() {
    guard let first = run.first else { return }
    var content: [UInt8] = []
    var rest = run[...]
    while let word = rest.popFirst() {
      guard word.isBase64 else {
        content += EncodedWord.quoted(word.text)
        continue
      }
      // A group of base64 that does not end here may go on in the next word.
      var group = [word.text]
      var open = Base64.openDigits(word.text)
      while open > 0, let next = rest.first, next.isBase64 {
        rest.removeFirst()
        group.append(next.text)
        open = Base64.openDigits(next.text, after: open)
      }
      content += Base64.decode(group, isUTF8: CharsetName(first.charset) == .utf8)
    }
    text += CharsetDecoding.decode(content, label: first.charset, fallback: fallback).text
    run.removeAll()
  }

  private mutating func flushPlain() {
    if !plain.isEmpty { text += CharsetDecoding.decode(unlabelled: plain, fallback: fallback) }
    plain.removeAll()
  }
}

/// One encoded-word with its content still encoded.
struct EncodedWord {
  /// The label, lower case, without the language that may follow it (RFC 2231 §5).
  let charset: String
  let isBase64: Bool
  let text: ArraySlice<UInt8>
  /// The offset behind the closing `?=`.
  let end: Int

  private static let mark = UInt8(ascii: "?")

  /// Reads `=?charset?B|Q?text?=` at `start`, nil when there is none.
  ///
  /// Blanks may stand in the text. One that is not closed ends where the next begins, else at the end of the value.
  init?(in value: [UInt8], at start: Int) {
    guard let head = Self.head(in: value, at: start) else { return nil }
    var index = head.textStart
    while index < value.count {
      if value[index] == Self.mark, index + 1 < value.count, value[index + 1] == UInt8(ascii: "=") { break }
      if value[index] == UInt8(ascii: "="), index > head.textStart, Self.head(in: value, at: index) != nil {
        break
      }
      index += 1
    }
    let isClosed = index + 1 < value.count && value[index] == Self.mark
    var content = value[head.textStart..<index]
    if !isClosed {
      while let last = content.last, last.isWhitespace || last == Self.mark { content.removeLast() }
      guard !content.isEmpty else { return nil }
    }
    charset = head.charset
    isBase64 = head.isBase64
    text = content
    end = isClosed ? index + 2 : index
  }

  /// Whether both labels name the same charset.
  func hasCharset(of other: EncodedWord) -> Bool {
    charset == other.charset || CharsetName(charset) == CharsetName(other.charset)
  }

  private static func head(
    in value: [UInt8], at start: Int
  ) -> (charset: String, isBase64: Bool, textStart: Int)? {
    guard start + 1 < value.count, value[start + 1] == mark else { return nil }
    var index = start + 2
    var name: [UInt8] = []
    while index < value.count, value[index] != mark, name.count <= 64 {
      guard value[index] >= 32, value[index] < 127, value[index] != UInt8(ascii: "=") else { return nil }
      name.append(value[index].lowered)
      index += 1
    }
    let label = name.prefix { $0 != UInt8(ascii: "*") }
    guard label.contains(where: { $0.isLetter || $0.isDigit }), index + 2 < value.count, value[index] == mark,
      value[index + 2] == mark
    else { return nil }
    let encoding = value[index + 1].lowered
    guard encoding == UInt8(ascii: "b") || encoding == UInt8(ascii: "q") else { return nil }
    return (String(decoding: label, as: UTF8.self), encoding == UInt8(ascii: "b"), index + 3)
  }

  /// Undoes the Q encoding.
  static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "="), index + 2 < text.endIndex, let high = text[index + 1].hexValue,
        let low = text[index + 2].hexValue
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(byte == UInt8(ascii: "_") ? 32 : byte)
        index += 1
      }
    }
    return out
  }
}

/// Base64 as encoded-words have it: without pads, with pads in the middle, with blanks.
private enum Base64 {
  /// Decodes; each pad ends a group, and what is no digit is passed over.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    func flush() {
      // Two digits hold one byte, three hold two.
      if count >= 2 { out.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : 10))) }
      if count == 3 { out.append(UInt8(truncatingIfNeeded: bits >> 2)) }
      bits = 0
      count = 0
    }
    for byte in text {
      if byte == UInt8(ascii: "=") { flush() }
      guard let digit = value(of: byte) else { continue }
      bits = bits << 6 | digit
      count += 1
      if count == 4 {
        out += [
          UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
          UInt8(truncatingIfNeeded: bits),
        ]
        bits = 0
        count = 0
      }
    }
    flush()
    return out
  }

  /// How many digits of a group stand open at the end of `text`, which follows so many: 0 where pads end it.
  static func openDigits(_ text: ArraySlice<UInt8>, after before: Int = 0) -> Int {
    if text.last(where: { !$0.isWhitespace }) == UInt8(ascii: "=") { return 0 }
    return (before + text.count { value(of: $0) != nil }) % 4
  }

  /// Decodes words that each leave a group open: they are one text that was cut anywhere, unless each is whole and only
  /// lacks its pads.
  static func decode(_ words: [ArraySlice<UInt8>], isUTF8: Bool) -> [UInt8] {
    let each = words.flatMap { decode($0) }
    guard words.count > 1 else { return each }
    let joined = decode(words.reduce(into: []) { $0 += $1 }[...])
    // One digit can't stand alone.
    if words.contains(where: { openDigits($0) == 1 }) { return joined }
    if isUTF8 { return UTF8Shape(joined).invalid < UTF8Shape(each).invalid ? joined : each }
    let sizes = words.map { word in word.count { value(of: $0) != nil || $0 == UInt8(ascii: "=") } }
    let isWhole = sizes.reduce(0, +) % 4 == 0 && sizes.dropFirst().allSatisfy { $0 % 4 != 0 }
    return isWhole ? joined : each
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case 65...90: UInt32(byte) - 65
    case 97...122: UInt32(byte) - 71
    case 48...57: UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
