// SPDX-License-Identifier: Apache-2.0

/// What a host found out about who sent a message: one `Authentication-Results` field (RFC 8601 §2.2), read strictly.
///
/// A field that breaks the grammar anywhere is none at all: what a lenient reader would make of it is what somebody
/// else may want us to read. Reading one says nothing about whether it is to be believed; see `Border`.
package struct AuthenticationResults: Hashable, Sendable {
  /// The result of one method.
  package struct Method: Hashable, Sendable {
    /// Its name in lower case, such as `dmarc`.
    package let name: String
    /// Its result in lower case, such as `pass`.
    package let result: String
    /// What it was found about, by `type.property` in lower case, such as `header.from`.
    package let properties: [String: String]
  }

  /// The host that says so (authserv-id).
  package let server: String
  /// The results, in the order written; empty for `none`.
  package let methods: [Method]

  /// Results in one field beyond this many are nobody's.
  private static let mostMethods = 64

  /// Reads the value of a field, unfolded; nil when it is not what RFC 8601 asks for.
  package init?(_ field: String) {
    var scanner = FieldScanner(field)
    scanner.skipBlanks()
    guard let server = scanner.value() else { return nil }
    scanner.skipBlanks()
    if let version = scanner.keyword() {
      // §2.5: who does not know a version must ignore the field.
      guard version == "1" else { return nil }
      scanner.skipBlanks()
    }
    var methods: [Method] = []
    var isEmpty = false
    while scanner.take(UInt8(ascii: ";")) {
      guard !isEmpty, methods.count < Self.mostMethods else { return nil }
      scanner.skipBlanks()
      guard let name = scanner.keyword() else { return nil }
      scanner.skipBlanks()
      if name == "none", methods.isEmpty, scanner.isAtEnd {
        isEmpty = true
        continue
      }
      guard let method = Self.method(name, &scanner) else { return nil }
      methods.append(method)
    }
    guard isEmpty || !methods.isEmpty, scanner.isAtEnd, !scanner.isMalformed else { return nil }
    self.server = server
    self.methods = methods
  }

  /// Reads what follows the name of a method, up to the next one.
  private static func method(_ name: String, _ scanner: inout FieldScanner) -> Method? {
    if scanner.take(UInt8(ascii: "/")) {
      scanner.skipBlanks()
      guard scanner.keyword() == "1" else { return nil }
      scanner.skipBlanks()
    }
    guard scanner.take(UInt8(ascii: "=")) else { return nil }
    scanner.skipBlanks()
    guard let result = scanner.keyword() else { return nil }
    var properties: [String: String] = [:]
    var mayGiveReason = true
    while true {
      let end = scanner.position
      scanner.skipBlanks()
      if scanner.isAtEnd || scanner.next == UInt8(ascii: ";") { break }
      guard scanner.position > end, let type = scanner.keyword() else { return nil }
      scanner.skipBlanks()
      guard scanner.take(UInt8(ascii: ".")) else {
        guard type == "reason", mayGiveReason, scanner.take(UInt8(ascii: "=")) else { return nil }
        scanner.skipBlanks()
        guard scanner.value() != nil else { return nil }
        mayGiveReason = false
        continue
      }
      mayGiveReason = false
      scanner.skipBlanks()
      guard let property = scanner.keyword() else { return nil }
      scanner.skipBlanks()
      guard scanner.take(UInt8(ascii: "=")) else { return nil }
      scanner.skipBlanks()
      guard let value = mailbox(&scanner),
        properties.updateValue(value, forKey: "\(type).\(property)") == nil
      else { return nil }
    }
    return Method(name: name, result: result, properties: properties)
  }

  /// Takes a value, perhaps an address or the `@domain` of one.
  private static func mailbox(_ scanner: inout FieldScanner) -> String? {
    let local = scanner.value()
    guard scanner.take(UInt8(ascii: "@")) else { return local }
    guard let domain = scanner.value() else { return nil }
    return "\(local ?? "")@\(domain)"
  }
}
