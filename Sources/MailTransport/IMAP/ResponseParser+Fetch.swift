// SPDX-License-Identifier: Apache-2.0

import MailModel

extension ResponseParser {
  /// Reads the items of a message; read for every message that is listed, so names are compared as bytes.
  mutating func fetch(_ sequence: Int) throws(IMAPFault) -> FetchedItems {
    var items = FetchedItems(sequence: sequence)
    scanner.skipBlanks()
    try scanner.expect(UInt8(ascii: "("))
    while true {
      scanner.skipBlanks()
      if scanner.accept(UInt8(ascii: ")")) { return items }
      let name = scanner.word(until: " ()[\"")
      guard !name.isEmpty else { throw IMAPFault("a FETCH item has no name") }
      if scanner.accept(UInt8(ascii: "[")) {
        try section(of: name, into: &items)
      } else {
        scanner.skipBlanks()
        try item(name, into: &items)
      }
    }
  }

  private mutating func section(
    of name: ArraySlice<UInt8>, into items: inout FetchedItems
  ) throws(IMAPFault) {
    let section = scanner.word(until: "]")
    try scanner.expect(UInt8(ascii: "]"))
    let origin = scanner.word(until: " ()")
    scanner.skipBlanks()
    guard ResponseScanner.matches(name, "BODY") else { return try scanner.skipValue() }
    if section.isEmpty {
      items.body = try body()
      items.origin = ResponseScanner.number(origin.dropFirst().dropLast()).map(Int.init)
    } else if ResponseScanner.matches(section.prefix(13), "HEADER.FIELDS") {
      if case .bytes(let bytes) = try body() { items.messageID = Self.messageID(bytes) }
    } else {
      try scanner.skipValue()
    }
  }

  private mutating func item(
    _ name: ArraySlice<UInt8>, into items: inout FetchedItems
  ) throws(IMAPFault) {
    if ResponseScanner.matches(name, "UID") {
      items.uid = try scanner.number()
    } else if ResponseScanner.matches(name, "FLAGS"), scanner.current == UInt8(ascii: "(") {
      items.flags = try flags()
    } else if ResponseScanner.matches(name, "INTERNALDATE") {
      if case .bytes(let bytes) = try scanner.string() { items.received = InternalDate.seconds(bytes) }
    } else if ResponseScanner.matches(name, "RFC822.SIZE") {
      items.size = try size()
    } else if ResponseScanner.matches(name, "EMAILID"), scanner.accept(UInt8(ascii: "(")) {
      items.objectID = String(decoding: scanner.word(until: " )").prefix(255), as: UTF8.self)
      try scanner.expect(UInt8(ascii: ")"))
    } else if ResponseScanner.matches(name, "X-GM-MSGID") {
      items.objectID = String(decoding: scanner.word().prefix(255), as: UTF8.self)
    } else {
      try scanner.skipValue()
    }
  }

  private mutating func flags() throws(IMAPFault) -> MessageFlags {
    var flags: MessageFlags = []
    try scanner.expect(UInt8(ascii: "("))
    while true {
      scanner.skipBlanks()
      if scanner.accept(UInt8(ascii: ")")) { return flags }
      guard scanner.current != nil else { throw IMAPFault("a list is not closed") }
      let flag = scanner.word(until: " )")
      if ResponseScanner.matches(flag, "\\SEEN") {
        flags.insert(.seen)
      } else if ResponseScanner.matches(flag, "\\ANSWERED") {
        flags.insert(.answered)
      } else if ResponseScanner.matches(flag, "\\FLAGGED") {
        flags.insert(.flagged)
      } else if ResponseScanner.matches(flag, "\\DELETED") {
        flags.insert(.deleted)
      } else if ResponseScanner.matches(flag, "\\DRAFT") {
        flags.insert(.draft)
      }
    }
  }

  private mutating func size() throws(IMAPFault) -> Int {
    let word = scanner.word()
    if let number = ResponseScanner.number(word) { return Int(number) }
    // Mail.ru has been seen to write 9.3736e+06. It is a hint for planning, so near enough is good.
    let text = String(decoding: word, as: UTF8.self)
    guard let number = Double(text), number >= 0, number < 1e15 else {
      throw IMAPFault("a size can't be read")
    }
    return Int(number)
  }

  private mutating func body() throws(IMAPFault) -> FetchedItems.Body {
    // Yandex has been seen to leave the value out.
    guard scanner.isAtString else { return .missing }
    switch try scanner.string() {
    case .bytes(let bytes): return .bytes(bytes)
    case .dropped(let count): return .dropped(count)
    case .none: return .missing
    }
  }

  /// The identifier in the lines of one Message-ID field; empty where there is none that can be used.
  private static func messageID(_ field: [UInt8]) -> String {
    guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    // The first one, where a message has several.
    var value: [UInt8] = []
    for (index, byte) in zip(field.indices, field).dropFirst(colon + 1) {
      let next = index + 1 < field.count ? field[index + 1] : 0
      if byte == 10, next != 32, next != 9 { break }
      if byte != 10, byte != 13 { value.append(byte) }
    }
    return MessageID(String(decoding: value, as: UTF8.self))?.value ?? ""
  }
}
