// SPDX-License-Identifier: Apache-2.0

import MailTransport
import Testing

@Suite("The parser of IMAP responses")
struct ResponseParserTests {
  /// A line and what it says; `~` stands for CRLF after a literal's size.
  struct Example: CustomTestStringConvertible, Sendable {
    let line: String
    let response: IMAPResponse
    var testDescription: String { String(line.prefix(60)) }

    init(_ line: String, _ response: IMAPResponse) {
      self.line = line
      self.response = response
    }
  }

  private func parse(_ line: String) throws(IMAPFault) -> IMAPResponse? {
    var framer = ResponseFramer()
    Array((line + "\r\n").utf8).withUnsafeBytes { framer.feed($0) }
    guard let frame = try framer.next() else { return nil }
    return try ResponseParser.parse(frame)
  }

  private static let statuses: [Example] = [
    Example("k1 OK done", .tagged("k1", IMAPStatus(condition: .ok, text: "done"))),
    Example(
      "k1 no [TRYCREATE] no", .tagged("k1", IMAPStatus(condition: .no, code: .other("TRYCREATE"), text: "no"))
    ),
    Example("k1 BAD", .tagged("k1", IMAPStatus(condition: .bad))),
    // Gmail: a code and no text.
    Example("* OK [HIGHESTMODSEQ 12]", .status(IMAPStatus(condition: .ok, code: .other("HIGHESTMODSEQ")))),
    Example(
      "* OK [UIDVALIDITY 7] ok", .status(IMAPStatus(condition: .ok, code: .uidValidity(7), text: "ok"))),
    Example("* OK [UIDNEXT 4294967295]", .status(IMAPStatus(condition: .ok, code: .uidNext(.max)))),
    // Exchange: a code without its OK.
    Example("* [UIDNEXT 9] next", .status(IMAPStatus(condition: .ok, code: .uidNext(9), text: "next"))),
    // Gmail: a flag with a bracket.
    Example(
      "* OK [PERMANENTFLAGS (\\Seen [a]b] \\*)] Flags.",
      .status(IMAPStatus(condition: .ok, code: .other("PERMANENTFLAGS"), text: "Flags."))),
    Example(
      "* NO [BADCHARSET (\"]\")] what",
      .status(IMAPStatus(condition: .no, code: .other("BADCHARSET"), text: "what"))),
    Example("* OK [UNCLOSED text", .status(IMAPStatus(condition: .ok, text: "[UNCLOSED text"))),
    Example(
      "k9 OK [APPENDUID 38505 3955] done",
      .tagged("k9", IMAPStatus(condition: .ok, code: .appendUID(validity: 38505, uid: 3955), text: "done"))
    ),
    Example(
      "k9 OK [APPENDUID 1 2:4] x",
      .tagged("k9", IMAPStatus(condition: .ok, code: .other("APPENDUID"), text: "x"))),
    Example(
      "* OK [UIDVALIDITY -1] x", .status(IMAPStatus(condition: .ok, code: .other("UIDVALIDITY"), text: "x"))),
    Example("* OK [] x", .status(IMAPStatus(condition: .ok, code: .other(""), text: "x"))),
    Example(
      "k1 OK [CAPABILITY imap4rev1 Idle] in",
      .tagged("k1", IMAPStatus(condition: .ok, code: .capability(["IMAP4REV1", "IDLE"]), text: "in"))),
    Example("* BYE Autologout", .status(IMAPStatus(condition: .bye, text: "Autologout"))),
    Example("* PREAUTH hello", .status(IMAPStatus(condition: .preauth, text: "hello"))),
    Example("* OK bell\u{7}and\u{1B}[31mred", .status(IMAPStatus(condition: .ok, text: "bell and [31mred"))),
    Example("+ go ahead", .continuation("go ahead")),
    Example("+", .continuation("")),
    Example("* CAPABILITY IMAP4rev1  AUTH=PLAIN", .capability(["IMAP4REV1", "AUTH=PLAIN"])),
  ]

  private static let folders: [Example] = [
    Example(
      "* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent Items\"",
      .list(ListedFolder(attributes: ["\\hasnochildren", "\\sent"], wireName: Array("Sent Items".utf8)))),
    Example("* LIST () NIL INBOX", .list(ListedFolder(attributes: [], wireName: Array("INBOX".utf8)))),
    Example("* LIST () \"|\" a&-b", .list(ListedFolder(attributes: [], wireName: Array("a&-b".utf8)))),
    // Exchange: a name with blanks and a tabulator that is not quoted.
    Example(
      "* LIST () \"/\" Old\tMail 7", .list(ListedFolder(attributes: [], wireName: Array("Old\tMail 7".utf8)))),
    Example(
      "* LIST () \"\\\\\" \"a\\\"b\\\\c\"",
      .list(ListedFolder(attributes: [], wireName: Array("a\"b\\c".utf8)))),
    Example(
      "* LIST () \"/\" {5}\r\na\"b c", .list(ListedFolder(attributes: [], wireName: Array("a\"b c".utf8)))),
    Example("* LIST () \"/\" \"\"", .list(ListedFolder(attributes: [], wireName: []))),
    Example("* LIST () \"/\" \"a\rb\"", .list(ListedFolder(attributes: [], wireName: Array("a\rb".utf8)))),
  ]

  private static let numbers: [Example] = [
    Example("* 23 EXISTS", .exists(23)),
    Example("* 0 exists", .exists(0)),
    Example("* 4 EXPUNGE", .expunge(4)),
    Example("* 5 RECENT", .other),
    Example("* -1 FETCH (UID 1)", .other),
    Example("* SEARCH", .search([])),
    Example("* SEARCH ", .search([])),
    Example("* SEARCH 2 84  882", .search([2, 84, 882])),
    Example("* SEARCH 2 5 (MODSEQ 917162500)", .search([2, 5])),
    Example("* ESEARCH (TAG \"k1\") UID ALL 1:3,7", .search([1, 2, 3, 7])),
    Example("* ESEARCH (TAG \"k1\") UID COUNT 0", .search([])),
    Example("* ESEARCH", .search([])),
    Example("* FLAGS (\\Seen \\Answered)", .other),
    Example("* VANISHED (EARLIER) 41,43:116", .other),
    Example("* STATUS \"INBOX\" (MESSAGES 231 UIDNEXT 44292) ", .other),
    Example("* NAMESPACE ((\"\" \"/\")) NIL NIL", .other),
  ]

  private static let messages: [Example] = [
    Example("* 1 FETCH (UID 5 RFC822.SIZE 99)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 99))),
    Example("* 1 fetch (rfc822.size 99 uid 5)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 99))),
    Example("* 1 FETCH  ( UID 5  )", .fetch(FetchedItems(sequence: 1, uid: 5))),
    // Mail.ru: a number in exponents.
    Example(
      "* 1 FETCH (UID 5 RFC822.SIZE 9.3736e+06)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 9_373_600))),
    Example("* 0 FETCH (FLAGS (\\Seen))", .fetch(FetchedItems(sequence: 0))),
    Example(
      "* 2 FETCH (UID 7 BODY[] {2}\r\nab)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([97, 98])))),
    Example(
      "* 2 FETCH (BODY[] {2}\r\nab UID 7)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([97, 98])))),
    Example("* 2 FETCH (BODY[] {0}\r\n UID 7)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([])))),
    Example(
      "* 2 FETCH (UID 7 BODY[] ~{2}\r\nab)",
      .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([97, 98])))),
    Example(
      "* 2 FETCH (UID 7 BODY[] \"a\\\"\")", .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([97, 34])))),
    Example("* 2 FETCH (UID 7 BODY[] NIL)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .missing))),
    // Yandex: an item without its value.
    Example("* 2 FETCH (UID 7 BODY[])", .fetch(FetchedItems(sequence: 2, uid: 7, body: .missing))),
    // Items that nobody asked for, of any form, before and behind.
    Example(
      "* 2 FETCH (FLAGS (\\Seen $x) MODSEQ (12) ENVELOPE (NIL {3}\r\n) x ((\"a\" NIL)) \"()\") UID 7)",
      .fetch(FetchedItems(sequence: 2, uid: 7))),
    Example(
      "* 2 FETCH (BODY[HEADER.FIELDS (A B)] {1}\r\nx BODY[1]<0> NIL UID 7)",
      .fetch(FetchedItems(sequence: 2, uid: 7))),
    Example(
      "* 2 FETCH (UID 7 X-GM-LABELS (\"\\\\Sent\" {1}\r\n)))", .fetch(FetchedItems(sequence: 2, uid: 7))),
  ]

  @Test("reads", arguments: statuses + folders + numbers + messages)
  func reads(_ example: Example) throws {
    #expect(try parse(example.line) == example.response)
  }

  @Test(
    "refuses",
    arguments: [
      "", " * OK", "*", "k1", "k1 FINE", "k1 BYE-BYE", "* SEARCH 1 x", "* SEARCH -1", "* SEARCH 4294967296",
      "* ESEARCH ALL 1:x", "* ESEARCH ALL 1:4294967295", "* ESEARCH (", "* LIST \"/\" a", "* LIST (",
      "* LIST () \"/\" \"a",
      "* 1 FETCH", "* 1 FETCH UID 5", "* 1 FETCH (UID 5", "* 1 FETCH (UID)", "* 1 FETCH (UID -5)",
      "* 1 FETCH (UID 5x)",
      "* 1 FETCH (UID 4294967296)", "* 1 FETCH (RFC822.SIZE x)", "* 1 FETCH (RFC822.SIZE -1)",
      "* 1 FETCH (RFC822.SIZE nan)", "* 1 FETCH (BODY[ {1}\r\nx)", "* 1 FETCH (BODY[] {1} x)",
      "* 1 FETCH (() UID 5)",
      "* 1 FETCH (X (a UID 5)", "* 1 FETCH (X \"a)",
    ])
  func refuses(_ line: String) {
    #expect(throws: IMAPFault.self) { try parse(line) }
  }

  @Test("bounds the nesting of lists and needs no stack for it")
  func nesting() throws {
    func fetch(_ depth: Int) -> String {
      "* 1 FETCH (X " + String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
        + " UID 5)"
    }
    #expect(try parse(fetch(64)) == .fetch(FetchedItems(sequence: 1, uid: 5)))
    #expect(throws: IMAPFault.self) { try parse(fetch(65)) }
    #expect(throws: IMAPFault.self) { try parse(fetch(100_000)) }
  }

  @Test("says where a literal was dropped")
  func dropped() throws {
    var limits = IMAPLimits()
    limits.literal = 1
    var framer = ResponseFramer(limits: limits)
    Array("* 1 FETCH (UID 5 BODY[] {2}\r\nab)\r\n".utf8).withUnsafeBytes { framer.feed($0) }
    let frame = try #require(try framer.next())
    #expect(try ResponseParser.parse(frame) == .fetch(FetchedItems(sequence: 1, uid: 5, body: .dropped(2))))
  }

  @Test("survives any cut or change of a response without a crash")
  func mutations() {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("()[]{}\"\\ *+0159aAkK~<>:,\r\n".utf8)
    for example in Self.statuses + Self.folders + Self.numbers + Self.messages {
      for _ in 0..<40 {
        var bytes = Array((example.line + "\r\n").utf8)
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = alphabet.randomElement(using: &random) ?? 0
        var framer = ResponseFramer()
        bytes.withUnsafeBytes { framer.feed($0) }
        while let frame = try? framer.next() { _ = try? ResponseParser.parse(frame) }
      }
    }
  }
}
