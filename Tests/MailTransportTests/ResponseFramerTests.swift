// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailTransport
import Testing

@Suite("The framer of IMAP responses")
struct ResponseFramerTests {
  private func frames(
    _ chunks: [[UInt8]], limits: IMAPLimits = IMAPLimits()
  ) throws(IMAPFault) -> [IMAPFrame] {
    var framer = ResponseFramer(limits: limits)
    var frames: [IMAPFrame] = []
    for chunk in chunks {
      chunk.withUnsafeBytes { framer.feed($0) }
      while let frame = try framer.next() { frames.append(frame) }
    }
    return frames
  }

  private static let transcripts = [
    "dovecot.txt", "exchange.txt", "gmail.txt", "hostile-body.txt", "plain-login.txt", "yandex.txt",
  ]

  @Test("does not care where the bytes are cut", arguments: transcripts)
  func allSplits(_ name: String) throws {
    let bytes = try Script(file: name).serverBytes
    let whole = try frames([bytes])
    #expect(whole.count > 3)
    #expect(try frames(bytes.map { [$0] }) == whole)
    for index in bytes.indices.dropFirst() {
      #expect(try frames([Array(bytes[..<index]), Array(bytes[index...])]) == whole, "cut at \(index)")
    }
  }

  @Test("keeps literals apart from the text, whatever they hold")
  func literals() throws {
    let body = "k1 OK done\r\n* BYE\r\n{3}\r\n)\r\n"
    let text = "* 1 FETCH (BODY[] {\(body.utf8.count)}\r\n\(body) X ~{2}\r\n\0\n Y {0}\r\n)\r\n* 2 EXISTS\r\n"
    let found = try frames([Array(text.utf8)])
    #expect(found.count == 2)
    #expect(found[0].literals == [.bytes(Array(body.utf8)), .bytes([0, 10]), .bytes([])])
    #expect(
      String(decoding: found[0].text, as: UTF8.self)
        == "* 1 FETCH (BODY[] {\(body.utf8.count)} X ~{2} Y {0})")
  }

  @Test(
    "takes {5} at the end of a text for people as text",
    arguments: ["* OK the folder is foo{5}", "k7 NO no folder foo{5}", "+ say {5}", "* BYE {5}", "* bad {5}"])
  func freeText(_ line: String) throws {
    let found = try frames([Array((line + "\r\n* 1 EXISTS\r\n").utf8)])
    #expect(found.map { String(decoding: $0.text, as: UTF8.self) } == [line, "* 1 EXISTS"])
  }

  @Test(
    "leaves what only looks like a literal alone",
    arguments: ["* LIST () \"/\" \"a{3}\"", "* X }", "* X {}", "* X {+}", "* X {a3}", "* X 3}", "* X {3}x"])
  func noLiteral(_ line: String) throws {
    let found = try frames([Array((line + "\r\n").utf8)])
    #expect(found.map(\.literals) == [[]])
  }

  @Test("drops a literal beyond the limit and goes on behind it")
  func droppedLiteral() throws {
    var limits = IMAPLimits()
    limits.literal = 10
    let long = String(repeating: "x", count: 11)
    let text = "* 1 FETCH (A {11}\r\n\(long) B {10}\r\n0123456789)\r\n* 2 EXISTS\r\n"
    let found = try frames(text.utf8.map { [$0] }, limits: limits)
    #expect(found.map(\.literals) == [[.dropped(11), .bytes(Array("0123456789".utf8))], []])
  }

  @Test(
    "gives up on",
    arguments: [
      ("* OK a\0b\r\n", "NUL"),
      ("* OK " + String(repeating: "x", count: 16 << 20), "longer"),
      ("* 1 FETCH (BODY[] {99999999999}\r\n", "literal"),
    ])
  func limits(_ text: String, _ word: String) throws {
    let fault = #expect(throws: IMAPFault.self) { try frames([Array(text.utf8)]) }
    #expect(fault?.reason.contains(word) == true)
  }

  @Test("gives what was complete before a fault")
  func completeBeforeFault() throws {
    var framer = ResponseFramer()
    Array("* 1 EXISTS\r\n* \0\r\n".utf8).withUnsafeBytes { framer.feed($0) }
    #expect(try framer.next() != nil)
    #expect(throws: IMAPFault.self) { try framer.next() }
    #expect(throws: IMAPFault.self) { try framer.next() }
  }

  @Test("keeps the limit of a response over many literals")
  func manyLiterals() throws {
    var limits = IMAPLimits()
    limits.line = 1000
    let text = "* 1 FETCH (" + String(repeating: "A {0}\r\n", count: 500)
    #expect(throws: IMAPFault.self) { try frames([Array(text.utf8)], limits: limits) }
  }
}
