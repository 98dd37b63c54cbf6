// SPDX-License-Identifier: Apache-2.0

/// The attributes of a start tag, alive as long as the call that reports it.
package struct HTMLAttributes {
  /// Name, value, name, value, …, nil.
  let pairs: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// Whether there are none.
  package var isEmpty: Bool { pairs == nil }

  /// The value of an attribute, with character references undone; empty when it has none, nil when missing.
  package subscript(name: StaticString) -> String? {
    guard var pair = pairs else { return nil }
    while let found = pair[0] {
      if Self.isEqual(found, name) {
        guard let value = pair[1] else { return "" }
        return CharacterReferences.resolved(UnsafeBufferPointer(start: value, count: Self.length(value)))
      }
      pair += 2
    }
    return nil
  }

  private static func isEqual(_ text: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    for index in 0..<count where text[index] != name.utf8Start[index] { return false }
    return text[count] == 0
  }

  private static func length(_ text: UnsafePointer<UInt8>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }
}
