// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

@Suite("An address list")
struct AddressTests {
  struct Case: CustomTestStringConvertible {
    let raw: String
    let expected: [Address]
    init(_ raw: String, _ expected: (String, String)...) {
      self.raw = raw
      self.expected = expected.map { Address(name: $0.0, address: $0.1) }
    }
    var testDescription: String { raw }
  }

  @Test(
    "gives names and addr-specs",
    arguments: [
      Case("a@b.example", ("", "a@b.example")),
      Case("<a@b.example>", ("", "a@b.example")),
      Case(
        "Ann Lee <a@b.example>, \"Bo, Jr.\" <b@c.example>", ("Ann Lee", "a@b.example"),
        ("Bo, Jr.", "b@c.example")),
      Case("a@b.example (Ann Lee)", ("Ann Lee", "a@b.example")),
      Case("\"quoted \\\"nick\\\"\" <a@b.example>", ("quoted \"nick\"", "a@b.example")),
      Case(
        "Group: a@b.example, Bo <b@c.example>; d@e.example", ("", "a@b.example"), ("Bo", "b@c.example"),
        ("", "d@e.example")),
      Case("undisclosed-recipients:;"),
      Case("<@relay.example,@other.example:a@b.example>", ("", "a@b.example")),
      Case("Pete <pete(his account)@silly.test(host)>", ("Pete", "pete@silly.test")),
      Case("a @ b . example", ("", "a@b.example")),
      Case("\"john doe\"@b.example", ("", "\"john doe\"@b.example")),
      Case("a@b.example <c@d.example>", ("a@b.example", "c@d.example")),
      Case("'a@b.example' <a@b.example>", ("'a@b.example'", "a@b.example")),
      Case("Ann <a@b.example", ("Ann", "a@b.example")),
      Case("Ann <<a@b.example>>", ("Ann", "a@b.example")),
      Case("a@b.example; c@d.example", ("", "a@b.example"), ("", "c@d.example")),
      Case("a@b.example,, ,c@d.example", ("", "a@b.example"), ("", "c@d.example")),
      Case("root", ("", "root")),
      Case("=?utf-8?Q?M=C3=BCller,_Hans?= <h@b.example>", ("Müller, Hans", "h@b.example")),
      Case("юзер@почта.example", ("", "юзер@почта.example")),
      Case("(only a comment)"),
      Case("\"never closed <a@b.example>", ("never closed", "a@b.example")),
      Case(
        "Ann <a@b.example> =?utf-8?q?=2C?=\n Bo <b@c.example>", ("Ann", "a@b.example"), ("Bo", "b@c.example")),
      Case("<a@b.example> trailing, c@d.example", ("", "a@b.example"), ("", "c@d.example")),
      Case("Ann <a@b.example> <c@d.example>", ("Ann", "a@b.example"), ("", "c@d.example")),
      Case("Petrov, Ivan <p@x.example>", ("Petrov, Ivan", "p@x.example")),
      Case(
        "Petrov, Ivan <p@x.example>, Lee, Ann, Dr. <a@b.example>, c@d.example",
        ("Petrov, Ivan", "p@x.example"),
        ("Lee, Ann, Dr.", "a@b.example"), ("", "c@d.example")),
      Case("root, daemon", ("", "root"), ("", "daemon")),
      Case("root, a@b.example", ("", "root"), ("", "a@b.example")),
      Case("Ann Lee, a@b.example", ("", "a@b.example")),
      Case("Ann Lee a@b.example", ("Ann Lee", "a@b.example")),
      Case("\"Lee, Ann\" a@b.example", ("Lee, Ann", "a@b.example")),
      Case("=?utf-8?Q?M=C3=BCller?= a@b.example", ("Müller", "a@b.example")),
      Case("a@b.example c@d.example", ("", "a@b.example"), ("", "c@d.example")),
      Case("a@b.example>", ("", "a@b.example")),
      Case("Ann a@b.example>", ("Ann", "a@b.example")),
      Case("[a@b.example]", ("", "a@b.example")),
      Case("'a@b.example'", ("", "a@b.example")),
      Case("<mailto:a@b.example>", ("", "a@b.example")),
      Case("mailto:a@b.example", ("", "a@b.example")),
      Case("<a@b.example> (Ann Lee)", ("Ann Lee", "a@b.example")),
      Case("(Ann Lee) <a@b.example>", ("Ann Lee", "a@b.example")),
      Case("Ann <a@b.example> (Sales)", ("Ann", "a@b.example")),
      Case("a@b.example (=?utf-8?Q?M=C3=BCller?=)", ("Müller", "a@b.example")),
      Case("Ann (Sales <a@b.example>", ("Ann Sales", "a@b.example")),
      Case("<a@b.example, c@d.example>", ("", "a@b.example"), ("", "c@d.example")),
      Case(
        "<a@b.example,c@d.example>, e@f.example", ("", "a@b.example"), ("", "c@d.example"),
        ("", "e@f.example")),
      Case("Ann <a@b.example, Bo <c@d.example>", ("Ann", "a@b.example"), ("Bo", "c@d.example")),
      Case(
        "Team: Lee, Ann <a@b.example>, c@d.example; e@f.example", ("Lee, Ann", "a@b.example"),
        ("", "c@d.example"), ("", "e@f.example")),
      Case("\"Sales: East\" <a@b.example>", ("Sales: East", "a@b.example")),
      Case("<Undisclosed-Recipient:@list.example;>"),
      Case("<Undisclosed-Recipient:;@list.example>"),
      Case("<>"),
      Case("Ann <>"),
      Case("<a@>, <@b.example>, a@, @b.example"),
      Case("a@[127.0.0.1], b@[IPv6:2001:db8::1]", ("", "a@[127.0.0.1]"), ("", "b@[IPv6:2001:db8::1]")),
      Case("Ann\tLee\n <a@b.example>", ("Ann Lee", "a@b.example")),
      Case("\"a@b\"@c.example", ("", "\"a@b\"@c.example")),
      Case("\"a\\\"b\"@c.example", ("", "\"a\\\"b\"@c.example")),
      Case("<\"a>b\"@c.example>", ("", "\"a>b\"@c.example")),
      Case(
        "info@bücher.example, Müller <müller@bücher.example>", ("", "info@bücher.example"),
        ("Müller", "müller@bücher.example")),
    ])
  func reads(_ item: Case) throws {
    #expect(try parse(header: "To: \(item.raw)").to == item.expected)
  }

  @Test("of several senders is ambiguous")
  func warnsOfSeveralSenders() throws {
    let several = "The message names several senders."
    for header in [
      "From: a@b.example, c@d.example", "From: a@b.example\nFrom: a@b.example",
      "From: <a@b.example><c@d.example>",
      "From: a@b.example c@d.example", "From: <a@b.example, c@d.example>",
      "From: Team: a@b.example, c@d.example;",
      "From: Ann <a@b.example <c@d.example>", "From: a@b.example\nSubject: x\nFrom : c@d.example",
    ] {
      let message = try parse(header: header)
      #expect(message.cautions.contains(.ambiguousIdentity), "\(header)")
      #expect(message.warnings.contains(several))
    }
    for header in [
      "From: a@b.example", "From: Petrov, Ivan <a@b.example>", "From: a@b.example\nSender: c@d.example",
      "From: a@b.example\nReply-To: c@d.example, e@f.example", "From: c@d.example <a@b.example>",
      "From: a@b.example (c@d.example)", "X-From: c@d.example\nFrom: a@b.example",
      "To: a@b.example, c@d.example",
    ] {
      let message = try parse(header: header)
      #expect(message.cautions.isEmpty, "\(header)")
      #expect(!message.warnings.contains(several))
    }
    #expect(try parse(header: "To: a@b.example").warnings.contains("There is no sender."))
  }
}
