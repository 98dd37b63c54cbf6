// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import OrderCore
import Testing

@Suite("A header block")
struct HeaderBlockTests {
  private static let odd = "A line in the header is no header field."

  private func read(_ source: String) throws -> Message {
    try MailParser().parse(RawMessage(bytes: Array(source.utf8)))
  }

  @Test(
    "begins behind what stands in front of it",
    arguments: [
      "", "\n\n", " \n", "\u{FEFF}", "From a@b Mon Mar 2 09:14:00 2026\n",
      ">From a@b Mon Mar 2 09:14:00 2026\n",
      "\nFrom a@b Mon Mar 2 09:14:00 2026\n", "+OK 1234 octets\n", "* 1 FETCH (BODY[] {310}\n",
      "A note of a gateway\nof more lines\n\nReceived: by b.example\n\tfrom a.example\n",
    ])
  func begins(_ front: String) throws {
    let message = try read(front + "Subject: x\nFrom: a@b.example\n\nText")
    #expect(message.subject == "x")
    #expect(message.from.map(\.address) == ["a@b.example"])
    #expect(message.text == "Text")
  }

  @Test(
    "is read with any line ends",
    arguments: ["\r\n", "\n", "\r", "\r\r\n"])
  func lineEnds(_ end: String) throws {
    let lines = ["Subject: one", "\ttwo", "From:a@b.example", "To : c@d.example", "", "Text", "more"]
    let message = try read(lines.joined(separator: end))
    #expect(message.subject == "one two")
    #expect(message.from.map(\.address) == ["a@b.example"])
    #expect(message.to.map(\.address) == ["c@d.example"])
    #expect(message.text.split(separator: "\n") == ["Text", "more"])
  }

  @Test("with mixed line ends takes no CR for one: a value can't become a field")
  func mixedLineEnds() throws {
    let message = try read(
      "Subject: x\rFrom: boss@bank.example\r\nFrom: a@b.example\nTo: c@d.example\r\n\r\nText")
    #expect(message.subject == "x From: boss@bank.example")
    #expect(message.from.map(\.address) == ["a@b.example"])
    #expect(message.cautions == [.ambiguousMIME])
    #expect(message.to.map(\.address) == ["c@d.example"])
  }

  @Test("takes a line without a colon for a continuation where the header goes on, else for the body")
  func oddLines() throws {
    #expect(try parse("Subject: only a header").subject == "only a header")
    let broken = try parse("Subject: long subject that\nwent on\nTo: a@b\n\nText")
    #expect(broken.subject == "long subject that went on")
    #expect(broken.to.map(\.address) == ["a@b"])
    #expect(broken.warnings.contains(Self.odd))
    #expect(try parse("Subject: x\nThis is the body already").text == "This is the body already")
    let blank = try parse("Subject: x\n \nTo: a@b\n\nText")
    #expect(blank.subject == "x")
    #expect(blank.to.map(\.address) == ["a@b"])
    #expect(try parse("Subject: x\n\nTo: a@b\n\nText").to == [])
  }

  @Test("is not ended by an mbox line or a field whose name is no ASCII")
  func foreignLines() throws {
    let message = try parse(
      """
      Subject: x
      From a@b Mon Mar  2 09:14:00 2026
      Тема: y
       folded
      X-Größe: 1
      To: a@b.example

      Text
      """)
    #expect(message.subject == "x")
    #expect(message.to.map(\.address) == ["a@b.example"])
    #expect(message.text == "Text")
  }

  @Test("shows NUL bytes as what they are")
  func nulBytes() throws {
    let message = try read(
      "Sub\u{0}ject: no\nSubject: a\u{0}b\nFrom: A\u{0}B <a\u{0}@b.example>\nTo: x@y\n\nText")
    #expect(message.subject == "a\u{FFFD}b")
    #expect(message.from == [Address(name: "A\u{FFFD}B", address: "a\u{FFFD}@b.example")])
    #expect(message.to.map(\.address) == ["x@y"])
  }

  @Test(
    "without a field is none, nor is a letter that quotes some",
    arguments: [
      "just words\n\n\nDate of birth: 1.2.1960",
      "Hello,\n\nfine with us.\n\nFrom: a@b.example\nSubject: x\nTo: c@d.example\n\nText",
    ])
  func none(_ source: String) {
    #expect(throws: ParseError.notAMessage) { try read(source) }
  }
}
