// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TextAnalysis

// The terms themselves are looked at: documents and queries must give the same.
@testable import Store

@Suite("The terms of a text")
struct StemScannerTests {
  /// The terms, those at the same place joined by `|`.
  private static func terms(_ text: String, _ scanner: StemScanner = StemScanner()) -> [String] {
    var terms: [String] = []
    scanner.scan(text) { term in
      let word = String(decoding: term.bytes, as: UTF8.self)
      if term.isColocated, let last = terms.popLast() {
        terms.append("\(last)|\(word)")
      } else {
        terms.append(word)
      }
      return true
    }
    return terms
  }

  @Test(
    "are stems, and numbers cut from letters without leading zeros",
    arguments: [
      ("Заказы, заказом!", ["заказ", "заказ"]), ("ещё", ["ещ"]), ("SO-2026-00417", ["so", "2026", "417"]),
      ("ЗК004512", ["зк", "4512"]), ("000", ["0"]), ("12.50", ["12", "50"]), ("", []), ("—!", []),
      ("Häuser", ["hauser|haus"]), ("Straße", ["strass"]), ("訂單 42", ["訂單", "42"]),
      ("M12x80", ["m", "12", "x", "80"]),
      ("orders@ourco.example", ["order|ord", "ourco", "exampl"]),
    ])
  func terms(text: String, expected: [String]) {
    #expect(Self.terms(text) == expected)
  }

  @Test("stand where their words stand, in bytes")
  func ranges() {
    var ranges: [Range<Int>] = []
    StemScanner().scan("№ SO417: größer") { term in
      ranges.append(term.range)
      return true
    }
    #expect(ranges.first == 4..<6 && ranges.dropFirst().first == 6..<9 && ranges.last == 11..<19)
  }

  @Test("end when the caller has enough")
  func stopping() {
    var count = 0
    StemScanner().scan("eins zwei drei") { _ in
      count += 1
      return false
    }
    #expect(count == 1)
  }

  @Test("are the same from memory as fresh, for words of any length")
  func memory() {
    let parts = [
      "liefer", "ung", "bestätig", "en", "заказ", "ыва", "ющ", "ими", "s", "ß", "й", "order", "ing", "ä",
    ]
    var random = SplitMix(seed: 7)
    let words = (0..<6000).map { index in
      let count = index % 200 == 0 ? 40 : Int(random.next() % 6) + 1
      return (0..<count).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined()
    }
    let scanner = StemScanner()
    let first = words.map { Self.terms($0, scanner) }
    #expect(words.map { Self.terms($0, scanner) } == first)
    // A fresh scanner for each word can't remember another's stem.
    let stride = stride(from: 0, to: words.count, by: 40)
    #expect(stride.allSatisfy { Self.terms(words[$0]) == first[$0] })
  }
}
