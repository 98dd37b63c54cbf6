// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

@Suite("The kind of a message")
struct KindTests {
  struct Case: CustomTestStringConvertible {
    let header: String
    let body: String
    let kind: MessageKind
    init(_ kind: MessageKind, _ header: String, _ body: String = "Text.") {
      self.header = header
      self.body = body
      self.kind = kind
    }
    var testDescription: String { header }
  }

  @Test(
    "is told by headers, subjects and reports",
    arguments: [
      Case(.message, "Subject: Order 5"),
      Case(.message, "Auto-Submitted: no"),
      Case(.autoReply, "Auto-Submitted: auto-replied"),
      Case(.autoReply, "Auto-Submitted: Auto-Notified; owner-email=x"),
      Case(
        .message, "Auto-Submitted: auto-generated\nSubject: Order SO-5 created", "Order SO-5 was created."),
      Case(.autoReply, "Auto-Submitted: auto-generated\nSubject: [Ticket #5] We have received your request"),
      Case(
        .autoReply, "Auto-Submitted: auto-generated\nSubject: =?utf-8?B?0J7RgtCy0LXRgg==?=",
        "Ваше обращение зарегистрировано"),
      Case(.message, "X-Auto-Response-Suppress: All\nSubject: Order 5"),
      Case(.autoReply, "X-Autoreply: yes"),
      Case(.autoReply, "X-Autorespond: yes"),
      Case(.message, "X-Autoreply: no"),
      Case(.autoReply, "Precedence: auto_reply"),
      Case(.autoReply, "Subject: Out of Office: order 5"),
      Case(.autoReply, "Subject: Automatische Antwort: Angebot"),
      Case(.autoReply, "Subject: Автоответ: заявка"),
      Case(.autoReply, "Subject: Нет на месте Re: заявка"),
      Case(.message, "Subject: Re: Out of office"),
      Case(.message, "Subject: Abwesenheit Produktionsleiter"),
      Case(.message, "Subject: Автоответчик для склада, 5 шт."),
      Case(.autoReply, "Subject: Read: Order 5", "Your message was read on Monday."),
      Case(.message, "Subject: Read: this first", "Please read the contract."),
      Case(.bulk, "List-Unsubscribe: <https://x.example>"),
      Case(
        .message,
        "Subject: Ihre Bestellung 77 wurde versandt\nAuto-Submitted: auto-generated\nList-Unsubscribe: <https://x.example>"
      ),
      Case(.bulk, "Auto-Submitted: auto-generated\nList-Unsubscribe: <https://x.example>\nX-Campaign: 5"),
      Case(
        .bulk, "Auto-Submitted: auto-generated\nList-Unsubscribe: <https://x.example>\nList-Id: <l.x.example>"
      ),
      Case(.bulk, "List-Id: <l.x.example>"),
      Case(.bulk, "Precedence: bulk"),
      Case(.autoReply, "Precedence: list\nAuto-Submitted: auto-replied"),
      Case(.bounce, "From: MAILER-DAEMON@x.example\nSubject: failure notice"),
      Case(.message, "From: postmaster@x.example\nSubject: Hello", "Lunch at noon?"),
      Case(.bounce, "Return-Path: <>\nSubject: Mail problem", "User unknown: a@b.example"),
      Case(.autoReply, "Return-Path: <>\nSubject: Read receipt", "Displayed."),
      Case(.bounce, "Subject: Undeliverable: Order 5\nAuto-Submitted: auto-replied"),
      Case(.message, "Subject: Undeliverable parcel", "The address is undeliverable, send another."),
      Case(.message, "Subject: FW: Undeliverable: Order 5", "Please look."),
      Case(.bounce, "Subject: Письмо не доставлено", "Ящик переполнен"),
      Case(
        .bounce, "Subject: Re: Праздники", "Ваше сообщение на адрес a@b.example не доставлено: ящик удалён."),
      Case(.bounce, "Subject: x", "Ihre Nachricht an b@c.example konnte nicht zugestellt werden."),
      Case(.message, "Subject: Delivery", "The goods could not be delivered to your warehouse."),
      Case(.bounce, "X-Failed-Recipients: a@b.example"),
    ])
  func isTold(_ item: Case) throws {
    let source = "\(item.header)\nContent-Type: text/plain; charset=utf-8\n\n\(item.body)\n"
    #expect(try parse(source).kind == item.kind)
  }
}

@Suite("A bounce")
struct BounceTests {
  @Test("names each failed recipient with the status beside it")
  func namesRecipients() throws {
    let message = try parse(
      """
      From: MAILER-DAEMON@mx.example
      To: orders@ourco.example
      Subject: Undelivered Mail Returned to Sender

      This is the mail system at host mx.example. For help write to postmaster@mx.example.

      <a@x.example>: host mx.x.example said: 550 5.1.1 User unknown
      <b@y.example>: 552 5.2.2 Mailbox full
      <a@x.example>: again

      --- Original message follows ---
      From: orders@ourco.example
      To: c@z.example
      Message-ID: <offer@ourco.example>
      """)
    let recipients = try #require(message.bounce?.recipients)
    #expect(recipients.map(\.address) == ["a@x.example", "b@y.example"])
    #expect(recipients.map(\.status) == ["5.1.1", "5.2.2"])
    #expect(recipients.map(\.action) == ["failed", "failed"])
    #expect(message.bounce?.originalMessageID?.value == "offer@ourco.example")
  }

  @Test("of the free kind finds its original by what it answers")
  func findsOriginalByReply() throws {
    let header = "From: postmaster@x.example\nIn-Reply-To: <o@ourco.example>\nSubject: failure notice"
    let message = try parse("\(header)\n\nNo user a@x.example.\n")
    #expect(message.bounce?.originalMessageID?.value == "o@ourco.example")
    #expect(message.bounce?.recipients.map(\.address) == ["a@x.example"])
  }

  @Test("may only report a delay")
  func reportsDelay() throws {
    let message = try parse(
      """
      From: mailer-daemon@x.example
      Subject: Warning: message delayed

      <a@x.example>: 451 4.4.1 timeout
      Delivery will be retried.
      """
    )
    #expect(message.bounce?.recipients.map(\.action) == ["delayed"])
  }

  @Test("is no report for other kinds")
  func isAbsent() throws {
    #expect(try parse(header: "Subject: x").bounce == nil)
  }

  @Test(
    "is a message where the list is a shared mailbox of ours",
    arguments: [
      ("List-Id: Orders <orders.ourco.example>\nList-Post: <mailto:orders@ourco.example>", true),
      ("Mailing-list: list orders@ourco.example; contact x@ourco.example\nPrecedence: list", true),
      ("List-Id: <news.notourco.example>\nPrecedence: list", false),
      ("List-Id: <ourco.example.evil.example>\nPrecedence: list", false),
    ])
  func ownList(_ header: String, isMessage: Bool) throws {
    let raw = RawMessage(bytes: Array("From: a@kunde.example\n\(header)\n\nText".utf8))
    #expect(try MailParser(ownDomains: ["ourco.example"]).parse(raw).kind == (isMessage ? .message : .bulk))
    #expect(try MailParser().parse(raw).kind == .bulk)
  }
}
