// SPDX-License-Identifier: Apache-2.0

/// A word of a text: where it stands and how it is compared.
package struct Word: Hashable, Sendable {
  /// The offset of its first byte in the text.
  package let start: Int
  /// The offset after its last byte in the text.
  package let end: Int
  /// The offset of its first byte among the folded bytes.
  package let foldedStart: Int
  /// The offset after its last byte among the folded bytes.
  package let foldedEnd: Int
  /// Its script; mixed words count as that of their last letter.
  package let script: Script
  /// Whether a digit stands in it.
  package let hasDigit: Bool
}

/// Splits UTF-8 text into words and folds them: lower case, no diacritics, ё as е, ß as ss.
///
/// A word is a run of letters and digits. Invalid bytes separate words. Linear in the number of bytes.
package struct WordScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// The folded bytes of all words scanned so far, one after the other.
  package private(set) var folded: [UInt8] = []

  /// Creates a scanner over bytes that must outlive it.
  package init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// Scans the next word, nil at the end of the text.
  package mutating func next() -> Word? {
    while position < text.count {
      if text[position] == 0x20 {
        position += 1
        continue
      }
      let (scalar, length) = decode(at: position)
      switch Folding.fold(scalar).scalarClass {
      case .separator: position += length
      case .letter, .digit: return word()
      }
    }
    return nil
  }

  /// Drops the folded bytes, for callers that have used the words so far.
  package mutating func forgetFolded() {
    folded.removeAll(keepingCapacity: true)
  }

  private mutating func word() -> Word {
    let start = position
    let foldedStart = folded.count
    var script = Script.other
    var hasDigit = false
    scan: while position < text.count {
      let byte = text[position]
      // Small letters of ASCII and of Russian are most of what mail is made of.
      if byte >= 0x61 && byte <= 0x7A {
        script = .latin
        folded.append(byte)
        position += 1
        continue
      }
      if byte == 0xD0 || byte == 0xD1, position + 1 < text.count {
        let second = text[position + 1]
        if byte == 0xD0 ? second >= 0xB0 && second < 0xC0 : second >= 0x80 && second < 0x90 {
          script = .cyrillic
          folded.append(byte)
          folded.append(second)
          position += 2
          continue
        }
      }
      let (scalar, length) = decode(at: position)
      let fold = Folding.fold(scalar)
      switch fold.scalarClass {
      case .separator:
        // A combining mark belongs to the letter before it and is dropped, as the composed form's is.
        guard scalar >= 0x300 && scalar <= 0x36F else { break scan }
      case .digit:
        hasDigit = true
        folded.append(UInt8(truncatingIfNeeded: fold.first))
      case .letter(let of):
        if of != .other || script == .other { script = of }
        append(fold.first)
        if fold.second != 0 { append(fold.second) }
      }
      position += length
    }
    return Word(
      start: start, end: position, foldedStart: foldedStart, foldedEnd: folded.count, script: script,
      hasDigit: hasDigit)
  }

  @inline(__always)
  private mutating func append(_ scalar: UInt32) {
    if scalar < 0x80 {
      folded.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      folded.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      folded.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      folded.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      folded.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }

  /// Decodes one scalar; a malformed sequence gives a separator of one byte.
  @inline(__always)
  private func decode(at index: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(text[index])
    if lead < 0x80 { return (lead, 1) }
    let left = text.count - index
    if lead >= 0xC2 && lead < 0xE0, left >= 2, let second = continuation(index + 1) {
      return ((lead & 0x1F) << 6 | second, 2)
    }
    if lead >= 0xE0 && lead < 0xF0, left >= 3, let second = continuation(index + 1),
      let third = continuation(index + 2)
    {
      return ((lead & 0x0F) << 12 | second << 6 | third, 3)
    }
    if lead >= 0xF0 && lead < 0xF5, left >= 4, let second = continuation(index + 1),
      let third = continuation(index + 2), let fourth = continuation(index + 3)
    {
      return ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }
    return (0, 1)
  }

  @inline(__always)
  private func continuation(_ index: Int) -> UInt32? {
    let byte = UInt32(text[index])
    return byte & 0xC0 == 0x80 ? byte & 0x3F : nil
  }
}
