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
  private let fallback: CharsetName?
  private var index = 0
  /// What stands before an angle address, or the address itself: quoted strings keep their quotes in `spec`.
  private var phrase: [UInt8] = []
  private var spec: [UInt8] = []
  private var comment: [UInt8] = []
  /// Words that a comma ended, which may be the first part of a name: `Petrov, Ivan <p@x>`.
  private var carried: [(phrase: [UInt8], spec: [UInt8])] = []
  /// Set from an angle address to the next comma.
  private var isBehindAngle = false
  /// Set once a quoted string is not closed any more.
  private var isUnquoted = false
  /// Set once a comment is not closed any more.
  private var isUncommented = false

  /// Reads the list; `fallback` is the charset of raw 8-bit names.
  init(_ value: [UInt8], fallback: CharsetName? = nil) {
    bytes = value
    self.fallback = fallback
    while index < bytes.count { step() }
    finish()
    addCarried()
  }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\"") where !isUnquoted: readQuoted()
    case UInt8(ascii: "(") where !isUncommented: readComment()
    case UInt8(ascii: "<"): readAngle()
    case UInt8(ascii: ","):
      index += 1
      if mayCarry {
        carried.append((Self.trimmed(phrase), spec))
        reset()
      } else {
        finish()
      }
    case UInt8(ascii: ";"):
      index += 1
      finish()
      addCarried()
    case UInt8(ascii: ":") where !isBehindAngle && !spec.contains(UInt8(ascii: "@")):
      // The display name of a group: its members follow.
      index += 1
      carried.removeAll()
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
      let end = byte.isWhitespace ? index + 1 : wordEnd
      append(bytes[index..<end])
      index = end
    }
  }

  /// The end of the bytes from the current one on that mean nothing by themselves.
  private var wordEnd: Int {
    var end = index + 1
    while end < bytes.count, !bytes[end].isWhitespace {
      switch bytes[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: ","), UInt8(ascii: ";"),
        UInt8(ascii: ":"), UInt8(ascii: "="):
        return end
      default: end += 1
      }
    }
    return end
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
    let start = index
    var depth = 0
    var content: [UInt8] = []
    repeat {
      switch bytes[index] {
      case UInt8(ascii: "("):
        depth += 1
        if depth > 1 { content.append(bytes[index]) }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth > 0 { content.append(bytes[index]) }
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        content.append(bytes[index])
      default: content.append(bytes[index])
      }
      index += 1
    } while depth > 0 && index < bytes.count
    guard depth == 0 else {
      isUncommented = true
      index = start + 1
      return
    }
    if !comment.isEmpty { comment.append(32) }
    comment += content
  }

  private mutating func readAngle() {
    index += 1
    var content: [UInt8] = []
    var quoted = false
    var hasAt = false
    reading: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "\\") where quoted && index + 1 < bytes.count:
        content.append(byte)
        index += 1
      case UInt8(ascii: ">") where !quoted: break reading
      case UInt8(ascii: "<") where !quoted:
        // `<<a@b>`: the inner one; of `<a@b <c@d>` either may be meant.
        if hasAt { endAngle(Array(content.prefix { !$0.isWhitespace })) }
        content.removeAll()
        hasAt = false
        index += 1
        continue
      case UInt8(ascii: ",") where !quoted && hasAt && content.first != UInt8(ascii: "@"):
        // Never closed, or a list within the brackets.
        endAngle(content)
        index += 1
        reset()
        return
      default: break
      }
      if byte == UInt8(ascii: "@"), !quoted { hasAt = true }
      content.append(bytes[index])
      index += 1
    }
    if index < bytes.count { index += 1 }
    endAngle(content)
  }

  private mutating func endAngle(_ content: [UInt8]) {
    var name = carried.flatMap { $0.phrase + [UInt8(ascii: ","), 32] } + Self.trimmed(phrase)
    if name.allSatisfy(\.isWhitespace) { name = comment }
    carried.removeAll()
    if let address = AddressGrammar.text(angle: content) {
      add(name: name, address: address)
    } else {
      unreadable += 1
    }
    reset()
    isBehindAngle = true
  }

  /// Whether what a comma ends can be the first part of a name: words, but no address.
  private var mayCarry: Bool {
    guard !isBehindAngle, carried.count < 3, comment.isEmpty else { return false }
    return !AddressGrammar.unquoted(spec).contains(UInt8(ascii: "@")) && phrase.contains { !$0.isWhitespace }
  }

  private mutating func finish() {
    defer { reset() }
    guard !isBehindAngle else {
      // What follows an angle address up to the comma is no part of it, unless it is the name in a comment; another
      // angle address there is one more mailbox, because some writers lose the comma.
      if !comment.isEmpty, let last = mailboxes.last, last.name.isEmpty {
        mailboxes[mailboxes.count - 1] = Address(
          name: EncodedWords.decode(comment, fallback: fallback), address: last.address)
      }
      return
    }
    addCarried()
    let bare = AddressGrammar.bare(spec)
    for address in bare.addresses { add(name: bare.name.isEmpty ? comment : bare.name, address: address) }
    if bare.addresses.isEmpty { addLocal(phrase, spec) }
  }

  /// Words that turned out to be no name.
  private mutating func addCarried() {
    let words = carried
    carried.removeAll()
    for word in words { addLocal(word.phrase, word.spec) }
  }

  /// One word without an `@` is the name of a local mailbox; more are no address.
  private mutating func addLocal(_ phrase: [UInt8], _ spec: [UInt8]) {
    guard spec.contains(where: { !$0.isWhitespace }) else { return }
    if let address = AddressGrammar.local(spec) {
      add(name: comment, address: address)
    } else {
      unreadable += 1
    }
  }

  private mutating func add(name: [UInt8], address: String) {
    let text = EncodedWords.decode(name, fallback: fallback)
    let bare = isBehindAngle ? String(text.drop { $0 == "," || $0 == " " }) : text
    mailboxes.append(Address(name: bare, address: address))
  }

  private mutating func reset() {
    phrase.removeAll(keepingCapacity: true)
    spec.removeAll(keepingCapacity: true)
    comment.removeAll(keepingCapacity: true)
    isBehindAngle = false
  }

  private static func trimmed(_ phrase: [UInt8]) -> [UInt8] {
    let start = phrase.drop(while: \.isWhitespace)
    return Array(
      start.prefix((start.lastIndex { !$0.isWhitespace } ?? start.startIndex - 1) + 1 - start.startIndex))
  }
}
