// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

@Suite("A hostile mail of a machine")
struct KindLimitTests {
  static let attacks: [HostileInputTests.Attack] = [
    .init("failed addresses", 4_000) { size in
      daemon + (0..<size).map { "<u\($0)@x.example>: 550 user unknown\n" }.joined()
    },
    .init("addresses in running text", 4_000) { size in
      daemon + (0..<size).map { "mail to u\($0)@x.example could not be delivered " }.joined()
    },
    .init("one address again and again", 4_000) {
      daemon + String(repeating: "<a@x.example>: user unknown\n", count: $0)
    },
    .init("at signs", 20_000) { daemon + String(repeating: "a@", count: $0) + "x.example" },
    .init("digits and dots", 20_000) { daemon + String(repeating: "5.1.", count: $0) + "\n<a@x.example>" },
    .init("groups of a report", 4_000) { size in
      report + (0..<size).map { "\nFinal-Recipient: rfc822; u\($0)@x.example\nAction: failed\n" }.joined()
    },
    .init("reports in reports", 500) { size in
      let head = "From: mailer-daemon@x.example\nSubject: failure notice\nContent-Type: message/rfc822\n\n"
      return String(repeating: head, count: size) + "\nText.\n"
    },
    .init("words of absence", 10_000) {
      "Subject: x\n\n" + String(repeating: "i am out of the office urgent ", count: $0)
    },
    .init("events of a calendar", 2_000) {
      calendar + String(repeating: "BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n", count: $0)
    },
    .init("folded lines of a calendar", 20_000) {
      calendar + "BEGIN:VEVENT\nSUMMARY:a\n" + String(repeating: " a\n", count: $0)
    },
    .init("components of a calendar", 10_000) { calendar + String(repeating: "BEGIN:VEVENT\n", count: $0) },
  ]

  private static let daemon = "From: mailer-daemon@x.example\nSubject: failure notice\n\n"
  private static let calendar = "Subject: x\nContent-Type: text/calendar\n\nMETHOD:REQUEST\n"
  private static let report = """
    From: mailer-daemon@x.example
    Subject: failure notice
    Content-Type: message/delivery-status

    Reporting-MTA: dns; x.example

    """

  @Test("is read in time that grows with its size", .timeLimit(.minutes(2)), arguments: attacks)
  func isLinear(_ attack: HostileInputTests.Attack) throws {
    let small = try HostileInputTests.time(attack.make(attack.size))
    let large = try HostileInputTests.time(attack.make(attack.size * 4))
    #expect(large < max(small * 9, .milliseconds(400)), "\(small) became \(large)")
  }

  @Test("names at most a thousand recipients", arguments: [attacks[0], attacks[5]])
  func isCapped(_ attack: HostileInputTests.Attack) throws {
    #expect(try parse(attack.make(1_500)).bounce?.recipients.count == 1_000)
  }
}
