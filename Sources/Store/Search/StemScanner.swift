// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// One term of a text, as the index holds it.
struct Term {
  /// The stem or number; valid during the call only.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where it stands in the text, in bytes.
  let range: Range<Int>
  /// Whether it is another form of the term before it, at the same place.
  let isColocated: Bool
}

/// Turns text into terms: in messages and in queries alike, so any inflected form finds any other.
///
/// - Cyrillic words give their Russian stem. Latin words give their English stem and, where it differs, their German
///   one at the same place: the language of a word in a query is not known.
/// - A word is cut where letters meet digits (`ЗК004512` and `ЗК-004512` give the same terms), and numbers lose
///   their leading zeros, as in `OrderKey.normalised(_:)`.
///
/// It keeps a memory of stems, so an instance belongs to one thread at a time.
final class StemScanner {
  private let memory = StemMemory()

  /// Calls `emit` with the terms of UTF-8 text in order, until it returns false.
  func scan(_ text: UnsafeBufferPointer<UInt8>, _ emit: (Term) -> Bool) {
    var scanner = WordScanner(text)
    while let word = scanner.next() {
      let goOn = scanner.folded.withUnsafeBufferPointer { folded in
        let bytes = UnsafeBufferPointer(rebasing: folded[word.foldedStart..<word.foldedEnd])
        return pieces(of: word, bytes, emit)
      }
      guard goOn else { return }
      scanner.forgetFolded()
    }
  }

  /// Calls `emit` with the terms of a string.
  func scan(_ text: String, _ emit: (Term) -> Bool) {
    var text = text
    text.withUTF8 { scan($0, emit) }
  }

  private func pieces(of word: Word, _ folded: UnsafeBufferPointer<UInt8>, _ emit: (Term) -> Bool) -> Bool {
    // Folding may change the length (ß, combining marks); then places inside the word aren't known.
    guard word.hasDigit, folded.count == word.end - word.start else {
      return piece(folded, range: word.start..<word.end, script: word.script, emit)
    }
    var start = 0
    while start < folded.count {
      let isNumber = Self.isDigit(folded[start])
      var end = start + 1
      while end < folded.count, Self.isDigit(folded[end]) == isNumber { end += 1 }
      let bytes = UnsafeBufferPointer(rebasing: folded[start..<end])
      let range = word.start + start..<word.start + end
      guard piece(bytes, range: range, script: word.script, emit) else { return false }
      start = end
    }
    return true
  }

  private func piece(
    _ folded: UnsafeBufferPointer<UInt8>, range: Range<Int>, script: Script, _ emit: (Term) -> Bool
  ) -> Bool {
    if let first = folded.first, Self.isDigit(first) {
      let zeros = folded.prefix(folded.count - 1).prefix { $0 == UInt8(ascii: "0") }.count
      let number = UnsafeBufferPointer(rebasing: folded[zeros...])
      return emit(Term(bytes: number, range: range, isColocated: false))
    }
    return memory.stems(of: folded, script: script) { first, second in
      guard emit(Term(bytes: first, range: range, isColocated: false)) else { return false }
      return second.isEmpty || emit(Term(bytes: second, range: range, isColocated: true))
    }
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
