// SPDX-License-Identifier: Apache-2.0

extension AddressGrammar {
  private static let at = UInt8(ascii: "@")

  /// The addr-spec between angle brackets, nil when there is none.
  ///
  /// A source route (RFC 5322 §4.4) is left out, and so is what else ends in a colon: `mailto:`.
  static func text(angle content: [UInt8]) -> String? {
    if content.allSatisfy(isOrdinary) { return whole(String(decoding: content, as: UTF8.self)) }
    var spec = joined(withoutComments(content))[...]
    let plain = unquoted(spec)
    if let colon = plain.firstIndex(of: UInt8(ascii: ":")), plain.first == at || !plain[..<colon].contains(at)
    {
      spec = spec[(spec.startIndex + colon + 1)...]
    }
    let separates: (UInt8) -> Bool = { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") }
    while let first = spec.first, separates(first) { spec.removeFirst() }
    while let last = spec.last, separates(last) { spec.removeLast() }
    return checked(spec)
  }

  /// The addresses in a text without angle brackets: the words with an `@`, and what stands in front of the first.
  static func bare(_ spec: [UInt8]) -> (name: [UInt8], addresses: [String]) {
    let joined = joined(spec)
    let plain = unquoted(joined[...])
    guard plain.contains(at) else { return ([], []) }
    var name: [UInt8] = []
    var addresses: [String] = []
    var start = 0
    for end in plain.indices + [plain.count] where end == plain.count || plain[end] == 32 {
      defer { start = end + 1 }
      guard start < end else { continue }
      if plain[start..<end].contains(at) {
        if let address = checked(trimmed(joined[start..<end])) { addresses.append(address) }
      } else if addresses.isEmpty {
        if !name.isEmpty { name.append(32) }
        name += withoutQuotes(joined[start..<end])
      }
    }
    return (name, addresses)
  }

  /// The name of a mailbox on the sender's own host: one word, nil for anything else.
  static func local(_ spec: [UInt8]) -> String? {
    let joined = joined(spec)
    let isWord = !joined.contains(32) && !joined.contains(UInt8(ascii: "\""))
    guard isWord, !joined.starts(with: Array("=?".utf8)) else { return nil }
    return checked(joined[...])
  }

  /// The bytes with those in quoted strings replaced by zeros, so that signs in there count for nothing.
  static func unquoted(_ spec: some Collection<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(spec.count)
    var isQuoted = false
    var isEscaped = false
    for byte in spec {
      let wasEscaped = isEscaped
      isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !wasEscaped
      if byte == UInt8(ascii: "\""), !wasEscaped { isQuoted.toggle() }
      out.append(isQuoted ? 0 : byte)
    }
    return out
  }

  /// An addr-spec as text, controls as U+FFFD; nil when one of its halves is missing.
  private static func checked(_ spec: ArraySlice<UInt8>) -> String? {
    whole(CleanText.line(CharsetDecoding.decode(unlabelled: Array(spec))))
  }

  /// The text, nil when a half of it is missing.
  private static func whole(_ text: String) -> String? {
    let isHalf = text.utf8.first == at || text.utf8.last == at
    return text.isEmpty || isHalf ? nil : text
  }

  /// A visible ASCII byte that neither quotes nor separates.
  private static func isOrdinary(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: ";"), UInt8(ascii: "\\"):
      false
    default: byte > 32 && byte < 127
    }
  }

  /// A word without brackets and quotes around it: `a@b>`, `[a@b]`, `'a@b'`.
  private static func trimmed(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var word = word
    while word.last == UInt8(ascii: ">") { word.removeLast() }
    for (open, close) in [("[", "]"), ("'", "'"), ("(", ")")] as [(StaticString, StaticString)]
    where word.count > 2 && word.first == open.utf8Start.pointee && word.last == close.utf8Start.pointee {
      word = word.dropFirst().dropLast()
    }
    return word
  }

  private static func withoutQuotes(_ word: ArraySlice<UInt8>) -> [UInt8] {
    guard word.first == UInt8(ascii: "\""), word.count > 1 else { return Array(word) }
    var out: [UInt8] = []
    var isEscaped = false
    for byte in word.dropFirst().dropLast() {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { out.append(byte) }
    }
    return out
  }

  /// The bytes without blanks around `@` and `.`, with single ones elsewhere and none at the ends.
  private static func joined(_ spec: [UInt8]) -> [UInt8] {
    let plain = unquoted(spec)
    let joins: (UInt8) -> Bool = { $0 == at || $0 == UInt8(ascii: ".") }
    var out: [UInt8] = []
    out.reserveCapacity(spec.count)
    var index = 0
    while index < spec.count {
      guard plain[index].isWhitespace else {
        out.append(spec[index])
        index += 1
        continue
      }
      var next = index
      while next < spec.count, plain[next].isWhitespace { next += 1 }
      if let last = out.last, next < spec.count, !joins(last), !joins(spec[next]) { out.append(32) }
      index = next
    }
    return out
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
