// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A server that must not be used", .enabled(if: TestServers.areExpected))
struct DialTests {
  private let servers: TestServers

  init() throws { servers = try TestServers() }

  private func failure(_ settings: ServerSettings) async -> MailServerError? {
    await #expect(throws: MailServerError.self) { _ = try await IMAPSession.open(settings) }
  }

  @Test("is told by its certificate")
  func certificates() async throws {
    let expired = servers.settings(port: servers.expiredIMAPS, user: "u")
    #expect(
      await failure(expired) == .untrusted(server: "localhost:\(expired.port)", reason: "it has expired"))
    let wrongHost = servers.settings(port: servers.wrongHostIMAPS, user: "u")
    #expect(
      await failure(wrongHost)
        == .untrusted(server: "localhost:\(wrongHost.port)", reason: "it is for another host than localhost"))
    for security in [TransportSecurity.implicit, .starttls] {
      var unknown = servers.settings(
        port: security == .implicit ? servers.imaps : servers.imap, security: security, user: "u")
      unknown.certificateAuthorities = nil
      guard case .untrusted(_, let reason)? = await failure(unknown) else {
        Issue.record("the system's authorities don't know the test authority")
        continue
      }
      #expect(reason == "its authority is not known here")
    }
    var noFile = servers.settings(port: servers.imaps, user: "u")
    noFile.certificateAuthorities = "/nonexistent.pem"
    #expect(
      await failure(noFile)
        == .untrusted(
          server: "localhost:\(noFile.port)", reason: "the file of certificate authorities can't be read"))
  }

  @Test("does not listen, or does not speak as expected")
  func unreachable() async throws {
    let closed = servers.settings(port: 1, user: "u")
    #expect(
      await failure(closed)
        == .unreachable(server: "localhost:1", reason: "the connection was refused or there is no route"))
    let clear = servers.settings(port: servers.imap, user: "u")
    guard case .unreachable(_, let reason)? = await failure(clear) else {
      Issue.record("TLS was spoken to a clear port")
      return
    }
    #expect(reason.hasPrefix("the TLS handshake failed"))
    // Postfix greets like no IMAP server.
    let smtp = servers.settings(port: servers.smtp, security: .none, user: "u")
    #expect(
      await failure(smtp) == .unreachable(server: "localhost:\(smtp.port)", reason: "it does not speak IMAP"))
  }

  @Test("does not offer STARTTLS")
  func noStartTLS() async throws {
    // The clear port of Postfix has no TLS at all.
    let settings = servers.settings(port: servers.smtp, security: .starttls)
    let session = SubmissionClient(settings)
    let envelope = Envelope(sender: "a@ourco.example", recipients: ["b@ourco.example"])
    let outcome = await session.submit(RawMessage(bytes: [97]), envelope: envelope, pointOfNoReturn: {})
    #expect(
      outcome
        == .deferred(
          reason: MailServerError.encryptionUnavailable(server: "localhost:\(servers.smtp)").description))
  }
}

@Suite("An address of a server")
struct ServerAddressTests {
  @Test(
    "is refused in clear text beyond this machine, before anything is sent",
    arguments: [
      "mail.example", "192.0.2.1", "127.0.0.1.example", "127.1", "localhost.example", "128.0.0.1", "::2",
    ])
  func clearText(_ host: String) async throws {
    let secret = SecretSource.file(try TestServers.secretFile(holding: "p"))
    let settings = ServerSettings(host: host, port: 143, security: .none, user: "u", password: secret)
    let error = await #expect(throws: MailServerError.self) { _ = try await IMAPSession.open(settings) }
    #expect(error?.description.contains("tls: none is allowed to this machine only") == true)
  }

  @Test(
    "is refused where it is none",
    arguments: [
      "", "a b", "a/b", "a@b", "a?b", "a#b", "a\r\nb", "ü.example", "a%20b",
      String(repeating: "a", count: 254),
    ])
  func noHost(_ host: String) async throws {
    let secret = SecretSource.file(try TestServers.secretFile(holding: "p"))
    for port in [993, 0, 65536] {
      let settings = ServerSettings(
        host: port == 993 ? host : "localhost", port: port, user: "u", password: secret)
      let error = await #expect(throws: MailServerError.self) { _ = try await IMAPSession.open(settings) }
      guard case .unreachable? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test(
    "may be any of this machine's in clear text", arguments: ["127.0.0.1", "127.8.9.10", "localhost", "::1"])
  func loopback(_ host: String) async throws {
    let secret = SecretSource.file(try TestServers.secretFile(holding: "p"))
    let settings = ServerSettings(host: host, port: 1, security: .none, user: "u", password: secret)
    let error = await #expect(throws: MailServerError.self) { _ = try await IMAPSession.open(settings) }
    #expect(
      error == .unreachable(server: "\(host):1", reason: "the connection was refused or there is no route"))
  }
}
