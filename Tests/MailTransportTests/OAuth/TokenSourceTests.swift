// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

/// A clock that stands until a test moves it.
final class TestClock: Sendable {
  private let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))
  var now: Date { time.withLock { $0 } }
  func advance(by seconds: Double) { time.withLock { $0.addTimeInterval(seconds) } }
}

/// Settings, a token server and a folder for one test.
struct OAuthFixture {
  let server: TokenServer
  let clock = TestClock()
  let folder: String
  var settings: OAuthSettings

  init(
    _ grant: OAuthSettings.Grant = .refresh, seed: String? = "refresh-0",
    _ answer: @escaping @Sendable (TokenServer.Request, Int) -> TokenServer.Answer
  ) throws {
    server = try TokenServer(answer)
    folder = try TestServers.secretFile(holding: "") + ".d"
    settings = OAuthSettings(
      mailbox: "orders", provider: .custom, grant: grant, clientID: "client",
      clientSecret: .file(try TestServers.secretFile(holding: "client-canary")),
      refreshToken: try seed.map { .file(try TestServers.secretFile(holding: $0)) },
      tokenFile: folder + "/orders.json", tokenURL: server.url(), deviceURL: server.url("/device"),
      scopes: ["mail", "offline"])
  }

  var secrets: SecretReader {
    let clock = clock
    return SecretReader(clock: { clock.now })
  }

  var source: TokenSource { TokenSource(settings, user: "u@ourco.example", secrets: secrets) }

  func access(refused: String? = nil) throws -> String {
    let refused = refused.map { Secret(bytes: Array($0.utf8)) }
    return String(decoding: try source.token(refused: refused).access.bytes, as: UTF8.self)
  }

  var stored: [String: Any] {
    let data = FileManager.default.contents(atPath: settings.tokenFile) ?? Data()
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }
}

@Suite("A token")
struct TokenSourceTests {
  @Test("comes by the refresh token, once until it nears its end")
  func refresh() throws {
    let fixture = try OAuthFixture { _, number in .grant("access-\(number)") }
    #expect(try fixture.access() == "access-0")
    let first = try #require(fixture.server.requests.first)
    #expect(
      first.fields == [
        "client_id": "client", "client_secret": "client-canary", "grant_type": "refresh_token",
        "refresh_token": "refresh-0",
      ])
    #expect(first.head.contains("POST /token "))
    #expect(first.head.lowercased().contains("content-type: application/x-www-form-urlencoded"))
    fixture.clock.advance(by: 3600 - 301)
    #expect(try fixture.access() == "access-0")
    fixture.clock.advance(by: 2)
    #expect(try fixture.access() == "access-1")
    #expect(fixture.server.requests.count == 2)
  }

  @Test("says when to reconnect: five minutes before its end, or a quarter of a short life")
  func renewal() throws {
    for (seconds, margin) in [(3600, 300.0), (86_400, 300), (60, 15), (1, 0.25)] {
      let fixture = try OAuthFixture { _, _ in .grant("a", seconds: seconds) }
      let token = try fixture.source.token()
      let end = fixture.clock.now.addingTimeInterval(Double(seconds))
      #expect(token.expiry == end)
      #expect(token.renewal == end.addingTimeInterval(-margin))
    }
    let endless = try OAuthFixture { _, _ in .init(200, #"{"access_token": "a"}"#) }
    let token = try endless.source.token()
    #expect(token.expiry == nil && token.renewal == nil)
  }

  @Test("rotates: the new refresh token is kept, with the one before it, in a file of ours only")
  func rotation() throws {
    let fixture = try OAuthFixture { request, number in
      request.fields["refresh_token"] == "refresh-\(number)"
        ? .grant("access-\(number)", refresh: "refresh-\(number + 1)") : .refusal("invalid_grant")
    }
    for number in 0..<4 {
      #expect(try fixture.access() == "access-\(number)")
      #expect(fixture.stored["refresh_token"] as? String == "refresh-\(number + 1)")
      #expect(fixture.stored["previous_refresh_token"] as? String == "refresh-\(number)")
      fixture.clock.advance(by: 4000)
    }
    var status = stat()
    #expect(stat(fixture.settings.tokenFile, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(stat(fixture.folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder)
    #expect(names.sorted() == ["orders.json", "orders.json.lock"])
  }

  @Test("is durable before it is used, so a crash behind it loses nothing")
  func writeOrder() throws {
    // The server sees, at each request, what the file held: never a refresh token that is spent.
    let path = Mutex("")
    let held = Collected<String>()
    let fixture = try OAuthFixture { request, number in
      let text = try? String(contentsOfFile: path.withLock { $0 }, encoding: .utf8)
      held.add(text?.contains("\"refresh-\(number)\"") == true ? "current" : "stale")
      return .grant("access-\(number)", refresh: "refresh-\(number + 1)")
    }
    path.withLock { $0 = fixture.settings.tokenFile }
    for _ in 0..<3 {
      _ = try fixture.access()
      fixture.clock.advance(by: 4000)
    }
    #expect(held.values == ["current", "current", "current"])
  }

  @Test("is not asked for when it could not be kept, and the old one stays")
  func failingWrite() throws {
    let fixture = try OAuthFixture { _, number in
      .grant("access-\(number)", refresh: "refresh-\(number + 1)")
    }
    _ = try fixture.access()
    let before = fixture.stored as NSDictionary
    // A folder in the way of the file that is to be renamed: no mode keeps root out.
    let fresh = fixture.settings.tokenFile + ".new"
    try FileManager.default.createDirectory(atPath: fresh, withIntermediateDirectories: false)
    fixture.clock.advance(by: 4000)
    let error = #expect(throws: MailServerError.self) { try fixture.access() }
    guard case .secretUnavailable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(fixture.server.requests.count == 1)
    #expect(fixture.stored as NSDictionary == before)
    try FileManager.default.removeItem(atPath: fresh)
    #expect(try fixture.access() == "access-1")
  }

  @Test("is not used when it could not be kept after all, and the old file stays whole")
  func failingSecondWrite() throws {
    let path = Mutex("")
    let fixture = try OAuthFixture { _, number in
      // The disk fills up between the request and the answer.
      if number == 1 { mkdir(path.withLock { $0 } + ".new", 0o700) }
      return .grant("access-\(number)", refresh: "refresh-\(number + 1)")
    }
    path.withLock { $0 = fixture.settings.tokenFile }
    _ = try fixture.access()
    fixture.clock.advance(by: 4000)
    #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(fixture.stored["refresh_token"] as? String == "refresh-1")
    rmdir(fixture.settings.tokenFile + ".new")
    #expect(try fixture.access() == "access-2")
    #expect(fixture.server.requests.last?.fields["refresh_token"] == "refresh-1")
  }

  @Test("is fetched once for all that need it at the same time")
  func singleFlight() async throws {
    let fixture = try OAuthFixture { _, number in .grant("access-\(number)", refresh: "refresh-\(number + 1)")
    }
    let secrets = fixture.secrets
    let settings = fixture.settings
    let got = Collected<String>()
    await withTaskGroup { group in
      for _ in 0..<16 {
        group.addTask {
          await withCheckedContinuation { continuation in
            Thread.detachNewThread {
              let source = TokenSource(settings, user: "u", secrets: secrets)
              got.add(
                (try? source.token()).map { String(decoding: $0.access.bytes, as: UTF8.self) } ?? "failed")
              continuation.resume()
            }
          }
        }
      }
    }
    #expect(got.values == Array(repeating: "access-0", count: 16))
    #expect(fixture.server.requests.count == 1)
  }

  @Test("that is refused is replaced once, also for those who come with the same refusal")
  func refused() throws {
    let fixture = try OAuthFixture { _, number in .grant("access-\(number)") }
    #expect(try fixture.access() == "access-0")
    #expect(try fixture.access(refused: "access-0") == "access-1")
    #expect(try fixture.access(refused: "access-0") == "access-1")
    #expect(fixture.server.requests.count == 2)
  }

  @Test("comes by the client's own right")
  func clientCredentials() throws {
    let fixture = try OAuthFixture(.clientCredentials, seed: nil) { _, number in .grant("access-\(number)") }
    #expect(try fixture.access() == "access-0")
    let fields = try #require(fixture.server.requests.first?.fields)
    #expect(fields["grant_type"] == "client_credentials" && fields["scope"] == "mail offline")
    fixture.clock.advance(by: 4000)
    #expect(try fixture.access() == "access-1")
  }

  @Test("comes by exchange for the name of a user, and is of that user only")
  func exchange() throws {
    var fixture = try OAuthFixture(.tokenExchange, seed: nil) { request, _ in
      .grant("of-\(request.fields["subject_token"] ?? "")")
    }
    fixture.settings.provider = .yandex
    #expect(try fixture.access() == "of-u@ourco.example")
    let fields = try #require(fixture.server.requests.first?.fields)
    #expect(fields["grant_type"] == "urn:ietf:params:oauth:grant-type:token-exchange")
    #expect(fields["subject_token_type"] == "urn:yandex:params:oauth:token-type:email")
    let other = try TokenSource(fixture.settings, user: "v@ourco.example", secrets: fixture.secrets).token()
    #expect(String(decoding: other.access.bytes, as: UTF8.self) == "of-v@ourco.example")
  }

  @Test("comes from a command, and is kept nowhere")
  func command() throws {
    var fixture = try OAuthFixture(.command, seed: nil) { _, _ in .refusal("unasked") }
    fixture.settings.command = "printf 'tok-1\\n'"
    #expect(try fixture.access() == "tok-1")
    #expect(fixture.server.requests.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: fixture.settings.tokenFile))
  }

  @Test("starts anew when the configuration brings another refresh token or another client")
  func changedConfiguration() throws {
    var fixture = try OAuthFixture { request, _ in
      .grant(
        "of-\(request.fields["refresh_token"] ?? "")-\(request.fields["client_id"] ?? "")", refresh: "rotated"
      )
    }
    #expect(try fixture.access() == "of-refresh-0-client")
    fixture.clock.advance(by: 4000)
    #expect(try fixture.access() == "of-rotated-client")
    fixture.settings.refreshToken = .file(try TestServers.secretFile(holding: "another"))
    fixture.clock.advance(by: 4000)
    #expect(try fixture.access() == "of-another-client")
    fixture.settings.clientID = "client2"
    #expect(try fixture.access() == "of-another-client2")
  }

  @Test("is not taken from a file that others can read, or that is damaged")
  func badFile() throws {
    let fixture = try OAuthFixture { _, number in .grant("access-\(number)") }
    _ = try fixture.access()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: fixture.settings.tokenFile)
    var error = #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(error?.description.contains("chmod 600") == true)
    try FileManager.default.removeItem(atPath: fixture.settings.tokenFile)
    let damaged = try TestServers.secretFile(holding: "{")
    try FileManager.default.moveItem(atPath: damaged, toPath: fixture.settings.tokenFile)
    error = #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(error?.description.contains("damaged") == true)
  }

  @Test("of a login that was never made is missed with the remedy")
  func neverLoggedIn() throws {
    let fixture = try OAuthFixture(.device, seed: nil) { _, _ in .grant("a") }
    let error = #expect(throws: MailServerError.self) { try fixture.access() }
    #expect(error?.description.contains("kontor login orders") == true)
    #expect(fixture.server.requests.isEmpty)
  }

  @Test("of two accounts, a thousand times in turn, is each their own")
  func pairs() throws {
    let answer: @Sendable (TokenServer.Request, Int) -> TokenServer.Answer = { request, _ in
      .grant("for-\(request.fields["refresh_token"] ?? "")", seconds: 1)
    }
    let one = try OAuthFixture(seed: "one", answer)
    let two = try OAuthFixture(seed: "two", answer)
    for round in 0..<500 {
      #expect(try one.access() == "for-one")
      #expect(try two.access() == "for-two")
      // Every tenth time both have to ask again.
      if round % 10 == 0 {
        one.clock.advance(by: 10)
        two.clock.advance(by: 10)
      }
    }
  }
}
