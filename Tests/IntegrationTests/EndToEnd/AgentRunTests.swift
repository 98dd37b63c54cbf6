// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("The agent", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct AgentRunTests {
  /// Repeats a question until its answer is yes.
  private func eventually(_ what: Comment, _ isSo: () async throws -> Bool) async throws {
    for _ in 0..<600 {
      if try await isSo() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record(what)
  }

  @Test("fetches new mail, sends what is approved, and ends on SIGTERM", arguments: [SIGTERM, SIGINT])
  func work(_ signal: Int32) async throws {
    let place = try Workplace()
    let agent = try place.program.start(["run", "--interval", "1"])
    defer { agent.send(SIGKILL) }
    try await eventually("The agent has made the store.") {
      FileManager.default.fileExists(atPath: place.folder.path + "/kontor.sqlite")
    }
    try await place.deliver(Letters.inquiry(from: place.customer))
    var draft: String?
    try await eventually("A draft waits.") {
      draft = try await place.program.run(["drafts", "--jsonl"]).objects().first?.number("id").map { "\($0)" }
      return draft != nil
    }
    try await place.kontor("draft", "approve", try #require(draft))
    #expect(try await place.mail(of: place.customer, count: 1).count == 1)
    try await eventually("The reply is filed.") { try await place.outbox().first?.text("state") == "filed" }
    agent.send(signal)
    let outcome = try await agent.end()
    #expect(outcome.exitCode == 0)
    #expect(outcome.output == "")
    #expect(outcome.messageLines.last?.contains("The agent has ended.") == true)
    #expect(kill(agent.processID, 0) == -1)
    #expect(try await place.mail(of: place.customer).count == 1)
    #expect(try await place.mail(of: place.mailbox, in: "Sent").count == 1)
  }

  @Test("hears of new mail by itself, and of an approval, long before its next look")
  func hears() async throws {
    let place = try Workplace()
    // A look of its own would come after three minutes, later than this test may last.
    let agent = try place.program.start(["run", "--interval", "3600"])
    defer { agent.send(SIGKILL) }
    try await eventually("The agent has read the mailbox.") {
      let health = try await place.program.run(["health", "--jsonl"])
      return try health.objects().contains { $0.text("matter") == "contact" && $0.text("level") == "ok" }
    }
    for number in 1...3 {
      try await place.deliver(Letters.inquiry(from: place.customer, number: number))
      try await eventually("Letter \(number) is taken in.") {
        try await place.program.run(["drafts", "--jsonl"]).lines.count == number
      }
    }
    let draft = try #require(try await place.kontor("drafts", "--jsonl").objects().first?.number("id"))
    try await place.kontor("draft", "approve", "\(draft)")
    try await eventually("The reply is filed.") { try await place.outbox().first?.text("state") == "filed" }
    agent.send(SIGTERM)
    #expect(try await agent.end().exitCode == 0)
    // The copy that was filed last may not have been read any more.
    try await place.kontor("sync")
    #expect(try await place.kontor("census", "--json").objects().first?.isTrue("same") == true)
  }

  @Test("goes on with the other mailboxes when one fails, and tells health")
  func oneFails() async throws {
    let place = try Workplace()
    let other = """
        - name: claims
          address: claims@ourco.example
          imap: {host: localhost, port: 1, tls: none, user: claims, password: {file: secret.txt}}

      """
    try place.configure(adding: other)
    try await place.deliver(Letters.inquiry(from: place.customer))
    let agent = try place.program.start(["run"])
    defer { agent.send(SIGKILL) }
    try await eventually("The good mailbox is read.") {
      try await place.program.run(["drafts", "--jsonl"]).lines.count == 1
    }
    try await eventually("Health names the failure of the other.") {
      let health = try await place.program.run(["health", "--jsonl"])
      return health.exitCode == 1 && health.output.contains("Can't reach localhost:1")
    }
    agent.send(SIGTERM)
    #expect(try await agent.end().exitCode == 0)
  }

  @Test("goes on when a server fails, and says so")
  func serverFails() async throws {
    let place = try Workplace()
    try place.configure(changing: "port: \(place.servers.imap)", to: "port: 1")
    let agent = try place.program.start(["run", "--interval", "1"])
    defer { agent.send(SIGKILL) }
    try await eventually("The failure is logged.") { agent.messages.contains("Can't reach localhost:1") }
    agent.send(SIGTERM)
    #expect(try await agent.end().exitCode == 0)
  }
}
