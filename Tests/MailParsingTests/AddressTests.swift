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
    ])
  func reads(_ item: Case) throws {
    #expect(try parse(header: "To: \(item.raw)").to == item.expected)
  }

  /// What Mailsploit and its kin put into `From`, and the addr-spec that really stands there.
  @Test(
    "can't be changed by what an encoded-word holds",
    arguments: [
      Case("=?utf-8?Q?boss=40bank.example?= <x@evil.example>", ("boss@bank.example", "x@evil.example")),
      Case(
        "=?utf-8?Q?=3Cboss=40bank.example=3E?= <x@evil.example>", ("<boss@bank.example>", "x@evil.example")),
      Case(
        "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?==?utf-8?Q?=00?= <x@evil.example>",
        ("boss@bank.example\u{FFFD}", "x@evil.example")),
      Case(
        "=?utf-8?Q?boss=40bank.example=00?=@evil.example",
        ("", "=?utf-8?Q?boss=40bank.example=00?=@evil.example")),
      Case(
        "=?utf-8?Q?boss=40bank.example=0A=00?=@evil.example",
        ("", "=?utf-8?Q?boss=40bank.example=0A=00?=@evil.example")),
      Case("=?utf-8?Q?boss=40bank.example=2C?= <x@evil.example>", ("boss@bank.example,", "x@evil.example")),
      Case("\"boss@bank.example\" <x@evil.example>", ("boss@bank.example", "x@evil.example")),
      Case(
        "\"=?utf-8?Q?boss=40bank.example=0D?=\" <x@evil.example>", ("boss@bank.example", "x@evil.example")),
      Case("=?utf-8?Q?boss=40bank.example?="),
      Case("x@evil.example (=?utf-8?Q?boss=40bank.example?=)", ("boss@bank.example", "x@evil.example")),
      Case(
        "=?utf-8?Q?a?= =?utf-8?Q?=3Cboss=40bank.example=3E=2C?= <x@evil.example>",
        ("a<boss@bank.example>,", "x@evil.example")),
      Case("boss@bank.example\u{0}@evil.example", ("", "boss@bank.example\u{FFFD}@evil.example")),
      Case("\"boss@bank.example\"@evil.example", ("", "\"boss@bank.example\"@evil.example")),
      Case("<boss@bank.example@evil.example>", ("", "boss@bank.example@evil.example")),
    ])
  func resistsEncodedWords(_ item: Case) throws {
    #expect(try parse(header: "From: \(item.raw)").from == item.expected)
  }

  @Test("of several senders is ambiguous")
  func warnsOfSeveralSenders() throws {
    #expect(try parse(header: "From: a@b.example, c@d.example").warnings.contains("ambiguous sender"))
    #expect(try parse(header: "From: a@b.example\nFrom: a@b.example").warnings.contains("ambiguous sender"))
    #expect(try !parse(header: "From: a@b.example").warnings.contains("ambiguous sender"))
    #expect(try parse(header: "To: a@b.example").warnings.contains("There is no sender."))
  }
}
