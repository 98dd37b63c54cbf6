// SPDX-License-Identifier: Apache-2.0

/// Turns one frame into a response; pure, linear, without recursion.
package struct ResponseParser {
  private let limits: IMAPLimits
  private var scanner: ResponseScanner

  /// Reads a frame.
  ///
  /// - Throws: `IMAPFault` where the frame is no response. Responses that Kontor has no use for are not read.
  package static func parse(
    _ frame: IMAPFrame, limits: IMAPLimits = IMAPLimits()
  ) throws(IMAPFault) -> IMAPResponse {
    var parser = ResponseParser(limits: limits, scanner: ResponseScanner(frame, limits: limits))
    return try parser.response()
  }

  private mutating func response() throws(IMAPFault) -> IMAPResponse {
    let tag = scanner.word(until: " ")
    guard !tag.isEmpty else { throw IMAPFault("a response starts with a blank or is empty") }
    let isSeparated = scanner.accept(32)
    if tag.elementsEqual("+".utf8) { return .continuation(WireText.shown(scanner.rest)) }
    guard isSeparated else { throw IMAPFault("a response has one word only") }
    scanner.skipBlanks()
    guard tag.elementsEqual("*".utf8) else {
      guard let status = try status(named: scanner.name(until: " ")) else {
        throw IMAPFault("a tagged response is neither OK, NO nor BAD")
      }
      return .tagged(String(decoding: tag, as: UTF8.self), status)
    }
    return try untagged()
  }

  private mutating func untagged() throws(IMAPFault) -> IMAPResponse {
    // Exchange is known to leave out the OK before a code.
    if scanner.current == UInt8(ascii: "[") { return .status(try statusBody(.ok)) }
    let name = scanner.name(until: " ")
    if let number = ResponseScanner.number(Array(name.utf8)[...]) {
      scanner.skipBlanks()
      return try numbered(Int(number))
    }
    if let status = try status(named: name) { return .status(status) }
    switch name {
    case "CAPABILITY": return .capability(words())
    case "LIST": return .list(try list())
    case "SEARCH": return .search(try search())
    case "ESEARCH": return .search(try extendedSearch())
    default: return .other
    }
  }

  private mutating func numbered(_ number: Int) throws(IMAPFault) -> IMAPResponse {
    switch scanner.name() {
    case "EXISTS": return .exists(number)
    case "EXPUNGE": return .expunge(number)
    case "FETCH": return .fetch(try fetch(number))
    default: return .other
    }
  }

  private mutating func words() -> [String] {
    String(decoding: scanner.rest, as: UTF8.self).uppercased().split(separator: " ").map(String.init)
  }

  // MARK: - Status

  private mutating func status(named name: String) throws(IMAPFault) -> IMAPStatus? {
    guard let condition = IMAPStatus.Condition(rawValue: name) else { return nil }
    scanner.skipBlanks()
    return try statusBody(condition)
  }

  private mutating func statusBody(_ condition: IMAPStatus.Condition) throws(IMAPFault) -> IMAPStatus {
    guard scanner.current == UInt8(ascii: "["), let inside = bracketed() else {
      return IMAPStatus(condition: condition, text: WireText.shown(scanner.rest))
    }
    scanner.skipBlanks()
    return IMAPStatus(
      condition: condition, code: code(inside), text: WireText.shown(scanner.rest))
  }

  /// Passes `[...]` and returns what is inside; nil, with nothing passed, where it isn't closed.
  ///
  /// Brackets in strings and in lists don't count: Gmail writes flags with a `]`.
  private mutating func bracketed() -> ArraySlice<UInt8>? {
    let text = scanner.rest
    var depth = 0
    var isQuoted = false
    for (index, byte) in zip(text.indices, text).dropFirst() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "(") where !isQuoted: depth += 1
      case UInt8(ascii: ")") where !isQuoted: depth -= 1
      case UInt8(ascii: "]") where !isQuoted && depth <= 0:
        scanner.skip(index + 1 - text.startIndex)
        return text[(text.startIndex + 1)..<index]
      default: break
      }
    }
    return nil
  }

  /// Reads a code; one with arguments that can't be read counts as unknown, for the response says more than it.
  private func code(_ inside: ArraySlice<UInt8>) -> ResponseCode {
    let words = inside.split(separator: 32)
    let name = String(decoding: words.first ?? [], as: UTF8.self).uppercased()
    let number = words.count > 1 ? ResponseScanner.number(words[1]) : nil
    switch (name, number) {
    case ("UIDVALIDITY", let number?): return .uidValidity(number)
    case ("UIDNEXT", let number?): return .uidNext(number)
    case ("APPENDUID", let validity?) where words.count > 2:
      guard let uid = ResponseScanner.number(words[2]) else { return .other(name) }
      return .appendUID(validity: validity, uid: uid)
    case ("CAPABILITY", _):
      return .capability(words.dropFirst().map { String(decoding: $0, as: UTF8.self).uppercased() })
    default: return .other(WireText.shown(name))
    }
  }

  // MARK: - LIST and SEARCH

  private mutating func list() throws(IMAPFault) -> ListedFolder {
    scanner.skipBlanks()
    try scanner.expect(UInt8(ascii: "("))
    let attributes = scanner.word(until: ")")
    try scanner.expect(UInt8(ascii: ")"))
    scanner.skipBlanks()
    _ = try scanner.string()
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
    return ListedFolder(attributes: Set(names), wireName: name)
  }

  private mutating func search() throws(IMAPFault) -> [UInt32] {
    var found: [UInt32] = []
    while true {
      scanner.skipBlanks()
      guard let byte = scanner.current, byte != UInt8(ascii: "(") else { return found }
      found.append(try scanner.number())
    }
  }

  private mutating func extendedSearch() throws(IMAPFault) -> [UInt32] {
    var found: [UInt32] = []
    scanner.skipBlanks()
    if scanner.current == UInt8(ascii: "(") { try scanner.skipValue() }
    while true {
      scanner.skipBlanks()
      guard scanner.current != nil else { return found }
      let name = scanner.name()
      guard !name.isEmpty else { throw IMAPFault("an ESEARCH response can't be read") }
      if name == "UID" { continue }
      scanner.skipBlanks()
      if name == "ALL" { found = try UIDSet.expand(scanner.word()) } else { try scanner.skipValue() }
    }
  }

  // MARK: - FETCH

  private mutating func fetch(_ sequence: Int) throws(IMAPFault) -> FetchedItems {
    var items = FetchedItems(sequence: sequence)
    scanner.skipBlanks()
    try scanner.expect(UInt8(ascii: "("))
    while true {
      scanner.skipBlanks()
      if scanner.accept(UInt8(ascii: ")")) { return items }
      var name = scanner.name(until: " ()[\"")
      guard !name.isEmpty else { throw IMAPFault("a FETCH item has no name") }
      if scanner.accept(UInt8(ascii: "[")) {
        name += "[" + scanner.name(until: "]") + "]"
        try scanner.expect(UInt8(ascii: "]"))
        _ = scanner.word(until: " ()")
      }
      scanner.skipBlanks()
      switch name {
      case "UID": items.uid = try scanner.number()
      case "RFC822.SIZE": items.size = try size()
      case "INTERNALDATE": items.received = try received()
      case "BODY[]": items.body = try body()
      default: try scanner.skipValue()
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

  private mutating func received() throws(IMAPFault) -> Double? {
    if case .bytes(let bytes) = try scanner.string() { return InternalDate.seconds(bytes) }
    return nil
  }

  private mutating func body() throws(IMAPFault) -> FetchedItems.Body {
    if scanner.current == UInt8(ascii: ")") { return .missing }
    switch try scanner.string() {
    case .bytes(let bytes): return .bytes(bytes)
    case .dropped(let count): return .dropped(count)
    case .none: return .missing
    }
  }
}
