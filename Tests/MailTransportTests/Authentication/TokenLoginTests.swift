// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

/// Plays one script a connection.
private final class ScriptedDials: Sendable {
  private let streams: Mutex<[ScriptedStream]>
  private let all: [ScriptedStream]

  init(_ scripts: [String]) {
    all = scripts.map { ScriptedStream(Script($0)) }
    streams = Mutex(all)
  }

  var dial: Dial {
    { _, _ throws(MailServerError) in
      guard let stream = self.streams.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
        throw .unreachable(server: "mail.example:993", reason: "dialled too often")
      }
      return Connection(stream: stream, heard: stream.heard)
    }
  }

  var complaints: [String] { all.compactMap(\.complaint) }
  var areClosed: Bool { all.allSatisfy(\.isClosed) }
}

@Suite("A login with a token")
struct TokenLoginTests {
  private static let greeting = "S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR] ready\n"

  private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private func response(_ token: String) -> String {
    base64("user=u\u{1}auth=Bearer \(token)\u{1}\u{1}")
  }

  private func refusal(_ token: String, reasons: String = #"{"status":"401"}"#) -> String {
    Self.greeting + """
      C: k1 AUTHENTICATE XOAUTH2 \(response(token))
      S: + \(base64(reasons))
      C:
      S: k1 NO AUTHENTICATE failed.
      """
  }

  private func settings(_ fixture: OAuthFixture) -> ServerSettings {
    ServerSettings(host: "mail.example", port: 993, user: "u", oauth: fixture.settings)
  }

  private func open(
    _ scripts: [String], _ fixture: OAuthFixture
  ) async throws -> (renewal: Date?, error: MailServerError?) {
    let dials = ScriptedDials(scripts)
    do {
      let session = try await IMAPSession.open(settings(fixture), secrets: fixture.secrets, dial: dials.dial)
      let renewal = await session.renewal
      await session.close()
      #expect(dials.complaints == [])
      return (renewal, nil)
    } catch {
      #expect(dials.complaints == [])
      #expect(dials.areClosed)
      return (nil, error)
    }
  }

  private func tokens() throws -> OAuthFixture {
    try OAuthFixture { _, number in .grant("canary-access-\(number)") }
  }

  @Test("sends it at once, and knows when to come again")
  func good() async throws {
    let fixture = try tokens()
    let (renewal, error) = try await open(
      [
        Self.greeting + """
          C: k1 AUTHENTICATE XOAUTH2 \(response("canary-access-0"))
          S: k1 OK [CAPABILITY IMAP4rev1 IDLE] in
          C: k2 LOGOUT
          S: k2 OK bye
          """
      ], fixture)
    #expect(error == nil)
    #expect(renewal == fixture.clock.now.addingTimeInterval(3300))
  }

  @Test("waits for the server's go where it takes no initial response")
  func withoutInitialResponse() async throws {
    let (_, error) = try await open(
      [
        """
        S: * OK [CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER] ready
        C: k1 AUTHENTICATE OAUTHBEARER
        S: +
        C: \(base64("n,a=u,\u{1}host=mail.example\u{1}port=993\u{1}auth=Bearer canary-access-0\u{1}\u{1}"))
        S: k1 OK [CAPABILITY IMAP4rev1] in
        C: k2 LOGOUT
        S: k2 OK bye
        """
      ], try tokens())
    #expect(error == nil)
  }

  @Test("that is refused is tried once more with a new token, over a new connection")
  func refreshed() async throws {
    let fixture = try tokens()
    let (_, error) = try await open(
      [
        refusal("canary-access-0"),
        Self.greeting + """
          C: k1 AUTHENTICATE XOAUTH2 \(response("canary-access-1"))
          S: k1 OK [CAPABILITY IMAP4rev1] in
          C: k2 LOGOUT
          S: k2 OK bye
          """,
      ], fixture)
    #expect(error == nil)
    #expect(fixture.server.requests.count == 2)
  }

  @Test("that is refused twice is refused, with the server's reasons and without the token")
  func refusedTwice() async throws {
    let fixture = try tokens()
    let reasons = #"{"status":"400","scope":"canary-access-1 and more"}"#
    let (_, error) = try await open(
      [refusal("canary-access-0"), refusal("canary-access-1", reasons: reasons)], fixture)
    #expect(
      error
        == .credentialsRefused(
          server: "mail.example:993", user: "u", reply: "AUTHENTICATE failed: status 400, scope ••• and more")
    )
    #expect(fixture.server.requests.count == 2)
  }

  @Test("answers a refusal by OAUTHBEARER with its one byte")
  func bearerRefusal() async throws {
    func script(_ token: String) -> String {
      let first = base64("n,a=u,\u{1}host=mail.example\u{1}port=993\u{1}auth=Bearer \(token)\u{1}\u{1}")
      return """
        S: * OK [CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER SASL-IR] ready
        C: k1 AUTHENTICATE OAUTHBEARER \(first)
        S: + \(base64(#"{"status":"invalid_token"}"#))
        C: AQ==
        S: k1 NO [AUTHENTICATIONFAILED] failed
        """
    }
    let (_, error) = try await open([script("canary-access-0"), script("canary-access-1")], try tokens())
    #expect(error?.description.contains("failed: status invalid_token") == true)
  }

  @Test("is never made with a password's ways")
  func noFallback() async throws {
    let greeting = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN AUTH=SCRAM-SHA-256] ready"
    let (_, error) = try await open([greeting, greeting], try tokens())
    #expect(error?.description.contains("no login with a token") == true)
  }

  @Test("is not shown by a server that repeats what it does not understand")
  func echo() async throws {
    let fixture = try OAuthFixture { _, number in
      .grant("canary-\(number)-" + String(repeating: "x", count: 900))
    }
    func script(_ number: Int) -> String {
      let line = response("canary-\(number)-" + String(repeating: "x", count: 900))
      return Self.greeting + """
        C: k1 AUTHENTICATE XOAUTH2 \(line)
        S: k1 BAD Unknown command AUTHENTICATE XOAUTH2 \(line)
        """
    }
    let (_, error) = try await open([script(0), script(1)], fixture)
    #expect(error?.description.contains("Unknown command AUTHENTICATE XOAUTH2 •••") == true)
    #expect(error?.description.contains(base64("user=u\u{1}")) == false)
    #expect(error?.description.contains("xxxx") == false)
  }

  @Test("is not lost over a server that is busy")
  func busy() async throws {
    let fixture = try tokens()
    let (_, error) = try await open(
      [
        Self.greeting + """
          C: k1 AUTHENTICATE XOAUTH2 \(response("canary-access-0"))
          S: k1 NO Request is throttled. Suggested Backoff Time: 5000 milliseconds
          """
      ], fixture)
    #expect(
      error
        == .busy(
          server: "mail.example:993",
          reason: "Request is throttled. Suggested Backoff Time: 5000 milliseconds",
          seconds: 5))
    #expect(fixture.server.requests.count == 1)
  }

  @Test("is broken off where the server asks for more than there is")
  func endlessChallenges() async throws {
    func script(_ token: String) -> String {
      refusal(token).replacing(
        "S: k1 NO AUTHENTICATE failed.", with: "S: + bW9yZQ==\nC: *\nS: k1 BAD cancelled")
    }
    let (_, error) = try await open([script("canary-access-0"), script("canary-access-1")], try tokens())
    #expect(error?.description.contains("asks for more than the mechanism has") == true)
  }

  @Test("says the same to a submission server")
  func submission() async throws {
    let fixture = try tokens()
    let greeting = "S: 220 mx ready\nS: 250-mx\nS: 250 AUTH LOGIN XOAUTH2\n"
    let dials = ScriptedDials([
      greeting + """
        C: AUTH XOAUTH2 \(response("canary-access-0"))
        S: 334 \(base64(#"{"status":"400","schemes":"bearer"}"#))
        C:
        S: 535 5.7.3 Authentication unsuccessful
        """,
      greeting + """
        C: AUTH XOAUTH2 \(response("canary-access-1"))
        S: 235 2.7.0 in
        C: QUIT
        """,
    ])
    let client = SubmissionClient(settings(fixture), secrets: fixture.secrets, dial: dials.dial)
    try await client.open()
    await client.close()
    #expect(dials.complaints == [])
    #expect(fixture.server.requests.count == 2)
  }
}

@Suite("A login by SCRAM-SHA-256")
struct ScramLoginTests {
  /// A server that knows a password, or only says so.
  private func error(_ last: String) async throws -> MailServerError? {
    // What it says can't be scripted, for the nonce is new each time; so it answers with a proof that is wrong.
    let stream = ScriptedStream(
      Script(
        "S: * OK [CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256] ready\nC: k1 AUTHENTICATE SCRAM-SHA-256\n" + last))
    return await #expect(throws: MailServerError.self) {
      _ = try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
    }
  }

  @Test("is not a login where the server says OK without a proof")
  func unproved() async throws {
    let error = try await error("S: k1 OK in")
    #expect(error?.description.contains("did not prove that it knows the password") == true)
  }
}
