// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing

@Suite("Opening a folder")
struct FolderOpeningTests {
  private static let resync =
    "C: k2 ENABLE QRESYNC\nS: * ENABLED QRESYNC CONDSTORE\nS: k2 OK done\n"

  private func open(
    _ capabilities: String, _ dialogue: String, modSeq: UInt64 = 7, validity: UInt32 = 5
  ) async throws -> FolderOpening {
    let (session, stream) = try await scriptedSession(capabilities, dialogue)
    let baseline = FolderBaseline(uidValidity: validity, modSeq: modSeq, known: 1...40)
    let opening = try await session.open("INBOX", since: baseline)
    #expect(stream.complaint == nil)
    return opening
  }

  @Test("hears by QRESYNC what went and what was flagged, and nothing of the folder before")
  func quickResync() async throws {
    let opening = try await open(
      "ENABLE CONDSTORE QRESYNC",
      Self.resync + """
        C: k3 EXAMINE "INBOX" (QRESYNC (5 7 1:40))
        S: * VANISHED 90
        S: * 77 EXISTS
        S: * OK [HIGHESTMODSEQ 1000] of the other one
        S: * OK [CLOSED] it is
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 5]
        S: * OK [UIDNEXT 41]
        S: * OK [HIGHESTMODSEQ 12]
        S: * VANISHED (EARLIER) 4:6,9
        S: * 2 FETCH (UID 8 FLAGS (\\Seen \\Answered) MODSEQ (11))
        S: * 2 FETCH (FLAGS (\\Deleted))
        S: k3 OK [READ-ONLY] done
        """)
    #expect(
      opening
        == FolderOpening(
          status: FolderStatus(uidValidity: 5, uidNext: 41, exists: 3, modSeq: 12), tellsVanished: true,
          tellsFlags: true, vanished: UIDIntervals([4...6, 9...9]),
          flags: [FlagChange(uid: 8, flags: [.seen, .answered])]))
  }

  @Test("asks for the flags where the server has CONDSTORE only")
  func conditionalStore() async throws {
    let opening = try await open(
      "CONDSTORE",
      """
      C: k2 EXAMINE "INBOX" (CONDSTORE)
      S: * 3 EXISTS
      S: * OK [UIDVALIDITY 5]
      S: * OK [UIDNEXT 41]
      S: * OK [HIGHESTMODSEQ 9223372036854775807]
      S: k2 OK [READ-ONLY] done
      C: k3 UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 7)
      S: * 3 FETCH (UID 30 MODSEQ (8) FLAGS (\\Flagged))
      S: * 1 FETCH (UID 2 FLAGS () MODSEQ (8))
      S: k3 OK done
      """)
    #expect(opening.status.modSeq == UInt64(Int64.max))
    #expect(opening.tellsFlags && !opening.tellsVanished)
    #expect(opening.flags == [FlagChange(uid: 2, flags: []), FlagChange(uid: 30, flags: .flagged)])
  }

  @Test(
    "tells nothing of a baseline that the server does not honour",
    arguments: [
      "* OK [UIDVALIDITY 6]|* OK [HIGHESTMODSEQ 12]", "* OK [UIDVALIDITY 5]|* OK [HIGHESTMODSEQ 0]",
      "* OK [UIDVALIDITY 5]|* OK [HIGHESTMODSEQ -1]", "* OK [UIDVALIDITY 5]|* OK [NOMODSEQ] none",
      "* OK [UIDVALIDITY 5]|* OK [HIGHESTMODSEQ x]", "* OK [UIDVALIDITY 5]",
      // The server was restored from a copy.
      "* OK [UIDVALIDITY 5]|* OK [HIGHESTMODSEQ 6]",
    ])
  func dishonoured(_ answer: String) async throws {
    let lines = answer.split(separator: "|").map { "S: \($0)\n" }.joined()
    let opening = try await open(
      "ENABLE QRESYNC",
      Self.resync + """
        C: k3 EXAMINE "INBOX" (QRESYNC (5 7 1:40))
        S: * 3 EXISTS
        S: * VANISHED (EARLIER) 4:6,9
        S: * 2 FETCH (UID 8 FLAGS (\\Seen \\Answered) MODSEQ (11))
        S: * OK [UIDNEXT 41]
        \(lines)S: k3 OK [READ-ONLY] done
        """)
    #expect(!opening.tellsFlags && !opening.tellsVanished)
    #expect(opening.vanished.isEmpty && opening.flags.isEmpty)
  }

  @Test("asks for nothing where nothing has changed since the baseline, or with none")
  func unchanged() async throws {
    let answer = "S: * 3 EXISTS\nS: * OK [UIDVALIDITY 5]\nS: * OK [UIDNEXT 41]\nS: * OK [HIGHESTMODSEQ 7]\n"
    let same = try await open(
      "CONDSTORE", "C: k2 EXAMINE \"INBOX\" (CONDSTORE)\n\(answer)S: k2 OK done")
    #expect(same.tellsFlags && same.flags.isEmpty)
    let none = try await open(
      "ENABLE QRESYNC", "\(Self.resync)C: k3 EXAMINE \"INBOX\"\n\(answer)S: k3 OK done", modSeq: 0)
    #expect(!none.tellsFlags && none.status.modSeq == 7)
  }

  @Test(
    "without its UIDVALIDITY is for the caller to judge, and the session goes on",
    arguments: ["", "S: * OK [UIDVALIDITY 0]\n"])
  func noValidity(_ line: String) async throws {
    let opening = try await open(
      "CONDSTORE",
      """
      C: k2 EXAMINE "INBOX" (CONDSTORE)
      S: * 1 EXISTS
      S: * OK [UIDNEXT 41]
      S: * OK [HIGHESTMODSEQ 9]
      \(line)S: k2 OK done
      """, validity: 0)
    #expect(opening == FolderOpening(status: FolderStatus(uidValidity: 0, uidNext: 41, exists: 1, modSeq: 9)))
  }

  @Test("without the number of its messages ends the session")
  func noCount() async throws {
    let (session, stream) = try await scriptedSession(
      "", "C: k2 EXAMINE \"INBOX\"\nS: * OK [UIDVALIDITY 5]\nS: k2 OK done")
    let error = await #expect(throws: MailServerError.self) { try await session.open("INBOX", since: nil) }
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(stream.isClosed)
  }

  @Test("does without an extension that the server claims and does not know")
  func falseClaim() async throws {
    let (session, stream) = try await scriptedSession(
      "CONDSTORE",
      """
      C: k2 EXAMINE "INBOX" (CONDSTORE)
      S: k2 BAD what?
      C: k3 EXAMINE "INBOX"
      S: * 3 EXISTS
      S: * OK [UIDVALIDITY 5]
      S: k3 OK done
      C: k4 STATUS "INBOX" (UIDNEXT)
      S: * STATUS INBOX (UIDNEXT 41)
      S: k4 OK done
      C: k5 EXAMINE "a"
      S: k5 NO none
      """)
    let opening = try await session.open("INBOX", since: nil)
    #expect(opening.status == FolderStatus(uidValidity: 5, uidNext: 41, exists: 3))
    await #expect(throws: MailServerError.self) { try await session.open("a", since: nil) }
    #expect(stream.complaint == nil && !stream.isClosed)
  }

  @Test("lets no UID of the folder before be taken for gone in this one")
  func vanishedBefore() async throws {
    let (session, stream) = try await scriptedSession(
      "",
      """
      C: k2 EXAMINE "a"
      S: * 9 EXISTS
      S: * OK [UIDVALIDITY 1]
      S: * OK [UIDNEXT 10]
      S: k2 OK done
      C: k3 UID FETCH 1:9 (UID FLAGS)
      S: * VANISHED 3:4
      S: * VANISHED (EARLIER) 1
      S: k3 OK done
      C: k4 EXAMINE "b"
      S: * VANISHED 5
      S: * 2 EXISTS
      S: * OK [UIDVALIDITY 1]
      S: * OK [UIDNEXT 10]
      S: k4 OK done
      """)
    _ = try await session.open("a", since: nil)
    _ = try await session.flags(in: 1...9)
    #expect(await session.takeVanished() == UIDIntervals([3...4]))
    #expect(await session.takeVanished().isEmpty)
    _ = try await session.open("b", since: nil)
    #expect(await session.takeVanished().isEmpty)
    #expect(stream.complaint == nil)
  }

  @Test("introduces the client, and goes on where that is refused")
  func introduction() async throws {
    let (session, stream) = try await scriptedSession(
      "ID ENABLE CONDSTORE NAMESPACE",
      """
      C: k2 ID ("name" "kontor")
      C: k3 ENABLE CONDSTORE
      C: k4 NAMESPACE
      S: * ID NIL
      S: k2 BAD no
      S: k3 NO no
      S: k4 NO no
      C: k5 EXAMINE "INBOX" (CONDSTORE)
      S: k5 NO none
      """)
    await #expect(throws: MailServerError.self) { try await session.open("INBOX", since: nil) }
    #expect(stream.complaint == nil && !stream.isClosed)
  }
}
