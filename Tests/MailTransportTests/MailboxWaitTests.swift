// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Synchronization
import Testing

@Suite("Waiting for news")
struct MailboxWaitTests {
  private static let examined =
    "S: * 2 EXISTS\nS: * OK [UIDVALIDITY 5]\nS: * OK [UIDNEXT 9]\n"

  /// Opens INBOX, plays the dialogue from `k3` on, and interrupts a wait when it has asked so often.
  private func wait(
    _ capabilities: String = "IDLE", for folders: [String] = ["INBOX"], seconds: Int = 60,
    patience: Int = 100,
    limits: IMAPLimits = IMAPLimits(), pieces: Int = .max, _ dialogue: String
  ) async throws -> WaitOutcome {
    let (session, stream) = try await scriptedSession(
      capabilities, limits: limits, pieces: pieces,
      "C: k2 EXAMINE \"INBOX\"\n\(Self.examined)S: k2 OK done\n\(dialogue)")
    _ = try await session.open("INBOX", since: nil)
    let asked = Mutex(0)
    let outcome = try await session.wait(for: folders, seconds: seconds) {
      asked.withLock { count in
        count += 1
        return count > patience
      }
    }
    #expect(stream.complaint == nil)
    return outcome
  }

  @Test(
    "ends with a change",
    arguments: ["* 3 EXISTS", "* 1 EXPUNGE", "* VANISHED 4", "* 1 FETCH (FLAGS (\\Seen))"],
    [1, Int.max])
  func changed(_ line: String, _ pieces: Int) async throws {
    let outcome = try await wait(
      pieces: pieces,
      """
      C: k3 IDLE
      S: + idling
      X: pause
      S: * OK Still here
      S: * 2 EXISTS
      S: * 0 RECENT
      X: pause
      S: \(line)
      C: DONE
      S: k3 OK done
      """)
    #expect(outcome == .changed)
  }

  @Test("is no wait where something happened before it, or before the server is ready for it")
  func early() async throws {
    // Waiting in the connection: no IDLE at all.
    let (session, stream) = try await scriptedSession(
      "IDLE", "C: k2 EXAMINE \"INBOX\"\n\(Self.examined)S: k2 OK done\nS: * 3 EXISTS")
    _ = try await session.open("INBOX", since: nil)
    #expect(try await session.wait(for: ["INBOX"], seconds: 60) { false } == .changed)
    #expect(stream.complaint == nil)
    // Half of it waiting in the connection.
    var script = Script.login("IDLE", "C: k2 EXAMINE \"INBOX\"\n\(Self.examined)S: k2 OK done")
    script.steps += [.server(Array("* 3 EX".utf8)), .pause, .server(Array("ISTS\r\n".utf8))]
    let half = ScriptedStream(script)
    let late = try await IMAPSession.open(try scriptedServer(), dial: half.dial)
    _ = try await late.open("INBOX", since: nil)
    let error = await #expect(throws: MailServerError.self) {
      try await late.wait(for: ["INBOX"], seconds: 60) { false }
    }
    #expect(error?.description.contains("60 seconds") == true)
    // Said to another command.
    let (busy, busyStream) = try await scriptedSession(
      "IDLE",
      """
      C: k2 EXAMINE "INBOX"
      \(Self.examined)S: k2 OK done
      C: k3 UID FETCH 1:9 (UID FLAGS)
      S: * 3 EXISTS
      S: k3 OK done
      """)
    _ = try await busy.open("INBOX", since: nil)
    _ = try await busy.flags(in: 1...9)
    #expect(try await busy.wait(for: ["INBOX"], seconds: 60) { false } == .changed)
    #expect(busyStream.complaint == nil)
    // Between IDLE and its invitation.
    #expect(try await wait("IDLE", "C: k3 IDLE\nS: * 3 EXISTS\nS: + go\nC: DONE\nS: k3 OK done") == .changed)
  }

  @Test("ends when the caller wants it, and when the time is up")
  func ends() async throws {
    let dialogue = "C: k3 IDLE\nS: +\nX: pause\nX: pause\nC: DONE\nS: k3 OK done"
    #expect(try await wait(patience: 2, dialogue) == .interrupted)
    #expect(try await wait(seconds: 0, "") == .quiet)
  }

  @Test("hears what is said before the answer to DONE")
  func lateNews() async throws {
    let outcome = try await wait(
      patience: 1, "C: k3 IDLE\nS: +\nX: pause\nC: DONE\nS: * 3 EXISTS\nS: k3 OK done")
    // It is interrupted, and the next wait begins with the news.
    #expect(outcome == .interrupted)
  }

  @Test("is asked for anew before the server forgets it")
  func renewal() async throws {
    var limits = IMAPLimits()
    limits.idle = 0
    let outcome = try await wait(
      patience: 3, limits: limits,
      """
      C: k3 IDLE
      S: +
      C: DONE
      S: k3 OK done
      C: k4 IDLE
      S: +
      C: DONE
      S: * 3 EXISTS
      S: k4 OK done
      """)
    #expect(outcome == .changed)
  }

  @Test(
    "is lost with the connection, and where DONE is not answered",
    arguments: ["S: * BYE idle for too long", "X: eof", "C: DONE\nX: silence"])
  func lost(_ end: String) async throws {
    let error = await #expect(throws: MailServerError.self) {
      _ = try await wait(patience: 1, "C: k3 IDLE\nS: +\n\(end)")
    }
    guard case .lost(_, "IDLE", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is refused where there is no IDLE, at once or when it is tried", arguments: ["NO", "BAD", "OK"])
  func refused(_ answer: String) async throws {
    let (session, stream) = try await scriptedSession(
      "IDLE", "C: k2 EXAMINE \"INBOX\"\n\(Self.examined)S: k2 OK done\nC: k3 IDLE\nS: k3 \(answer) what")
    _ = try await session.open("INBOX", since: nil)
    for _ in 0..<2 {
      let error = await #expect(throws: MailServerError.self) {
        try await session.wait(for: ["INBOX"], seconds: 60) { false }
      }
      guard case .refused(_, "IDLE", _)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(await !session.canWait)
    }
    #expect(stream.complaint == nil && !stream.isClosed)
  }

  @Test("goes back to the folder it watches, and looks whether that is still as the caller saw it")
  func reopened() async throws {
    for (line, outcome) in [("S: * 2 EXISTS\n", WaitOutcome.quiet), ("S: * 3 EXISTS\n", .changed)] {
      let (session, stream) = try await scriptedSession(
        "IDLE",
        """
        C: k2 EXAMINE "INBOX"
        \(Self.examined)S: k2 OK done
        C: k3 EXAMINE "Sent"
        \(Self.examined)S: k3 OK done
        C: k4 EXAMINE "INBOX"
        \(Self.examined)\(line)S: k4 OK done
        """)
      _ = try await session.open("INBOX", since: nil)
      _ = try await session.open("Sent", since: nil)
      #expect(try await session.wait(for: ["INBOX"], seconds: 0) { false } == outcome)
      #expect(stream.complaint == nil)
    }
  }

  @Test("hears of other folders by NOTIFY, what the caller does not know already")
  func notify() async throws {
    let set =
      "NOTIFY SET STATUS (selected-delayed (MessageNew MessageExpunge)) (mailboxes (\"Sent\" \"B\") (MessageNew MessageExpunge))"
    for (status, outcome) in [
      ("* STATUS Sent (MESSAGES 2 UIDNEXT 9 UIDVALIDITY 5)", WaitOutcome.quiet),
      ("* STATUS Sent (MESSAGES 3 UIDNEXT 10)", .changed),
      ("* STATUS Other (MESSAGES 3 UIDNEXT 10)", .quiet),
      ("* OK [NOTIFICATIONOVERFLOW] sorry", .changed),
    ] {
      let (session, stream) = try await scriptedSession(
        "IDLE NOTIFY",
        """
        C: k2 EXAMINE "Sent"
        \(Self.examined)S: k2 OK done
        C: k3 EXAMINE "INBOX"
        \(Self.examined)S: k3 OK done
        C: k4 \(set)
        S: \(status)
        S: k4 OK done
        """)
      _ = try await session.open("Sent", since: nil)
      _ = try await session.open("INBOX", since: nil)
      #expect(try await session.wait(for: ["INBOX", "Sent", "B"], seconds: 0) { false } == outcome)
      #expect(stream.complaint == nil)
    }
    // Refused: the first folder is watched.
    let outcome = try await wait(
      "IDLE NOTIFY", for: ["INBOX", "Sent"],
      """
      C: k3 NOTIFY SET STATUS (selected-delayed (MessageNew MessageExpunge)) (mailboxes ("Sent") (MessageNew MessageExpunge))
      S: k3 NO [BADEVENT (MessageNew)] no
      C: k4 IDLE
      S: +
      S: * 3 EXISTS
      C: DONE
      S: k4 OK done
      """)
    #expect(outcome == .changed)
  }

  @Test("is not ended for ever by news of a folder that can't be opened")
  func closedFolder() async throws {
    let (session, stream) = try await scriptedSession(
      "IDLE NOTIFY",
      """
      C: k2 EXAMINE "INBOX"
      \(Self.examined)S: k2 OK done
      C: k3 NOTIFY SET STATUS (selected-delayed (MessageNew MessageExpunge)) (mailboxes ("Sent") (MessageNew MessageExpunge))
      S: * STATUS Sent (MESSAGES 3 UIDNEXT 10)
      S: k3 OK done
      C: k4 EXAMINE "Sent"
      S: k4 NO [NOPERM] not for you
      C: k5 EXAMINE "INBOX"
      \(Self.examined)S: k5 OK done
      """)
    _ = try await session.open("INBOX", since: nil)
    #expect(try await session.wait(for: ["INBOX", "Sent"], seconds: 0) { false } == .changed)
    await #expect(throws: MailServerError.self) { try await session.open("Sent", since: nil) }
    _ = try await session.open("INBOX", since: nil)
    #expect(try await session.wait(for: ["INBOX", "Sent"], seconds: 0) { false } == .quiet)
    #expect(stream.complaint == nil)
  }
}
