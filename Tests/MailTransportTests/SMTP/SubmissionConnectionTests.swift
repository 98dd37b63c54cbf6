// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

@Suite("A connection for several messages")
struct SubmissionConnectionTests {
  private static let message = RawMessage(bytes: Array("Subject: x\r\n\r\nText\r\n".utf8))
  private static let envelope = Envelope(sender: "me@o.example", recipients: ["a@c.example"])
  private static let greeting = "S: 220 mx ready\nS: 250-mx\nS: 250 8BITMIME\n"

  private static func dialogue(_ verdict: String) -> String {
    """
    C: MAIL FROM:<me@o.example>
    S: 250 ok
    C: RCPT TO:<a@c.example>
    S: 250 ok
    C: DATA
    S: 354 go
    C: Subject: x
    C:
    C: Text
    C: .
    S: \(verdict)

    """
  }

  private func submit(_ client: SubmissionClient) async -> SubmissionOutcome {
    await client.submit(Self.message, envelope: Self.envelope, pointOfNoReturn: {})
  }

  private func client(
    _ streams: [ScriptedStream], clock: TestClock = TestClock()
  ) throws -> (SubmissionClient, Collected<Int>) {
    let left = Mutex(streams)
    let dials = Collected<Int>()
    let client = SubmissionClient(
      try scriptedServer(user: nil),
      dial: { _, _ throws(MailServerError) in
        dials.add(1)
        guard let stream = left.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
          throw .unreachable(server: "mail.example:465", reason: "nobody is there")
        }
        return Connection(stream: stream, heard: stream.heard)
      }, clock: { clock.now })
    return (client, dials)
  }

  @Test("carries one after another")
  func several() async throws {
    let stream = ScriptedStream(
      Script(Self.greeting + Self.dialogue("250 one") + Self.dialogue("250 two") + "C: QUIT\nS: 221 bye"))
    let (client, dials) = try client([stream])
    try await client.open()
    try await client.open()
    #expect(await submit(client) == .accepted(reply: "250 one"))
    #expect(await submit(client) == .accepted(reply: "250 two"))
    #expect(!stream.isClosed)
    await client.close()
    #expect(stream.complaint == nil && stream.isClosed)
    #expect(dials.values.count == 1)
  }

  @Test("is made anew after a refusal, which leaves the next message untouched")
  func afterRefusal() async throws {
    let first = ScriptedStream(
      Script(Self.greeting + "C: MAIL FROM:<me@o.example>\nS: 550 5.1.8 no\nC: QUIT\nS: 221 bye"))
    let second = ScriptedStream(Script(Self.greeting + Self.dialogue("250 ok") + "C: QUIT"))
    let (client, _) = try client([first, second])
    try await client.open()
    guard case .rejected = await submit(client) else {
      Issue.record("not rejected")
      return
    }
    try await client.open()
    #expect(await submit(client) == .accepted(reply: "250 ok"))
    await client.close()
    #expect(first.complaint == nil && second.complaint == nil && first.isClosed)
  }

  @Test("is made again after a refusal that is of one mailbox only")
  func oneMailbox() async throws {
    let refused = "C: MAIL FROM:<me@o.example>\nS: 450 4.2.1 Mailbox temporarily unavailable\nC: QUIT"
    let first = ScriptedStream(Script(Self.greeting + refused))
    let second = ScriptedStream(Script(Self.greeting + "C: QUIT"))
    let (client, dials) = try client([first, second], clock: TestClock())
    try await client.open()
    _ = await submit(client)
    await client.close()
    try await client.open()
    await client.close()
    #expect(dials.values.count == 2)
  }

  @Test(
    "is not made again while the server wants us to wait",
    arguments: [
      ("421 4.3.2 closing", 60), ("432 4.3.2 Concurrent connections limit exceeded", 60),
      ("451 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", 60),
      ("450 Request is throttled. Suggested Backoff Time: 90000 milliseconds", 90),
    ])
  func hold(_ reply: String, _ seconds: Double) async throws {
    let clock = TestClock()
    let first = ScriptedStream(Script(Self.greeting + "C: MAIL FROM:<me@o.example>\nS: \(reply)\nC: QUIT"))
    let second = ScriptedStream(Script(Self.greeting + "C: QUIT"))
    let (client, dials) = try client([first, second], clock: clock)
    try await client.open()
    guard case .deferred = await submit(client) else {
      Issue.record("not deferred")
      return
    }
    for wait in [0, seconds - 1] {
      clock.advance(by: wait)
      let error = await #expect(throws: MailServerError.self) { try await client.open() }
      guard case .busy(_, reply, _)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(dials.values.count == 1)
    clock.advance(by: 1)
    try await client.open()
    await client.close()
    #expect(dials.values.count == 2)
  }

  @Test("is no worse for a message that is refused for now by itself")
  func noHold() async throws {
    let first = ScriptedStream(
      Script(
        Self.greeting
          + "C: MAIL FROM:<me@o.example>\nS: 250 ok\nC: RCPT TO:<a@c.example>\nS: 450 4.2.1 greylisted\nC: QUIT"
      ))
    let second = ScriptedStream(Script(Self.greeting + Self.dialogue("250 ok") + "C: QUIT"))
    let (client, _) = try client([first, second])
    try await client.open()
    _ = await submit(client)
    try await client.open()
    #expect(await submit(client) == .accepted(reply: "250 ok"))
    await client.close()
  }

  @Test("that ended unnoticed defers the message, which was certainly not taken")
  func stale() async throws {
    let stream = ScriptedStream(Script(Self.greeting + Self.dialogue("250 ok") + "X: eof"))
    let (client, _) = try client([stream])
    try await client.open()
    #expect(await submit(client) == .accepted(reply: "250 ok"))
    guard case .deferred = await submit(client) else {
      Issue.record("not deferred")
      return
    }
    await #expect(throws: MailServerError.self) { try await client.open() }
  }
}
