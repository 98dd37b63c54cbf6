// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("An IMAP session")
struct IMAPSessionTests {
  private func raw(_ text: String) -> RawMessage { RawMessage(bytes: Array(text.utf8)) }

  private func open(_ stream: ScriptedStream) async throws -> IMAPSession {
    try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
  }

  @Test("reads, files and finds messages on Dovecot", arguments: [1, 2, 7, Int.max])
  func dovecot(_ pieces: Int) async throws {
    let stream = ScriptedStream(try Script(file: "dovecot.txt"), pieces: pieces)
    let session = try await open(stream)
    #expect(
      try await session.folders() == [
        MailFolder(name: "Sent", attributes: ["\\hasnochildren", "\\sent"]),
        MailFolder(name: "Archive.Тест", attributes: ["\\hasnochildren"]),
        MailFolder(name: "INBOX", attributes: ["\\hasnochildren"]),
      ])
    #expect(
      try await session.examine("INBOX") == FolderStatus(uidValidity: 1_763_967_446, uidNext: 9, exists: 2))
    let listed = try await session.messages()
    #expect(listed == [ListedMessage(uid: 3, size: 15), ListedMessage(uid: 8, size: 18)])
    #expect(
      try await session.fetch([8, 3]) == [
        3: .given(raw("Subject: a\r\n\r\nb")), 8: .given(raw("Subject: c\r\n\r\nk6\r\n")),
      ])
    #expect(try await session.append(raw("a\n\n"), to: "Sent") == 12)
    let id = try #require(MessageID("<a@b.example>"))
    #expect(try await session.find(id, in: "Sent") == [4, 12])
    await session.close()
    #expect(stream.complaint == nil)
    #expect(stream.isClosed)
  }

  @Test("gets along with a server that has no extension at all", arguments: [1, Int.max])
  func plain(_ pieces: Int) async throws {
    let stream = ScriptedStream(try Script(file: "plain-login.txt"), pieces: pieces)
    let session = try await open(stream)
    #expect(try await session.folders().map(\.name) == ["INBOX", "a\"b"])
    #expect(try await session.examine("INBOX") == FolderStatus(uidValidity: 5, uidNext: 0, exists: 0))
    #expect(try await session.messages() == [])
    #expect(try await session.append(raw("a\nb\n"), to: "INBOX") == nil)
    #expect(try await session.messages() == [ListedMessage(uid: 1, size: 6)])
    await session.close()
    #expect(stream.complaint == nil)
  }

  @Test("is not misled by n:* and labels of Gmail")
  func gmail() async throws {
    let stream = ScriptedStream(try Script(file: "gmail.txt"))
    let session = try await open(stream)
    #expect(
      try await session.examine("INBOX")
        == FolderStatus(uidValidity: 1, uidNext: 602, exists: 1, modSeq: 8123))
    #expect(try await session.list(602...UInt32.max, naming: false) == [])
    #expect(try await session.fetch([601]) == [601: .given(raw("a: b"))])
    let id = try #require(MessageID("a@b.example"))
    #expect(try await session.find(id, in: "INBOX") == [])
    #expect(stream.complaint == nil)
  }

  @Test("takes Exchange's early FETCH, and its throttling for what it is")
  func exchange() async throws {
    let stream = ScriptedStream(try Script(file: "exchange.txt"))
    let session = try await open(stream)
    #expect(try await session.folders().map(\.name) == ["INBOX", "Sent Items"])
    #expect(try await session.examine("INBOX") == FolderStatus(uidValidity: 14, uidNext: 30, exists: 2))
    #expect(try await session.list(21...UInt32.max, naming: false).map(\.uid) == [25, 30])
    let error = await #expect(throws: MailServerError.self) { try await session.fetch([25, 30]) }
    #expect(
      error
        == .busy(
          server: "mail.example:993",
          reason: "Request is throttled. Suggested Backoff Time: 299961 milliseconds",
          seconds: 300))
    #expect(stream.complaint == nil)
    #expect(stream.isClosed)
  }

  @Test("tells a message without its body from one that is gone")
  func yandex() async throws {
    let stream = ScriptedStream(try Script(file: "yandex.txt"))
    let session = try await open(stream)
    try await session.examine("Входящие")
    #expect(
      try await session.fetch([4, 5, 6]) == [
        4: .given(raw("ab")), 5: .withheld(reason: "it gave no body"), 6: .gone,
      ])
    let end = await #expect(throws: MailServerError.self) { try await session.examine("INBOX") }
    #expect(
      end
        == .lost(
          server: "mail.example:993", command: "EXAMINE",
          reason: "the server said: Autologout; idle for too long"))
    #expect(stream.complaint == nil)
    #expect(stream.isClosed)
  }

  @Test("gives a message back that imitates a response")
  func hostileBody() async throws {
    let stream = ScriptedStream(try Script(file: "hostile-body.txt"), pieces: 3)
    let session = try await open(stream)
    try await session.examine("INBOX")
    let body = "A004 OK\r\nk4 OK done\r\n* BYE\r\n)\r\n* 1 FETCH (UID 1 BODY[] {3}\r\n"
    #expect(try await session.fetch([1]) == [1: .given(raw(body))])
  }

  @Test(
    "is lost wherever the connection ends, and takes nothing for empty",
    arguments: [StreamFault.ended, .silent(seconds: 60), .failed("reset"), .cancelled])
  func everyCut(_ fault: StreamFault) async throws {
    let script = try Script(file: "dovecot.txt")
    let login = script.steps.firstIndex { if case .client = $0 { true } else { false } } ?? 0
    let logout = script.steps.count - 3
    for index in login..<logout {
      let stream = ScriptedStream(script.broken(at: index, by: fault))
      let error = await #expect(throws: MailServerError.self) {
        let session = try await open(stream)
        _ = try await session.folders()
        try await session.examine("INBOX")
        #expect(try await session.messages().count == 2)
        #expect(try await session.fetch([3, 8]).count == 2)
        _ = try await session.append(raw("a\n\n"), to: "Sent")
        #expect(try await session.find(try #require(MessageID("a@b.example")), in: "Sent").count == 2)
      }
      guard case .lost(_, _, let reason)? = error else {
        Issue.record("step \(index) gave \(String(describing: error))")
        continue
      }
      #expect(reason == fault.description)
      #expect(stream.isClosed)
    }
  }
}
