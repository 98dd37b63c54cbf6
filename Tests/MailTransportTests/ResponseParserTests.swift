// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import Testing
import TestSupport

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
    Example("* OK [HIGHESTMODSEQ 12]", .status(IMAPStatus(condition: .ok, code: .highestModSeq(12)))),
    Example(
      "* OK [HIGHESTMODSEQ 9223372036854775807] x",
      .status(IMAPStatus(condition: .ok, code: .highestModSeq(UInt64(Int64.max)), text: "x"))),
    // None: 0 of an empty folder, -1, beyond 63 bits, and what is no number.
    Example("* OK [HIGHESTMODSEQ 0]", .status(IMAPStatus(condition: .ok, code: .other("HIGHESTMODSEQ")))),
    Example("* OK [HIGHESTMODSEQ -1]", .status(IMAPStatus(condition: .ok, code: .other("HIGHESTMODSEQ")))),
    Example(
      "* OK [HIGHESTMODSEQ 9223372036854775808]",
      .status(IMAPStatus(condition: .ok, code: .other("HIGHESTMODSEQ")))),
    Example("* OK [HIGHESTMODSEQ]", .status(IMAPStatus(condition: .ok, code: .other("HIGHESTMODSEQ")))),
    Example("* OK [NOMODSEQ] no", .status(IMAPStatus(condition: .ok, code: .other("NOMODSEQ"), text: "no"))),
    Example("* OK [CLOSED] was", .status(IMAPStatus(condition: .ok, code: .other("CLOSED"), text: "was"))),
    Example(
      "k1 NO [THROTTLED]", .tagged("k1", IMAPStatus(condition: .no, code: .other("THROTTLED")))),
    Example("* OK", .status(IMAPStatus(condition: .ok))),
    Example("* OK [UIDNEXT 5]  ", .status(IMAPStatus(condition: .ok, code: .uidNext(5)))),
    Example("* ENABLED condstore QRESYNC ", .enabled(["CONDSTORE", "QRESYNC"])),
    Example("* ENABLED", .enabled([])),
    Example("* ID (\"name\" \"Dovecot\" \"os\" NIL)", .identity(["name": "Dovecot"])),
    Example("* ID (\"Name\" \"a\u{1B}b\"  \"vendor\" {1}\r\nx)", .identity(["name": "a b", "vendor": "x"])),
    Example("* ID NIL", .identity([:])),
    Example("* ID ()", .identity([:])),
    Example("* ID (\"name", .identity([:])),
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
    Example(
      "* LIST () NIL INBOX",
      .list(ListedFolder(attributes: [], delimiter: nil, wireName: Array("INBOX".utf8)))),
    Example(
      "* XLIST () \"|\" a&-b",
      .list(ListedFolder(attributes: [], delimiter: UInt8(ascii: "|"), wireName: Array("a&-b".utf8)))),
    // Exchange: a name with blanks and a tabulator that is not quoted.
    Example(
      "* LIST () \"/\" Old\tMail 7", .list(ListedFolder(attributes: [], wireName: Array("Old\tMail 7".utf8)))),
    Example(
      "* LIST () \"\\\\\" \"a\\\"b\\\\c\"",
      .list(ListedFolder(attributes: [], delimiter: UInt8(ascii: "\\"), wireName: Array("a\"b\\c".utf8)))),
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
    Example("* SEARCH", .search(UIDIntervals())),
    Example("* SEARCH ", .search(UIDIntervals())),
    Example("* SEARCH 2 84  882", .search(UIDIntervals(uids: [2, 84, 882]))),
    Example("* SEARCH 2 5 (MODSEQ 917162500)", .search(UIDIntervals(uids: [2, 5]))),
    Example("* ESEARCH (TAG \"k1\") UID ALL 1:3,7", .search(UIDIntervals(uids: [1, 2, 3, 7]))),
    Example("* ESEARCH (TAG \"k1\") UID COUNT 0", .search(UIDIntervals())),
    Example("* ESEARCH", .search(UIDIntervals())),
    Example("* FLAGS (\\Seen \\Answered)", .other),
    Example("* ESEARCH UID ALL 1:4294967295", .search(UIDIntervals([1...(.max)]))),
    Example(
      "* VANISHED (EARLIER) 41,116:43", .vanished(UIDIntervals([41...41, 43...116]), isEarlier: true)),
    Example("* VANISHED 300:310 ", .vanished(UIDIntervals([300...310]), isEarlier: false)),
    Example(
      "* STATUS \"INBOX\" (MESSAGES 231 UIDNEXT 44292) ",
      .numbers(FolderNumbers(wireName: Array("INBOX".utf8), messages: 231, uidNext: 44292))),
    Example(
      "* STATUS {1}\r\nx (UIDNEXT -1 HIGHESTMODSEQ 5 X (a b) messages 2)",
      .numbers(FolderNumbers(wireName: [120], messages: 2))),
    Example(
      "* NAMESPACE ((\"\" \"/\")) NIL NIL", .namespaces([MailNamespace(.user, prefix: [])])),
    Example(
      "* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\" \"X-PARAM\" (\"FLAG1\" \"F2\"))) ((\"~\" NIL)) ((\"Public.\" \".\"))",
      .namespaces([
        MailNamespace(.user, prefix: []), MailNamespace(.user, prefix: Array("#mh/".utf8)),
        MailNamespace(.others, prefix: [126]), MailNamespace(.shared, prefix: Array("Public.".utf8)),
      ])),
    Example("* NAMESPACE ((", .namespaces([])),
  ]

  private static let messages: [Example] = [
    Example("* 1 FETCH (UID 5 RFC822.SIZE 99)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 99))),
    Example("* 1 fetch (rfc822.size 99 uid 5)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 99))),
    Example("* 1 FETCH  ( UID 5  )", .fetch(FetchedItems(sequence: 1, uid: 5))),
    // Mail.ru: a number in exponents.
    Example(
      "* 1 FETCH (UID 5 RFC822.SIZE 9.3736e+06)", .fetch(FetchedItems(sequence: 1, uid: 5, size: 9_373_600))),
    Example("* 0 FETCH (FLAGS (\\Seen))", .fetch(FetchedItems(sequence: 0, flags: .seen))),
    Example(
      "* 1 FETCH (FLAGS (\\seen \\ANSWERED \\Flagged \\Deleted \\Draft \\Recent $x [a]b))",
      .fetch(FetchedItems(sequence: 1, flags: [.seen, .answered, .flagged, .deleted, .draft]))),
    Example("* 1 FETCH (FLAGS () UID 3)", .fetch(FetchedItems(sequence: 1, uid: 3, flags: []))),
    Example("* 1 FETCH (FLAGS NIL UID 3)", .fetch(FetchedItems(sequence: 1, uid: 3))),
    Example(
      "* 1 FETCH (UID 3 MODSEQ (9223372036854775807) EMAILID (M6d99ac))",
      .fetch(FetchedItems(sequence: 1, uid: 3, objectID: "M6d99ac"))),
    Example(
      "* 1 FETCH (EMAILID NIL X-GM-MSGID 1278455344230334865)",
      .fetch(FetchedItems(sequence: 1, objectID: "1278455344230334865"))),
    Example(
      "* 1 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID)] {23}\r\nMessage-ID:\r\n <a@b>\r\n\r\n UID 3)",
      .fetch(FetchedItems(sequence: 1, uid: 3, messageID: "a@b"))),
    Example(
      "* 1 FETCH (BODY[HEADER.FIELDS (\"Message-ID\")] {34}\r\nMessage-ID: <a>\r\nMessage-ID: <b>\r\n)",
      .fetch(FetchedItems(sequence: 1, messageID: "a"))),
    Example(
      "* 1 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID)] {2}\r\n\r\n)", .fetch(FetchedItems(sequence: 1))),
    Example(
      "* 2 FETCH (UID 7 BODY[]<1048576> {2}\r\nab)",
      .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([97, 98]), origin: 1_048_576))),
    Example(
      "* 2 FETCH (UID 7 BODY[]<5> \"\")",
      .fetch(FetchedItems(sequence: 2, uid: 7, body: .bytes([]), origin: 5))),
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
    Example("* 2 FETCH (BODY[] UID 7)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .missing))),
    Example("* 2 FETCH (BODY[] nil UID 7)", .fetch(FetchedItems(sequence: 2, uid: 7, body: .missing))),
    // Items that nobody asked for, of any form, before and behind.
    Example(
      "* 2 FETCH (FLAGS (\\Seen $x) MODSEQ (12) ENVELOPE (NIL {3}\r\n) x ((\"a\" NIL)) \"()\") UID 7)",
      .fetch(FetchedItems(sequence: 2, uid: 7, flags: .seen))),
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
      "* ESEARCH ALL 1:x", "* ESEARCH ALL 1:4294967296", "* ESEARCH (",
      "* VANISHED", "* VANISHED (EARLIER) x", "* VANISHED (EARLIER 5", "* STATUS", "* STATUS a",
      "* STATUS a (",
      "* STATUS a (MESSAGES 5", "* 1 FETCH (FLAGS (\\Seen", "* 1 FETCH (EMAILID (a", "* LIST \"/\" a",
      "* LIST (",
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
