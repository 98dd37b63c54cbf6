// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// Looks for aliases that would make the YAML library work without bound before it returns.
///
/// The library compares the keys of a mapping with everything that their aliases stand for, so nine nested
/// aliases of nine each take it hours. Aliases in plain places are bounded by the count of their values instead.
enum AliasScan {
  /// What may be an anchor or an alias, as offsets of its mark and of what follows its name.
  private struct Token {
    let name: ArraySlice<UInt8>
    let start: Int
    let end: Int
  }

  /// The most aliases in a file.
  static let limit = 1000

  /// Returns where danger starts; nil for files without it.
  ///
  /// In files with aliases it errs on the side of danger, as quotes and comments are not told apart.
  static func place(ofDangerIn text: String, file: String) -> SourcePlace? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return nil }
    let anchors = Set(tokens(after: UInt8(ascii: "&"), in: bytes).map(\.name))
    let aliases = tokens(after: UInt8(ascii: "*"), in: bytes).filter { anchors.contains($0.name) }
    guard let first = aliases.first else { return nil }
    let danger: Int? =
      aliases.count > limit
      ? first.start
      : aliases.first { isKey(endingAt: $0.end, in: bytes) }?.start ?? composedKey(in: bytes)
    return danger.map { offset in
      let read = String(decoding: bytes[..<offset], as: UTF8.self)
      return SourceFile.place(after: read, file: file)
    }
  }

  /// Finds `mark` followed by a name where YAML may see a token.
  private static func tokens(after mark: UInt8, in bytes: [UInt8]) -> [Token] {
    var found: [Token] = []
    for (index, byte) in bytes.enumerated() where byte == mark && startsToken(index, in: bytes) {
      let name = bytes[(index + 1)...].prefix(while: isName)
      if !name.isEmpty { found.append(Token(name: name, start: index, end: name.endIndex)) }
    }
    return found
  }

  /// Finds the first key that is a list, a mapping, or marked by `?`.
  private static func composedKey(in bytes: [UInt8]) -> Int? {
    bytes.indices.first { index in
      switch bytes[index] {
      case UInt8(ascii: "]"), UInt8(ascii: "}"): isKey(endingAt: index + 1, in: bytes)
      case UInt8(ascii: "?"): startsToken(index, in: bytes) && isBlank(index + 1, in: bytes)
      default: false
      }
    }
  }

  private static func isKey(endingAt end: Int, in bytes: [UInt8]) -> Bool {
    bytes[end...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: ":")
  }

  private static func startsToken(_ index: Int, in bytes: [UInt8]) -> Bool {
    index == 0 || " \t\r\n[{,".utf8.contains(bytes[index - 1])
  }

  private static func isBlank(_ index: Int, in bytes: [UInt8]) -> Bool {
    index >= bytes.count || " \t\r\n".utf8.contains(bytes[index])
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
