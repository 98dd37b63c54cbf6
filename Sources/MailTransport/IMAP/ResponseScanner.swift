// SPDX-License-Identifier: Apache-2.0

/// Reads the tokens of one frame from left to right (RFC 9051 §9).
struct ResponseScanner {
  /// A string of a response, or why there is none.
  enum Text {
    case bytes([UInt8])
    case dropped(Int)
    case none
  }

  private let text: [UInt8]
  private let literals: [IMAPFrame.Literal]
  private let nesting: Int
  private var position = 0
  private var literalsRead = 0

  /// Creates a scanner at the start of a frame.
  init(_ frame: IMAPFrame, limits: IMAPLimits) {
    text = frame.text
    literals = frame.literals
    nesting = limits.nesting
  }

  /// The byte at the position, nil at the end.
  var current: UInt8? { position < text.count ? text[position] : nil }

  /// The bytes from the position to the end.
  var rest: ArraySlice<UInt8> { text[position...] }

  /// Passes `byte` if it is next.
  mutating func accept(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  /// Passes `byte` or fails.
  mutating func expect(_ byte: UInt8) throws(IMAPFault) {
    guard accept(byte) else { throw IMAPFault("a response lacks its \(Unicode.Scalar(byte))") }
  }

  /// Passes a number of bytes that are there.
  mutating func skip(_ count: Int) { position += count }

  /// Passes blanks; servers write too many as well as too few.
  mutating func skipBlanks() {
    while current == 32 { position += 1 }
  }

  /// Passes and returns what stands before the next of `ends`.
  mutating func word(until ends: StaticString = " ()\"") -> ArraySlice<UInt8> {
    let start = position
    ends.withUTF8Buffer { stops in
      while position < text.count, !stops.contains(text[position]) { position += 1 }
    }
    return text[start..<position]
  }

  /// Whether a word is this name, which is written in upper case, in any case.
  static func matches(_ word: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
    guard word.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { letters in
      var index = word.startIndex
      for letter in letters {
        let byte = word[index]
        guard byte == letter || (65...90).contains(letter) && byte == letter | 0x20 else { return false }
        index += 1
      }
      return true
    }
  }

  /// A word in upper case.
  mutating func name(until ends: StaticString = " ()\"") -> String {
    String(decoding: word(until: ends), as: UTF8.self).uppercased()
  }

  /// A number of 32 bits that is all of the next word.
  mutating func number(until ends: StaticString = " ()\"") throws(IMAPFault) -> UInt32 {
    guard let number = Self.number(word(until: ends)) else { throw IMAPFault("a number can't be read") }
    return number
  }

  /// The number of 32 bits that these digits write, nil where they are anything else.
  static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    longNumber(digits).flatMap { UInt32(exactly: $0) }
  }

  /// The number of 63 bits that these digits write, nil where they are anything else (RFC 7162 §7, mod-sequence).
  static func longNumber(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 20 else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard (48...57).contains(digit), number <= UInt64(Int64.max) / 10 else { return nil }
      number = number * 10 + UInt64(digit - 48)
    }
    return number <= UInt64(Int64.max) ? number : nil
  }

  /// Whether a quoted string, a literal or NIL is next.
  var isAtString: Bool {
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "~"): return true
    default: break
    }
    let next = rest.prefix(4)
    return Self.matches(next.prefix(3), "NIL") && (next.count == 3 || next.last == 32 || next.last == 41)
  }

  /// A quoted string, a literal, NIL or a bare word.
  mutating func string() throws(IMAPFault) -> Text {
    switch current {
    case UInt8(ascii: "\""): return .bytes(try quoted())
    case UInt8(ascii: "{"): return try literal()
    case UInt8(ascii: "~"):
      position += 1
      return try literal()
    default:
      let word = word()
      return word.isEmpty || Self.matches(word, "NIL") ? .none : .bytes([UInt8](word))
    }
  }

  /// Passes a value of any form, however deep within the limit.
  mutating func skipValue() throws(IMAPFault) {
    var depth = 0
    repeat {
      skipBlanks()
      switch current {
      case nil:
        guard depth == 0 else { throw IMAPFault("a list is not closed") }
        return
      case UInt8(ascii: "("):
        position += 1
        depth += 1
        guard depth <= nesting else { throw IMAPFault("lists are nested more than \(nesting) deep") }
      case UInt8(ascii: ")"):
        guard depth > 0 else { return }
        position += 1
        depth -= 1
      default:
        _ = try string()
      }
    } while depth > 0
  }

  private mutating func quoted() throws(IMAPFault) -> [UInt8] {
    position += 1
    var bytes: [UInt8] = []
    while position < text.count {
      var byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return bytes }
      if byte == UInt8(ascii: "\\"), position < text.count {
        byte = text[position]
        position += 1
      }
      bytes.append(byte)
    }
    throw IMAPFault("a quoted string is not closed")
  }

  private mutating func literal() throws(IMAPFault) -> Text {
    try expect(UInt8(ascii: "{"))
    _ = word(until: "}")
    try expect(UInt8(ascii: "}"))
    guard literalsRead < literals.count else { throw IMAPFault("a literal is announced and not given") }
    defer { literalsRead += 1 }
    switch literals[literalsRead] {
    case .bytes(let bytes): return .bytes(bytes)
    case .dropped(let count): return .dropped(count)
    }
  }
}
