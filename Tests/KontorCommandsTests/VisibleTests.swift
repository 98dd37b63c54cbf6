// SPDX-License-Identifier: Apache-2.0

// The types that commands are made of are internal to their module.
@testable import KontorCommands
import Testing
import TestSupport

@Suite("Text from mail, made visible")
struct VisibleTests {
  @Test(
    "keeps what people write",
    arguments: [
      "", "Order SO-2026-00042", "Заказ ЗК-004431", "見積もり 報價單", "e\u{301} ö ß €", "a  b", "👍🏽", "\\u{1b}",
    ])
  func harmless(_ text: String) {
    #expect(Visible.line(text) == text)
    #expect(Visible.text(text) == text)
  }

  @Test(
    "shows controls as escapes",
    arguments: [
      ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{1B}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
      ("\u{9B}31m", "\\u{9b}31m"),
      ("\u{9D}52;c;aGk=\u{9C}", "\\u{9d}52;c;aGk=\\u{9c}"), ("\u{1B}P+q\u{1B}\\", "\\u{1b}P+q\\u{1b}\\"),
      ("a\u{0}b", "a\\u{0}b"), ("a\u{8}b", "a\\u{8}b"), ("\u{7F}", "\\u{7f}"), ("\u{85}", "\\u{85}"),
      ("\u{202E}fdp.exe", "\\u{202e}fdp.exe"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
      ("\u{200B}\u{FEFF}", "\\u{200b}\\u{feff}"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
      ("\u{E000}", "\\u{e000}"), ("\u{E0041}", "\\u{e0041}"),
    ])
  func dangerous(_ text: String, _ shown: String) {
    #expect(Visible.line(text) == shown)
    #expect(Visible.text(text) == shown)
  }

  @Test("keeps line breaks and tabs in a text, and none on a line")
  func lineBreaks() {
    #expect(Visible.text("a\r\nb\tc\rd\n") == "a\nb\tcd\n")
    #expect(Visible.line("a\nb\tc\rd") == "a b c d")
    #expect(Visible.line("a\r\nb") == "a  b")
  }

  @Test("leaves soft hyphens out")
  func softHyphens() {
    #expect(Visible.line("Liefer\u{AD}schein") == "Lieferschein")
  }

  @Test("shows every control character there is")
  func allControls() {
    let controls = (Array(0...0x1F) + Array(0x7F...0x9F)).compactMap { Unicode.Scalar(UInt32($0)) }
    for control in controls {
      #expect(
        !Visible.line("a\(control)b").unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test("never lets a control through, whatever the text")
  func randomText() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<10_000 {
      let text = generator.text(upTo: 40)
      let line = Visible.line(text)
      #expect(!line.unicodeScalars.contains(where: Visible.isDangerous))
      #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F })
      let block = Visible.text(text).unicodeScalars.filter { $0 != "\n" && $0 != "\t" }
      #expect(!block.contains(where: Visible.isDangerous))
    }
  }
}
