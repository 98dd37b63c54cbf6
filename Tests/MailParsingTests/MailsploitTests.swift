// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

/// What Mailsploit and its kin put into `From`, and the addr-spec that really stands there (RFC 5322 §3.4).
@Suite("A forged sender")
struct MailsploitTests {
  struct Case: CustomTestStringConvertible {
    let raw: String
    let addresses: [String]
    init(_ raw: String, _ addresses: String...) {
      self.raw = raw
      self.addresses = addresses
    }
    var testDescription: String { raw }
  }

  private static let real = "x@evil.example"

  @Test("has the address that is written outside encoded-words and quotes", arguments: cases)
  func hasItsAddress(_ item: Case) throws {
    let message = try parse(header: "From: \(item.raw)")
    #expect(message.from.map(\.address) == item.addresses)
    #expect(message.cautions.contains(.ambiguousIdentity) == (item.addresses.count > 1))
    for mailbox in message.from {
      #expect(
        !(mailbox.name + mailbox.address).unicodeScalars.contains {
          $0.value < 32 || (127..<160).contains($0.value)
        })
    }
  }

  private static let cases: [Case] =
    names.map { Case("\($0) <\(real)>", real) } + comments.map { Case("\(real) \($0)", real) } + shapes

  /// Display names that say another address.
  private static let names = [
    "=?utf-8?Q?boss=40bank.example?=",
    "=?utf-8?Q?=3Cboss=40bank.example=3E?=",
    "=?utf-8?Q?Boss_=3Cboss=40bank.example=3E?=",
    "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?=",
    "=?utf-8?b?PGJvc3NAYmFuay5leGFtcGxlPg==?=",
    "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?==?utf-8?Q?=00?=",
    "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?==?utf-8?Q?=0A=00?=",
    "=?utf-8?Q?boss=40bank.example=00?=",
    "=?utf-8?Q?boss=40bank.example=0A?=",
    "=?utf-8?Q?boss=40bank.example=0D=0ATo:_y=40z.example?=",
    "=?utf-8?Q?boss=40bank.example=0D=0A=0D=0Abody?=",
    "=?utf-8?Q?boss=40bank.example=2C?=",
    "=?utf-8?Q?boss=40bank.example=3B?=",
    "=?utf-8?Q?boss=40bank.example=2C_Boss_=3Cboss=40bank.example=3E?=",
    "=?utf-8?Q?a?= =?utf-8?Q?=3Cboss=40bank.example=3E=2C?=",
    "=?utf-8?Q?a=3C?= =?utf-8?Q?boss=40bank.example?= =?utf-8?Q?=3E?=",
    "=?utf-8?Q?=22Boss=22_=3Cboss=40bank.example=3E?=",
    "=?utf-8?Q?=28?=", "=?utf-8?Q?=29?=", "=?utf-8?Q?=22?=", "=?utf-8?Q?=5C?=", "=?utf-8?Q?=3C?=",
    "=?utf-8?Q?=3E?=", "=?utf-8?Q?=E2=80=AE?=", "=?utf-8?Q?=1B[2J?=", "=?utf-8?Q?=C2=9B31m?=",
    "=?utf-16?B?AGIAbwBzAHMAQABiAGEAbgBr?=",
    "=?iso-2022-jp?B?GyhCYm9zc0BiYW5r?=",
    "=?unicode-1-1-utf-7?Q?boss+AEA-bank.example?=",
    "=?utf-7?Q?+ADw-boss+AEA-bank.example+AD4-?=",
    "=?x?Q?boss=40bank.example?=",
    "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fboss=3D40bank.example=3F=3D?=",
    "=?utf-8?Q?boss@bank.example?=",
    "\"boss@bank.example\"",
    "\"<boss@bank.example>\"",
    "\"Boss <boss@bank.example>\"",
    "\"boss@bank.example>, \"",
    "\"boss@bank.example\\\" <boss@bank.example>\"",
    "\"boss@bank.example\\\\\"",
    "\"=?utf-8?Q?boss=40bank.example=0D?=\"",
    "\"=?utf-8?Q?=22_=3Cboss=40bank.example=3E?=\"",
    "boss@bank.example",
    "Boss boss@bank.example",
    "'boss@bank.example'",
    "(boss@bank.example)",
    "(<boss@bank.example>)",
    "Boss (via boss@bank.example)",
    "boss\u{FF20}bank.example",
    "boss@bank.example\u{202E}",
  ]

  /// Comments that say another address.
  private static let comments = [
    "(=?utf-8?Q?boss=40bank.example?=)", "(boss@bank.example)", "(<boss@bank.example>)",
    "(a (boss@bank.example) b)", "(\\) , boss@bank.example)",
  ]

  /// Odd shapes of the address itself.
  private static let shapes = [
    Case("=?utf-8?Q?boss=40bank.example?="),
    Case("<=?utf-8?Q?boss=40bank.example?=>", "=?utf-8?Q?boss=40bank.example?="),
    Case(
      "=?utf-8?Q?boss=40bank.example=00?=@evil.example", "=?utf-8?Q?boss=40bank.example=00?=@evil.example"),
    Case(
      "<=?utf-8?Q?boss=40bank.example=0A=00?=@evil.example>",
      "=?utf-8?Q?boss=40bank.example=0A=00?=@evil.example"),
    Case(
      "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?==?utf-8?Q?=0A=00?=@evil.example",
      "=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?==?utf-8?Q?=0A=00?=@evil.example"),
    Case("x@=?utf-8?Q?bank.example?=", "x@=?utf-8?Q?bank.example?="),
    Case("boss@bank.example\u{0}@evil.example", "boss@bank.example\u{FFFD}@evil.example"),
    Case("\"boss@bank.example\"@evil.example", "\"boss@bank.example\"@evil.example"),
    Case("<\"boss@bank.example> \"@evil.example>", "\"boss@bank.example> \"@evil.example"),
    Case("<boss@bank.example@evil.example>", "boss@bank.example@evil.example"),
    Case("<boss@bank.example(>@evil.example)>", "boss@bank.example"),
    Case("<@bank.example,@evil.example:x@evil.example>", real),
    Case("<boss(comment)@(comment)bank.example>", "boss@bank.example"),
    Case("boss@bank.example <\(real)> boss@bank.example", real),
    Case("<\(real)> <boss@bank.example>", real, "boss@bank.example"),
    Case("boss@bank.example, <\(real)>", "boss@bank.example", real),
    Case("Boss: boss@bank.example; <\(real)>", "boss@bank.example", real),
    Case("boss@bank.example\n <\(real)>", real),
    Case("Boss\n\t<boss@bank.example>\n\t<\(real)>", "boss@bank.example", real),
  ]
}
