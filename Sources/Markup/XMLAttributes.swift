// SPDX-License-Identifier: Apache-2.0

/// The attributes of an element, alive as long as the call that reports it.
package struct XMLAttributes {
  /// Five pointers an attribute: local name, prefix, namespace, start of the value, its end.
  let first: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  /// How many there are.
  package let count: Int

  /// The value of an attribute by its local name, in a namespace or (empty) in none; nil when missing.
  package subscript(local: StaticString, in namespace: StaticString = "") -> String? {
    guard let first else { return nil }
    for index in 0..<count {
      let fields = first + 5 * index
      guard let name = fields[0], Self.isEqual(name, local) else { continue }
      let isHere = fields[2].map { Self.isEqual($0, namespace) } ?? (namespace.utf8CodeUnitCount == 0)
      guard isHere, let start = fields[3], let end = fields[4] else { continue }
      let value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
      // libxml2 leaves an ampersand that was escaped in this form.
      return value.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
    }
    return nil
  }

  private static func isEqual(_ text: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    for index in 0..<count where text[index] != name.utf8Start[index] { return false }
    return text[count] == 0
  }
}
