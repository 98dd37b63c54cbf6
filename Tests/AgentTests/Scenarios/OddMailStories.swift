// SPDX-License-Identifier: Apache-2.0

import Agent
import MailModel
import OrderCore
import Store
import Testing

@Suite("Odd mail")
struct OddMailStories {
  @Test("never gets a reply when a machine wrote it")
  func machines() async throws {
    let story = try Story("machines-en")
    let inquiry = try await story.writes(
      Company.martha, subject: "Seed trays", "Hello, please quote for 500 seed trays, black. Martha Quill")
    let quotation = try await story.replies(
      Company.jack, to: inquiry, "Dear Martha, please find attached our quotation QT-2026-0420. Jack",
      attaching: ["QT-2026-0420.pdf"])
    let before = try await story.drafts().count
    story.part("Out of office")
    try await story.replies(
      Company.martha, to: quotation,
      "Thank you for your message. I am out of the office until 20 March. For urgent orders or quotations please "
        + "contact purchasing.", subject: "Automatic reply: Seed trays",
      headers: ["Auto-Submitted: auto-replied"])
    story.part("A bounce")
    var bounce = RawMail(
      from: Company.mailSystem, to: [Company.mailbox], subject: "Undelivered Mail Returned to Sender",
      date: march(4), messageID: "bounce1@mx.quillgrowers.example",
      body: """
        --part
        Content-Type: text/plain

        Your message could not be delivered: <martha.quill@quillgrowers.example>: mailbox full

        --part
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.quillgrowers.example

        Final-Recipient: rfc822; martha.quill@quillgrowers.example
        Action: failed
        Status: 5.2.2

        --part
        Content-Type: text/rfc822-headers

        Message-ID: <\(quotation.messageID ?? "")>
        Subject: Re: Seed trays

        --part--
        """)
    bounce.contentType = "multipart/report; report-type=delivery-status; boundary=\"part\""
    bounce.inReplyTo = quotation.messageID
    try await story.arrives(bounce)
    story.part("A robot of the customer, and a newsletter")
    try await story.writes(
      Company.shopRobot, subject: "Request for quotation 88120",
      "Please quote for 200 plant labels. This is an automated message of our purchasing system. Do not reply."
    )
    try await story.writes(
      Company.martha, subject: "Spring news from Quill Growers",
      "Please quote us: our spring news for all partners!",
      headers: ["List-Unsubscribe: <mailto:leave@quillgrowers.example>", "Precedence: bulk"])
    #expect(try await story.drafts().count == before)
    try await story.end()
  }

  @Test("of the order system that names a company is no reason to write to its robots")
  func robots() async throws {
    let story = try Story("robots-en")
    // The directory lists a robot of the company before the people.
    try await story.writes(
      Company.erp, subject: "Sales order SO-2026-02701 created",
      "Sales order SO-2026-02701 has been created for Quill Growers Ltd, 300 grow lights.")
    story.later()
    try await story.writes(
      Company.warehouse, subject: "SO-2026-02701 despatched",
      "SO-2026-02701 has been shipped to the customer today.")
    let drafts = try await story.store.drafts(in: [])
    #expect(drafts.flatMap(\.reviewed.draft.to).map(\.address) == [Company.martha.address])
    try await story.end()
  }

  @Test("of a colleague makes the draft stale that says the same")
  func colleague() async throws {
    let story = try Story("colleague-de")
    let inquiry = try await story.writes(
      Company.amthor, subject: "Anfrage Brandschutzglas",
      "Guten Tag, bitte um ein Angebot über 8 Scheiben Brandschutzglas F30. Jörg Amthor")
    #expect(try await story.drafts() == [.pending])
    story.part("Die Kollegin ist schneller")
    try await story.replies(
      Company.hanna, to: inquiry,
      "Guten Tag Herr Amthor, danke für die Anfrage, wir melden uns morgen. Hanna Petersen")
    #expect(try await story.drafts() == [.stale])
    story.part("In einem neuen Faden an dieselbe Firma")
    let second = try await story.writes(
      Company.amthor, subject: "Anfrage Glasleisten",
      "Guten Tag, bitte bieten Sie uns 40 m Glasleisten an, unsere Anfrage A-2310. Jörg Amthor")
    #expect(try await story.drafts() == [.stale, .pending])
    try await story.writes(
      Company.hanna, to: Company.amthor, subject: "Ihre Anfrage A-2310",
      "Guten Tag Herr Amthor, zu Ihrer Anfrage A-2310: anbei unser Angebot AN-2026-0251 über 384,00 EUR. Hanna Petersen",
      attaching: ["AN-2026-0251.pdf"])
    #expect(try await story.drafts() == [.stale, .stale])
    #expect(second.messageID != inquiry.messageID)
    try await story.end()
  }

  @Test(
    "is told apart by its bytes: one Message-ID with two contents is two messages, one message twice is one")
  func identity() async throws {
    let story = try Story("identity-en")
    let inquiry = try await story.writes(
      Company.martha, subject: "Plant ties", "Hello, please quote for 2,000 plant ties. Martha Quill")
    story.part("The same Message-ID over another text")
    var other = inquiry
    other.body = "Hello, please quote for 9,000 plant ties instead. Martha Quill"
    let second = try await story.arrives(other)
    guard case .stored = second else {
      Issue.record("another text was taken for the message")
      return
    }
    story.part("The same bytes from another folder")
    let third = try await story.arrives(inquiry, in: "Archive")
    #expect(third == .known(StoredMessageID(1)))
    #expect(try await story.store.messages().count == 2)
    try await story.end()
  }

  @Test("is taken in without Message-ID, without Date and without From")
  func missingHeaders() async throws {
    let story = try Story("missing-headers-en")
    story.part("No Message-ID")
    try await story.arrives(
      RawMail(
        from: Company.martha, to: [Company.mailbox], subject: "Bamboo canes", date: march(3),
        body: "Hello, please quote for 800 bamboo canes. Martha Quill"))
    story.part("No Date")
    try await story.arrives(
      RawMail(
        from: Company.martha, to: [Company.mailbox], subject: "Grow bags",
        messageID: "bags@quillgrowers.example",
        body: "Hello, please quote for 300 grow bags. Martha Quill"))
    story.part("No From")
    try await story.arrives(
      RawMail(
        to: [Company.mailbox], subject: "Watering cans", date: march(3),
        messageID: "cans@quillgrowers.example",
        body: "Hello, please quote for 40 watering cans."))
    story.part("Nothing but a subject")
    try await story.arrives(RawMail(to: [], subject: "Hello", body: ""))
    let drafts = try await story.store.drafts(in: [])
    #expect(drafts.map(\.reviewed.draft.inReplyTo) == [nil, MessageID("bags@quillgrowers.example")])
    try await story.end()
  }

  @Test("with two senders moves no order and opens none, whichever of them the directory knows")
  func twoSenders() async throws {
    let story = try Story("two-senders-en")
    let inquiry = try await story.writes(
      Company.martha, subject: "Cold frames", "Hello, please quote for 20 cold frames. Martha Quill")
    let quotation = try await story.replies(
      Company.jack, to: inquiry, "Dear Martha, please find attached our quotation QT-2026-0431. Jack",
      attaching: ["QT-2026-0431.pdf"])
    try await story.expect(.quoted)
    story.part("A confirmation with another From field")
    try await story.replies(
      Company.martha, to: quotation, "We accept your quotation QT-2026-0431, please proceed. Martha Quill",
      headers: ["From: Martha Quill <martha@quillgrowers.evil.example>"])
    try await story.expect(.quoted)
    story.part("An order of the same two")
    try await story.writes(
      Company.martha, subject: "Purchase order QG-7781",
      "Please find our purchase order QG-7781. Martha Quill",
      headers: ["From: Martha Quill <martha@quillgrowers.evil.example>"])
    try await story.expect(.quoted)
    story.part("The same from her alone")
    try await story.replies(
      Company.martha, to: quotation, "We accept your quotation QT-2026-0431, please proceed. Martha Quill")
    try await story.expect(.confirmed)
    try await story.end()
  }
}
