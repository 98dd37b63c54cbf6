// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A real IMAP server", .enabled(if: TestServers.areExpected))
struct IMAPServerTests {
  private let servers: TestServers

  init() throws { servers = try TestServers() }

  private func settings(_ security: TransportSecurity, user: String = TestServers.freshUser())
    -> ServerSettings
  {
    servers.settings(
      port: security == .implicit ? servers.imaps : servers.imap, security: security, user: user)
  }

  private func raw(_ text: String) -> RawMessage { RawMessage(bytes: Array(text.utf8)) }

  @Test("gives back what was appended, and finds it", arguments: TransportSecurity.allCases)
  func roundTrip(_ security: TransportSecurity) async throws {
    let session = try await IMAPSession.open(settings(security))
    #expect(try await session.folders().contains { $0.isSent && $0.name == "Sent" })
    let bodies = [
      "Message-ID: <a@b.example>\r\nSubject: x\r\n\r\nHello\r\n.\r\nA004 OK\r\n* BYE\r\n)\r\n",
      "Message-ID: <c@b.example>\r\n\r\n\u{7F} ü {5}\r\nno end of line", "Subject: empty\r\n\r\n",
    ]
    var uids: [UInt32] = []
    for body in bodies { uids.append(try #require(try await session.append(raw(body), to: "Sent"))) }
    let status = try await session.examine("Sent")
    #expect(status.exists == 3)
    #expect(status.uidNext == (uids.last ?? 0) + 1)
    let listed = try await session.messages()
    #expect(listed.map(\.uid) == uids)
    #expect(listed.map(\.size) == bodies.map(\.utf8.count))
    #expect(listed.allSatisfy { ($0.received ?? 0) > 1_700_000_000 })
    #expect(try await session.list((uids[1] + 1)...UInt32.max, naming: false) == listed.suffix(1))
    #expect(try await session.list((uids[2] + 1)...UInt32.max, naming: false) == [])
    #expect(try await session.bodies(of: uids) == bodies.map(raw))
    #expect(try await session.fetch([uids[1], uids[2] + 7])[uids[2] + 7] == .gone)
    #expect(try await session.find(try #require(MessageID("<c@b.example>")), in: "Sent") == [uids[1]])
    #expect(try await session.find(try #require(MessageID("<d@b.example>")), in: "Sent") == [])
    await session.close()
  }

  @Test("gives 2,000 messages back byte for byte")
  func manyMessages() async throws {
    let session = try await IMAPSession.open(settings(.implicit))
    let messages = (0..<2000).map { number in
      raw(
        "Message-ID: <\(number)@bulk.example>\r\nSubject: \(number)\r\n\r\n"
          + String(repeating: "line \(number)\r\n", count: number % 300))
    }
    for message in messages { _ = try await session.append(message, to: "INBOX") }
    #expect(try await session.examine("INBOX").exists == 2000)
    let listed = try await session.messages()
    #expect(listed.map(\.size) == messages.map(\.bytes.count))
    #expect(try await session.bodies(of: listed.map(\.uid)) == messages)
    await session.close()
  }

  @Test("keeps a folder with a name in Cyrillic")
  func folderName() async throws {
    let session = try await IMAPSession.open(settings(.none))
    let error = await #expect(throws: MailServerError.self) { try await session.examine("Заказы & Co") }
    guard case .refused(_, "EXAMINE", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try await session.examine("inbox").exists == 0)
    await session.close()
  }

  @Test("refuses a wrong password with its own words", arguments: TransportSecurity.allCases)
  func wrongPassword(_ security: TransportSecurity) async throws {
    var settings = settings(security, user: "someone")
    settings.password = .file(try TestServers.secretFile(holding: "wrong"))
    let error = await #expect(throws: MailServerError.self) { _ = try await IMAPSession.open(settings) }
    guard case .credentialsRefused(settings.host + ":\(settings.port)", "someone", let reply)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reply.contains("Authentication failed"))
  }

  @Test("is reported by a probe")
  func probe() async throws {
    let user = TestServers.freshUser()
    var account = servers.account(user: user)
    account.imap = settings(.implicit, user: user)
    account.smtp = servers.settings(port: servers.smtpStartTLS, security: .starttls, user: user)
    let source = try await MailTransport.probeSource(account: account)
    #expect(source.folders.contains { $0.name == "INBOX" })
    #expect(source.capabilities.contains("UIDPLUS"))
    #expect(source.greeting.contains("Dovecot"))
    #expect(source.certificate?.subject.contains("Kontor test server") == true)
    #expect(source.certificate?.expiry.contains("GMT") == true)
    let sender = try #require(try await MailTransport.probeSender(account: account))
    #expect(sender.capabilities.contains("AUTH"))
    #expect(sender.greeting.hasPrefix("220 "))
    #expect(sender.certificate != nil)
  }
}
