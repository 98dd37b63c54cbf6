// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Rulebook
import Testing

/// A text that a naive reader expands without bound, and how it is refused.
struct Bomb: CustomTestStringConvertible {
  static let all = [
    Bomb("nested aliases as values", nested(levels: 9) + "rules: *a9\n", "more than 500000 values"),
    Bomb("nested aliases as a key", nested(levels: 9) + "? *a9\n: x\n", "aliases are refused"),
    Bomb("nested aliases as a plain key", nested(levels: 9) + "*a9 : x\n", "aliases are refused"),
    Bomb("nested aliases in a list that is a key", nested(levels: 9) + "[*a9]: x\n", "aliases are refused"),
    Bomb(
      "very many aliases", "a: &a x\nb: [" + String(repeating: "*a, ", count: 2000) + "]\n",
      "aliases are refused"),
    Bomb(
      "deep nesting", "rules: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
      "64 deep"),
    Bomb("very deep nesting", "rules: " + String(repeating: "[", count: 100_000), "not valid YAML"),
    Bomb(
      "very many values", "rules: [" + String(repeating: "x,", count: 600_000) + "]",
      "more than 500000 values"),
    Bomb("a key that is a list", "[a, b]: c\n", "a key must be a text"),
  ]

  let testDescription: String
  let text: String
  let refusal: String

  private init(_ name: String, _ text: String, _ refusal: String) {
    testDescription = name
    self.text = text
    self.refusal = refusal
  }

  private static func nested(levels: Int) -> String {
    var text = "a0: &a0 x\n"
    for level in 1...levels {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    return text
  }
}

@Suite("A file that asks too much")
struct YAMLLimitTests {
  @Test("is refused with its place, and soon", .timeLimit(.minutes(1)), arguments: Bomb.all)
  func bombs(_ bomb: Bomb) throws {
    let error = try #require(throws: RulebookError.self) {
      try RuleFiles.load(text: bomb.text, file: "bomb.yaml")
    }
    #expect(error.diagnostics.count == 1)
    #expect(error.description.hasPrefix("bomb.yaml:"))
    #expect(error.description.contains(bomb.refusal), "\(error)")
  }

  @Test("is refused when it is larger than 4 MB")
  func size() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(repeating: UInt8(ascii: "#"), count: (4 << 20) + 1).write(to: file)
    let error = try #require(throws: RulebookError.self) { try ConfigurationFile.load(file.path) }
    #expect(error.description == "\(file.path):1:1: the file is larger than 4 MB")
  }

  @Test("does not include stars and ampersands of ordinary prose")
  func prose() throws {
    let text = """
      event: claim_opened
      language: en
      rules:
        - id: prose
          any: [damaged]
          examples:
            - "the *boxes* &co arrived [broken]: see photos"
            - |
              ? who *broke : it, &who
              [a]: b
          counterexamples: [fine]
      """
    let book = try RuleFiles.load(text: text, file: "prose.yaml")
    #expect(book.rules.first?.examples.count == 2)
  }

  @Test("never ends the program, whatever is written in it")
  func scrambled() throws {
    let good = try Fixture.all(in: "valid/conf").map { try $0.text } + [ConfigurationFile.sample]
    let marks = Array("{}[]:,&*!|>%@`'\"#-? \n\t\u{0}~<ж".unicodeScalars)
    var seed: UInt64 = 1
    func random(below limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    for _ in 0..<600 {
      var text = Array(good[random(below: good.count)].unicodeScalars)
      for _ in 0...random(below: 4) { text[random(below: text.count)] = marks[random(below: marks.count)] }
      let scrambled = String(String.UnicodeScalarView(text.prefix(random(below: text.count))))
      do throws(RulebookError) {
        _ = try ConfigurationFile.load(text: scrambled, file: "kontor.yaml")
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(!error.description.contains { $0 != "\n" && $0.unicodeScalars.contains { $0.value < 32 } })
      }
    }
  }

  @Test("is readable with a byte order mark and with CRLF")
  func byteOrderMark() throws {
    let text = "\u{FEFF}store: a.sqlite\r\ncompany:\r\n  name: OurCo\r\n"
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    #expect(try ConfigurationFile.load(file.path).companyName == "OurCo")
  }
}
