// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A real IMAP server", .enabled(if: TestServers.areExpected))
struct IMAPServerTests {
  let servers: TestServers

  init() throws { servers = try TestServers() }

  @Test("gives back what was appended", arguments: [TransportSecurity.none, .implicit, .starttls])
  func roundTrip(_ security: TransportSecurity) async throws {
    let port = security == .implicit ? servers.imaps : servers.imap
    let settings = servers.settings(port: port, security: security, user: TestServers.freshUser())
    let session = try await IMAPSession.open(settings)
    let message = RawMessage(
      bytes: Array("Message-ID: <a@b>\r\nSubject: x\r\n\r\nHello\r\n.\r\nA004 OK\r\n".utf8))
    let uid = try await session.append(message, to: "INBOX")
    let status = try await session.examine("INBOX")
    #expect(status.exists == 1)
    let listed = try await session.messages(above: 0)
    #expect(listed.map(\.uid) == [uid])
    let fetched = try await session.fetch(listed.map(\.uid))
    #expect(fetched.map(\.raw) == [message])
    await session.close()
  }
}
