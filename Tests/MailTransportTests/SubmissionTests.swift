// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Synchronization
import Testing

@Suite("The outcome of a submission")
struct SubmissionTests {
  private static let message = RawMessage(bytes: Array("Subject: x\n\n.dot\nend".utf8))
  private static let envelope = Envelope(sender: "me@o.example", recipients: ["a@c.example", "b@c.example"])
  private static let happy = """
    S: 220 mx.example ESMTP
    S: 250-mx.example
    S: 250-SIZE 1000
    S: 250-AUTH PLAIN LOGIN
    S: 250 8BITMIME
    C: AUTH PLAIN AHUAcA==
    S: 235 2.7.0 in
    C: MAIL FROM:<me@o.example> SIZE=23
    S: 250 2.1.0 Ok
    C: RCPT TO:<a@c.example>
    S: 250 2.1.5 Ok
    C: RCPT TO:<b@c.example>
    S: 250 2.1.5 Ok
    C: DATA
    S: 354 End data with <CR><LF>.<CR><LF>
    C: Subject: x
    C:
    C: ..dot
    C: end
    C: .
    S: 250 2.0.0 Ok: queued as 4711
    C: QUIT
    S: 221 2.0.0 Bye
    """

  private struct NoDisk: Error {}

  /// Submits over a script; the second value says whether the point of no return was reached.
  private func submit(
    _ script: Script, pieces: Int = .max, envelope: Envelope = envelope, message: RawMessage = message,
    user: String? = "u", recordFails: Bool = false
  ) async throws -> (outcome: SubmissionOutcome, wasReached: Bool, stream: ScriptedStream) {
    let stream = ScriptedStream(script, pieces: pieces)
    let client = SubmissionClient(try scriptedServer(user: user), dial: stream.dial)
    let reached = Mutex(0)
    let outcome = await client.submit(message, envelope: envelope) {
      reached.withLock { $0 += 1 }
      if recordFails { throw NoDisk() }
    }
    #expect(stream.isClosed)
    let count = reached.withLock { $0 }
    #expect(count <= 1)
    return (outcome, count == 1, stream)
  }

  @Test("is accepted with the server's words", arguments: [1, 5, Int.max])
  func accepted(_ pieces: Int) async throws {
    let (outcome, wasReached, stream) = try await submit(Script(Self.happy), pieces: pieces)
    #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 4711"))
    #expect(wasReached)
    #expect(stream.complaint == nil)
  }

  /// A line of the server replaced by another, and what becomes of the message.
  struct Turn: CustomTestStringConvertible, Sendable {
    enum Kind { case accepted, deferred, rejected, uncertain }
    let instead: String
    let reply: String
    let kind: Kind
    let wasReached: Bool
    var testDescription: String { "\(reply) instead of \(instead)" }

    init(_ instead: String, _ reply: String, _ kind: Kind, reached: Bool = false) {
      self.instead = instead
      self.reply = reply
      self.kind = kind
      wasReached = reached
    }
  }

  private static let turns = [
    Turn("235 2.7.0 in", "535 5.7.8 wrong password", .deferred),
    Turn("235 2.7.0 in", "454 4.7.0 try later", .deferred),
    Turn("250 2.1.0 Ok", "550 5.7.1 not you", .rejected),
    Turn("250 2.1.0 Ok", "451 4.3.0 busy", .deferred),
    Turn("250 2.1.0 Ok", "354 what", .deferred),
    Turn("250 2.1.0 Ok", "garbage", .deferred),
    Turn("250 2.1.5 Ok", "550 5.1.1 no such user", .rejected),
    Turn("250 2.1.5 Ok", "450 4.2.1 mailbox busy", .deferred),
    Turn("250 2.1.5 Ok", "421 4.3.2 going down", .deferred),
    Turn("250 2.1.5 Ok", "251 will forward", .accepted, reached: true),
    Turn("354 End data with <CR><LF>.<CR><LF>", "554 5.5.1 no", .rejected),
    Turn("354 End data with <CR><LF>.<CR><LF>", "451 later", .deferred),
    Turn("354 End data with <CR><LF>.<CR><LF>", "250 ok", .deferred),
    Turn("250 2.0.0 Ok: queued as 4711", "554 5.7.1 spam", .rejected, reached: true),
    Turn("250 2.0.0 Ok: queued as 4711", "451 4.3.0 disk full", .deferred, reached: true),
    Turn("250 2.0.0 Ok: queued as 4711", "421 4.3.0 going down", .deferred, reached: true),
    Turn("250 2.0.0 Ok: queued as 4711", "354 what", .uncertain, reached: true),
    Turn("250 2.0.0 Ok: queued as 4711", "garbage", .uncertain, reached: true),
  ]

  @Test("follows from the reply at each step", arguments: turns)
  func replies(_ turn: Turn) async throws {
    let script = Script(
      Self.happy.replacing("S: \(turn.instead)\n", with: "S: \(turn.reply)\n", maxReplacements: 1))
    let (outcome, wasReached, stream) = try await submit(script)
    #expect(wasReached == turn.wasReached)
    let code = String(turn.reply.prefix(3))
    switch (turn.kind, outcome) {
    case (.accepted, .accepted): #expect(stream.complaint == nil)
    case (.deferred, .deferred(let reason)), (.rejected, .rejected(let reason)),
      (.uncertain, .uncertain(let reason)):
      #expect(turn.reply == "garbage" || reason.contains(code))
    default: Issue.record("\(outcome)")
    }
  }

  @Test(
    "is deferred before the dot and uncertain behind it, wherever the connection ends",
    arguments: [StreamFault.ended, .silent(seconds: 1), .failed("Connection reset by peer"), .cancelled])
  func everyCut(_ fault: StreamFault) async throws {
    let script = Script(Self.happy)
    let steps = script.steps
    let dot = try #require(steps.firstIndex(of: .client([46, 13, 10])))
    let start = try #require(steps.firstIndex { if case .client = $0 { true } else { false } })
    for index in start...(dot + 1) {
      // The client's own lines are sent whether or not the server still listens.
      let (outcome, wasReached, _) = try await submit(script.broken(at: index, by: fault))
      let isSilentBody = index >= dot - 4 && fault == .silent(seconds: 1)
      switch outcome {
      case .deferred where index <= dot && !isSilentBody: #expect(!wasReached)
      case .uncertain where index > dot || isSilentBody: #expect(wasReached)
      default: Issue.record("step \(index) of \(dot): \(outcome)")
      }
    }
  }

  @Test("names every recipient that was refused, and sends to none")
  func partialRefusal() async throws {
    let script = Script(
      Self.happy.replacing(
        "C: RCPT TO:<a@c.example>\nS: 250 2.1.5 Ok\nC: RCPT TO:<b@c.example>\nS: 250 2.1.5 Ok",
        with:
          "C: RCPT TO:<a@c.example>\nS: 450 4.2.1 busy\nC: RCPT TO:<b@c.example>\nS: 550 5.1.1 unknown\nC: QUIT"
      ))
    let (outcome, wasReached, _) = try await submit(script)
    #expect(
      outcome
        == .rejected(
          reason: "mail.example:993 refused a@c.example: 450 4.2.1 busy; b@c.example: 550 5.1.1 unknown"))
    #expect(!wasReached)
  }

  @Test("is deferred, with no dot said, when the intent can't be recorded")
  func noRecord() async throws {
    let (outcome, _, stream) = try await submit(Script(Self.happy), recordFails: true)
    guard case .deferred = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(stream.complaint?.hasPrefix("not said: .") == true)
  }

  @Test(
    "is deferred or rejected when the server speaks before the dot",
    arguments: ["421 4.4.2 timeout", "552 5.3.4 big"])
  func earlyReply(_ reply: String) async throws {
    let script = Script(Self.happy.replacing("C: end\n", with: "C: end\nS: \(reply)\n"))
    let (outcome, wasReached, stream) = try await submit(script)
    #expect(!wasReached)
    #expect(stream.complaint?.hasPrefix("not said: .") == true)
    switch outcome {
    case .deferred(let reason): #expect(reply.hasPrefix("4") && reason.contains(reply))
    case .rejected(let reason): #expect(reply.hasPrefix("5") && reason.contains(reply))
    default: Issue.record("\(outcome)")
    }
  }

  @Test("is rejected before anything is said", arguments: ["a@b>\r\nRCPT TO:<x@y", "no address", ""])
  func addresses(_ address: String) async throws {
    for envelope in [
      Envelope(sender: address, recipients: ["a@b.example"]),
      Envelope(sender: "a@b.example", recipients: [address]),
      Envelope(sender: "a@b.example", recipients: []),
    ] {
      let stream = ScriptedStream(Script(""))
      let client = SubmissionClient(try scriptedServer(), dial: stream.dial)
      guard case .rejected = await client.submit(Self.message, envelope: envelope, pointOfNoReturn: {}) else {
        Issue.record("\(envelope)")
        continue
      }
      #expect(stream.complaint == nil)
    }
  }

  @Test(
    "is rejected for a message that the server can't take",
    arguments: ["Subject: ü\r\n\r\n", String(repeating: "x", count: 1001)])
  func messages(_ text: String) async throws {
    let script = Script(
      Self.happy.replacing(
        "250-SIZE 1000\nS: 250-AUTH PLAIN LOGIN\nS: 250 8BITMIME", with: "250-SIZE 1000\nS: 250 AUTH PLAIN"))
    let (outcome, wasReached, _) = try await submit(script, message: RawMessage(bytes: Array(text.utf8)))
    guard case .rejected = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(!wasReached)
  }

  @Test("is rejected before anything is said for a NUL byte")
  func nul() async throws {
    let stream = ScriptedStream(Script(""))
    let client = SubmissionClient(try scriptedServer(), dial: stream.dial)
    let message = RawMessage(bytes: [97, 0])
    let outcome = await client.submit(message, envelope: Self.envelope, pointOfNoReturn: {})
    #expect(outcome == .rejected(reason: "The message holds a NUL byte."))
  }

  @Test("with AUTH LOGIN is accepted as well")
  func authLogin() async throws {
    let login = "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dQ==\nS: 334 UGFzc3dvcmQ6\nC: cA==\n"
    let script = Script(
      Self.happy.replacing("AUTH PLAIN LOGIN", with: "AUTH LOGIN").replacing(
        "C: AUTH PLAIN AHUAcA==\n", with: login))
    let (outcome, _, stream) = try await submit(script)
    #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 4711"))
    #expect(stream.complaint == nil)
  }

  @Test("without a login where none is configured, and never without one where it is")
  func loginIsNotOffered() async throws {
    let without = Self.happy.replacing("S: 250-AUTH PLAIN LOGIN\n", with: "")
    let open = without.replacing("C: AUTH PLAIN AHUAcA==\nS: 235 2.7.0 in\n", with: "")
    let (outcome, _, _) = try await submit(Script(open), user: nil)
    #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 4711"))
    let (refused, _, stream) = try await submit(Script(without))
    guard case .deferred = refused else {
      Issue.record("\(refused)")
      return
    }
    #expect(stream.complaint?.contains("AUTH") == true)
  }

  @Test("is to wait where there is no connection, whyever: that is no fault of the message")
  func noConnection() async throws {
    let cases: [MailServerError] = [
      .unreachable(server: "s", reason: "r"), .untrusted(server: "s", reason: "r"),
      .encryptionUnavailable(server: "s"),
    ]
    for error in cases {
      let client = SubmissionClient(try scriptedServer()) { _, _ throws(MailServerError) in throw error }
      let outcome = await client.submit(Self.message, envelope: Self.envelope, pointOfNoReturn: {})
      #expect(outcome == .deferred(reason: error.description))
    }
  }
}
