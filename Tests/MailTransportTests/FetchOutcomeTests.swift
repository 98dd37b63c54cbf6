// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Testing

@Suite("Fetching messages")
struct FetchOutcomeTests {
  private func session(
    limits: IMAPLimits = IMAPLimits(), sizes: String, _ dialogue: String
  ) async throws -> (IMAPSession, ScriptedStream) {
    let (session, stream) = try await scriptedSession(
      limits: limits,
      """
      C: k2 EXAMINE "INBOX"
      S: * 9 EXISTS
      S: * OK [UIDVALIDITY 5]
      S: * OK [UIDNEXT 99]
      S: k2 OK done
      C: k3 UID FETCH \(sizes) (UID RFC822.SIZE)
      \(dialogue)
      """)
    _ = try await session.open("INBOX", since: nil)
    return (session, stream)
  }

  private func given(_ text: String) -> FetchOutcome { .given(RawMessage(bytes: Array(text.utf8))) }

  @Test("isolates the one that is refused, and tells gone from withheld")
  func isolated() async throws {
    let (session, stream) = try await session(
      sizes: "1:6",
      """
      S: * 1 FETCH (UID 1 RFC822.SIZE 2)
      S: * 3 FETCH (UID 3 RFC822.SIZE 2)
      S: k3 OK done
      C: k4 UID FETCH 1:6 (UID BODY.PEEK[])
      S: * 1 FETCH (UID 1 BODY[] {1}
      S: x)
      S: k4 NO [SERVERBUG] Internal error.
      C: k5 UID FETCH 1 (UID BODY.PEEK[])
      S: * 1 FETCH (UID 1 BODY[] {2}
      S: ab)
      S: k5 OK done
      C: k6 UID FETCH 2 (UID BODY.PEEK[])
      S: * 2 FETCH (FLAGS (\\Seen))
      S: k6 NO [SERVERBUG] Internal error.
      C: k7 UID FETCH 3 (UID BODY.PEEK[])
      S: * 3 FETCH (UID 3 BODY[] "cd")
      S: k7 OK done
      C: k8 UID FETCH 4 (UID BODY.PEEK[])
      S: k8 OK done
      C: k9 UID FETCH 5 (UID BODY.PEEK[])
      S: * 5 FETCH (UID 5 BODY[] NIL)
      S: k9 OK done
      C: k10 UID FETCH 6 (UID BODY.PEEK[])
      S: * 6 FETCH (BODY[] UID 6)
      S: k10 OK done
      C: k11 NOOP
      S: * 4 EXPUNGE
      S: k11 OK done
      C: k12 UID FETCH 2,4:6 (UID)
      S: * 2 FETCH (UID 2)
      S: * 5 FETCH (UID 6)
      S: * 4 FETCH (UID 5)
      S: k12 OK done
      """)
    let outcomes = try await session.fetch([6, 5, 4, 3, 2, 1, 1])
    #expect(
      outcomes == [
        1: given("ab"), 2: .withheld(reason: "[SERVERBUG] Internal error"), 3: given("cd"), 4: .gone,
        5: .withheld(reason: "it gave no body"), 6: .withheld(reason: "it gave no body"),
      ])
    #expect(stream.complaint == nil)
  }

  @Test("takes an empty body for one only where the message is empty")
  func emptyBody() async throws {
    let (session, stream) = try await session(
      sizes: "1:2",
      """
      S: * 1 FETCH (UID 1 RFC822.SIZE 0)
      S: * 2 FETCH (UID 2 RFC822.SIZE 5)
      S: k3 OK done
      C: k4 UID FETCH 1:2 (UID BODY.PEEK[])
      S: * 1 FETCH (UID 1 BODY[] {0}
      S: )
      S: * 2 FETCH (UID 2 BODY[] "")
      S: k4 OK done
      C: k5 NOOP
      S: k5 OK done
      C: k6 UID FETCH 2 (UID)
      S: * 2 FETCH (UID 2)
      S: k6 OK done
      """)
    let outcomes = try await session.fetch([1, 2])
    #expect(outcomes == [1: given(""), 2: .withheld(reason: "it gave no body")])
    #expect(stream.complaint == nil)
  }

  @Test("calls nothing gone where the server does not confirm it")
  func unconfirmed() async throws {
    let (session, stream) = try await session(
      sizes: "1",
      """
      S: k3 BAD what
      C: k4 UID FETCH 1 (UID BODY.PEEK[])
      S: k4 OK done
      C: k5 NOOP
      S: k5 OK done
      C: k6 UID FETCH 1 (UID)
      S: k6 NO not today
      """)
    let outcomes = try await session.fetch([1])
    #expect(outcomes == [1: .withheld(reason: "not today")])
    #expect(stream.complaint == nil)
  }

  @Test("ends with the session where a body has no UID")
  func unnamed() async throws {
    let (session, stream) = try await session(
      sizes: "1",
      "S: k3 OK done\nC: k4 UID FETCH 1 (UID BODY.PEEK[])\nS: * 1 FETCH (BODY[] {1}\nS: x)\nS: k4 OK done")
    await #expect(throws: MailServerError.self) {
      _ = try await session.fetch([1])
    }
    #expect(stream.isClosed)
  }

  @Test("drops a literal of a gigabyte that is announced and not to be had")
  func gigabyte() async throws {
    let (session, stream) = try await session(
      sizes: "1",
      """
      S: * 1 FETCH (UID 1 RFC822.SIZE 10)
      S: k3 OK done
      C: k4 UID FETCH 1 (UID BODY.PEEK[])
      S: * 1 FETCH (UID 1 BODY[] {1073741824}
      S: and no more
      X: eof
      """)
    let error = await #expect(throws: MailServerError.self) {
      _ = try await session.fetch([1])
    }
    guard case .lost? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(stream.isClosed)
  }

  private static var small: IMAPLimits {
    var limits = IMAPLimits()
    limits.chunk = 4
    limits.literal = 20
    return limits
  }

  /// What a server answers to the chunks of UID 1, of which it says that it has so many bytes.
  private func long(_ size: Int, _ answers: [(ask: String, line: String)]) async throws -> FetchOutcome? {
    var dialogue = "S: * 1 FETCH (UID 1 RFC822.SIZE \(size))\nS: k3 OK done\n"
    for (index, answer) in answers.enumerated() {
      dialogue += "C: k\(index + 4) " + (answer.ask.hasPrefix("<") ? "UID FETCH 1 (UID BODY.PEEK[]" : "")
      dialogue += answer.ask + (answer.ask.hasPrefix("<") ? ")" : "") + "\n"
      dialogue += answer.line.isEmpty ? "" : "S: \(answer.line)\n"
      if !answer.line.hasPrefix("k") { dialogue += "S: k\(index + 4) OK done\n" }
    }
    let (session, stream) = try await session(limits: Self.small, sizes: "1", dialogue)
    let outcomes = try await session.fetch([1])
    #expect(stream.complaint == nil)
    return outcomes[1]
  }

  private func chunk(_ origin: Int, _ text: String) -> String {
    "* 1 FETCH (UID 1 BODY[]<\(origin)> \"\(text)\")"
  }

  @Test("puts a long message together, whatever the server says of its size")
  func chunks() async throws {
    // As long as told.
    #expect(
      try await long(6, [("<0.4>", chunk(0, "abcd")), ("<4.4>", chunk(4, "ef"))]) == given("abcdef"))
    // A multiple of the chunk: then the end is asked for.
    #expect(
      try await long(8, [("<0.4>", chunk(0, "abcd")), ("<4.4>", chunk(4, "efgh")), ("<8.4>", chunk(8, ""))])
        == given("abcdefgh"))
    #expect(
      try await long(8, [("<0.4>", chunk(0, "abcd")), ("<4.4>", chunk(4, "efgh")), ("<8.4>", "")])
        == given("abcdefgh"))
    // Longer than told.
    #expect(
      try await long(
        7, [("<0.4>", chunk(0, "abcd")), ("<4.4>", chunk(4, "efgh")), ("<8.4>", chunk(8, "i"))])
        == given("abcdefghi"))
    // Shorter than told: only an empty chunk says that this is all.
    #expect(
      try await long(7, [("<0.4>", chunk(0, "abcd")), ("<4.4>", chunk(4, "e")), ("<5.4>", chunk(5, ""))])
        == given("abcde"))
    // A server that gives less than was asked for, and goes on.
    #expect(
      try await long(
        5,
        [("<0.4>", chunk(0, "abc")), ("<4.4>", chunk(4, "e")), ("<3.4>", chunk(3, "de"))])
        == given("abcde"))
    // One that knows no parts.
    #expect(
      try await long(7, [("<0.4>", "* 1 FETCH (UID 1 BODY[] \"abcdefg\")"), ("<4.4>", "")])
        == given("abcdefg"))
  }

  @Test("gives no part of a long message for the whole")
  func noPart() async throws {
    #expect(
      try await long(
        7,
        [
          ("<0.4>", chunk(0, "abcd")), ("<4.4>", "k5 NO [SERVERBUG] broken"),
          ("NOOP", ""), ("UID FETCH 1 (UID)", "* 1 FETCH (UID 1)"),
        ])
        == .withheld(reason: "[SERVERBUG] broken"))
    #expect(
      try await long(7, [("<0.4>", chunk(0, "abcd")), ("<4.4>", ""), ("<4.4>", "")])
        == .withheld(reason: "it gave a part of the message only"))
    #expect(
      try await long(
        7, [("<0.4>", ""), ("<4.4>", ""), ("NOOP", "* 1 EXPUNGE"), ("UID FETCH 1 (UID)", "")]) == .gone)
    #expect(
      try await long(
        7,
        [
          ("<0.4>", "* 1 FETCH (UID 1 BODY[]<0> NIL)"), ("<4.4>", ""), ("NOOP", ""),
          ("UID FETCH 1 (UID)", "* 1 FETCH (UID 1)"),
        ]) == .withheld(reason: "it gave no body"))
  }

  @Test("stops at the limit")
  func tooLong() async throws {
    let offsets = [0, 4, 8, 12, 16, 20]
    #expect(
      try await long(22, offsets.map { ("<\($0).4>", chunk($0, "abcd")) }) == .tooLong(bytes: 24))
    #expect(
      try await long(
        7,
        [("<0.4>", "* 1 FETCH (UID 1 BODY[] {21}\nS: \(String(repeating: "x", count: 21)))"), ("<4.4>", "")])
        == .tooLong(bytes: 21))
  }

  @Test("asks for no more at a time than a server bears, and never for two long ones at once")
  func groups() async throws {
    let dialogue = (0..<3).map { index in
      let low = index * 50 + 1
      let high = min(low + 49, 101)
      let lines = (low...high).map { "S: * \($0) FETCH (UID \($0) BODY[] \"x\")\n" }.joined()
      let set = low == high ? "\(low)" : "\(low):\(high)"
      return "C: k\(index + 5) UID FETCH \(set) (UID BODY.PEEK[])\n\(lines)S: k\(index + 5) OK done"
    }
    let sizes = (1...101).map { "S: * \($0) FETCH (UID \($0) RFC822.SIZE 1)\n" }.joined()
    let (session, stream) = try await session(
      sizes: "1:100",
      "C: k4 UID FETCH 101 (UID RFC822.SIZE)\n\(sizes)S: k3 OK done\nS: k4 OK done\n"
        + dialogue.joined(separator: "\n"))
    let outcomes = try await session.fetch(Array(1...101))
    #expect(outcomes.count == 101 && outcomes.values.allSatisfy { $0 == given("x") })
    #expect(stream.complaint == nil)
  }
}
