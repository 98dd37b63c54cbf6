// SPDX-License-Identifier: Apache-2.0

import Testing
import TextAnalysis

@Suite("The word scanner")
struct WordScannerTests {
  private func words(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = WordScanner(bytes)
      var words: [String] = []
      while let word = scanner.next() {
        words.append(String(decoding: scanner.folded[word.foldedStart..<word.foldedEnd], as: UTF8.self))
      }
      return words
    }
  }

  @Test(
    "splits and folds",
    arguments: [
      ("Счёт № УТ-1184", ["счет", "ут", "1184"]),
      ("Straße, Größe; ÜBERGABE", ["strasse", "grosse", "ubergabe"]),
      ("SO-2026-00417", ["so", "2026", "00417"]),
      ("cafe\u{301} e\u{308}", ["cafe", "e"]),
      ("ЁЛКА Ђорђе Ѓ", ["елка", "ђорђе", "ѓ"]),
      ("don't", ["don", "t"]),
      ("  \u{200B}\n", []),
      ("３月", ["3月"]),
    ])
  func splitsAndFolds(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("takes invalid bytes for separators and never reads beyond the end")
  func invalidBytes() {
    let samples: [[UInt8]] = [
      [0xD0], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x61, 0xFF, 0x62], [0xC0, 0x80, 0x63],
    ]
    let counts = samples.map { bytes in
      bytes.withUnsafeBufferPointer { buffer in
        var scanner = WordScanner(buffer)
        var count = 0
        while scanner.next() != nil { count += 1 }
        return count
      }
    }
    #expect(counts == [0, 0, 0, 2, 1])
  }

  @Test("reports byte ranges of the text")
  func ranges() {
    let bytes = Array("да, Ok".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = WordScanner(buffer)
      let first = scanner.next()
      let second = scanner.next()
      #expect(first?.start == 0 && first?.end == 4 && first?.script == .cyrillic)
      #expect(second?.start == 6 && second?.end == 8 && second?.script == .latin)
    }
  }
}

@Suite("A stemmer")
struct StemmerTests {
  @Test(
    "gives inflected forms one stem",
    arguments: [
      (StemLanguage.russian, ["заказ", "заказа", "заказом", "заказы"]),
      (.english, ["shipment", "shipments"]),
      (.german, ["bestatigen", "bestaetigen"]),
      (.german, ["neue", "neuen", "neues"]),
      (.german, ["quelle", "quellen"]),
    ])
  func oneStem(language: StemLanguage, forms: [String]) {
    let stemmer = Stemmer(language)
    let stems = Set(forms.map { String(decoding: stemmer.stem($0.utf8), as: UTF8.self) })
    #expect(stems.count == 1, "\(stems)")
  }

  @Test("leaves what is no word of a language alone")
  func tooLong() {
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: 5000)
    #expect(Stemmer(.english).stem(long) == long)
    #expect(Stemmer(.russian).stem([]).isEmpty)
  }
}
