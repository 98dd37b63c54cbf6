// SPDX-License-Identifier: Apache-2.0

/// Decodes header text: encoded-words (RFC 2047), also the malformed ones in use, and raw 8-bit text.
enum EncodedWords {
  /// Decodes an unfolded value to one line: controls, CR, LF and NUL are replaced.
  static func decode(_ value: some Collection<UInt8>) -> String {
    CleanText.line(decodeRaw(Array(value)))
  }

  /// A decoded run of one charset: neighbours of the same charset are joined before they are converted,
  /// because senders split characters between encoded-words.
  private struct Run {
    var charset: String
    var bytes: [UInt8]
  }

  private static func decodeRaw(_ value: [UInt8]) -> String {
    var out = ""
    var plain: [UInt8] = []
    var run: Run?
    var index = 0
    var lastTerminator = -1
    func flushRun() {
      if let done = run { out += CharsetDecoding.decode(done.bytes, label: done.charset).text }
      run = nil
    }
    func flushPlain() {
      if !plain.isEmpty { out += CharsetDecoding.decode(unlabelled: plain) }
      plain.removeAll()
    }
    // The last `?=`: without one behind, no encoded-word can start, which keeps this linear.
    for position in value.indices.dropLast().reversed()
    where value[position] == UInt8(ascii: "?") && value[position + 1] == UInt8(ascii: "=") {
      lastTerminator = position
      break
    }
    while index < value.count {
      if value[index] == UInt8(ascii: "="), index < lastTerminator,
        let word = EncodedWord(in: value, at: index)
      {
        if plain.allSatisfy(\.isWhitespace), run != nil {
          plain.removeAll()
        } else {
          flushRun()
          flushPlain()
        }
        if run?.charset == word.charset {
          run?.bytes += word.content
        } else {
          flushRun()
          run = Run(charset: word.charset, bytes: word.content)
        }
        index = word.end
      } else {
        if run != nil, !value[index].isWhitespace { flushRun() }
        plain.append(value[index])
        index += 1
      }
    }
    flushRun()
    flushPlain()
    return out
  }
}

/// One encoded-word with its content still in its charset.
struct EncodedWord {
  let charset: String
  let content: [UInt8]
  /// The offset behind the closing `?=`.
  let end: Int

  /// Reads `=?charset?B|Q?text?=` at `start`, nil when there is none.
  init?(in value: [UInt8], at start: Int) {
    guard start + 1 < value.count, value[start + 1] == UInt8(ascii: "?") else { return nil }
    var index = start + 2
    var name: [UInt8] = []
    while index < value.count, value[index] != UInt8(ascii: "?"), name.count <= 64 {
      guard value[index] > 32, value[index] < 127, value[index] != UInt8(ascii: "=") else { return nil }
      name.append(value[index].lowered)
      index += 1
    }
    guard !name.isEmpty, index + 2 < value.count, value[index] == UInt8(ascii: "?"),
      value[index + 2] == UInt8(ascii: "?")
    else { return nil }
    let encoding = value[index + 1].lowered
    guard encoding == UInt8(ascii: "b") || encoding == UInt8(ascii: "q") else { return nil }
    index += 3
    let textStart = index
    while index + 1 < value.count,
      !(value[index] == UInt8(ascii: "?") && value[index + 1] == UInt8(ascii: "="))
    { index += 1 }
    guard index + 1 < value.count else { return nil }
    let text = value[textStart..<index]
    // RFC 2231 §5: a language may follow the charset.
    charset = String(decoding: name.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    content = encoding == UInt8(ascii: "b") ? Self.base64(text) : Self.quoted(text)
    end = index + 2
  }

  private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
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

  private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
    TransferDecoding.decode(Array(text), encoding: .base64)
  }
}
