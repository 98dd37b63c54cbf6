// SPDX-License-Identifier: Apache-2.0

/// The script of a word: which stemmers it can go to.
package enum Script: UInt8, Hashable, Sendable {
  /// Digits only, or a script that no stemmer of ours knows.
  case other
  /// Latin letters, perhaps with digits.
  case latin
  /// Cyrillic letters, perhaps with digits.
  case cyrillic
}

/// What a scalar is for a word, and what it is folded to.
struct FoldedScalar {
  enum Class {
    case separator
    case letter(Script)
    case digit
  }
  let scalarClass: Class
  /// The lower-case letter without diacritics; two for ligatures such as ß.
  let first: UInt32
  let second: UInt32
}

/// Lower case without diacritics: how words are compared, in rules and in search alike.
enum Folding {
  /// Classifies and folds one scalar; ASCII, Latin and Cyrillic by tables, the rest by Unicode's properties.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> FoldedScalar {
    if scalar < 0x80 { return ascii(scalar) }
    if scalar < 0x180 {
      guard scalar >= 0xC0, scalar != 0xD7, scalar != 0xF7 else { return separatorOrLetter(scalar) }
      return latin(scalar)
    }
    if scalar >= 0x400 && scalar < 0x530 { return cyrillic(scalar) }
    return separatorOrLetter(scalar)
  }

  @inline(__always)
  private static func ascii(_ scalar: UInt32) -> FoldedScalar {
    if scalar >= 0x61 && scalar <= 0x7A {
      return FoldedScalar(scalarClass: .letter(.latin), first: scalar, second: 0)
    }
    if scalar >= 0x41 && scalar <= 0x5A {
      return FoldedScalar(scalarClass: .letter(.latin), first: scalar + 0x20, second: 0)
    }
    if scalar >= 0x30 && scalar <= 0x39 { return FoldedScalar(scalarClass: .digit, first: scalar, second: 0) }
    return FoldedScalar(scalarClass: .separator, first: 0, second: 0)
  }

  private static func latin(_ scalar: UInt32) -> FoldedScalar {
    let pair = latinTable[Int(scalar - 0xC0)]
    return FoldedScalar(scalarClass: .letter(.latin), first: UInt32(pair.0), second: UInt32(pair.1))
  }

  private static func cyrillic(_ scalar: UInt32) -> FoldedScalar {
    var lower = scalar
    if scalar >= 0x410 && scalar <= 0x42F { lower = scalar + 0x20 }
    if scalar >= 0x400 && scalar <= 0x40F { lower = scalar + 0x50 }
    if scalar >= 0x460, let mapped = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first
    {
      lower = mapped.value
    }
    // People write е for ё as they please.
    if lower == 0x451 { lower = 0x435 }
    return FoldedScalar(scalarClass: .letter(.cyrillic), first: lower, second: 0)
  }

  private static func separatorOrLetter(_ scalar: UInt32) -> FoldedScalar {
    // The punctuation of Latin-1 but ª, µ and º, and all of the block General Punctuation.
    let isLatinSign = scalar < 0xC0 && scalar != 0xAA && scalar != 0xB5 && scalar != 0xBA
    if isLatinSign || (scalar >= 0x2000 && scalar < 0x2070) {
      return FoldedScalar(scalarClass: .separator, first: 0, second: 0)
    }
    guard let value = Unicode.Scalar(scalar) else {
      return FoldedScalar(scalarClass: .separator, first: 0, second: 0)
    }
    if value.properties.numericType == .decimal, let digit = value.properties.numericValue {
      return FoldedScalar(scalarClass: .digit, first: 0x30 + UInt32(digit), second: 0)
    }
    guard value.properties.isAlphabetic else {
      return FoldedScalar(scalarClass: .separator, first: 0, second: 0)
    }
    let lower = value.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
    return FoldedScalar(scalarClass: .letter(.other), first: lower, second: 0)
  }

  /// U+00C0…U+017F, each as the one or two ASCII letters it is folded to.
  private static let latinTable: [(UInt8, UInt8)] = {
    let base =
      "a a a a a a ae c e e e e i i i i d n o o o o o x o u u u u y th ss "
      + "a a a a a a ae c e e e e i i i i d n o o o o o x o u u u u y th y "
      + "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h "
      + "i i i i i i i i i i ij ij j j k k k l l l l l l l l l l n n n n n n n n n o o o o o o oe oe "
      + "r r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s"
    return base.split(separator: " ").map { letters in
      let bytes = Array(letters.utf8)
      return (bytes[0], bytes.count > 1 ? bytes[1] : 0)
    }
  }()
}
