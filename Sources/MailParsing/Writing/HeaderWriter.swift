// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Writes header fields: the only place where a value becomes header bytes.
struct HeaderWriter {
  /// What was written, each field ended by CRLF.
  private(set) var bytes: [UInt8] = []

  private static let width = 76

  /// Writes a value that this module made itself.
  mutating func write(_ name: String, raw value: String) {
    bytes += Array("\(name): \(value)\r\n".utf8)
  }

  /// Writes identifiers, as many on a line as fit; nothing when there are none.
  mutating func write(_ name: String, identifiers: [MessageID]) {
    if !identifiers.isEmpty { write(name, words: identifiers.map(\.description)) }
  }

  /// Writes unstructured text (RFC 5322 §2.2.1), in encoded-words where it is not plain ASCII.
  mutating func write(_ name: String, text: String) throws(LetterError) {
    try Self.refuseControls(in: text, field: name)
    if text.isEmpty {
      bytes += Array("\(name):\r\n".utf8)
    } else if Self.isPlain(text) {
      write(name, words: Self.words(text), separator: "")
    } else {
      write(name, words: EncodedWordWriter.words(text, firstRoom: Self.width - name.utf8.count - 2))
    }
  }

  /// Writes an address list (RFC 5322 §3.4).
  mutating func write(_ name: String, addresses: [Address]) throws(LetterError) {
    var words: [String] = []
    for (index, address) in addresses.enumerated() {
      guard AddressGrammar.isPlain(address.address) else { throw .badAddress(address.address) }
      try Self.refuseControls(in: address.name, field: name)
      let end = index < addresses.count - 1 ? "," : ""
      if address.name.isEmpty {
        words.append(address.address + end)
      } else {
        words += Self.phrase(address.name, firstRoom: Self.width - name.utf8.count - 2)
        words.append("<\(address.address)>" + end)
      }
    }
    write(name, words: words)
  }

  /// Whether an identifier can stand on one line of a header as it is.
  static func isPlain(_ identifier: MessageID) -> Bool {
    identifier.value.utf8.count <= 990 && identifier.value.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }

  /// Puts words into a field, a line break in front of a word that does not fit.
  private mutating func write(_ name: String, words: [String], separator: String = " ") {
    var line = name + ":" + (separator.isEmpty ? " " : "")
    let start = line.utf8.count
    for word in words {
      let piece = separator + word
      if line.utf8.count + piece.utf8.count > Self.width, line.utf8.count > start {
        bytes += Array((line + "\r\n").utf8)
        line = ""
      }
      line += piece
    }
    bytes += Array((line + "\r\n").utf8)
  }

  /// Plain text in pieces that each start with the blanks in front of a word.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var current = ""
    var wasBlank = false
    for character in text {
      let isBlank = character == " "
      if isBlank, !wasBlank, !current.isEmpty {
        words.append(current)
        current = ""
      }
      current.append(character)
      wasBlank = isBlank
    }
    words.append(current)
    return words
  }

  /// Printable ASCII that reads back as itself: nothing like an encoded-word, no word too long to fold.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && !text.contains("=?") && text.first != " "
      && text.last != " "
      && text.split(separator: " ").allSatisfy { $0.utf8.count <= 64 }
  }

  private static func phrase(_ name: String, firstRoom: Int) -> [String] {
    guard isPlain(name) else { return EncodedWordWriter.words(name, firstRoom: firstRoom) }
    let isAtoms = name.utf8.allSatisfy { AddressGrammar.isAtext($0) || $0 == 32 } && !name.contains("  ")
    if isAtoms { return name.split(separator: " ").map(String.init) }
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    guard quoted.utf8.count <= 60 else { return EncodedWordWriter.words(name, firstRoom: firstRoom) }
    return ["\"\(quoted)\""]
  }

  private static func refuseControls(in value: String, field: String) throws(LetterError) {
    guard value.utf8.allSatisfy({ $0 != 13 && $0 != 10 && $0 != 0 }) else {
      throw .controlInHeader(field: field)
    }
  }
}

/// Writes encoded-words (RFC 2047) in UTF-8.
enum EncodedWordWriter {
  /// The encoded-words of a text, at most 75 characters each, the first at most `firstRoom`; no character is
  /// split.
  static func words(_ text: String, firstRoom: Int) -> [String] {
    let high = text.utf8.count { $0 >= 128 }
    let usesBase64 = high * 3 > text.utf8.count
    var words: [String] = []
    var chunk: [UInt8] = []
    var room = min(75, firstRoom) - prefixLength
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if !chunk.isEmpty, length(chunk + bytes, usesBase64) > room {
        words.append(word(chunk, usesBase64))
        chunk.removeAll()
        room = 75 - prefixLength
      }
      chunk += bytes
    }
    words.append(word(chunk, usesBase64))
    return words
  }

  /// `=?utf-8?B?` and `?=`.
  private static let prefixLength = 12

  private static func length(_ bytes: [UInt8], _ usesBase64: Bool) -> Int {
    usesBase64 ? (bytes.count + 2) / 3 * 4 : bytes.reduce(0) { $0 + (isLiteral($1) || $1 == 32 ? 1 : 3) }
  }

  private static func word(_ bytes: [UInt8], _ usesBase64: Bool) -> String {
    if usesBase64 {
      let encoded = TransferDecoding.encode(bytes, encoding: .base64).filter { !$0.isWhitespace }
      return "=?utf-8?B?" + String(decoding: encoded, as: UTF8.self) + "?="
    }
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in bytes {
      if byte == 32 {
        out.append(UInt8(ascii: "_"))
      } else if isLiteral(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return "=?utf-8?Q?" + String(decoding: out, as: UTF8.self) + "?="
  }

  /// RFC 2047 §5 (3): what may stand in an encoded-word inside a phrase.
  private static func isLiteral(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "!*+-/".utf8.contains(byte)
  }
}
