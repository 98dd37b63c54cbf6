// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import TestSupport
import Testing

@Suite("An approval", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct ApprovalTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func expectNothingSent(outbox: [String], drafts: [String]) async throws {
    try await place.kontor("sync")
    #expect(try await place.drafts().map { $0.text("state") } == drafts)
    let rows = try await place.program.run(["outbox", "--jsonl"])
    #expect(try rows.objects().map { $0.text("state") } == outbox)
    #expect(
      try await place.mail(of: place.mailbox, in: "Sent").allSatisfy {
        $0.from.first?.address != place.mailbox
      })
    #expect(try await place.mail(of: place.customer).isEmpty)
  }

  @Test("is refused once the customer has written again")
  func staleBefore() async throws {
    let draft = try await place.draftedAnswer()
    try await place.deliver(Letters.reminder(from: place.customer))
    try await place.kontor("sync")
    let refused = try await place.expect(7, ["draft", "approve", draft])
    #expect(refused.messages == "Draft \(draft) is stale: a newer message has come in the thread.\n")
    #expect(refused.output == "")
    let states = try await place.drafts().map { $0.text("state") }
    #expect(states.first == "stale")
  }

  @Test("is void when the customer's next words are on the server before the reply goes out")
  func staleAfter() async throws {
    let draft = try await place.draftedAnswer()
    try await place.kontor("draft", "approve", draft)
    try await place.deliver(Letters.reminder(from: place.customer))
    try await place.kontor("sync")
    #expect(try await place.outbox().map { $0.text("state") } == ["cancelled"])
    #expect(try await place.drafts().first?.text("state") == "stale")
    #expect(try await place.mail(of: place.customer).isEmpty)
  }

  @Test("is void when a colleague has answered from their own mail program")
  func colleague() async throws {
    let draft = try await place.draftedAnswer()
    try await place.deliver(Letters.colleague(to: place.customer), to: "Sent")
    try await place.kontor("sync")
    #expect(try await place.drafts().map { $0.text("state") } == ["stale"])
    try await place.expect(7, ["draft", "approve", draft])
    try await expectNothingSent(outbox: [], drafts: ["stale"])
  }

  @Test("is void once the draft is edited, and the edited text goes out after a new one")
  func edited() async throws {
    let draft = try await place.draftedAnswer()
    let digest = try #require(
      try Fields(try await place.kontor("draft", "show", draft, "--json").output).text("digest"))
    try await place.kontor("draft", "approve", draft)
    let text = "To: \(place.customer)\nSubject: Your inquiry\n\nДень добрый!\n.\n\nFrom here on.\n"
    try await place.kontor("draft", "edit", draft, "--file", "-", input: text)
    try await expectNothingSent(outbox: ["cancelled"], drafts: ["pending"])
    // What was shown before the edit is not what would be approved now.
    try await place.expect(7, ["draft", "approve", draft, "--digest", digest])
    try await place.kontor("draft", "approve", draft)
    try await place.kontor("sync")
    let letter = try #require(try await place.mail(of: place.customer, count: 1).first)
    #expect(letter.subject == "Your inquiry")
    #expect(letter.text == "День добрый!\n.\n\nFrom here on.")
  }

  @Test("of a rejected draft is refused")
  func rejected() async throws {
    let draft = try await place.draftedAnswer()
    try await place.kontor("draft", "reject", draft, "--reason", "We don't sell these")
    let refused = try await place.expect(7, ["draft", "approve", draft])
    #expect(refused.messages == "Draft \(draft) is rejected: We don't sell these.\n")
    try await expectNothingSent(outbox: [], drafts: ["rejected"])
  }

  @Test("is not given twice")
  func twice() async throws {
    let draft = try await place.draftedAnswer()
    try await place.kontor("draft", "approve", draft)
    try await place.expect(7, ["draft", "approve", draft])
    try await place.kontor("sync")
    #expect(try await place.mail(of: place.customer, count: 1).count == 1)
  }

  @Test("needs a role that may give it")
  func roles() async throws {
    let draft = try await place.draftedAnswer()
    for role in ["viewer", "assistant"] {
      try place.configure(adding: "users: {me: {uid: \(Self.uid), role: \(role)}}\n")
      let refused = try await place.expect(6, ["draft", "approve", draft])
      #expect(refused.messages == "me is \(role) and may not approve drafts; specialist or manager may.\n")
      try await place.expect(6, ["draft", "reject", draft])
    }
    try place.configure(adding: "users: {me: {uid: \(Self.uid), role: specialist}}\n")
    try await place.kontor("draft", "approve", draft)
    #expect(try await place.outbox().first?.text("approver") == "me")
  }

  private static let uid = getuid()
}
