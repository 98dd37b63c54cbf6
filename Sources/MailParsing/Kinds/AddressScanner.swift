// SPDX-License-Identifier: Apache-2.0

/// Finds addresses in running text.
enum AddressScanner {
  /// An address and where it stands.
  struct Hit {
    let address: String
    let range: Range<Int>
  }

  /// The addresses in a line, in one pass; a domain needs a dot and a letter.
  static func addresses(in line: [UInt8]) -> [Hit] {
    var found: [Hit] = []
    var floor = 0
    for at in line.indices where line[at] == UInt8(ascii: "@") {
      var start = at
      while start > floor, at - start < 128, isLocal(line[start - 1]) { start -= 1 }
      while start < at, isOrnament(line[start]) { start += 1 }
      for label in labels where line[start..<at].startsFolded(with: label) {
        start += label.utf8CodeUnitCount
      }
      var end = at + 1
      while end < line.count, end - at < 255, isDomain(line[end]) { end += 1 }
      floor = max(end, at + 1)
      while end > at + 1, line[end - 1] == UInt8(ascii: ".") || line[end - 1] == UInt8(ascii: "-") {
        end -= 1
      }
      let domain = line[(at + 1)..<end]
      guard start < at, domain.first != UInt8(ascii: "."), domain.contains(UInt8(ascii: ".")),
        domain.contains(where: { $0.isLetter || $0 >= 0x80 })
      else { continue }
      let address = String(decoding: line[start..<end], as: UTF8.self)
      if BounceReading.isMasked(address) { continue }
      found.append(Hit(address: address, range: start..<end))
    }
    return found
  }

  /// What gateways write in front of an address.
  private static let labels: [StaticString] = ["smtp=", "rcpt=", "to=", "email="]

  private static func isLocal(_ byte: UInt8) -> Bool {
    AddressGrammar.isAtext(byte) || byte == UInt8(ascii: ".") || byte >= 0x80
  }

  private static func isOrnament(_ byte: UInt8) -> Bool { "'`*-=/|{}~#!?&.".utf8.contains(byte) }

  private static func isDomain(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte >= 0x80
  }
}
