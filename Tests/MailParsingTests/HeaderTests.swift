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
      SubjectCase("=?utf-8?Q?open", "open"),
      SubjectCase("=?utf-8?B?0KHRh9GR0YI", "Счёт"),
      SubjectCase("=?utf-8?B?0KHRh9GR0YI=?", "Счёт"),
      SubjectCase("=?utf-8?Q?=D0=A1=D1=87 =?utf-8?Q?=D1=91=D1=82?= 118", "Счёт 118"),
      SubjectCase("=?utf-8?Q?=D0=A1=D1=87=D1", "Сч\u{FFFD}"),
      // A character, and a group of base64, split between words.
      SubjectCase("=?utf-8?Q?=D0=A1=D1?= =?utf-8?Q?=87?=", "Сч"),
      SubjectCase("=?utf-8?B?0KHRh?=\n =?UTF-8?B?9GR0YI=?=", "Счёт"),
      SubjectCase("=?utf-8?B?0KHRh9G?= =?utf-8?B?R0YI=?=", "Счёт"),
      SubjectCase("=?utf-8?B?0KE?= =?utf-8?B?0YfRkdGC?=", "Счёт"),
      SubjectCase("=?utf8?B?0KHRh9?= =?utf-8?Q?=91=D1=82?=", "Сч\u{FFFD}т"),
      SubjectCase("=?utf-8?B?0KE=0YfR kdGC?=", "Счёт"),
      SubjectCase("=?utf-8?B?0KHRh9GR0YI====?= 118", "Счёт 118"),
      SubjectCase("=?utf-8?B?***?=", ""),
      SubjectCase("=?koi8-r?Q?=F3=DE?= =?windows-1251?Q?=B8=F2?=", "Счёт"),
      SubjectCase("=?koi8-r?B?8NLJ18XU?= mixed =?utf-8?Q?=C3=BC?=", "Привет mixed ü"),
      SubjectCase("=?utf-8?Q?=?= x", "= x"),
      SubjectCase("=?utf-8?Q??= x", "x"),
      SubjectCase("=?utf-8?Q?=zz_=4?=", "=zz =4"),
      SubjectCase("=?utf-8?q?a=e2=82=ac?=", "a€"),
      SubjectCase("=?utf-8?Q?was_ist_das??=", "was ist das?"),
      SubjectCase("(=?utf-8?Q?=C3=BC?=)", "(ü)"),
      SubjectCase("\"=?utf-8?Q?=C3=BC?=\"", "\"ü\""),
      SubjectCase("=?UTF-8?Q?=D0=A1?==?UTF-8?Q?=D1=87?=", "Сч"),
      SubjectCase("Re:=?utf-8?Q?=C3=BC?=,=?utf-8?Q?=C3=BC?=", "Re:ü,ü"),
      SubjectCase("=?\"utf-8\"?Q?=C3=BC?=", "ü"),
      SubjectCase("=? utf-8 ?Q?=C3=BC?=", "ü"),
      SubjectCase("=?utf-8?Q?=C3=BC\n =C3=BC?=", "ü ü"),
      SubjectCase("=?us-ascii?Q?Gr=FC=DFe?=", "Grüße"),
      SubjectCase("=?iso-8859-1?Q?=CF=F0=E8=E2=E5=F2,_=EC=E8=F0?=", "Привет, мир"),
      SubjectCase("=?utf-8?Q?=CF=F0=E8=E2=E5=F2,_=EC=E8=F0?=", "Привет, мир"),
      SubjectCase("=?gb2312?B?xOO6ww==?=", "你好"),
      SubjectCase("=?gb2312?B?6U0=?=", "镸"),
      SubjectCase("=?ks_c_5601-1987?B?sMe9wA==?=", "건습"),
      SubjectCase("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
      SubjectCase("=?utf-7?Q?+ADw-b+AD4-?=", "+ADw-b+AD4-"),
      SubjectCase("=?unicode-1-1-utf-7?B?K0FEdy0=?=", "+ADw-"),
      // What was decoded is not decoded again.
      SubjectCase("=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=", "=?utf-8?Q?a?="),
      SubjectCase("=?utf-8?Q?a=E2=80=A8b=C2=85c=7F=09d?=", "a b\u{FFFD}c\u{FFFD} d"),
      SubjectCase("=? = ?= =?", "=? = ?= =?"),
      SubjectCase("=?utf-8?Q?a=00b=0D=0ABcc:_x=1B[2J?=", "a\u{FFFD}b  Bcc: x\u{FFFD}[2J"),
      SubjectCase("folded\n line", "folded line"),
      SubjectCase("\n folded at once", "folded at once"),
      SubjectCase("a\n\tb\n  \n c", "a b   c"),
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
    "takes message identifiers by a strict grammar",
    arguments: [
      ("<a@b> <c@d>", ["a@b", "c@d"]),
      ("<a@b>\n\t<c@d>", ["a@b", "c@d"]),
      ("<a@b><c@d>", ["a@b", "c@d"]),
      ("Your message of Monday <a@b>", ["a@b"]),
      ("a@b, c@d", ["a@b", "c@d"]),
      ("<a\n b@c> <d@e>", ["ab@c", "d@e"]),
      ("<a@b", ["a@b"]),
      ("<a@b <c@d>", ["a@b", "c@d"]),
      ("<a@b c <d@e", ["a@b", "d@e"]),
      ("a@b>", ["a@b"]),
      ("<<a@b>>", ["a@b"]),
      ("<a@b>, <c@d>; <e@f>", ["a@b", "c@d", "e@f"]),
      ("(of <x@y> (and <z@y>)) <a@b>", ["a@b"]),
      ("(never closed <a@b>", ["a@b"]),
      ("<a\u{1}@b> <ü@b>", ["ü@b"]),
      ("<open", []),
      ("<no-at-sign>", ["no-at-sign"]),
      ("words only", []),
    ])
  func readsIdentifiers(_ raw: String, _ expected: [String]) throws {
    let message = try parse(header: "References: \(raw)")
    #expect(message.references.map(\.value) == expected)
  }

  @Test(
    "that says in prose what is answered names it last",
    arguments: [
      ("Message from Ann <ann@b.example> of \"Mon, 2 Mar 2026\" <id@b.example>", ["id@b.example"]),
      ("Your message of Monday <id@b.example>", ["id@b.example"]),
      ("<a@b.example> <c@d.example>", ["a@b.example", "c@d.example"]),
      ("<id@b.example> (Ann's message of Monday)", ["id@b.example"]),
    ])
  func readsProse(_ raw: String, _ expected: [String]) throws {
    #expect(try parse(header: "In-Reply-To: \(raw)").inReplyTo.map(\.value) == expected)
  }

  @Test("gives the same identifier for the same bytes in any charset")
  func readsRawIdentifiers() throws {
    let identifier = [0x3C] + Array("1@".utf8) + [0xCF, 0xCA, 0x3E] as [UInt8]
    let one = try MailParser().parse(RawMessage(bytes: Array("Message-ID: ".utf8) + identifier + [10, 10]))
    let other = try MailParser().parse(
      RawMessage(bytes: Array("References: <a@b> ".utf8) + identifier + [10, 10]))
    #expect(one.messageID != nil)
    #expect(other.references.last == one.messageID)
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
