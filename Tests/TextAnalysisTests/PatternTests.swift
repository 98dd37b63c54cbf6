// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Testing
import TextAnalysis

@Suite("A pattern")
struct PatternTests {
  private func found(_ expression: String, in text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try Pattern(expression).matches(in: text).map {
      String(decoding: bytes[$0.group ?? $0.whole], as: UTF8.self)
    }
  }

  @Test(
    "finds the whole match or its first group",
    arguments: [
      (#"ЗК-\d{6}"#, "Заказ ЗК-004512 и ЗК-004513", ["ЗК-004512", "ЗК-004513"]),
      (#"PO (\d+)"#, "PO 4500731182.", ["4500731182"]),
      (#"\bсчёт\b"#, "пересчёт счёт", ["счёт"]),
      (#"x*"#, "ж", ["", ""]),
    ])
  func finds(expression: String, text: String, expected: [String]) throws {
    #expect(try found(expression, in: text) == expected)
  }

  /// Trap 10: the expression that holds Swift's Regex for 9 s on 18 letters must end at the step limit.
  @Test("can't be hung by a hostile text")
  func hostile() throws {
    let text = String(repeating: "a", count: 50_000)
    for expression in ["(a+)+b", "(a|aa)+$b", "(.*a){20}c", #"(\w+\s?)+!"#] {
      #expect(try Pattern(expression).matches(in: text).isEmpty)
    }
  }

  @Test("says what is wrong with a bad expression and where")
  func bad() {
    #expect {
      try Pattern("ЗК-(\\d{6}")
    } throws: { error in
      (error as? PatternError)?.reason.contains("parenthes") == true
    }
  }
}

@Suite("A content digest")
struct ContentDigestTests {
  @Test("is the SHA-256 that everyone computes")
  func knownAnswer() {
    let digest = ContentDigest(of: Array("abc".utf8))
    #expect(digest.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(ContentDigest(hex: digest.description) == digest)
    #expect(ContentDigest(hex: "ba78") == nil)
    #expect(ContentDigest(hex: String(repeating: "g", count: 64)) == nil)
    #expect(ContentDigest(of: []).description.hasPrefix("e3b0c442"))
  }
}

@Suite("An edit distance")
struct EditDistanceTests {
  @Test(
    "counts changes",
    arguments: [("", "abc", 3), ("recieved", "received", 2), ("a", "a", 0), ("kind", "kinds", 1)])
  func counts(left: String, right: String, expected: Int) {
    #expect(EditDistance.between(left, right) == expected)
    #expect(EditDistance.between(right, left) == expected)
  }
}
