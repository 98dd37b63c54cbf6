// SPDX-License-Identifier: Apache-2.0

import MailTransport
import Testing

@Suite("A reply of an SMTP server")
struct SMTPReplyTests {
  private func replies(_ text: String, pieces: Int = .max) throws(SMTPFault) -> [SMTPReply] {
    var parser = SMTPReplyParser()
    var replies: [SMTPReply] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      parser.feed(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let reply = try parser.next() { replies.append(reply) }
    }
    return replies
  }

  @Test("may have many lines and come in any pieces", arguments: [1, 2, 3, Int.max])
  func lines(_ pieces: Int) throws {
    let text =
      "220 mx ready\r\n250-mx\r\n250-SIZE 100\r\n250 8BITMIME\r\n354\r\n250\n550-5.1.1 no\r\n550 5.1.1 user\r\n"
    #expect(
      try replies(text, pieces: pieces) == [
        SMTPReply(code: 220, lines: ["mx ready"]),
        SMTPReply(code: 250, lines: ["mx", "SIZE 100", "8BITMIME"]),
        SMTPReply(code: 354, lines: [""]),
        SMTPReply(code: 250, lines: [""]),
        SMTPReply(code: 550, lines: ["5.1.1 no", "5.1.1 user"]),
      ])
  }

  @Test(
    "is none",
    arguments: [
      "hello\r\n", "\r\n", "25\r\n", "2500 x\r\n", "250_x\r\n", "050 x\r\n", "999 x\r\n",
      "250-a\r\n251 b\r\n",
      "250 a\0b\r\n", "250 " + String(repeating: "x", count: 70000),
      String(repeating: "250-x\r\n", count: 10000),
    ])
  func faults(_ text: String) {
    #expect(throws: SMTPFault.self) { try replies(text) }
  }

  @Test("is shown on one line without controls")
  func shown() throws {
    let reply = try #require(try replies("550-5.1.1 a\u{1B}[2Jb\r\n550 \tc\r\n").first)
    #expect(reply.words == "550 5.1.1 a [2Jb c")
    #expect(reply.isPermanent && !reply.isPositive && !reply.isTransient)
  }

  @Test("to EHLO says what the server takes")
  func extensions() {
    let reply = SMTPReply(
      code: 250,
      lines: ["mx SIZE AUTH", "size 1000", "AUTH LOGIN PLAIN", "AUTH=CRAM-MD5", "8BITMIME", "X-OTHER y"])
    let found = SMTPExtensions(reply)
    #expect(found.mechanisms == ["LOGIN", "PLAIN", "CRAM-MD5"])
    #expect(found.sizeLimit == 1000)
    #expect(found.takes8Bit)
    #expect(found.keywords == ["SIZE", "AUTH", "AUTH", "8BITMIME", "X-OTHER"])
    let none = SMTPExtensions(SMTPReply(code: 250, lines: ["mx", "SIZE"]))
    #expect(none.sizeLimit == 0 && !none.takes8Bit && none.mechanisms.isEmpty)
  }
}
