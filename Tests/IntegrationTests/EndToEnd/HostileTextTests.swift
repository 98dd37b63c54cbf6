// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import TestSupport
import Testing

@Suite("Hostile text", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct HostileTextTests {
  /// Sets the title, clears the screen, colours, reverses, breaks the line: in C0, C1 and format characters.
  private static let evil =
    "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{9D}52;c;eA==\u{9C}\u{202E}fdp\u{2028}\u{85}\u{200B}"

  private static var encoded: String { "=?utf-8?b?\(Data(evil.utf8).base64EncodedString())?=" }

  private func message(from customer: String) -> String {
    let percent = Self.evil.utf8.map { String(format: "%%%02X", $0) }.joined()
    return """
      From: \(Self.encoded) <\(customer)>
      To: orders@ourco.example
      Subject: Order SO-2026-00042 \(Self.encoded)
      Date: Mon, 02 Mar 2026 10:00:00 +0000
      Message-ID: <\u{1B}[2J\u{9B}31m@customer.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=utf-8

      Please send us your quotation for 20 pcs of bearing 22320, with price and delivery time.
      {{company}} {{#each}} \(Self.evil) %s %n '; DROP TABLE message; --
      --b
      Content-Type: application/octet-stream
      Content-Disposition: attachment; filename*=utf-8''SO-2026-00042\(percent).pdf

      x
      --b--

      """
  }

  /// What a terminal would obey, but for the line breaks and tabs of our own making.
  private func dangers(in text: String) -> [UInt32] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n" && scalar != "\t"
      case .format, .lineSeparator, .paragraphSeparator, .privateUse: true
      default: false
      }
    }.map(\.value)
  }

  @Test("never reaches a terminal as it is, whatever the command")
  func everyCommand() async throws {
    let place = try Workplace()
    try await place.deliver(message(from: place.customer))
    let name = "in/evil\u{1B}[31m\u{202E}.eml"
    try place.write(name, "\u{1B}]0;owned\u{7} no mail")
    try place.write("in/good.eml", message(from: place.customer).replacing("10:00:00", with: "10:00:01"))
    let missing = "nothing\u{1B}[31m"
    let runs: [(Int32, [String])] = [
      (0, ["sync"]), (0, ["import", "in"]), (0, ["import", "in", "--jsonl"]), (0, ["orders"]),
      (0, ["orders", "--json"]),
      (0, ["order", "show", "o-1"]), (0, ["order", "show", "o-1", "--json"]),
      (0, ["drafts", "--all"]),
      (0, ["draft", "show", "1"]), (0, ["draft", "show", "1", "--json"]), (0, ["draft", "show", "2"]),
      (0, ["search", "bearing"]), (0, ["search", "bearing", "--jsonl"]), (0, ["quarantine"]),
      (0, ["quarantine", "--json"]),
      (0, ["explain", "in/good.eml"]), (0, ["explain", "in/good.eml", "--json"]), (0, ["review"]),
      (0, ["parse", "in"]), (0, ["parse", "in", "--jsonl"]), (0, ["draft", "approve", "2"]), (0, ["outbox"]),
      (0, ["outbox", "--jsonl"]), (0, ["outbox", "send"]), (0, ["export", "messages"]),
      (0, ["export", "orders"]),
      (0, ["export", "events"]), (0, ["export", "audit"]), (0, ["check"]), (1, ["import", missing]),
      (1, ["parse", missing]),
      (4, ["order", "show", missing]), (4, ["explain", missing]), (2, ["search", "after:\(missing)"]),
      (2, ["orders", "--state", missing]),
      (4, ["sync", "--mailbox", missing]), (3, ["--config", missing, "orders"]), (2, [missing]),
      (2, ["orders", "--\(missing)"]),
    ]
    for (code, arguments) in runs {
      let outcome = try await place.program.run(arguments)
      let command: Comment = "kontor \(arguments.joined(separator: " "))"
      #expect(outcome.exitCode == code, command)
      #expect(dangers(in: outcome.output) == [], command)
      #expect(dangers(in: outcome.messages) == [], command)
    }
    // The reply to it is a letter like any other.
    let reply = try #require(try await place.mail(of: place.customer, count: 1).first)
    #expect(reply.to.map(\.address) == [place.customer])
    #expect(!reply.subject.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }
}
