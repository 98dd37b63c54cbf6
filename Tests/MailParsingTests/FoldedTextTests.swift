// SPDX-License-Identifier: Apache-2.0

import Testing

// Folding is no part of the interface.
@testable import MailParsing

@Suite("Folded text")
struct FoldedTextTests {
  /// Each text in its own letters and in small ones; the signs next to A, Z, a and z stay what they are.
  static let pairs = [
    ("ABCXYZ", "abcxyz"), ("@[`{AZaz", "@[`{azaz"), ("ÄÖÜßÉ×Þ", "äöüßé×þ"), ("ŠŽŁĄŐİſŸ", "šžłąőİſŸ"),
    ("ЁЂАПРЯҐ", "ёђапряґ"), ("Ж A日Z—Q", "ж a日z—q"),
  ]

  @Test("is in small letters wherever they stand among eight bytes", arguments: pairs)
  func folds(given: String, small: String) {
    for before in 0..<17 {
      for after in [0, 1, 7, 8, 9] {
        let text = String(repeating: "N", count: before) + given + String(repeating: "Z", count: after)
        let expected = String(repeating: "n", count: before) + small + String(repeating: "z", count: after)
        #expect(FoldedText(text).bytes == Array(expected.utf8))
        #expect(FoldedText(Array(text.utf8)[...]).bytes == Array(expected.utf8))
      }
    }
  }

  @Test("keeps half a letter at its end as it is")
  func endsInside() {
    #expect(FoldedText("aЯ", limit: 2).bytes == [0x61, 0xD0])
  }

  @Test("finds the first phrase of a set and where it stands")
  func phrases() {
    let set = PhraseSet(["order", "ordered", "заказ"])
    #expect(set.first(in: FoldedText("Ваш ЗАКАЗ, your order").bytes) == 7..<17)
    #expect(set.first(in: FoldedText("the ORDE").bytes) == nil)
    #expect(set.first(in: FoldedText("or").bytes) == nil)
  }

  @Test("starts with an opening in any case, and is sorted out by its first letters")
  func openings() {
    let openings = Openings(joining: [Openings(["dear", "с уважением"]), Openings(["hi"])])
    #expect(openings.start(FoldedText("Dear Ann")))
    #expect(openings.start(FoldedText("С УВАЖЕНИЕМ")))
    #expect(!openings.start(FoldedText("de")))
    #expect(openings.mayStart(Array("DE".utf8)[...]))
    #expect(!openings.mayStart(Array("HO".utf8)[...]))
    #expect(!openings.mayStart([]))
  }

  @Test("is told a language's word by its bytes, also with accents behind their letters")
  func words() {
    let table = WordTable([(key: "für", value: 1), (key: "ещё", value: 2)])
    let found = ["für", "fu\u{308}r", "ещё", "еще\u{308}", "fur", ""].map { word in
      Array(word.utf8).withUnsafeBufferPointer { table[$0] }
    }
    #expect(found == [1, 1, 2, 2, nil, nil])
  }
}
