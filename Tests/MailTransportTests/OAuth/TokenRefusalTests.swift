// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A token server that gives no token")
struct TokenRefusalTests {
  private func failure(
    _ answer: TokenServer.Answer, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> MailServerError? {
    let fixture = try OAuthFixture { _, _ in answer }
    return #expect(throws: MailServerError.self, sourceLocation: sourceLocation) { try fixture.access() }
  }

  @Test(
    "has withdrawn the grant: a person must act",
    arguments: ["invalid_grant", "invalid_client", "unauthorized_client"])
  func refused(_ code: String) throws {
    let error = try failure(.refusal(code, "Token has been expired or revoked."))
    #expect(
      error
        == .credentialsRefused(
          server: "127.0.0.1", user: "u@ourco.example",
          reply: "\(code): Token has been expired or revoked; get a new refresh token"))
  }

  @Test("is to be asked again later", arguments: [429, 500, 503])
  func busy(_ status: Int) throws {
    let error = try failure(.init(status, "<html>", headers: ["Retry-After: 17"]))
    #expect(error == .busy(server: "127.0.0.1", reason: "it answered with status \(status)", seconds: 17))
    let passing = try failure(.refusal("temporarily_unavailable"))
    guard case .busy? = passing else {
      Issue.record("\(String(describing: passing))")
      return
    }
  }

  @Test(
    "says nonsense",
    arguments: [
      TokenServer.Answer(200, ""), .init(200, "[]"), .init(200, "{}"), .init(200, #"{"access_token": ""}"#),
      .init(200, #"{"access_token": "a b"}"#), .init(200, #"{"access_token": "a\u0001b"}"#),
      .init(200, #"{"access_token": 7}"#), .init(200, #"{"access_token": "a", "token_type": "mac"}"#),
      .init(404, "<html>"), .init(200, String(repeating: "[", count: 60_000)),
      .init(200, #"{"access_token": "\#(String(repeating: "x", count: 17_000))"}"#),
      .init(302, "", headers: ["Location: http://127.0.0.1:1/elsewhere"]), .init(204, ""),
      .init(200, String(repeating: " ", count: 70_000) + "{}"),
    ])
  func nonsense(_ answer: TokenServer.Answer) throws {
    let error = try failure(answer)
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is not followed to another address")
  func redirect() throws {
    let other = try TokenServer { _, _ in .grant("stolen") }
    let fixture = try OAuthFixture { _, _ in .init(307, "{}", headers: ["Location: \(other.url())"]) }
    #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(other.requests.isEmpty)
  }

  @Test(
    "is reached by https only, but for this machine",
    arguments: [
      "http://mail.example/token", "ftp://127.0.0.1/token", "file:///etc/passwd",
      "http://user:pw@127.0.0.1/token", "x", "",
    ])
  func addresses(_ url: String) throws {
    var fixture = try OAuthFixture { _, _ in .grant("a") }
    fixture.settings.tokenURL = url
    let error = #expect(throws: MailServerError.self) { try fixture.access() }
    guard case .unreachable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is not there")
  func unreachable() throws {
    let fixture = try OAuthFixture { _, _ in .grant("a") }
    fixture.server.stop()
    let error = #expect(throws: MailServerError.self) { try fixture.access() }
    guard case .unreachable("127.0.0.1", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("echoes the secrets, and nobody gets to see them")
  func echo() throws {
    let fixture = try OAuthFixture(seed: "refresh-canary-0123456789") { request, _ in
      .refusal(
        "invalid_grant",
        "no: \(request.fields["refresh_token"] ?? "") \(request.fields["client_secret"] ?? "")")
    }
    let error = #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(error?.description.contains("canary") == false)
    #expect(error?.description.contains("invalid_grant: no: ••• •••") == true)
  }

  @Test("gets fields that can't be confused")
  func encoding() throws {
    let fixture = try OAuthFixture(seed: "a&b=c+d %/é") { _, _ in .grant("a") }
    _ = try fixture.access()
    #expect(fixture.server.requests.first?.fields["refresh_token"] == "a&b=c+d %/é")
  }
}
