// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Texts in the form in which SASL compares them.
enum SASLText {
  /// Escapes what separates fields: a saslname of RFC 5802 §5.1.
  static func escaped(_ name: [UInt8]) -> [UInt8] {
    name.flatMap { byte in
      switch byte {
      case UInt8(ascii: "="): Array("=3D".utf8)
      case UInt8(ascii: ","): Array("=2C".utf8)
      default: [byte]
      }
    }
  }

  /// Prepares a user or a password (SASLprep, RFC 4013); bytes that are not UTF-8 stay as they are.
  ///
  /// Of its tables those are applied that keyboards and paste meet: other blanks, invisible characters, and
  /// compatibility forms. The same text must come out on both sides, else a right password is refused.
  static func prepared(_ bytes: [UInt8]) throws(SASLFault) -> [UInt8] {
    if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) { return bytes }
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDropped(scalar) {
      scalars.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
    }
    let normal = String(scalars).precomposedStringWithCompatibilityMapping
    guard !normal.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw SASLFault("the user or the password holds a control character")
    }
    return Array(normal.utf8)
  }

  /// The characters that RFC 3454 table B.1 maps to nothing.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x34F, 0x1806, 0x180B...0x180D, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: true
    default: false
    }
  }
}
