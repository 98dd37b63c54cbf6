// SPDX-License-Identifier: Apache-2.0

package import MailModel
import TextAnalysis

/// A sentence as its stems, with the words as they were written.
package struct StemmedSentence: Sendable {
  /// A word of it.
  package struct Word: Hashable, Sendable {
    /// Its stem; `#` for one with a digit in it.
    package let stem: String
    /// The word in lower case, as a phrase may name it; `#` likewise.
    package let form: String
  }

  /// Its words.
  package var words: [Word]
  /// The sentence as it was written, blanks run together.
  package var text: String
}

/// Splits texts into sentences of stems in one language; belongs to one thread at a time.
package final class StemScanner {
  private let stemmers = Stemmers()
  private let latin: StemLanguage
  private var stems: [String: String] = [:]

  /// Words and sentences that are looked at of a message.
  private static let mostWords = 2_000
  /// A longer word is no word of a language, in bytes.
  private static let longestWord = 40
  /// Stems that are remembered.
  private static let mostStems = 50_000

  /// Creates a scanner; words in Latin letters are German or English, those in Cyrillic are Russian in any case.
  package init(_ language: Language) { latin = language == .german ? .german : .english }

  /// Returns the sentences of a text.
  ///
  /// They end at full stops, question and exclamation marks, semicolons and line breaks that are not mere wrapping.
  /// What the engine takes for a sentence may be longer: whoever counts has the engine count.
  package func sentences(of text: String) -> [StemmedSentence] {
    var text = text
    return text.withUTF8 { sentences(of: $0) }
  }

  private func sentences(of bytes: UnsafeBufferPointer<UInt8>) -> [StemmedSentence] {
    var scanner = WordScanner(bytes)
    var sentences: [StemmedSentence] = []
    var words: [StemmedSentence.Word] = []
    var range = 0..<0
    var count = 0
    func close(at end: Int) {
      guard !words.isEmpty else { return }
      let text = String(decoding: bytes[range.lowerBound..<end], as: UTF8.self)
      let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      sentences.append(StemmedSentence(words: words, text: flat))
      words = []
    }
    while count < Self.mostWords, let word = scanner.next() {
      count += 1
      if !words.isEmpty, let end = Self.end(in: bytes[range.upperBound..<word.start], next: bytes[word.start])
      {
        close(at: range.upperBound + end)
      }
      if words.isEmpty { range = word.start..<word.end }
      range = range.lowerBound..<word.end
      if word.end - word.start <= Self.longestWord {
        words.append(read(word, bytes: bytes, folded: scanner.folded))
      }
      scanner.forgetFolded()
    }
    close(at: range.upperBound)
    return sentences
  }

  /// How much of the bytes between two words belongs to the sentence that ends there; nil when none ends.
  private static func end(in gap: Slice<UnsafeBufferPointer<UInt8>>, next: UInt8) -> Int? {
    var breaks = 0
    for (place, byte) in gap.enumerated() {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"): return place + 1
      case UInt8(ascii: "."):
        // A full stop within a number or a name is followed by no blank.
        let after = gap.dropFirst(place + 1).first
        if after == 0x20 || after == 0x0A { return place + 1 }
      case 0x0A: breaks += 1
      default: break
      }
    }
    let goesOn = (0x61...0x7A).contains(next) || next == 0xD1
    return breaks > 1 || (breaks == 1 && !goesOn) ? 0 : nil
  }

  private func read(
    _ word: TextAnalysis.Word, bytes: UnsafeBufferPointer<UInt8>, folded: [UInt8]
  ) -> StemmedSentence.Word {
    if word.hasDigit { return StemmedSentence.Word(stem: "#", form: "#") }
    let form = String(decoding: bytes[word.start..<word.end], as: UTF8.self).lowercased()
    if let known = stems[form] { return StemmedSentence.Word(stem: known, form: form) }
    let plain = Array(folded[word.foldedStart..<word.foldedEnd])
    let stem = String(
      decoding: stemmers.stem(plain, word.script == .cyrillic ? .russian : latin), as: UTF8.self)
    if stems.count >= Self.mostStems { stems.removeAll(keepingCapacity: true) }
    stems[form] = stem
    return StemmedSentence.Word(stem: stem, form: form)
  }
}
