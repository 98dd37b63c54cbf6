// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

/// What Kontor relies on in libcurl and no manual promises, so that an update which changes it fails here.
@Suite("libcurl as a byte pipe", .enabled(if: TestServers.areExpected))
struct LibcurlTrapTests {
  private let servers: TestServers

  init() throws { servers = try TestServers() }

  private static let protections: [TransportSecurity] = [.implicit, .starttls, .none]

  private func settings(_ security: TransportSecurity, port: Int? = nil, user: String? = nil)
    -> ServerSettings
  {
    servers.settings(
      port: port ?? (security == .implicit ? servers.imaps : servers.imap), security: security, user: user)
  }

  /// Says something and reads until the answers hold `end`.
  private func ask(_ stream: any ByteStream, _ text: String, until end: String) throws -> String {
    try stream.write(Array(text.utf8), by: .after(seconds: 20))
    var answer = ""
    while !answer.contains(end) {
      try stream.read(by: .after(seconds: 20)) { answer += String(decoding: $0, as: UTF8.self) }
    }
    return answer
  }

  @Test("stops before the login, under TLS, with the greeting heard", arguments: protections)
  func noLogin(_ security: TransportSecurity) throws {
    let connection = try Dialler.dial(settings(security, user: "someone"), .imap)
    let heard = String(decoding: connection.heard, as: UTF8.self)
    #expect(heard.hasPrefix("* OK "))
    #expect(heard.contains("* CAPABILITY IMAP4rev1"))
    #expect((connection.certificate != nil) == (security != .none))
    // Dovecot knows LIST only after the login.
    #expect(try ask(connection.stream, "x1 LIST \"\" *\r\n", until: "\r\n").hasPrefix("x1 BAD"))
    #expect(try ask(connection.stream, "x2 LOGIN fresh secret\r\n", until: "x2 OK").contains("Logged in"))
    connection.stream.close()
  }

  @Test("does the same for submission, and gives the last EHLO", arguments: protections)
  func submission(_ security: TransportSecurity) throws {
    let port = [.none: servers.smtp, .starttls: servers.smtpStartTLS][security] ?? servers.smtps
    let connection = try Dialler.dial(settings(security, port: port), .smtp)
    let lines = String(decoding: connection.heard, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.first?.hasPrefix("220 ") == true)
    #expect(lines.last?.hasPrefix("250 ") == true)
    #expect(lines.contains { $0.hasPrefix("250-AUTH") })
    #expect(try ask(connection.stream, "MAIL FROM:<a@b.example>\r\n", until: "\r\n").hasPrefix("250 "))
    connection.stream.close()
  }

  @Test("repeats a blocked write from the same place, and reads meanwhile", arguments: protections)
  func blockedWrite(_ security: TransportSecurity) async throws {
    let user = TestServers.freshUser()
    let session = try await IMAPSession.open(settings(security, user: user))
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    _ = try await session.append(RawMessage(bytes: body), to: "INBOX")
    await session.close()
    let stream = try Dialler.dial(settings(security), .imap).stream
    _ = try ask(stream, "x1 LOGIN \(user) secret\r\nx2 EXAMINE INBOX\r\n", until: "x2 OK")
    // Answers of 24 MB that nobody reads block Dovecot, and then 12 MB of commands block us.
    let fetches = String(repeating: "x3 FETCH 1 BODY.PEEK[]\r\n", count: 24)
    let filler = "x4 SEARCH SUBJECT \"" + String(repeating: "y", count: 60_000) + "\"\r\n"
    let commands = Array((fetches + String(repeating: filler, count: 200) + "x5 NOOP\r\n").utf8)
    try stream.write(commands, by: .after(seconds: 60))
    var count = 0
    var tail: [UInt8] = []
    while !String(decoding: tail, as: UTF8.self).contains("x5 OK") {
      try stream.read(by: .after(seconds: 20)) { bytes in
        count += bytes.count
        tail = Array((tail + bytes).suffix(200))
      }
    }
    #expect(count > 24 << 20)
    stream.close()
  }

  @Test(
    "tells the end of the stream in the middle of a literal, which is no empty answer",
    arguments: protections, [true, false])
  func truncation(_ security: TransportSecurity, isReset: Bool) async throws {
    let user = TestServers.freshUser()
    let filler = try await IMAPSession.open(settings(.none, user: user))
    let body = RawMessage(
      bytes: Array(("Subject: x\r\n\r\n" + String(repeating: "line\r\n", count: 50_000)).utf8))
    let uid = try #require(try await filler.append(body, to: "INBOX"))
    await filler.close()
    let cut = LoopbackRelay.Cut(.server, passing: 100_000, isReset: isReset)
    let target = security == .implicit ? servers.imaps : servers.imap
    let relay = try LoopbackRelay(to: target, cut: cut)
    let session = try await IMAPSession.open(settings(security, port: relay.port, user: user))
    #expect(try await session.examine("INBOX").exists == 1)
    let error = await #expect(throws: MailServerError.self) {
      _ = try await session.fetch([uid])
    }
    guard case .lost(_, "UID FETCH", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    relay.stop()
  }

  @Test("obeys no proxy of the environment")
  func proxy() throws {
    // Set for all tests of this process, which makes every one of them prove the same.
    setenv("ALL_PROXY", "socks5://127.0.0.1:1", 1)
    let connection = try Dialler.dial(settings(.implicit), .imap)
    #expect(try ask(connection.stream, "x1 NOOP\r\n", until: "\r\n").hasPrefix("x1 OK"))
    connection.stream.close()
  }

  @Test("says no farewell of its own, so we do")
  func farewell() async throws {
    let silent = try LoopbackRelay(to: servers.imap)
    try Dialler.dial(settings(.none, port: silent.port), .imap).stream.close()
    let polite = try LoopbackRelay(to: servers.imap)
    let session = try await IMAPSession.open(settings(.none, port: polite.port, user: "someone"))
    await session.close()
    #expect(!String(decoding: silent.fromClient, as: UTF8.self).contains("LOGOUT"))
    #expect(String(decoding: polite.fromClient, as: UTF8.self).hasSuffix("LOGOUT\r\n"))
    silent.stop()
    polite.stop()
  }

  @Test("ends its dialling when the task is cancelled")
  func cancelledDial() async throws {
    // The port waits in silence for TLS to be begun.
    let silent = settings(.none, port: servers.imaps, user: "someone")
    let task = Task { try await IMAPSession.open(silent) }
    task.cancel()
    let result = await task.result
    guard case .failure(let error) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(
      error as? MailServerError
        == .unreachable(server: "localhost:\(silent.port)", reason: "the work was cancelled"))
  }

  @Test("ends its waiting when the task is cancelled")
  func cancellation() async throws {
    let session = try await IMAPSession.open(settings(.implicit, user: TestServers.freshUser()))
    let task = Task {
      _ = try await session.examine("INBOX")
      withUnsafeCurrentTask { $0?.cancel() }
      // Dovecot answers at once, so only a wait that comes before the answer can notice.
      for _ in 0..<1000 { _ = try await session.examine("INBOX") }
    }
    let result = await task.result
    guard case .failure(let error) = result,
      case .lost(_, _, "the work was cancelled")? = error as? MailServerError
    else {
      Issue.record("\(result)")
      return
    }
  }
}
