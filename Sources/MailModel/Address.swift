// SPDX-License-Identifier: Apache-2.0

/// One mailbox of an address list (RFC 5322 §3.4): a display name and an addr-spec.
///
/// The address is parsed before any decoding (the name may say anything, an encoded-word can't change the address).
package struct Address: Hashable, Sendable {
  /// The decoded display name, empty when there is none.
  package let name: String
  /// The addr-spec as written, such as `i.sokolova@ourco.example`.
  package let address: String

  /// Creates an address from its two parts.
  package init(name: String = "", address: String) {
    self.name = name
    self.address = address
  }

  /// The addr-spec in lower case: what directories and identity compare.
  package var folded: String { address.lowercased() }

  /// The part after the last `@` in lower case, empty when there is none.
  package var domain: String {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
    return address[address.index(after: at)...].lowercased()
  }
}
