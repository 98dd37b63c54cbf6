// SPDX-License-Identifier: Apache-2.0

import MailModel

extension ResponseParser {
  // MARK: - Folders

  mutating func list() throws(IMAPFault) -> ListedFolder {
    scanner.skipBlanks()
    try scanner.expect(UInt8(ascii: "("))
    let attributes = scanner.word(until: ")")
    try scanner.expect(UInt8(ascii: ")"))
    scanner.skipBlanks()
    var delimiter: UInt8?
    if case .bytes(let bytes) = try scanner.string(), bytes.count == 1 { delimiter = bytes[0] }
    scanner.skipBlanks()
    let name: [UInt8]
    if scanner.current == UInt8(ascii: "\"") || scanner.current == UInt8(ascii: "{") {
      guard case .bytes(let bytes) = try scanner.string() else { throw IMAPFault("a folder has no name") }
      name = bytes
    } else {
      // Exchange leaves names with blanks unquoted.
      name = [UInt8](scanner.word(until: "\r"))
    }
    let names = String(decoding: attributes, as: UTF8.self).lowercased().split(separator: " ").map(
      String.init)
    return ListedFolder(attributes: Set(names), delimiter: delimiter, wireName: name)
  }

  mutating func numbers() throws(IMAPFault) -> FolderNumbers {
    scanner.skipBlanks()
    guard case .bytes(let name) = try scanner.string() else { throw IMAPFault("a folder has no name") }
    var numbers = FolderNumbers(wireName: name)
    scanner.skipBlanks()
    try scanner.expect(UInt8(ascii: "("))
    while true {
      scanner.skipBlanks()
      if scanner.accept(UInt8(ascii: ")")) { return numbers }
      let item = scanner.word()
      guard !item.isEmpty else { throw IMAPFault("a STATUS response can't be read") }
      scanner.skipBlanks()
      if ResponseScanner.matches(item, "MESSAGES") {
        numbers.messages = ResponseScanner.number(scanner.word()).map(Int.init)
      } else if ResponseScanner.matches(item, "UIDNEXT") {
        numbers.uidNext = ResponseScanner.number(scanner.word())
      } else {
        try scanner.skipValue()
      }
    }
  }

  /// Reads the three lists of NAMESPACE; none where they can't be read, for LIST alone does as well.
  mutating func namespaces() -> [MailNamespace] {
    var found: [MailNamespace] = []
    do throws(IMAPFault) {
      for owner in MailNamespace.Owner.allCases {
        scanner.skipBlanks()
        guard scanner.accept(UInt8(ascii: "(")) else {
          _ = try scanner.string()
          continue
        }
        while scanner.accept(UInt8(ascii: "(")) {
          guard case .bytes(let prefix) = try scanner.string() else { return [] }
          found.append(MailNamespace(owner, prefix: prefix))
          while scanner.current != nil, !scanner.accept(UInt8(ascii: ")")) {
            try scanner.skipValue()
            scanner.skipBlanks()
          }
          scanner.skipBlanks()
        }
        try scanner.expect(UInt8(ascii: ")"))
      }
      return found
    } catch {
      return []
    }
  }

  /// Reads the pairs of ID; none where they can't be read, for nothing depends on them.
  mutating func identity() -> [String: String] {
    var pairs: [String: String] = [:]
    do throws(IMAPFault) {
      scanner.skipBlanks()
      guard scanner.accept(UInt8(ascii: "(")) else { return [:] }
      while pairs.count < 30 {
        scanner.skipBlanks()
        guard case .bytes(let name) = try scanner.string() else { break }
        scanner.skipBlanks()
        if case .bytes(let value) = try scanner.string() {
          pairs[WireText.shown(name).lowercased()] = WireText.shown(value)
        }
      }
    } catch {
      return [:]
    }
    return pairs
  }

  // MARK: - Sets of UIDs

  mutating func search() throws(IMAPFault) -> UIDIntervals {
    var found: [ClosedRange<UInt32>] = []
    while true {
      scanner.skipBlanks()
      guard let byte = scanner.current, byte != UInt8(ascii: "(") else { return UIDIntervals(found) }
      let number = try scanner.number()
      found.append(number...number)
    }
  }

  mutating func extendedSearch() throws(IMAPFault) -> UIDIntervals {
    var found = UIDIntervals()
    scanner.skipBlanks()
    if scanner.current == UInt8(ascii: "(") { try scanner.skipValue() }
    while true {
      scanner.skipBlanks()
      guard scanner.current != nil else { return found }
      let name = scanner.word()
      guard !name.isEmpty else { throw IMAPFault("an ESEARCH response can't be read") }
      if ResponseScanner.matches(name, "UID") { continue }
      scanner.skipBlanks()
      if ResponseScanner.matches(name, "ALL") {
        found = try UIDSet.read(scanner.word())
      } else {
        try scanner.skipValue()
      }
    }
  }

  mutating func vanished() throws(IMAPFault) -> IMAPResponse {
    scanner.skipBlanks()
    var isEarlier = false
    if scanner.accept(UInt8(ascii: "(")) {
      isEarlier = ResponseScanner.matches(scanner.word(), "EARLIER")
      try scanner.expect(UInt8(ascii: ")"))
      scanner.skipBlanks()
    }
    return .vanished(try UIDSet.read(scanner.word()), isEarlier: isEarlier)
  }
}
