// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import Testing
import TestSupport

@Suite("A JSON value")
struct JSONValueTests {
  @Test("is written on one line, members in the order given")
  func layout() {
    let value = JSONValue.object([
      ("b", .integer(-3)),
      ("a", .array([.null, .bool(true), .bool(false), .number(0.25), .number(.infinity)])),
      ("c", .object([])), ("d", .strings(["x", "y"])), ("e", .optional(nil)), ("f", .optional("z")),
    ])
    let expected =
      #"{"b": -3, "a": [null, true, false, 0.25, null], "c": {}, "d": ["x", "y"], "e": null, "f": "z"}"#
    #expect(value.text == expected)
  }

  @Test(
    "escapes quotes, controls and what hides",
    arguments: [
      ("\"\\/", #""\"\\/""#), ("a\r\n\tb", #""a\r\n\tb""#), ("\u{1B}[0m", #""\u001b[0m""#),
      ("\u{202E}", #""\u202e""#), ("\u{9B}", #""\u009b""#), ("\u{E0041}", #""\udb40\udc41""#),
      ("Заказ €", #""Заказ €""#),
    ])
  func escapes(_ text: String, _ expected: String) {
    #expect(JSONValue.string(text).text == expected)
  }

  @Test("is read back by another reader as it was, whatever the text")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let text = generator.text(upTo: 30)
      let line = JSONValue.object([(text, .string(text))]).text
      #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F })
      let back = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
      #expect(back.first.map { Array($0.value.utf8) } == Array(text.utf8))
      #expect(back.first.map { Array($0.key.utf8) } == Array(text.utf8))
    }
  }
}
