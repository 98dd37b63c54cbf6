// SPDX-License-Identifier: Apache-2.0

import MailTransport
import OrderCore
import Testing

@Suite("A server's plea")
struct ServerPleaTests {
  /// A refusal as servers were seen to write it, and what it asks for.
  struct Example: CustomTestStringConvertible, Sendable {
    let line: String
    let plea: ServerPlea?
    var testDescription: String { line }

    init(_ line: String, _ plea: ServerPlea?) {
      self.line = line
      self.plea = plea
    }
  }

  @Test(
    "is read from code and text",
    arguments: [
      Example(
        "k1 BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds", .later(seconds: 300)),
      Example("k1 BAD Request is throttled. Suggested Backoff Time: 1 milliseconds", .later(seconds: 1)),
      Example("k1 NO Request is throttled. Backoff Time: soon", .later(seconds: nil)),
      // Words that servers use over SMTP.
      Example("k1 NO 432 4.3.2 Concurrent connections limit exceeded", .later(seconds: nil)),
      Example("k1 NO 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", .later(seconds: nil)),
      Example("k1 NO 535 5.7.8 Authentication failed", nil),
      Example("k1 NO [THROTTLED] Account exceeded command or bandwidth limits.", .later(seconds: nil)),
      Example("k1 NO Lookup failed qb1 [THROTTLED]", .later(seconds: nil)),
      Example("* BYE Account exceeded bandwidth limits. [OVERQUOTA]", .later(seconds: nil)),
      Example("* BYE Too many simultaneous connections. (Failure)", .later(seconds: nil)),
      Example("k1 NO [ALERT] Too many simultaneous connections. (Failure)", .later(seconds: nil)),
      Example(
        "k1 NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        .later(seconds: nil)),
      Example("k1 NO [UNAVAILABLE] Temporary authentication failure.", .later(seconds: nil)),
      Example("k1 NO [INUSE] Mailbox is locked, retry in 5 minutes", .later(seconds: 300)),
      Example("k1 NO Server Busy. Please try again later.", .later(seconds: nil)),
      Example("* BYE Server busy, try later (30 seconds)", .later(seconds: 30)),
      Example("* BYE [UNAVAILABLE] back in 3 hours.", .later(seconds: 10_800)),
      Example("k1 NO [LIMIT] wait 99999999 minutes", .later(seconds: 86_400)),
      Example("k1 NO [LIMIT] wait 99999999999999999999 seconds", .later(seconds: nil)),
      Example("* BYE Session invalidated - AccessTokenExpired", .reconnect),
      Example("k1 NO Access token has expired", .reconnect),
      Example("* BYE Autologout; idle for too long", nil),
      Example("* BYE Logging out", nil),
      Example("k1 NO [SERVERBUG] Internal error occurred. Refer to server log", nil),
      Example("k1 NO [OVERQUOTA] Quota exceeded", nil),
      Example("k1 NO [NONEXISTENT] Mailbox doesn't exist: 5 seconds", nil),
      Example("k1 BAD Command not understood", nil),
      Example("k1 BAD", nil),
      // No refusal at all.
      Example("k1 OK [THROTTLED] slowly", nil),
      Example("* OK Server busy, but here", nil),
    ])
  func reads(_ example: Example) throws {
    var framer = ResponseFramer()
    Array((example.line + "\r\n").utf8).withUnsafeBytes { framer.feed($0) }
    let response = try ResponseParser.parse(try #require(try framer.next()))
    switch response {
    case .tagged(_, let status), .status(let status):
      #expect(ServerPlea.read(status) == example.plea)
      // The words of an SMTP reply are read the same way; there are no codes there, and the text says yes as well.
      if status.condition != .ok, status.code == nil { #expect(ServerPlea.read(status.text) == example.plea) }
    default: Issue.record("\(response)")
    }
  }

  @Test("ends the session and reaches the caller", arguments: ["k2 NO", "k2 BAD", "* BYE"])
  func reaches(_ word: String) async throws {
    for (text, error) in [
      (
        "[UNAVAILABLE] come in 7 seconds.",
        MailServerError.busy(
          server: "mail.example:993", reason: "[UNAVAILABLE] come in 7 seconds", seconds: 7)
      ),
      (
        "AccessTokenExpired.",
        .lost(
          server: "mail.example:993", command: "EXAMINE", reason: "the server said: AccessTokenExpired")
      ),
    ] {
      let (session, stream) = try await scriptedSession(
        "", "C: k2 EXAMINE \"INBOX\"\nS: \(word) \(text)")
      let thrown = await #expect(throws: MailServerError.self) {
        try await session.open("INBOX", since: nil)
      }
      #expect(thrown == error)
      #expect(stream.isClosed)
    }
  }
}
