// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import TestSupport
import Testing

@Suite(
  "A reply whose fate nobody can know", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct UncertaintyTests {
  /// Sends the reply to a new inquiry over a relay; returns the outcome and the row.
  private func send(_ number: Int, over relay: LoopbackRelay, from place: Workplace) async throws -> (
    Program.Outcome, Fields
  ) {
    let draft = try await place.draftedAnswer(number: number)
    try place.configure(changing: "port: \(place.servers.smtp)", to: "port: \(relay.port)")
    try await place.kontor("draft", "approve", draft)
    let outcome = try await place.program.run(["outbox", "send"])
    try place.configure()
    return (outcome, try #require(try await place.outbox().first))
  }

  /// Makes a reply that the server took, and whose last answer was lost; the second of its outbox.
  private func uncertainReply(in place: Workplace) async throws -> Fields {
    let whole = try LoopbackRelay(to: place.servers.smtp)
    defer { whole.stop() }
    let (sent, _) = try await send(1, over: whole, from: place)
    #expect(sent.exitCode == 0)
    let dialogue = whole.fromServer
    let invitation = try #require(dialogue.firstRange(of: Array("\r\n354 ".utf8)))
    let end = try #require(dialogue[invitation.upperBound...].firstRange(of: Array("\r\n".utf8))).upperBound
    // One byte of the final answer passes, so that the server has taken the message.
    let relay = try LoopbackRelay(to: place.servers.smtp, cut: LoopbackRelay.Cut(.server, passing: end + 1))
    defer { relay.stop() }
    let (lost, row) = try await send(2, over: relay, from: place)
    #expect(lost.exitCode == 5)
    #expect(lost.messages.hasPrefix("Outbox 2: nobody can know whether it was sent: "))
    #expect(lost.messageLines.count == 1)
    #expect(row.text("state") == "uncertain")
    #expect(try await place.mail(of: place.customer, count: 2).count == 2)
    return row
  }

  @Test("is sent again only when a person says so", arguments: ["sent", "failed", "requeue"])
  func resolved(_ resolution: String) async throws {
    let place = try Workplace()
    let row = try await uncertainReply(in: place)
    try await place.kontor("sync")
    try await place.kontor("outbox", "send")
    #expect(try await place.outbox().first?.text("state") == "uncertain")
    try await place.expect(7, ["draft", "approve", "2"])
    try await place.kontor("outbox", "resolve", "2", "--as", resolution, "--reason", "Asked by telephone")
    try await place.kontor("sync")
    let state = try await place.outbox().first?.text("state")
    #expect(state == (resolution == "failed" ? "failed" : "filed"))
    let waiting = try await place.program.run(["drafts", "--jsonl"]).objects()
    #expect(waiting.map { $0.number("id") } == (resolution == "failed" ? [2] : []))
    let received = try await place.mail(of: place.customer, count: resolution == "requeue" ? 3 : 2)
    let copies = received.filter { $0.messageID?.description == row.text("message_id") }
    #expect(copies.count == (resolution == "requeue" ? 2 : 1))
    #expect(
      try await place.kontor("export", "audit").objects().contains {
        $0.text("detail")?.contains("Asked by telephone") == true
      })
  }

  @Test("is known to be sent once its copy stands in Sent")
  func settled() async throws {
    let place = try Workplace()
    let row = try await uncertainReply(in: place)
    // As a server does that files by itself what it takes.
    try await place.deliver(
      "From: \(place.mailbox)\nTo: \(place.customer)\nMessage-ID: \(row.text("message_id") ?? "")\n\nx\n",
      to: "Sent")
    #expect(try await place.kontor("sync").output.contains("outbox 2: was sent after all; it stands in Sent"))
    try await place.kontor("sync")
    #expect(try await place.outbox().first?.text("state") == "filed")
    #expect(try await place.mail(of: place.customer).count == 2)
    #expect(try await place.mail(of: place.mailbox, in: "Sent").count == 2)
  }
}
