// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing

@Suite("A range of messages")
struct MailboxListTests {
  private func session(
    _ capabilities: String = "", exists: Int, _ dialogue: String
  ) async throws -> (IMAPSession, ScriptedStream) {
    let (session, stream) = try await scriptedSession(
      capabilities,
      """
      C: k2 EXAMINE "INBOX"
      S: * \(exists) EXISTS
      S: * OK [UIDVALIDITY 5]
      S: * OK [UIDNEXT 99]
      S: k2 OK done
      \(dialogue)
      """)
    _ = try await session.open("INBOX", since: nil)
    return (session, stream)
  }

  @Test("is listed with all that the server says of each, whatever else it says meanwhile")
  func whole() async throws {
    let (session, stream) = try await session(
      "OBJECTID", exists: 9,
      """
      C: k3 UID FETCH 4:7 (UID FLAGS INTERNALDATE RFC822.SIZE EMAILID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])
      S: * 3 FETCH (UID 5 FLAGS (\\Seen) INTERNALDATE "01-Jan-1970 00:00:07 +0000" RFC822.SIZE 9.3e+06 EMAILID (M1) BODY[HEADER.FIELDS (MESSAGE-ID)] {19}
      S: Message-ID: <a@b>
      S: )
      S: * 9 FETCH (FLAGS (\\Deleted))
      S: * 0 FETCH (FLAGS (\\Deleted))
      S: * 99 FETCH (FLAGS (\\Deleted))
      S: * OK Still here
      S: +
      S: * 4 FETCH (UID 7 RFC822.SIZE 2 FLAGS () INTERNALDATE NIL BODY[HEADER.FIELDS (MESSAGE-ID)] NIL)
      S: * 3 FETCH (UID 5 FLAGS (\\Seen \\Answered))
      S: k3 OK done
      """)
    let listed = try await session.list(4...7, naming: true)
    #expect(
      listed == [
        ListedMessage(
          uid: 5, size: 9_300_000, received: 7, flags: [.seen, .answered], objectID: "M1", messageID: "a@b"),
        ListedMessage(uid: 7, size: 2),
      ])
    #expect(stream.complaint == nil)
  }

  @Test(
    "with a hole or UIDs out of order is an error",
    arguments: [
      "* 3 FETCH (UID 5 RFC822.SIZE 1)|* 5 FETCH (UID 7 RFC822.SIZE 1)",
      "* 3 FETCH (UID 5 RFC822.SIZE 1)|* 4 FETCH (UID 5 RFC822.SIZE 1)",
      "* 3 FETCH (UID 6 RFC822.SIZE 1)|* 4 FETCH (UID 5 RFC822.SIZE 1)",
      "* 3 FETCH (UID 6 RFC822.SIZE 1)|* 3 FETCH (UID 7 RFC822.SIZE 1)",
      "* 3 FETCH (UID 5 RFC822.SIZE 1)|* 4 FETCH (UID 6)|* 5 FETCH (UID 7 RFC822.SIZE 1)",
      "* 0 FETCH (UID 5 RFC822.SIZE 1)", "* 3 FETCH (UID 0 RFC822.SIZE 1)",
      "* 3 FETCH (UID 5 RFC822.SIZE x)", "* OK [UIDVALIDITY 6] moved",
      "* 3 FETCH (X " + String(repeating: "(", count: 10_000),
      "* 3 FETCH (X " + String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000) + ")",
    ])
  func holes(_ answer: String) async throws {
    let lines = answer.split(separator: "|").map { "S: \($0)\n" }.joined()
    let (session, stream) = try await session(
      exists: 9,
      """
      C: k3 UID FETCH 4:7 (UID FLAGS INTERNALDATE RFC822.SIZE)
      \(lines)S: k3 OK done
      """)
    let error = await #expect(throws: MailServerError.self) { try await session.list(4...7, naming: false) }
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(stream.isClosed)
  }

  @Test("may come in any order, twice, and while messages arrive")
  func order() async throws {
    let (session, stream) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 2:* (UID FLAGS INTERNALDATE RFC822.SIZE)
      S: * 3 FETCH (UID 9 RFC822.SIZE 3)
      S: * 2 FETCH (FLAGS (\\Seen))
      S: * 2 FETCH (UID 4 RFC822.SIZE 2)
      S: * 4 EXISTS
      S: * 3 FETCH (UID 9 RFC822.SIZE 3)
      S: k3 OK done
      """)
    #expect(
      try await session.list(2...(.max), naming: false) == [
        ListedMessage(uid: 4, size: 2), ListedMessage(uid: 9, size: 3),
      ])
    #expect(stream.complaint == nil)
  }

  @Test("must reach the end of the folder where it is asked for, and its start")
  func ends() async throws {
    for (answer, isWhole) in [
      ("* 1 FETCH (UID 5 RFC822.SIZE 1)|* 2 FETCH (UID 7 RFC822.SIZE 1)", true),
      ("* 1 FETCH (UID 5 RFC822.SIZE 1)", false), ("* 2 FETCH (UID 7 RFC822.SIZE 1)", false), ("", true),
    ] {
      let lines = answer.split(separator: "|").map { "S: \($0)\n" }.joined()
      let (session, _) = try await session(
        exists: 2, "C: k3 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)\n\(lines)S: k3 OK done")
      let listed = try? await session.list(0...(.max), naming: false)
      #expect((listed != nil) == isWhole, "\(answer)")
    }
  }

  @Test("is listed once more when messages went meanwhile", arguments: ["* 1 EXPUNGE", "* VANISHED 1"])
  func expunged(_ line: String) async throws {
    let ask = "UID FETCH 4:7 (UID FLAGS INTERNALDATE RFC822.SIZE)"
    let (session, stream) = try await session(
      exists: 9,
      """
      C: k3 \(ask)
      S: * 3 FETCH (UID 5 RFC822.SIZE 1)
      S: \(line)
      S: * 3 FETCH (UID 7 RFC822.SIZE 1)
      S: k3 OK done
      C: k4 \(ask)
      S: * 2 FETCH (UID 5 RFC822.SIZE 1)
      S: * 3 FETCH (UID 7 RFC822.SIZE 1)
      S: k4 OK done
      """)
    #expect(try await session.list(4...7, naming: false).map(\.uid) == [5, 7])
    #expect(stream.complaint == nil)
  }

  @Test("is listed without names where a name can't be given, and not at all where nothing can")
  func refused() async throws {
    let (session, stream) = try await session(
      "X-GM-EXT-1", exists: 1,
      """
      C: k3 UID FETCH 1:9 (UID FLAGS INTERNALDATE RFC822.SIZE X-GM-MSGID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])
      S: k3 NO [SERVERBUG] corrupt
      C: k4 UID FETCH 1:9 (UID FLAGS INTERNALDATE RFC822.SIZE)
      S: * 1 FETCH (UID 5 RFC822.SIZE 1)
      S: k4 OK done
      C: k5 UID FETCH 1:9 (UID FLAGS INTERNALDATE RFC822.SIZE)
      S: * 1 FETCH (UID 5 RFC822.SIZE 1)
      S: k5 NO [SERVERBUG] corrupt
      """)
    #expect(try await session.list(1...9, naming: true).map(\.uid) == [5])
    let error = await #expect(throws: MailServerError.self) { try await session.list(1...9, naming: false) }
    #expect(
      error
        == .refused(server: "mail.example:993", command: "UID FETCH", reply: "[SERVERBUG] corrupt"))
    #expect(stream.complaint == nil && !stream.isClosed)
  }

  @Test("names its UIDs in short where the server can, and singly where it can't")
  func search() async throws {
    let (short, stream) = try await session(
      "ESEARCH", exists: 3,
      """
      C: k3 UID SEARCH RETURN (ALL) UID 2:40
      S: * ESEARCH (TAG "k3") UID ALL 1:3,7,41
      S: k3 OK done
      C: k4 UID SEARCH RETURN (ALL) UID 50:*
      S: * ESEARCH (TAG "k4") UID
      S: k4 OK done
      C: k5 UID SEARCH RETURN (ALL) UID 50:60
      S: k5 OK done
      """)
    #expect(try await short.uids(in: 2...40) == UIDIntervals([2...3, 7...7]))
    #expect(try await short.uids(in: 50...(.max)).isEmpty)
    // No answer is not an empty one.
    await #expect(throws: MailServerError.self) { try await short.uids(in: 50...60) }
    #expect(stream.complaint == nil)
    let (single, _) = try await session(
      exists: 3, "C: k3 UID SEARCH UID 1:*\nS: * SEARCH 7 5 4\nS: * SEARCH 9 \nS: k3 OK done")
    #expect(try await single.uids(in: 1...(.max)) == UIDIntervals([4...5, 7...7, 9...9]))
    let (empty, emptyStream) = try await session(exists: 0, "")
    #expect(try await empty.uids(in: 1...9).isEmpty)
    #expect(try await empty.list(1...9, naming: true).isEmpty)
    #expect(try await empty.flags(in: 1...9).isEmpty)
    #expect(emptyStream.complaint == nil)
  }

  @Test("tells its flags, the last word of each")
  func flags() async throws {
    let (session, _) = try await session(
      exists: 3,
      """
      C: k3 UID FETCH 2:40 (UID FLAGS)
      S: * 2 FETCH (UID 9 FLAGS (\\Seen))
      S: * 1 FETCH (UID 3 FLAGS (\\Answered))
      S: * 3 FETCH (UID 70 FLAGS (\\Answered))
      S: * 3 FETCH (FLAGS (\\Draft))
      S: * 2 FETCH (UID 9 FLAGS (\\Draft))
      S: k3 OK done
      """)
    #expect(
      try await session.flags(in: 2...40) == [
        FlagChange(uid: 3, flags: .answered), FlagChange(uid: 9, flags: .draft),
      ])
  }
}
