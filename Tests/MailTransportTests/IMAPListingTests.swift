// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing

@Suite("A list of messages")
struct IMAPListingTests {
  /// Opens a folder of `exists` messages and plays the answer to one command.
  private func session(exists: Int, _ dialogue: String) async throws -> (IMAPSession, ScriptedStream) {
    let stream = ScriptedStream(
      Script(
        """
        S: * OK ready
        S: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR
        C: k1 AUTHENTICATE PLAIN AHUAcA==
        S: k1 OK [CAPABILITY IMAP4rev1] in
        C: k2 EXAMINE "INBOX"
        S: * \(exists) EXISTS
        S: * OK [UIDVALIDITY 5]
        S: * OK [UIDNEXT 99]
        S: k2 OK done
        \(dialogue)
        """))
    let session = try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
    _ = try await session.examine("INBOX")
    return (session, stream)
  }

  @Test(
    "that does not agree with the number of messages is an error",
    arguments: [
      // Nothing at all, and nothing that confirms it.
      "",
      // One too few at the end, at the start, in the middle.
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 2 FETCH (UID 2 RFC822.SIZE 1)",
      "* 2 FETCH (UID 2 RFC822.SIZE 1)|* 3 FETCH (UID 3 RFC822.SIZE 1)",
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 3 FETCH (UID 3 RFC822.SIZE 1)",
      // UIDs that go down, and one message with two UIDs.
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 2 FETCH (UID 4 RFC822.SIZE 1)|* 3 FETCH (UID 3 RFC822.SIZE 1)",
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 3 FETCH (UID 3 RFC822.SIZE 1)|* 3 FETCH (UID 4 RFC822.SIZE 1)",
      // Without the UID, without the size.
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 2 FETCH (RFC822.SIZE 1)|* 3 FETCH (UID 3 RFC822.SIZE 1)",
      "* 1 FETCH (UID 1 RFC822.SIZE 1)|* 2 FETCH (UID 2)|* 3 FETCH (UID 3 RFC822.SIZE 1)",
    ])
  func holes(_ answer: String) async throws {
    let lines = answer.split(separator: "|").map { "S: \($0)\n" }.joined()
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE)
      \(lines)S: k3 OK done
      """)
    let error = await #expect(throws: MailServerError.self) { try await session.messages(above: 0) }
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(stream.isClosed)
    let after = await #expect(throws: MailServerError.self) { try await session.messages(above: 0) }
    #expect(after?.description.isEmpty == false)
  }

  @Test("may come in any order, twice, and with changes of flags between")
  func order() async throws {
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 2:* (UID RFC822.SIZE INTERNALDATE)
      S: * 3 FETCH (UID 9 RFC822.SIZE 3)
      S: * 2 FETCH (FLAGS (\\Seen))
      S: * 2 FETCH (UID 4 RFC822.SIZE 2)
      S: * 4 EXISTS
      S: * 3 FETCH (UID 9 RFC822.SIZE 3)
      S: k3 OK done
      C: k4 FETCH 1 (UID)
      S: * 1 FETCH (UID 1)
      S: k4 OK done
      """)
    #expect(
      try await session.messages(above: 1) == [
        ListedMessage(uid: 4, size: 2), ListedMessage(uid: 9, size: 3),
      ])
    #expect(stream.complaint == nil)
  }

  @Test("that starts too late is an error")
  func lateStart() async throws {
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 8:* (UID RFC822.SIZE INTERNALDATE)
      S: * 3 FETCH (UID 12 RFC822.SIZE 3)
      S: k3 OK done
      C: k4 FETCH 2 (UID)
      S: * 2 FETCH (UID 9)
      S: k4 OK done
      """)
    await #expect(throws: MailServerError.self) { try await session.messages(above: 7) }
    #expect(stream.complaint == nil)
  }

  @Test("is asked for again when messages went meanwhile")
  func expunged() async throws {
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE)
      S: * 1 FETCH (UID 1 RFC822.SIZE 1)
      S: * 2 EXPUNGE
      S: * 2 FETCH (UID 3 RFC822.SIZE 1)
      S: k3 OK done
      C: k4 UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE)
      S: * 1 FETCH (UID 1 RFC822.SIZE 1)
      S: * 2 FETCH (UID 3 RFC822.SIZE 1)
      S: k4 OK done
      """)
    #expect(try await session.messages(above: 0).map(\.uid) == [1, 3])
    #expect(stream.complaint == nil)
  }

  @Test("may be empty where the last message confirms it")
  func confirmedEmpty() async throws {
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 8:* (UID RFC822.SIZE INTERNALDATE)
      S: k3 OK done
      C: k4 FETCH 3 (UID)
      S: * 3 FETCH (UID 7)
      S: k4 OK done
      """)
    #expect(try await session.messages(above: 7) == [])
    #expect(stream.complaint == nil)
  }

  @Test("is not asked for above the last UID there can be")
  func lastUID() async throws {
    let (session, stream) = try await session(exists: 3, "")
    #expect(try await session.messages(above: .max) == [])
    #expect(stream.complaint == nil)
  }

  @Test(
    "needs a folder with its numbers",
    arguments: [
      "S: * OK [UIDVALIDITY 5]\nS: k2 OK done", "S: * 1 EXISTS\nS: k2 OK done",
      "S: * 1 EXISTS\nS: * OK [UIDVALIDITY 0]\nS: k2 OK done",
    ])
  func incompleteStatus(_ answer: String) async throws {
    let stream = ScriptedStream(
      Script(
        "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC: k1 AUTHENTICATE PLAIN AHUAcA==\n"
          + "S: k1 OK [CAPABILITY IMAP4rev1] in\nC: k2 EXAMINE \"INBOX\"\n" + answer))
    let session = try await IMAPSession.open(try scriptedServer(), dial: stream.dial)
    let error = await #expect(throws: MailServerError.self) { try await session.examine("INBOX") }
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("ends with the session when the folder is not the same any more")
  func newValidity() async throws {
    let (session, stream) = try await session(
      exists: 1,
      """
      C: k3 UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE)
      S: * 1 FETCH (UID 1 RFC822.SIZE 1)
      S: * OK [UIDVALIDITY 6] new
      S: k3 OK done
      """)
    await #expect(throws: MailServerError.self) { try await session.messages(above: 0) }
    #expect(stream.isClosed)
  }
}
