// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

/// How smtp-sink misbehaves, and what is known of the message then.
struct SinkCase: CustomTestStringConvertible, Sendable {
  enum Outcome { case accepted, deferred, rejected, uncertain }
  let options: [String]
  let outcome: Outcome
  var testDescription: String { options.joined(separator: " ") }

  static let all = [
    SinkCase(options: [], outcome: .accepted),
    SinkCase(options: ["-W", ".:1"], outcome: .accepted),
    SinkCase(options: ["-W", "DATA:1"], outcome: .accepted),
    SinkCase(options: ["-r", "MAIL"], outcome: .deferred),
    SinkCase(options: ["-f", "MAIL"], outcome: .rejected),
    SinkCase(options: ["-r", "RCPT"], outcome: .deferred),
    SinkCase(options: ["-f", "RCPT"], outcome: .rejected),
    SinkCase(options: ["-r", "DATA"], outcome: .deferred),
    SinkCase(options: ["-f", "DATA"], outcome: .rejected),
    SinkCase(options: ["-r", "."], outcome: .deferred), SinkCase(options: ["-f", "."], outcome: .rejected),
    SinkCase(options: ["-q", "MAIL"], outcome: .deferred),
    SinkCase(options: ["-q", "RCPT"], outcome: .deferred),
    SinkCase(options: ["-q", "DATA"], outcome: .deferred),
    SinkCase(options: ["-q", "."], outcome: .uncertain),
    SinkCase(options: ["-Q", "MAIL"], outcome: .deferred),
    SinkCase(options: ["-Q", "DATA"], outcome: .deferred),
    SinkCase(options: ["-Q", "."], outcome: .deferred),
  ]
}

@Suite("A submission server with a fault", .enabled(if: TestServers.areExpected))
struct SinkTests {
  private static let message = RawMessage(bytes: Array("Subject: x\r\n\r\n.\r\nText\r\n".utf8))
  private static let envelope = Envelope(sender: "a@ourco.example", recipients: ["b@c.example"])

  private func client(_ server: SinkServer) -> SubmissionClient {
    SubmissionClient(ServerSettings(host: "127.0.0.1", port: server.port, security: .none))
  }

  private func submit(_ client: SubmissionClient) async -> SubmissionOutcome {
    await client.submit(Self.message, envelope: Self.envelope, pointOfNoReturn: {})
  }

  @Test("leaves no doubt about a message but where there is one", arguments: SinkCase.all)
  func outcomes(_ fault: SinkCase) async throws {
    let server = try SinkServer(fault.options)
    defer { server.stop() }
    let client = client(server)
    try await client.open()
    let outcome = await submit(client)
    await client.close()
    switch (fault.outcome, outcome) {
    case (.accepted, .accepted), (.deferred, .deferred), (.rejected, .rejected), (.uncertain, .uncertain):
      break
    default: Issue.record("\(outcome)")
    }
  }

  @Test("that closes with 421 is not dialled again at once")
  func closing() async throws {
    let server = try SinkServer(["-Q", "MAIL"])
    defer { server.stop() }
    let client = client(server)
    try await client.open()
    _ = await submit(client)
    let error = await #expect(throws: MailServerError.self) { try await client.open() }
    guard case .busy(_, let reason, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasPrefix("421"))
  }

  @Test("takes hundreds over one connection")
  func many() async throws {
    let server = try SinkServer([])
    defer { server.stop() }
    let client = client(server)
    try await client.open()
    for number in 0..<300 {
      guard case .accepted = await submit(client) else {
        Issue.record("message \(number)")
        break
      }
    }
    await client.close()
  }
}
