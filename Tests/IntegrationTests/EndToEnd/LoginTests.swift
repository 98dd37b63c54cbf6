// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("A login by kontor login")
struct LoginTests {
  private static let canaries = ["canary-access", "canary-refresh", "canary-device", "canary-secret"]

  /// A folder with a mailbox whose tokens come from a server of the test.
  private func office(_ keys: String, server: TokenServer) throws -> Program {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      store: kontor.sqlite
      company: {name: OurCo, domains: [ourco.example]}
      mailboxes:
        - name: orders
          address: orders@ourco.example
          oauth2: {provider: custom, client_id: c, client_secret: {file: client.txt}, \(keys), token_url: "\(server.url())"}
          imap: {host: 127.0.0.1, port: 1, tls: none}
        - name: old
          address: old@ourco.example
          imap: {host: 127.0.0.1, port: 1, tls: none, user: u, password: {file: client.txt}}
      """
    try text.write(to: folder.appendingPathComponent("kontor.yaml"), atomically: true, encoding: .utf8)
    let secret = folder.appendingPathComponent("client.txt")
    try "canary-secret\n".write(to: secret, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
    return Program(folder: folder)
  }

  private func expectNoSecrets(_ outcome: Program.Outcome, sourceLocation: SourceLocation = #_sourceLocation)
  {
    for canary in Self.canaries {
      #expect(!outcome.output.contains(canary), sourceLocation: sourceLocation)
      #expect(!outcome.messages.contains(canary), sourceLocation: sourceLocation)
    }
  }

  @Test("shows page and code, waits for the person and keeps the tokens", arguments: [false, true])
  func device(_ asJSON: Bool) async throws {
    let server = try TokenServer { request, number in
      if request.path == "/device" {
        return .init(
          200,
          #"{"device_code": "canary-device", "user_code": "WDJB-MJHT", "verification_uri": "https://login.example/d", "interval": 1}"#
        )
      }
      return number == 1
        ? .refusal("authorization_pending") : .grant("canary-access", refresh: "canary-refresh")
    }
    let program = try office("device_url: \"\(server.url("/device"))\"", server: server)
    let outcome = try await program.run(["login", "orders"] + (asJSON ? ["--json"] : []))
    #expect(outcome.exitCode == 0)
    #expect(outcome.messages.contains("https://login.example/d") && outcome.messages.contains("WDJB-MJHT"))
    expectNoSecrets(outcome)
    if asJSON {
      #expect(
        outcome.output.contains(#""mailbox": "orders""#) && outcome.output.contains(#""renewable": true"#))
    } else {
      #expect(outcome.output.hasPrefix("orders: logged in; the token is good until "))
    }
    let kept = try String(
      contentsOf: program.folder.appendingPathComponent("tokens/orders.json"), encoding: .utf8)
    #expect(kept.contains("canary-refresh"))
    let check = try await program.run(["check"])
    expectNoSecrets(check)
    #expect(check.output.contains("and is renewed by itself."))
  }

  @Test("fetches one token where no person is needed")
  func clientCredentials() async throws {
    let server = try TokenServer { _, _ in .grant("canary-access") }
    let program = try office("grant: client_credentials", server: server)
    let outcome = try await program.run(["login", "orders"])
    #expect(outcome.exitCode == 0)
    expectNoSecrets(outcome)
    #expect(server.requests.map { $0.fields["client_secret"] } == ["canary-secret"])
  }

  @Test("fails with the server's words, and is of no use for a password")
  func refused() async throws {
    let server = try TokenServer { request, _ in
      .refusal(
        "invalid_client", "AADSTS7000215: canary-secret is wrong for \(request.fields["client_id"] ?? "")")
    }
    let program = try office("grant: client_credentials", server: server)
    let outcome = try await program.run(["login", "orders"])
    #expect(outcome.exitCode == 5)
    #expect(outcome.messages.contains("invalid_client: AADSTS7000215: ••• is wrong for c"))
    expectNoSecrets(outcome)
    let password = try await program.run(["login", "old"])
    #expect(password.exitCode == 3 && password.messages.contains("logs in with a password"))
    let check = try await program.run(["check", "--json"])
    expectNoSecrets(check)
    #expect(check.output.contains("no token yet"))
  }
}
