// SPDX-License-Identifier: Apache-2.0

/// Text without control characters, trailing spaces and repeated empty lines, within a limit.
struct CleanedText {
  private var bytes: [UInt8] = []
  private let limit: Int
  private let joinsSpaces: Bool
  private var spaces = 0
  private var breaks = 0
  private var follows13 = false

  /// Whether there was more than the limit.
  private(set) var isCut = false

  /// Creates an empty text of at most `limit` bytes; `joinsSpaces` shortens runs of spaces to two.
  init(limit: Int, joinsSpaces: Bool) {
    self.limit = limit
    self.joinsSpaces = joinsSpaces
    bytes.reserveCapacity(min(limit, 65_536))
  }

  /// The text so far.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends bytes that should be UTF-8; what is not becomes U+FFFD.
  mutating func append(_ source: some Sequence<UInt8>) {
    var iterator = source.makeIterator()
    var decoder = UTF8()
    while !isCut {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): append(scalar)
      case .error: append("\u{FFFD}")
      case .emptyInput: return
      }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let isSecondOfPair = follows13 && scalar == "\n"
    follows13 = scalar == "\r"
    switch scalar {
    case "\n" where isSecondOfPair: break
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
      breaks += 1
      spaces = 0
    case " ", "\t": spaces += 1
    default:
      guard scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) else { return }
      flush()
      let encoded = UTF8.encode(scalar)
      guard let encoded, bytes.count + encoded.count <= limit else {
        isCut = true
        return
      }
      bytes.append(contentsOf: encoded)
    }
  }

  /// Writes the white space that stands before a visible character, now that one follows.
  private mutating func flush() {
    let isFirst = bytes.isEmpty
    let isLineStart = isFirst || breaks > 0
    if !isFirst { bytes.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: min(breaks, 2))) }
    let indent = joinsSpaces ? (isLineStart ? 0 : min(spaces, 2)) : min(spaces, max(0, limit - bytes.count))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    breaks = 0
    spaces = 0
  }
}
