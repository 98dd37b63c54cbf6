// SPDX-License-Identifier: Apache-2.0

/// The addresses that go out: dot-atom local part, host name in ASCII, at most 254 bytes (RFC 5321 §4.5.3.1).
///
/// Quoted local parts, comments, domain literals and international domains are legal mail but not needed
/// here, and quoting is where address injection hides. An international domain is written in its `xn--` form.
package enum AddressGrammar {
  /// Whether it is a plain addr-spec.
  package static func isPlain(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let local = bytes[..<at].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let domain = bytes[(at + 1)...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return at <= 64 && local.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtext) }
      && domain.allSatisfy(isLabel)
  }

  /// A character of an atom (RFC 5322 §3.2.3).
  static func isAtext(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }
}
