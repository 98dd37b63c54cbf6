// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import OrderCore
import Testing

@Suite("A header")
struct HeaderTests {
  struct SubjectCase: CustomTestStringConvertible {
    let raw: String
    let decoded: String
    init(_ raw: String, _ decoded: String) {
      self.raw = raw
      self.decoded = decoded
    }
    var testDescription: String { raw }
  }

  @Test(
    "decodes encoded-words, also broken ones",
    arguments: [
      SubjectCase("plain text", "plain text"),
      SubjectCase("=?utf-8?Q?=D0=A1=D1=87=D1=91=D1=82?=", "Счёт"),
      SubjectCase("=?utf-8?B?0KHRh9GR0YI=?= 118", "Счёт 118"),
      SubjectCase("=?utf-8?B?0KHRh9GR0YI?= 118", "Счёт 118"),
      SubjectCase("=?UTF-8?q?a_b?=\n =?utf-8?Q?c?=", "a bc"),
      SubjectCase("=?utf-8?B?0KE=?= =?utf-8?B?0YfRkdGC?=", "Счёт"),
      SubjectCase("=?utf-8?B?0A==?= =?utf-8?B?oQ==?=", "С"),
      SubjectCase("=?utf-8?Q?a b c?= d", "a b c d"),
      SubjectCase("x=?utf-8?Q?=C3=BC?=y", "xüy"),
      SubjectCase("=?utf-8*de?Q?=C3=BC?=", "ü"),
      SubjectCase("=?iso-8859-1?Q?=80 5?=", "€ 5"),
      SubjectCase("=?koi8-r?B?8NLJ18XU?=", "Привет"),
      SubjectCase("=?unknown-charset?Q?=D0=A1?=", "С"),
      SubjectCase("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
      SubjectCase("=?utf-8?Q?open", "=?utf-8?Q?open"),
      SubjectCase("=? = ?= =?", "=? = ?= =?"),
      SubjectCase("=?utf-8?Q?a=00b=0D=0ABcc:_x=1B[2J?=", "a\u{FFFD}b  Bcc: x\u{FFFD}[2J"),
      SubjectCase("folded\n line", "folded line"),
    ])
  func decodesSubject(_ item: SubjectCase) throws {
    #expect(try parse(header: "Subject: \(item.raw)").subject == item.decoded)
  }

  @Test("reads raw 8-bit text in the likeliest charset", arguments: ["windows-1251", "koi8-r"])
  func readsRawText(_ charset: String) throws {
    let text = "Заявка на поставку подшипников"
    let encoding: String.Encoding = charset == "koi8-r" ? .koi8r : .windowsCP1251
    let encoded = try #require(text.data(using: encoding))
    let bytes = Array("Subject: ".utf8) + [UInt8](encoded) + Array("\r\n\r\nText.".utf8)
    #expect(try MailParser().parse(RawMessage(bytes: bytes)).subject == text)
  }

  @Test(
    "gives the moment of a date, also of obsolete and broken ones",
    arguments: [
      ("Mon, 02 Mar 2026 09:14:00 +0300", 1_772_432_040.0),
      ("2 Mar 2026 06:14:00 GMT", 1_772_432_040.0),
      ("Mon, 02 Mar 2026 09:14 +0300 (MSK)", 1_772_432_040.0),
      ("Mon, 02 Mar 26 01:14:00 EST", 1_772_432_040.0),
      ("not a date", nil),
      ("", nil),
    ])
  func readsDate(_ raw: String, _ seconds: Double?) throws {
    #expect(try parse(header: "Date: \(raw)").date?.timeIntervalSince1970 == seconds)
  }

  @Test(
    "takes message identifiers by a strict grammar",
    arguments: [
      ("<a@b> <c@d>", ["a@b", "c@d"]),
      ("<a@b>\n\t<c@d>", ["a@b", "c@d"]),
      ("<a@b><c@d>", ["a@b", "c@d"]),
      ("Your message of Monday <a@b>", ["a@b"]),
      ("a@b, c@d", ["a@b", "c@d"]),
      ("<a b@c> <d@e>", ["d@e"]),
      ("<a@b", []),
      ("<<a@b>>", ["a@b"]),
      ("<a\u{1}@b> <ü@b>", []),
      ("words only", []),
    ])
  func readsIdentifiers(_ raw: String, _ expected: [String]) throws {
    let message = try parse(header: "References: \(raw)")
    #expect(message.references.map(\.value) == expected)
  }

  @Test("may lack its empty line, start with an mbox line or hold a line that is no field")
  func forgives() throws {
    #expect(try parse("Subject: only a header").subject == "only a header")
    #expect(try parse("From a@b Mon Mar 2 09:14:00 2026\nSubject: x\n\nText").subject == "x")
    #expect(try parse("\n\nSubject: x\n\nText").subject == "x")
    let broken = try parse("Subject: long subject that\nwent on\nTo: a@b\n\nText")
    #expect(broken.subject == "long subject that went on")
    #expect(broken.to.map(\.address) == ["a@b"])
    #expect(broken.warnings.contains("A line in the header is no header field."))
    #expect(try parse("Subject: x\nThis is the body already").text == "This is the body already")
  }

  @Test("must be there")
  func isNeeded() {
    #expect(throws: ParseError.empty) { try MailParser().parse(RawMessage(bytes: [])) }
    for text in ["\n\n", "just words\nand more\n", "// not mail", "\u{0}\u{1}\u{2}"] {
      #expect(throws: ParseError.notAMessage) { try MailParser().parse(RawMessage(bytes: Array(text.utf8))) }
    }
  }
}

extension String.Encoding {
  /// KOI8-R by its CFString number, which Foundation gives no name.
  static let koi8r = String.Encoding(rawValue: 0x8000_0A02)
}
