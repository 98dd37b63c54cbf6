// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing
import TestSupport

@Suite("An IMAP command")
struct IMAPCommandTests {
  @Test(
    "quotes what is printable",
    arguments: [
      ("a", "\"a\""), ("", "\"\""), ("a b", "\"a b\""), ("\"\\", "\"\\\"\\\\\""), ("{5}", "\"{5}\""),
    ])
  func quoted(_ value: String, _ text: String) throws {
    let command = try IMAPCommand("X ").value(Array(value.utf8))
    #expect(command.pieces == [.text(Array("X \(text)".utf8))])
  }

  @Test(
    "sends everything else as a literal",
    arguments: ["ü", "\t", "\u{7F}", String(repeating: "x", count: 501)])
  func literal(_ value: String) throws {
    let command = try IMAPCommand("X ", named: "X").value(Array(value.utf8)).text(" y")
    #expect(
      command.pieces == [.text(Array("X ".utf8)), .literal(Array(value.utf8)), .text(Array(" y".utf8))])
    #expect(command.name == "X")
  }

  @Test("refuses what could end a line", arguments: ["a\r", "\n", "a\0b", "\r\nk9 DELETE INBOX"])
  func refused(_ value: String) {
    #expect(throws: IMAPFault.self) { try IMAPCommand("X ").value(Array(value.utf8)) }
  }

  @Test("with a folder's name that can't be written is refused before anything is sent")
  func hostileFolder() async throws {
    let stream = ScriptedStream(
      Script(
        """
        S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
        C: k1 AUTHENTICATE PLAIN AHUAcA==
        S: k1 OK [CAPABILITY IMAP4rev1] in
        C: k2 EXAMINE "a&AA0ACg-b"
        S: k2 NO no such folder
        C: k3 EXAMINE "b"
        S: k3 NO no such folder
        """))
    let session = try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
    // CR and LF go through modified UTF-7, so they can't end the line either.
    let error = await #expect(throws: MailServerError.self) { try await session.examine("a\r\nb") }
    #expect(error == .refused(server: "mail.example:993", command: "EXAMINE", reply: "no such folder"))
    await #expect(throws: MailServerError.self) { try await session.examine("b") }
    #expect(stream.complaint == nil)
    #expect(!stream.isClosed)
  }

  @Test("appends nothing where the server does not invite the literal, or with a NUL byte")
  func appendRefused() async throws {
    let stream = ScriptedStream(
      Script(
        """
        S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
        C: k1 AUTHENTICATE PLAIN AHUAcA==
        S: k1 OK [CAPABILITY IMAP4rev1] in
        C: k2 APPEND "Sent" (\\Seen) {1}
        S: * 3 EXISTS
        S: k2 NO [TRYCREATE] no such folder
        """))
    let session = try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
    let error = await #expect(throws: MailServerError.self) {
      try await session.append(RawMessage(bytes: [97]), to: "Sent")
    }
    #expect(
      error
        == .refused(server: "mail.example:993", command: "APPEND", reply: "[TRYCREATE] no such folder"))
    await #expect(throws: MailServerError.self) {
      try await session.append(RawMessage(bytes: [97, 0]), to: "Sent")
    }
    #expect(stream.complaint == nil)
  }
}

@Suite("A set of UIDs")
struct UIDSetTests {
  @Test(
    "is written in short",
    arguments: [
      ([], []), ([7], ["7"]), ([3, 1, 2], ["1:3"]), ([1, 2, 4, 4, 9, 10], ["1:2,4,9:10"]),
      ([UInt32.max - 1, UInt32.max], ["4294967294:4294967295"]),
    ] as [([UInt32], [String])])
  func written(_ uids: [UInt32], _ chunks: [String]) {
    #expect(UIDSet.chunks(of: uids) == chunks)
  }

  @Test("names exactly what was asked for, within the limits", arguments: [1, 2, 3, 10, 100])
  func complete(_ count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    for _ in 0..<50 {
      let tops: [UInt32] = [20, 1000, .max]
      let top = tops.randomElement(using: &random) ?? 20
      let uids = (0..<300).map { _ in UInt32.random(in: 1...top, using: &random) }
      let chunks = UIDSet.chunks(of: uids, count: count, length: 200)
      var all: [UInt32] = []
      for chunk in chunks {
        let part = try UIDSet.read(Array(chunk.utf8)[...])
        #expect(part.count <= count && chunk.utf8.count <= 200)
        all += part.ranges.flatMap { Array($0) }
      }
      #expect(all == Set(uids).sorted())
    }
  }
}
