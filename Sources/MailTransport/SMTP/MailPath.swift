// SPDX-License-Identifier: Apache-2.0

/// An address as MAIL and RCPT carry it (RFC 5321 §4.1.2), proved to hold nothing that could end the command.
package struct MailPath: Hashable, Sendable {
  /// The address.
  package let address: String

  /// Creates a path, or nil where the address is not a dot-string, an `@` and a host name or address literal.
  ///
  /// Quoted local parts and addresses beyond ASCII are refused: nobody has them, and parsers disagree on them.
  package init?(_ address: String) {
    let bytes = Array(address.utf8)
    guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = bytes[..<at]
    let domain = bytes[(at + 1)...]
    guard !local.isEmpty, local.count <= 64, Self.isDotted(local, by: Self.isAtomCharacter) else {
      return nil
    }
    guard Self.isDotted(domain, by: Self.isHostCharacter) || Self.isLiteral(domain) else { return nil }
    self.address = address
  }

  private static func isDotted(_ text: ArraySlice<UInt8>, by isAllowed: (UInt8) -> Bool) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAllowed) }
  }

  private static func isLiteral(_ domain: ArraySlice<UInt8>) -> Bool {
    guard domain.count > 2, domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") else {
      return false
    }
    return domain.dropFirst().dropLast().allSatisfy {
      isHostCharacter($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
    }
  }

  private static func isHostCharacter(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func isAtomCharacter(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
  }
}
