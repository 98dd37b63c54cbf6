// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

@Suite("A real submission server", .enabled(if: TestServers.areExpected))
struct SubmissionServerTests {
  private let servers: TestServers

  init() throws { servers = try TestServers() }

  private func settings(_ security: TransportSecurity, login: Bool) -> ServerSettings {
    let port =
      switch security {
      case .none: servers.smtp
      case .starttls: servers.smtpStartTLS
      case .implicit: servers.smtps
      }
    return servers.settings(port: port, security: security, user: login ? "agent" : nil)
  }

  private func message(_ id: String, body: String = "Hello\r\n.\r\n..two\r\n") -> RawMessage {
    // With all that Postfix would add otherwise.
    let header = """
      Message-ID: <\(id)@ourco.example>\r
      From: agent@ourco.example\r
      To: b@ourco.example\r
      Date: Tue, 24 Nov 2026 08:00:00 +0000\r
      Subject: test\r
      \r

      """
    return RawMessage(bytes: Array((header + body).utf8))
  }

  @Test(
    "takes a message and delivers it, once and unchanged",
    arguments: TransportSecurity.allCases, [true, false])
  func delivery(_ security: TransportSecurity, login: Bool) async throws {
    let client = SubmissionClient(settings(security, login: login))
    let recipient = TestServers.freshUser() + "@ourco.example"
    let sent = message("one", body: String(repeating: ".dots\r\n.\r\nA\r\n", count: 5000) + "end")
    let reached = Mutex(0)
    let outcome = await client.submit(
      sent, envelope: Envelope(sender: "agent@ourco.example", recipients: [recipient])
    ) { reached.withLock { $0 += 1 } }
    guard case .accepted(let reply) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.hasPrefix("250 2.0.0"))
    #expect(reached.withLock { $0 } == 1)
    let delivered = try await mailbox(of: recipient, holding: 1)
    #expect(delivered.count == 1)
    // The server puts its own header fields on top, and ends the last line.
    let isUnchanged = delivered.first?.bytes.suffix(sent.bytes.count + 2) == (sent.bytes + [13, 10])[...]
    #expect(isUnchanged)
  }

  @Test(
    "refuses a recipient, and so the message",
    arguments: [("reject550@customer.example", true), ("defer450@customer.example", false)])
  func refusedRecipient(_ address: String, isPermanent: Bool) async throws {
    let client = SubmissionClient(settings(.none, login: false))
    let good = TestServers.freshUser() + "@ourco.example"
    let envelope = Envelope(sender: "agent@ourco.example", recipients: [good, address])
    let outcome = await client.submit(message("x"), envelope: envelope) {
      Issue.record("the point of no return was reached")
    }
    switch outcome {
    case .rejected(let reason): #expect(isPermanent && reason.contains("\(address): 550 5.1.1"))
    case .deferred(let reason): #expect(!isPermanent && reason.contains("\(address): 450 4.2.1"))
    default: Issue.record("\(outcome)")
    }
    #expect(try await mailbox(of: good, holding: 0).isEmpty)
  }

  @Test("refuses a wrong password")
  func wrongPassword() async throws {
    var settings = settings(.starttls, login: true)
    settings.password = .file(try TestServers.secretFile(holding: "wrong"))
    let envelope = Envelope(sender: "agent@ourco.example", recipients: ["x@ourco.example"])
    let outcome = await SubmissionClient(settings).submit(message("x"), envelope: envelope) {
      Issue.record("the point of no return was reached")
    }
    guard case .deferred(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.contains("535 5.7.8") && reason.contains("agent"))
  }

  @Test(
    "keeps the outcome true when the connection is cut at any byte",
    arguments: LoopbackRelay.Cut.Side.allCases)
  func everyByte(_ side: LoopbackRelay.Cut.Side) async throws {
    let envelope = Envelope(
      sender: "agent@ourco.example", recipients: [TestServers.freshUser() + "@ourco.example"])
    let whole = try LoopbackRelay(to: servers.smtp)
    guard case .accepted = await submit(0, envelope, over: whole) else {
      Issue.record("the relay does not relay")
      return
    }
    let end = (side == .client ? whole.fromClient : whole.fromServer).count
    var accepted = 1
    var uncertain: Set<String> = []
    var refused: Set<String> = []
    for count in 0..<end {
      let relay = try LoopbackRelay(
        to: servers.smtp, cut: .init(side, passing: count, isReset: count % 2 == 0))
      switch await submit(count + 1, envelope, over: relay) {
      case .accepted: accepted += 1
      case .uncertain: uncertain.insert("\(count + 1)")
      case .deferred: refused.insert("\(count + 1)")
      case .rejected(let reason): Issue.record("cut at \(count): \(reason)")
      }
      relay.stop()
    }
    // The reply to the dot and the dot itself have some bytes, so there are cuts that nobody can judge.
    #expect(!uncertain.isEmpty && !refused.isEmpty)
    let found = try await mailbox(of: envelope.recipients[0], holding: accepted)
    let numbers = found.map { number(of: $0) }
    #expect(Set(numbers).count == numbers.count, "a message came twice")
    #expect(refused.isDisjoint(with: numbers), "a message that was called deferred came")
    #expect(numbers.count <= accepted + uncertain.count)
  }

  private func submit(_ number: Int, _ envelope: Envelope, over relay: LoopbackRelay) async
    -> SubmissionOutcome
  {
    let client = SubmissionClient(servers.settings(port: relay.port, security: .none))
    return await client.submit(message("n\(number)"), envelope: envelope, pointOfNoReturn: {})
  }

  private func number(of message: RawMessage) -> String {
    let text = String(decoding: message.bytes, as: UTF8.self)
    return String(text.split(separator: "Message-ID: <n").last?.prefix { $0 != "@" } ?? "")
  }

  /// The messages of a mailbox, after Postfix has had time to deliver `count` of them.
  private func mailbox(of user: String, holding count: Int) async throws -> [RawMessage] {
    let session = try await IMAPSession.open(
      servers.settings(port: servers.imap, security: .none, user: user))
    let limit = ContinuousClock.now.advanced(by: .seconds(20))
    while try await session.examine("INBOX").exists < count, ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(50))
    }
    let messages = try await session.bodies(of: try await session.messages().map(\.uid))
    await session.close()
    return messages
  }
}
