// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Reads an address list (RFC 5322 §3.4) from the raw header, before anything is decoded.
///
/// Only names are decoded afterwards, and they are never read again: an encoded-word can't make or change an
/// address. Groups give their members. What has no addr-spec is left out and counted.
struct AddressList {
  /// The mailboxes in the order written.
  private(set) var mailboxes: [Address] = []
  /// Entries without a readable addr-spec.
  private(set) var unreadable = 0

  private let bytes: [UInt8]
  private var index = 0
  /// What stands before an angle address, or the address itself: quoted strings keep their quotes in `spec`.
  private var phrase: [UInt8] = []
  private var spec: [UInt8] = []
  private var comment: [UInt8] = []
  /// Set from an angle address to the next comma.
  private var isBehindAngle = false
  /// Set once a quoted string is not closed any more.
  private var isUnquoted = false

  /// Reads the list.
  init(_ value: [UInt8]) {
    bytes = value
    while index < bytes.count { step() }
    finish()
  }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\"") where !isUnquoted: readQuoted()
    case UInt8(ascii: "("): readComment()
    case UInt8(ascii: "<"): readAngle()
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      index += 1
      finish()
    case UInt8(ascii: ":") where !isBehindAngle && !spec.contains(UInt8(ascii: "@")):
      // The display name of a group: its members follow.
      index += 1
      reset()
    case UInt8(ascii: "="):
      if let end = encodedWordEnd() {
        append(bytes[index..<end])
        index = end
      } else {
        append(bytes[index...index])
        index += 1
      }
    default:
      append(bytes[index...index])
      index += 1
    }
  }

  private mutating func append(_ piece: ArraySlice<UInt8>) {
    phrase += piece
    if piece.first?.isWhitespace != true { spec += piece } else if !spec.isEmpty { spec.append(32) }
  }

  /// Mail programs write commas and parentheses into encoded-words though they must not; angle brackets,
  /// quotes and at signs in there stay what they are.
  private func encodedWordEnd() -> Int? {
    guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "?") else { return nil }
    var marks = 1
    var position = index + 2
    while position < bytes.count, position - index <= 512 {
      switch bytes[position] {
      case UInt8(ascii: "?"):
        marks += 1
        if marks >= 4, position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "=") {
          return position + 2
        }
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "@"), 0...32: return nil
      default: break
      }
      position += 1
    }
    return nil
  }

  private mutating func readQuoted() {
    let start = index
    var content: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
      content.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else {
      // Never closed: the mark stands for itself, and so do all that follow.
      isUnquoted = true
      index = start + 1
      return
    }
    index += 1
    phrase += content
    spec += bytes[start..<index]
  }

  private mutating func readComment() {
    var depth = 0
    if !comment.isEmpty { comment.append(32) }
    repeat {
      switch bytes[index] {
      case UInt8(ascii: "("):
        depth += 1
        if depth > 1 { comment.append(bytes[index]) }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth > 0 { comment.append(bytes[index]) }
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        comment.append(bytes[index])
      default: comment.append(bytes[index])
      }
      index += 1
    } while depth > 0 && index < bytes.count
  }

  private mutating func readAngle() {
    index += 1
    var content: [UInt8] = []
    var quoted = false
    while index < bytes.count, quoted || bytes[index] != UInt8(ascii: ">") {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted, byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        content.append(byte)
        index += 1
      } else if !quoted, byte == UInt8(ascii: "<") {
        // `<<a@b>` and `<a@b <c@d>`: the inner one, as a reader would take it.
        content.removeAll()
        index += 1
        continue
      }
      content.append(bytes[index])
      index += 1
    }
    if index < bytes.count { index += 1 }
    let address = Self.addressText(Self.withoutRoute(content))
    if address.isEmpty { unreadable += 1 } else { add(name: phrase, address: address) }
    reset()
    isBehindAngle = true
  }

  private mutating func finish() {
    defer { reset() }
    // What follows an angle address up to the comma is no part of it; another angle address there is one more
    // mailbox, because some writers lose the comma.
    if isBehindAngle { return }
    let address = Self.addressText(spec)
    if address.isEmpty { return }
    let isAddress = address.utf8.contains(UInt8(ascii: "@"))
    if isAddress || !address.utf8.contains(32) && phrase.first != UInt8(ascii: "=") {
      add(name: comment, address: address)
    } else {
      unreadable += 1
    }
  }

  private mutating func add(name: [UInt8], address: String) {
    let text = EncodedWords.decode(name)
    let bare = isBehindAngle ? String(text.drop { $0 == "," || $0 == " " }) : text
    mailboxes.append(Address(name: bare, address: address))
  }

  private mutating func reset() {
    phrase.removeAll(keepingCapacity: true)
    spec.removeAll(keepingCapacity: true)
    comment.removeAll(keepingCapacity: true)
    isBehindAngle = false
  }

  /// `@a,@b:user@host` without the source route (RFC 5322 §4.4).
  private static func withoutRoute(_ spec: [UInt8]) -> [UInt8] {
    guard spec.first == UInt8(ascii: "@"), let colon = spec.firstIndex(of: UInt8(ascii: ":")) else {
      return spec
    }
    return Array(spec[(colon + 1)...])
  }

  /// The addr-spec as written, without comments and without blanks around `@` and `.`; controls become
  /// U+FFFD.
  private static func addressText(_ spec: [UInt8]) -> String {
    let spec = withoutComments(spec)
    var out: [UInt8] = []
    var index = 0
    while index < spec.count {
      if spec[index].isWhitespace {
        var next = index
        while next < spec.count, spec[next].isWhitespace { next += 1 }
        let joins: (UInt8) -> Bool = { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") }
        if let last = out.last, next < spec.count, !joins(last), !joins(spec[next]) { out.append(32) }
        index = next
      } else {
        out.append(spec[index])
        index += 1
      }
    }
    return CleanText.line(CharsetDecoding.decode(unlabelled: out))
  }

  /// Drops what stands in parentheses outside quotes (RFC 5322 §3.2.2).
  private static func withoutComments(_ spec: [UInt8]) -> [UInt8] {
    guard spec.contains(UInt8(ascii: "(")) else { return spec }
    var out: [UInt8] = []
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for byte in spec {
      let wasEscaped = isEscaped
      isEscaped = byte == UInt8(ascii: "\\") && !wasEscaped
      if depth == 0, byte == UInt8(ascii: "\""), !wasEscaped { isQuoted.toggle() }
      if byte == UInt8(ascii: "("), !isQuoted, !wasEscaped { depth += 1 }
      if depth == 0 { out.append(byte) }
      if byte == UInt8(ascii: ")"), !isQuoted, !wasEscaped, depth > 0 { depth -= 1 }
    }
    return out
  }
}
