// SPDX-License-Identifier: Apache-2.0

@testable import KontorCommands
import MailModel
import Testing

@Suite("A draft as a text to edit")
struct DraftTextTests {
  @Test("is read back as it was written")
  func roundTrip() throws {
    let to = [
      Address(name: "Кузнецов, Олег", address: "o@kam.example"), Address(address: "plain@kam.example"),
      Address(name: "Weiß (Einkauf)", address: "w@kam.example"),
    ]
    let cc = [Address(name: "A", address: "a@kam.example")]
    let body = "Hello,\n\n  indented\n\nTo: this is text\n.\nlast"
    let text = DraftText.write(to: to, cc: cc, subject: "Re: a: b", body: body)
    let read = try DraftText.read(text)
    #expect(read == DraftText.Edited(to: to, cc: cc, subject: "Re: a: b", body: body))
  }

  @Test("shows controls in names and subject, and strips quotes from names")
  func hostile() throws {
    let to = [Address(name: "Evil\" <x@y.example>,\n\"", address: "e@kam.example")]
    let text = DraftText.write(to: to, cc: [], subject: "a\nBcc: x@y.example", body: "b")
    let read = try DraftText.read(text)
    #expect(read.to.map(\.address) == ["e@kam.example"])
    #expect(read.subject == "a Bcc: x@y.example")
  }

  @Test("takes CRLF, several addresses and headers in any case and order")
  func lenient() throws {
    let read = try DraftText.read("SUBJECT: S\r\nto: a@b.example , <c@d.example>,\r\n\r\nBody\r\n\r\n")
    #expect(read.to == [Address(address: "a@b.example"), Address(address: "c@d.example")])
    #expect(read.subject == "S")
    #expect(read.body == "Body")
  }

  @Test(
    "that can't be understood is refused with the line",
    arguments: [
      ("Subject: x\n\nb", "The draft has no recipient in To:."),
      ("To: a@b.example\n\n \n", "The draft has no text."),
      ("To: a@b.example", "The draft has no text."), ("", "The draft has no recipient in To:."),
      (
        "To: a@b.example\nBcc: x@y.example\n\nb",
        "Line 2: expected To:, Cc: or Subject:, then an empty line and the text."
      ),
      ("To: a@b.example, Bob\n\nb", "Line 1: “Bob” is no address."),
      ("To: a@b.example\nCc: a b@c.example\n\nb", "Line 2: “a b@c.example” is no address."),
      ("To: a\u{1B}@b.example\n\nb", "Line 1: “a\\u{1b}@b.example” is no address."),
      ("To: @b.example\n\nb", "Line 1: “@b.example” is no address."),
      ("To: a@b.example@c.example\n\nb", "Line 1: “a@b.example@c.example” is no address."),
      ("To: a@b.example\nCc: \"x\" <a@b.example\n\nb", "Line 2: “\"x\" <a@b.example” is no address."),
    ])
  func refused(_ text: String, _ message: String) throws {
    let failure = #expect(throws: CommandFailure.self) { try DraftText.read(text) }
    #expect(failure?.message == message)
    #expect(failure?.status == .failed)
  }
}
