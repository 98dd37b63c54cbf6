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

  /// What directories and identity compare: the addr-spec in lower case, an international domain in its `xn--` form.
  package var folded: String {
    guard !address.utf8.allSatisfy({ $0 < 128 }) else { return address.lowercased() }
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return address.lowercased() }
    return address[...at].lowercased() + domain
  }

  /// The same mailbox as servers know it: an international domain in its `xn--` form, anything else as written.
  package var routable: Address {
    guard !domain.isEmpty, let at = address.utf8.lastIndex(of: UInt8(ascii: "@")),
      !address[at...].utf8.allSatisfy({ $0 < 128 })
    else { return self }
    return Address(name: name, address: address[...at] + domain)
  }

  /// The part after the last `@` in the same form, empty when there is none.
  package var domain: String {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
    return DomainName.folded(address[address.index(after: at)...])
  }
}
