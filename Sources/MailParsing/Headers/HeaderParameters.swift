// SPDX-License-Identifier: Apache-2.0

/// A structured header value such as `text/plain; charset=utf-8`: a token and its parameters (RFC 2045 §5.1),
/// with continuations and charsets (RFC 2231), encoded-words and the malformed forms in use.
struct HeaderParameters {
  /// What stands before the parameters, lower case.
  let token: String
  /// Whether the token is not written as one: other programs may read another.
  let isRepaired: Bool
  /// Whether there were more parameters or continuations than `ParseLimits` allows.
  private(set) var isCut = false
  /// Names that came twice with different values, or in two forms: programs differ in which one they take.
  private(set) var contradicted: Set<String> = []

  private struct Piece {
    let number: Int
    let isEncoded: Bool
    let bytes: [UInt8]
  }

  private struct Parameter {
    let name: String
    var plain: [UInt8]?
    /// The value of `name*`, in the form `charset'language'percent-encoded`.
    var extended: [UInt8]?
    var pieces: [Piece] = []
  }

  private var parameters: [Parameter] = []

  /// Reads a header's value.
  init(_ value: [UInt8]) {
    var scanner = ParameterScanner(value)
    token = scanner.token()
    isRepaired = scanner.isRepaired
    read(&scanner)
    for parameter in parameters where parameter.plain != nil {
      if parameter.extended != nil || !parameter.pieces.isEmpty { contradicted.insert(parameter.name) }
    }
  }

  private mutating func read(_ scanner: inout ParameterScanner) {
    var count = 0
    while let (name, value) = scanner.next() {
      let stars = name.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      let base = String(decoding: stars[0], as: UTF8.self)
      let number = stars.count > 1 ? Int(String(decoding: stars[1], as: UTF8.self)) : nil
      if number == nil {
        count += 1
        guard count <= ParseLimits.parameters else { return isCut = true }
      }
      var index = parameters.firstIndex { $0.name == base }
      if index == nil {
        guard parameters.count < ParseLimits.parameters else { return isCut = true }
        index = parameters.count
        parameters.append(Parameter(name: base))
      }
      guard let index else { continue }
      if let number {
        let piece = Piece(number: number, isEncoded: stars.count > 2, bytes: value)
        if parameters[index].pieces.count < ParseLimits.continuations {
          parameters[index].pieces.append(piece)
        } else {
          isCut = true
        }
      } else if stars.count > 1 {
        guard stars[1].isEmpty else { continue }
        parameters[index].extended = parameters[index].extended ?? value
      } else if let known = parameters[index].plain {
        if known != value { contradicted.insert(base) }
      } else {
        parameters[index].plain = value
      }
    }
  }

  /// The decoded value of a parameter (lower-case name), nil when missing.
  subscript(name: String) -> String? {
    guard let parameter = parameters.first(where: { $0.name == name }) else { return nil }
    if let extended = parameter.extended {
      let text = Self.decodeExtended(extended)
      if !text.isEmpty { return text }
    }
    if !parameter.pieces.isEmpty { return Self.joined(parameter.pieces) }
    return parameter.plain.map(Self.decodePlain)
  }

  /// The bytes of a parameter that is compared and not shown, nil when missing.
  func bytes(_ name: String) -> [UInt8]? {
    guard let parameter = parameters.first(where: { $0.name == name }) else { return nil }
    return parameter.plain ?? self[name].map { Array($0.utf8) }
  }

  /// Continuations in the order of their numbers; the charset stands in the first.
  private static func joined(_ pieces: [Piece]) -> String {
    var charset: String?
    var isEncoded = false
    var out: [UInt8] = []
    for (position, piece) in pieces.sorted(by: { $0.number < $1.number }).enumerated() {
      guard piece.isEncoded else {
        out += piece.bytes
        continue
      }
      isEncoded = true
      var rest = piece.bytes[...]
      if position == 0, let head = charsetHead(rest) { (charset, rest) = head }
      out += percentDecoded(rest)
    }
    return isEncoded ? CharsetDecoding.decode(out, label: charset).text : decodePlain(out)
  }

  private static func decodeExtended(_ value: [UInt8]) -> String {
    guard let (charset, rest) = charsetHead(value[...]) else {
      return decodePlain(percentDecoded(value[...]))
    }
    return CharsetDecoding.decode(percentDecoded(rest), label: charset.isEmpty ? nil : charset).text
  }

  /// A value without a star: senders write encoded-words into it, and the extended form without saying so.
  private static func decodePlain(_ value: [UInt8]) -> String {
    if value.contains(UInt8(ascii: "%")), let (charset, rest) = charsetHead(value[...]),
      charset.contains(where: \.isNumber)
    {
      return CharsetDecoding.decode(percentDecoded(rest), label: charset).text
    }
    return EncodedWords.decode(value)
  }

  /// Splits `charset'language'text`, nil when the value has another form.
  private static func charsetHead(_ value: ArraySlice<UInt8>) -> (charset: String, rest: ArraySlice<UInt8>)? {
    let apostrophe = UInt8(ascii: "'")
    guard let first = value.firstIndex(of: apostrophe), first - value.startIndex <= 40,
      let second = value[(first + 1)...].firstIndex(of: apostrophe), second - first <= 40
    else { return nil }
    let name = value[..<first]
    let isName = (name + value[first..<second].dropFirst()).allSatisfy {
      $0.isLetter || $0.isDigit || "-_:.+".utf8.contains($0)
    }
    return isName ? (String(decoding: name, as: UTF8.self), value[(second + 1)...]) : nil
  }

  private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(value.count)
    var index = value.startIndex
    while index < value.endIndex {
      if value[index] == UInt8(ascii: "%"), index + 2 < value.endIndex, let high = value[index + 1].hexValue,
        let low = value[index + 2].hexValue
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(value[index])
        index += 1
      }
    }
    return out
  }
}
