// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

/// The tokens that the token server calls good, each with its user.
private final class GoodTokens: Sendable {
  private let users = Mutex<[String: String]>([:])

  func permit(_ token: String, for user: String) { users.withLock { $0[token] = user } }

  func introspection(of token: String) -> TokenServer.Answer {
    let user = users.withLock { $0[token] }
    return .init(200, user.map { "{\"active\": true, \"username\": \"\($0)\"}" } ?? "{\"active\": false}")
  }
}

@Suite("A real server that takes tokens", .enabled(if: TestServers.areExpected), .serialized)
struct OAuthServerTests {
  private let servers: TestServers
  private let good = GoodTokens()
  private let provider: TokenServer
  private let user = TestServers.freshUser()

  init() throws {
    servers = try TestServers()
    let good = good
    provider = try TokenServer(port: servers.tokens) { request, number in
      request.path == "/introspect"
        ? good.introspection(of: request.fields["token"] ?? "")
        : .grant("issued-\(number)", refresh: "next-\(number)")
    }
  }

  private func settings(_ oauth: OAuthSettings) -> ServerSettings {
    ServerSettings(host: "localhost", port: servers.oauthIMAP, security: .none, user: user, oauth: oauth)
  }

  private func command(_ token: String) -> OAuthSettings {
    OAuthSettings(
      mailbox: "m", provider: .custom, grant: .command, command: "echo \(token)", tokenFile: "/nonexistent/t")
  }

  private func folders(_ settings: ServerSettings, offering: String? = nil) async throws -> Int {
    let session = try await IMAPSession.open(settings) { settings, spoken throws(MailServerError) in
      let connection = try Dialler.dial(settings, spoken)
      guard let offering else { return connection }
      let heard = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=\(offering)] ready\r\n"
      return Connection(stream: connection.stream, heard: Array(heard.utf8))
    }
    let count = try await session.folders().count
    await session.close()
    return count
  }

  @Test("lets a good token in and no other", arguments: ["XOAUTH2", "OAUTHBEARER"])
  func tokens(_ mechanism: String) async throws {
    good.permit("good-token", for: user)
    good.permit("foreign-token", for: "somebody-else")
    #expect(try await folders(settings(command("good-token")), offering: mechanism) >= 1)
    for token in ["expired-token", "foreign-token"] {
      let error = await #expect(throws: MailServerError.self) {
        try await folders(settings(command(token)), offering: mechanism)
      }
      guard case .credentialsRefused(_, user, let reply)? = error else {
        Issue.record("\(token): \(String(describing: error))")
        continue
      }
      #expect(reply.hasPrefix("[AUTHENTICATIONFAILED]"))
      #expect(reply.contains("status"))
      #expect(!reply.contains(token))
    }
    provider.stop()
  }

  @Test("refuses a withdrawn token, and takes the one that is fetched then")
  func withdrawn() async throws {
    let folder = try TestServers.secretFile(holding: "") + ".d"
    let oauth = OAuthSettings(
      mailbox: "m", provider: .custom, grant: .refresh, clientID: "c",
      refreshToken: .file(try TestServers.secretFile(holding: "first")), tokenFile: folder + "/m.json",
      tokenURL: provider.url())
    // The first token that is issued is never permitted; request 0 is its grant, 1 and 2 ask about it.
    for number in 2...6 { good.permit("issued-\(number)", for: user) }
    #expect(try await folders(settings(oauth)) >= 1)
    let grants = provider.requests.filter { $0.path == "/token" }
    #expect(grants.map { $0.fields["refresh_token"] } == ["first", "next-0"])
    provider.stop()
  }

  @Test("lets a password in by SCRAM-SHA-256, and proves that it knows it")
  func scram() async throws {
    let right = servers.settings(port: servers.oauthIMAP, security: .none, user: user)
    #expect(try await folders(right, offering: "SCRAM-SHA-256") >= 1)
    var wrong = right
    wrong.password = .file(try TestServers.secretFile(holding: "wrong"))
    let error = await #expect(throws: MailServerError.self) {
      try await folders(wrong, offering: "SCRAM-SHA-256")
    }
    guard case .credentialsRefused? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    provider.stop()
  }

  @Test("of submissions hears tokens as well, and gives its reasons")
  func submission() async throws {
    // Behind Postfix stands a Dovecot that checks a token like a password.
    func client(_ token: String) -> SubmissionClient {
      var settings = servers.settings(port: servers.smtps, user: "agent")
      settings.password = nil
      settings.oauth = command(token)
      return SubmissionClient(settings)
    }
    let password = try SecretReader().read(.file(servers.passwordFile))
    let right = client(String(decoding: password.bytes, as: UTF8.self))
    try await right.open()
    await right.close()
    let error = await #expect(throws: MailServerError.self) { try await client("wrong-token").open() }
    guard case .credentialsRefused(_, "agent", let reply)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reply.hasPrefix("535 5.7.8") && !reply.contains("wrong-token"))
    provider.stop()
  }
}
