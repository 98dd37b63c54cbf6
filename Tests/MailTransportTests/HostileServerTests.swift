// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing

/// A session either ends or recovers; what it gives is what the server has vouched for.
@Suite("A server at its worst")
struct HostileServerTests {
  /// All that one pass over a folder says.
  private struct Pass: Hashable {
    var opening: FolderOpening?
    var listed: [ListedMessage]?
    var uids: UIDIntervals?
    var outcomes: [UInt32: FetchOutcome]?
    var flags: [FlagChange]?
    var waited: WaitOutcome?
  }

  private static let capabilities = "ENABLE QRESYNC ESEARCH IDLE"
  private static let dialogue = """
    C: k2 ENABLE QRESYNC
    S: * ENABLED QRESYNC
    S: k2 OK done
    C: k3 EXAMINE "INBOX" (QRESYNC (5 7 1:2))
    S: * 3 EXISTS
    S: * OK [UIDVALIDITY 5]
    S: * OK [UIDNEXT 9] next
    S: * OK [HIGHESTMODSEQ 12]
    S: * VANISHED (EARLIER) 2
    S: * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (11))
    S: k3 OK [READ-ONLY] done
    C: k4 UID FETCH 3:8 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])
    S: * 2 FETCH (UID 4 FLAGS () RFC822.SIZE 4 BODY[HEADER.FIELDS (MESSAGE-ID)] {21}
    S: Message-ID: <a@b>
    S:
    S: )
    S: * 3 FETCH (UID 8 FLAGS (\\Seen) INTERNALDATE "01-Jan-1970 00:00:07 +0000" RFC822.SIZE 9)
    S: k4 OK done
    C: k5 UID SEARCH RETURN (ALL) UID 1:8
    S: * ESEARCH (TAG "k5") UID ALL 1,4,8
    S: k5 OK done
    C: k6 UID FETCH 4,8 (UID BODY.PEEK[])
    S: * 2 FETCH (UID 4 BODY[] {4}
    S: abcd)
    S: * 3 FETCH (BODY[] {9}
    S: k6 OK
    S: ) UID 8)
    S: k6 OK done
    C: k7 UID FETCH 1:8 (UID FLAGS)
    S: * 1 FETCH (UID 1 FLAGS (\\Answered))
    S: * 2 FETCH (UID 4 FLAGS ())
    S: * 3 FETCH (UID 8 FLAGS ())
    S: k7 OK done
    C: k8 IDLE
    S: + go
    S: * OK Still here
    S: * 4 EXISTS
    C: DONE
    S: k8 OK done
    """

  /// Whether a line of the dialogue begins a response, and is no part of a literal.
  private static func begins(_ line: [UInt8]) -> Bool {
    line.starts(with: Array("* ".utf8))
      || line.first == UInt8(ascii: "k") && !line.elementsEqual("k6 OK\r\n".utf8)
  }

  /// Runs a pass as far as it comes.
  private func pass(_ stream: ScriptedStream) async throws -> (Pass, MailServerError?) {
    var pass = Pass()
    let settings = try scriptedServer()
    do throws(MailServerError) {
      let session = try await IMAPSession.open(settings, dial: stream.dial)
      pass.opening = try await session.open(
        "INBOX", since: FolderBaseline(uidValidity: 5, modSeq: 7, known: 1...2))
      pass.listed = try await session.list(3...8, naming: true)
      pass.uids = try await session.uids(in: 1...8)
      pass.outcomes = try await session.fetch([4, 8])
      pass.flags = try await session.flags(in: 1...8)
      pass.waited = try await session.wait(for: ["INBOX"], seconds: 60) { false }
      return (pass, nil)
    } catch {
      return (pass, error)
    }
  }

  private var script: Script { Script.login(Self.capabilities, Self.dialogue) }

  /// The bytes that come after the greeting.
  private var length: Int {
    script.steps.dropFirst().reduce(0) { sum, step in
      if case .server(let bytes) = step { sum + bytes.count } else { sum }
    }
  }

  @Test("changes nothing by where its bytes are split")
  func everySplit() async throws {
    let (whole, error) = try await pass(ScriptedStream(script))
    #expect(error == nil)
    #expect(whole.outcomes?.count == 2 && whole.waited == .changed)
    for boundary in 1..<length {
      let stream = ScriptedStream(script, boundary: boundary)
      #expect(try await pass(stream) == (whole, nil), "split at \(boundary)")
      #expect(stream.complaint == nil)
    }
  }

  @Test("is lost wherever it ends, and what it gave before is whole")
  func everyCut() async throws {
    let (whole, _) = try await pass(ScriptedStream(script))
    for boundary in 0..<length {
      let stream = ScriptedStream(script, boundary: boundary, endsThere: true)
      let (part, error) = try await pass(stream)
      guard case .lost? = error else {
        Issue.record("cut at \(boundary): \(String(describing: error))")
        continue
      }
      #expect(stream.isClosed)
      #expect(part.opening == nil || part.opening == whole.opening)
      #expect(part.listed == nil || part.listed == whole.listed)
      #expect(part.uids == nil || part.uids == whole.uids)
      #expect(part.outcomes == nil || part.outcomes == whole.outcomes)
      #expect(part.flags == nil || part.flags == whole.flags)
      #expect(part.waited == nil)
    }
  }

  @Test("ends the session by BYE anywhere, the first of them")
  func everyBye() async throws {
    let script = script
    for index in script.steps.indices.dropFirst(2) {
      // Not inside a literal.
      if case .server(let line) = script.steps[index], !Self.begins(line) { continue }
      for (words, isBusy) in [("Server busy, come back in 9 seconds", true), ("Autologout", false)] {
        var hostile = script
        hostile.steps.insert(.server(Array("* BYE \(words)\r\n* BYE \(words)\r\n".utf8)), at: index)
        let stream = ScriptedStream(hostile)
        let (_, error) = try await pass(stream)
        switch error {
        case .busy(_, _, 9) where isBusy: break
        case .lost where !isBusy: break
        default: Issue.record("step \(index): \(String(describing: error))")
        }
        #expect(stream.isClosed)
      }
    }
  }

  @Test(
    "may say between all lines what nobody asked for",
    arguments: [
      "* 1 FETCH (FLAGS (\\Flagged))", "* 0 FETCH (FLAGS ())", "* 4000 FETCH (FLAGS () MODSEQ (9))",
      "* OK Still here", "* OK [ALERT] hear", "* OK", "* NO disk is full", "* BAD what", "* 0 RECENT",
      "* [HIGHESTMODSEQ 12]", "* OK [HIGHESTMODSEQ 12]", "* STATUS \"x\" (MESSAGES 9)", "* LIST () \"/\" x",
      "* FLAGS (\\Seen $x)", "* SOMETHING NEW (a b) ", "* CAPABILITY IMAP4rev1 ENABLE QRESYNC ESEARCH IDLE",
      "* ESEARCH (TAG \"x\") UID ", "* 3 EXISTS ",
    ])
  func chatter(_ line: String) async throws {
    let (whole, _) = try await pass(ScriptedStream(script))
    var chatty = script
    // Behind the login, before each line of the server's that begins a response.
    for index in script.steps.indices.dropFirst(3).reversed() {
      guard case .server(let bytes) = script.steps[index], Self.begins(bytes) else { continue }
      chatty.steps.insert(.server(Array((line + "\r\n").utf8)), at: index)
    }
    var (noisy, error) = try await pass(ScriptedStream(chatty))
    #expect(error == nil)
    #expect(noisy.waited == .changed)
    noisy.waited = whole.waited
    #expect(noisy == whole)
  }

  @Test(
    "is left where it breaks the protocol",
    arguments: [
      "* 3 FETCH (UID 8", "* SEARCH x", "k99 OK done", " * OK", "* VANISHED x", "* 1 FETCH (UID -1)",
      "* OK [UIDVALIDITY 6] new", "* 1 FETCH (A " + String(repeating: "(", count: 10_000) + ")", "* \\x00",
      "* 1 FETCH (BODY[] {99999999999}",
    ])
  func broken(_ line: String) async throws {
    let script = script
    // In the middle of the list.
    let index = try #require(
      script.steps.firstIndex { step in
        if case .server(let bytes) = step {
          bytes.starts(with: Array("* 3 FETCH (UID 8 FLAGS".utf8))
        } else {
          false
        }
      })
    var hostile = script
    hostile.steps.insert(contentsOf: Script("S: " + line).steps, at: index)
    let stream = ScriptedStream(hostile)
    let (part, error) = try await pass(stream)
    guard case .protocolViolation? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(part.opening != nil && part.listed == nil)
    #expect(stream.isClosed)
  }

  @Test("may count its UIDs back: that is told, and not decided here")
  func rewind() async throws {
    let (session, _) = try await scriptedSession(
      """
      ENABLE
      """,
      "C: k2 EXAMINE \"a\"\nS: * 0 EXISTS\nS: * OK [UIDVALIDITY 5]\nS: * OK [UIDNEXT 1]\nS: k2 OK done")
    let opening = try await session.open("a", since: FolderBaseline(uidValidity: 5, modSeq: 9, known: 1...40))
    #expect(opening == FolderOpening(status: FolderStatus(uidValidity: 5, uidNext: 1, exists: 0)))
  }
}
