// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import TestSupport
import Testing

@Suite("An approved reply", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct SendingTests {
  @Test(
    "reaches the customer once, and Sent once, over every kind of connection",
    arguments: TransportSecurity.allCases)
  func wholeWay(_ security: TransportSecurity) async throws {
    let place = try Workplace(security)
    #expect(
      try await place.kontor("check").lines.allSatisfy { $0.contains(" ok ") || $0.hasPrefix("border ") })
    let draft = try await place.draftedAnswer()
    #expect(try await place.kontor("orders").output.contains("Customer Ltd"))
    let shown = try Fields(try await place.kontor("draft", "show", draft, "--json").output)
    #expect(
      try await place.kontor("draft", "show", draft).output.contains(try #require(shown.text("digest"))))
    try await place.kontor("draft", "approve", draft)
    #expect(try await place.outbox().map { $0.text("state") } == ["queued"])
    try await place.kontor("sync")

    let row = try #require(try await place.outbox().first)
    #expect(row.text("state") == "filed")
    let letter = try #require(try await place.mail(of: place.customer, count: 1).first)
    #expect(letter.messageID?.description == row.text("message_id"))
    #expect(letter.from == [Address(name: "OurCo", address: place.mailbox)])
    #expect(letter.to == [Address(name: "Ann Buyer", address: place.customer)])
    #expect(letter.cc == [])
    #expect(letter.subject == "Re: Request for quotation 1")
    let asked = try #require(MessageID("<inquiry-1-\(place.customer)>"))
    #expect(letter.inReplyTo == [asked])
    #expect(letter.references == [asked])
    #expect(letter.text.trimmingCharacters(in: .whitespacesAndNewlines) == shown.text("body"))
    #expect(letter.warnings == [])
    let copy = try #require(try await place.mail(of: place.mailbox, in: "Sent", count: 1).first)
    #expect(copy.messageID == letter.messageID)

    // The copy in Sent is taken in as our own message; then nothing is left to do.
    try await place.kontor("sync")
    let third = try await place.kontor("sync")
    #expect(
      third.lines == ["orders/INBOX: 0 new, 0 events, 0 drafts", "orders/Sent: 0 new, 0 events, 0 drafts"])
    #expect(try await place.outbox().count == 1)
    #expect(try await place.drafts().map { $0.text("state") } == ["sent"])
    #expect(try await place.mail(of: place.customer).count == 1)
    #expect(try await place.mail(of: place.mailbox, in: "Sent").count == 1)
    try await place.expect(7, ["draft", "approve", draft])
  }

  @Test("is sent at once with --send, and by 'outbox send'")
  func sendingCommands() async throws {
    let place = try Workplace()
    let first = try await place.draftedAnswer()
    let sent = try await place.kontor("draft", "approve", first, "--send")
    #expect(sent.output.contains("outbox 1: sent (250 "))
    let second = try await place.draftedAnswer(number: 2)
    try await place.kontor("draft", "approve", second)
    try await place.kontor("outbox", "send")
    #expect(try await place.mail(of: place.customer, count: 2).count == 2)
    #expect(try await place.mail(of: place.mailbox, in: "Sent").count == 2)
  }

  @Test("that the server refuses for good fails with its words")
  func refusedForGood() async throws {
    let place = try Workplace()
    let draft = try await place.draftedAnswer(to: "reject550@customer.example")
    try await place.kontor("draft", "approve", draft)
    let sync = try await place.expect(5, ["sync"])
    #expect(sync.messageLines.count == 1)
    #expect(sync.messages.contains("550 5.1.1"))
    let row = try #require(try await place.outbox().first)
    #expect(row.text("state") == "failed")
    #expect(row.text("note")?.contains("No such user here") == true)
    try await place.kontor("sync")
    #expect(try await place.outbox().first?.number("attempts") == 1)
    #expect(try await place.mail(of: place.mailbox, in: "Sent").isEmpty)
  }

  @Test("that the server puts off stays queued with its words")
  func putOff() async throws {
    let place = try Workplace()
    let draft = try await place.draftedAnswer(to: "defer450@customer.example")
    try await place.kontor("draft", "approve", draft)
    let sync = try await place.expect(5, ["sync"])
    #expect(sync.messageLines.count == 1)
    #expect(sync.messages.contains("450 4.2.1"))
    let row = try #require(try await place.outbox().first)
    #expect(row.text("state") == "queued")
    #expect(row.text("note")?.contains("Mailbox busy") == true)
    #expect(try #require(row.text("due")) > (try #require(row.text("changed"))))
    // Not due yet, so it is left alone.
    try await place.kontor("sync")
    #expect(try await place.outbox().first?.number("attempts") == 1)
    #expect(try await place.drafts().map { $0.text("state") } == ["approved"])
  }
}
