// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A login to an IMAP server")
struct IMAPLoginTests {
  private func failure(_ dialogue: String, password: String = "p") async throws -> MailServerError? {
    let stream = ScriptedStream(Script(dialogue))
    var settings = try scriptedServer()
    settings.password = .file(try TestServers.secretFile(holding: password))
    let error = await #expect(throws: MailServerError.self) {
      _ = try await IMAPSession.open(settings, dial: stream.dial)
    }
    #expect(stream.complaint == nil)
    return error
  }

  @Test(
    "is refused with the server's words",
    arguments: [
      "k1 NO [AUTHENTICATIONFAILED] Authentication failed.", "k1 NO Authentication failed.",
      "k1 BAD Authentication failed",
    ])
  func refused(_ answer: String) async throws {
    let error = try await failure(
      """
      S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
      C: k1 AUTHENTICATE PLAIN AHUAcA==
      S: \(answer)
      """)
    let code = answer.contains("[") ? "[AUTHENTICATIONFAILED] " : ""
    #expect(
      error
        == .credentialsRefused(server: "mail.example:993", user: "u", reply: code + "Authentication failed"))
  }

  @Test("is to be tried later when the server says so", arguments: ["UNAVAILABLE", "LIMIT", "INUSE"])
  func later(_ code: String) async throws {
    let error = try await failure(
      """
      S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
      C: k1 AUTHENTICATE PLAIN AHUAcA==
      S: k1 NO [\(code)] not now
      """)
    #expect(error == .busy(server: "mail.example:993", reason: "[\(code)] not now", seconds: nil))
  }

  @Test("is not tried where the server takes no password")
  func disabled() async throws {
    let error = try await failure("S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready")
    guard case .credentialsRefused? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is not needed and so not trusted where the server has logged us in itself")
  func preauth() async throws {
    let error = try await failure("S: * PREAUTH [CAPABILITY IMAP4rev1] welcome")
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("quotes the password, or sends it as a literal")
  func values() async throws {
    _ = try await failure(
      """
      S: * OK [CAPABILITY IMAP4rev1] ready
      C: k1 LOGIN "u" "a\\"\\\\ b"
      S: k1 NO no
      """, password: "a\"\\ b")
    _ = try await failure(
      """
      S: * OK [CAPABILITY IMAP4rev1] ready
      C: k1 LOGIN "u" {12}
      S: + go
      C: пароль
      S: k1 NO no
      """, password: "пароль")
  }

  @Test("never shows the password")
  func secrecy() async throws {
    let error = try await failure(
      """
      S: * OK [CAPABILITY IMAP4rev1] ready
      C: k1 LOGIN "u" "hunter2"
      X: eof
      """, password: "hunter2")
    #expect(
      error == .lost(server: "mail.example:993", command: "LOGIN", reason: "the server closed the connection")
    )
    #expect("\(Secret(bytes: Array("hunter2".utf8)))" == "•••")
    var dumped = ""
    dump(Secret(bytes: Array("hunter2".utf8)), to: &dumped)
    #expect(!dumped.contains("104") && !dumped.contains("hunter2"))
  }
}
