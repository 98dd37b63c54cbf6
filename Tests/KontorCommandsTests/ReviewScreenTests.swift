// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import TestSupport
import Testing

@Suite("The review screen")
struct ReviewScreenTests {
  private let screen = ReviewScreen(
    title: "1 of 3  Draft 7  inquiry_received  ЗК-004431 (inquiry)",
    message: [
      "From: АО «Камский редуктор», Кузнецов <o.kuznetsov@kamreduktor.example>", "Date: 2026-01-13 10:22",
      "Subject: Запрос цены \u{1B}[2J", "",
      "Добрый день!\n\nПросим сообщить цену и срок поставки по позициям, которые перечислены в приложенной спецификации:\n"
        + "1\t22320 CC/W33\t24 шт.\n\u{202E}txt.exe",
    ],
    draft: [
      "From: OurCo <orders@ourco.example>", "To: Кузнецов <o.kuznetsov@kamreduktor.example>",
      "Subject: Re: Запрос цены", "",
      "Здравствуйте!\n\nСпасибо за Ваш запрос. Мы получили его и взяли в работу.\n\nhttps://ourco.example/"
        + String(repeating: "long", count: 30),
    ],
    warnings: [
      "The reply address differs from the sender's: \u{1B}]0;evil\u{7} "
        + String(repeating: "words ", count: 30)
    ])

  init() {
    // The screen is the same on a developer's terminal.
    setenv("NO_COLOR", "1", 1)
  }

  @Test("shows everything below each other, or side by side", arguments: [80, 140])
  func golden(_ width: Int) throws {
    let lines = screen.lines(width: width)
    try expectGolden(lines.joined(separator: "\n") + "\n", "review-\(width).txt")
  }

  @Test(
    "keeps every line within the terminal and free of controls", arguments: [20, 33, 80, 109, 110, 140, 200])
  func widths(_ width: Int) {
    for line in screen.lines(width: width) {
      #expect(DisplayWidth.of(line) <= width)
      #expect(!line.unicodeScalars.contains(where: Visible.isDangerous))
    }
  }

  @Test("leaves no word of message and draft out", arguments: [30, 80, 140])
  func complete(_ width: Int) {
    let shown = screen.lines(width: width).joined().filter { !$0.isWhitespace && $0 != "│" }
    #expect(shown.contains("longlong"))
    for word in ["Добрый", "спецификации:", "22320", "шт.", "txt.exe", "запрос.", "evil"] {
      #expect(shown.contains(word))
    }
  }

  @Test("has no message side where a letter answers nothing")
  func noMessage() {
    var screen = screen
    screen.message = []
    #expect(!screen.lines(width: 140).contains { $0.contains("│") })
  }

  @Test(
    "breaks lines at blanks, or inside words that are too wide",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("", 5, [""]),
      ("a    b", 6, ["a    b"]), ("報價單一", 4, ["報價", "單一"]), ("ab 報價單", 5, ["ab", "報價", "單"]),
    ])
  func wrap(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(ReviewScreen.wrap(text, to: width) == lines)
  }
}
