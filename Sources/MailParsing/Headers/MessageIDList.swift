// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Reads the identifiers of `Message-ID`, `In-Reply-To` and `References` (RFC 5322 §3.6.4).
enum MessageIDList {
  /// What a field names.
  struct Result {
    /// The identifiers as written, at most the last 100.
    var identifiers: [MessageID] = []
    /// Whether there were more.
    var isCut = false
    /// Whether words stand around them (`Your message of Monday`), in which brackets may hold an address.
    var hasProse = false
  }

  /// Reads a field.
  ///
  /// Identifiers stand in angle brackets; comments are passed over, blanks inside are what folding left, and one that is
  /// not closed ends at a blank or at the next bracket. Without any brackets the words that hold an `@` are taken: some
  /// programs leave the brackets out.
  static func parse(_ value: [UInt8]) -> Result {
    var result = Result()
    var found: [MessageID] = []
    var words: [ArraySlice<UInt8>] = []
    var hasBrackets = false
    var hasComments = true
    var index = 0
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "<"):
        hasBrackets = true
        let end = bracketEnd(value, index + 1)
        let isClosed = end < value.count && value[end] == UInt8(ascii: ">")
        let content = value[index + 1..<end]
        if isClosed || content.contains(UInt8(ascii: "@")), let identifier = identifier(content) {
          found.append(identifier)
        }
        index = end
      case UInt8(ascii: "(") where hasComments:
        // One that is not closed is none, nor is any behind it: else this would not be linear.
        let end = commentEnd(value, index)
        hasComments = end != nil
        index = end ?? index + 1
      case UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"):
        index += 1
      case let byte where byte.isWhitespace: index += 1
      default:
        let end = value[index...].firstIndex { $0.isWhitespace || "<>,;".utf8.contains($0) } ?? value.count
        words.append(value[index..<end])
        index = end
      }
    }
    if !hasBrackets {
      found = words.compactMap { $0.contains(UInt8(ascii: "@")) ? identifier($0) : nil }
    }
    result.hasProse = !words.isEmpty && hasBrackets
    result.isCut = found.count > ParseLimits.references
    result.identifiers = Array(found.suffix(ParseLimits.references))
    return result
  }

  /// Where the identifier that starts at `start` ends: at its bracket, or where one is missing at a blank.
  private static func bracketEnd(_ value: [UInt8], _ start: Int) -> Int {
    var blank: Int?
    for index in start..<value.count {
      switch value[index] {
      case UInt8(ascii: ">"): return index
      case UInt8(ascii: "<"): return blank ?? index
      case let byte where byte.isWhitespace && index > start && blank == nil: blank = index
      default: break
      }
    }
    return blank ?? value.count
  }

  /// Where the comment that starts at `start` ends, nil when it is not closed.
  private static func commentEnd(_ value: [UInt8], _ start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func identifier(_ bytes: ArraySlice<UInt8>) -> MessageID? {
    let bytes = bytes.filter { !$0.isWhitespace }
    guard !bytes.isEmpty, bytes.count <= 998, bytes.allSatisfy({ $0 > 32 && $0 != 127 }) else { return nil }
    let shape = UTF8Shape(bytes)
    if shape.invalid == 0 {
      let text = String(decoding: bytes, as: UTF8.self)
      let isClean =
        shape.sequences == 0 || text.unicodeScalars.allSatisfy { $0.value < 128 || $0.value > 0xA0 }
      return isClean ? MessageID(text) : nil
    }
    // Names of computers in any 8-bit charset: what matters is that the same bytes give the same identifier.
    guard bytes.allSatisfy({ $0 < 128 || $0 > 0xA0 }) else { return nil }
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return MessageID(String(text))
  }
}
