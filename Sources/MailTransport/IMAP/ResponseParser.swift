// SPDX-License-Identifier: Apache-2.0

/// Turns one frame into a response; pure, linear, without recursion.
package struct ResponseParser {
  let limits: IMAPLimits
  var scanner: ResponseScanner

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
    if ResponseScanner.matches(tag, "*") { return try untagged() }
    guard let status = try status(named: scanner.name(until: " ")) else {
      throw IMAPFault("a tagged response is neither OK, NO nor BAD")
    }
    return .tagged(String(decoding: tag, as: UTF8.self), status)
  }

  private mutating func untagged() throws(IMAPFault) -> IMAPResponse {
    // Exchange is known to leave out the OK before a code.
    if scanner.current == UInt8(ascii: "[") { return .status(try statusBody(.ok)) }
    let word = scanner.word(until: " ")
    if let number = ResponseScanner.number(word) {
      scanner.skipBlanks()
      return try numbered(Int(number))
    }
    let name = String(decoding: word, as: UTF8.self).uppercased()
    if let status = try status(named: name) { return .status(status) }
    switch name {
    case "CAPABILITY": return .capability(words())
    case "ENABLED": return .enabled(words())
    case "LIST", "XLIST": return .list(try list())
    case "STATUS": return .numbers(try numbers())
    case "NAMESPACE": return .namespaces(namespaces())
    case "ID": return .identity(identity())
    case "SEARCH": return .search(try search())
    case "ESEARCH": return .search(try extendedSearch())
    case "VANISHED": return try vanished()
    default: return .other
    }
  }

  private mutating func numbered(_ number: Int) throws(IMAPFault) -> IMAPResponse {
    let name = scanner.word()
    if ResponseScanner.matches(name, "FETCH") { return .fetch(try fetch(number)) }
    if ResponseScanner.matches(name, "EXISTS") { return .exists(number) }
    if ResponseScanner.matches(name, "EXPUNGE") { return .expunge(number) }
    return .other
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
    let argument = words.count > 1 ? words[1] : []
    let number = ResponseScanner.number(argument)
    switch (name, number) {
    case ("UIDVALIDITY", let number?): return .uidValidity(number)
    case ("UIDNEXT", let number?): return .uidNext(number)
    case ("HIGHESTMODSEQ", _):
      // 0 and -1 have been seen for folders that keep none.
      guard let number = ResponseScanner.longNumber(argument), number > 0 else { return .other(name) }
      return .highestModSeq(number)
    case ("APPENDUID", let validity?) where words.count > 2:
      guard let uid = ResponseScanner.number(words[2]) else { return .other(name) }
      return .appendUID(validity: validity, uid: uid)
    case ("CAPABILITY", _):
      return .capability(words.dropFirst().map { String(decoding: $0, as: UTF8.self).uppercased() })
    default: return .other(WireText.shown(name))
    }
  }
}
