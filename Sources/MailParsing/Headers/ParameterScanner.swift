// SPDX-License-Identifier: Apache-2.0

/// Cuts a structured header value into its token and parameters, in one pass and without decoding.
///
/// It takes what senders write for what they mean: blanks in unquoted values, quotes that are not closed or not
/// escaped, backslashes of Windows paths, missing semicolons.
struct ParameterScanner {
  private let bytes: [UInt8]
  private var index = 0
  /// Whether the token had bytes that none can have, or no semicolon behind it.
  private(set) var isRepaired = false
  /// Whether no quote closes, or no comment, behind the current place: looking again would cost quadratic time.
  private var quotesAreOpen = false
  private var commentsAreOpen = false

  /// Starts at the head of a value.
  init(_ value: [UInt8]) { bytes = value }

  /// The token at the start in lower case, without blanks, quotes and comments.
  mutating func token() -> String {
    var out: [UInt8] = []
    var hasGap = false
    scan: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: ","):
        index += 1
        break scan
      case UInt8(ascii: "("): skipComment()
      case 0...32, 127...:
        if !byte.isWhitespace { isRepaired = true }
        hasGap = !out.isEmpty
        index += 1
      case _ where "\"'<>@:\\[]?`".utf8.contains(byte):
        isRepaired = true
        index += 1
      default:
        // A second word: the semicolon is missing.
        if hasGap, byte != UInt8(ascii: "/"), out.last != UInt8(ascii: "/") {
          isRepaired = true
          break scan
        }
        hasGap = false
        out.append(byte.lowered)
        index += 1
      }
    }
    if out.contains(UInt8(ascii: "=")) {
      index = 0
      isRepaired = true
      return ""
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The next parameter: its name in lower case, and its value without quotes.
  mutating func next() -> (name: [UInt8], value: [UInt8])? {
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "="), bytes[index] != UInt8(ascii: ";") {
        index += 1
      }
      guard index < bytes.count else { return nil }
      let name = Self.name(bytes[start..<index])
      let isNamed = bytes[index] == UInt8(ascii: "=") && !name.isEmpty
      index += 1
      guard isNamed else { continue }
      while index < bytes.count, bytes[index].isWhitespace { index += 1 }
      return (name, quoted() ?? bare())
    }
    return nil
  }

  /// The last word in front of the equals sign.
  private static func name(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    let blank = text.lastIndex { $0.isWhitespace || $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: "\"") }
    let word = blank.map { text[($0 + 1)...] } ?? text
    return word.filter { $0 > 32 && $0 < 127 }.map(\.lowered)
  }

  private mutating func quoted() -> [UInt8]? {
    guard !quotesAreOpen, index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    let start = index + 1
    var out: [UInt8] = []
    var position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "\"") || bytes[position + 1] == UInt8(ascii: "\\")
      {
        position += 1
      }
      out.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else {
      quotesAreOpen = true
      return nil
    }
    index = position + 1
    // Quotes inside the quotes: the value goes on to the last one in front of the semicolon.
    var last = position
    position = index
    while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
      if bytes[position] == UInt8(ascii: "=") { return out }
      if bytes[position] == UInt8(ascii: "\"") { last = position }
      position += 1
    }
    guard last >= index else { return out }
    index = position
    return Array(bytes[start..<last])
  }

  /// An unquoted value: to the semicolon, or to a blank behind which another parameter starts.
  private mutating func bare() -> [UInt8] {
    let start = index
    var blank: Int?
    var isToken = true
    while index < bytes.count, bytes[index] != UInt8(ascii: ";") {
      let byte = bytes[index]
      if byte.isWhitespace {
        blank = index
        isToken = true
      } else if byte == UInt8(ascii: "="), isToken, let word = blank, word + 1 < index {
        index = word
        return Self.trimmed(bytes[start..<word])
      } else if !(byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*")) {
        isToken = false
      }
      index += 1
    }
    return Self.trimmed(bytes[start..<index])
  }

  private static func trimmed(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var value = value
    while let last = value.last, last.isWhitespace || last == UInt8(ascii: "\"") { value.removeLast() }
    if value.first == UInt8(ascii: "\"") { value.removeFirst() }
    return Array(value)
  }

  private mutating func skipComment() {
    var depth = 0
    var position = index
    while !commentsAreOpen, position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\\"): position += 1
      default: break
      }
      position += 1
      if depth == 0 { return index = position }
    }
    commentsAreOpen = true
    index += 1
  }
}
