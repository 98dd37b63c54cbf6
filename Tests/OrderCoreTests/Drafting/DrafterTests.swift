// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

/// Fills every template with its own name and the salutation.
private struct EchoingRenderer: TemplateRendering {
  func render(
    template: String, language: Language, values: [String: String]
  ) throws(TemplateError) -> RenderedLetter {
    RenderedLetter(subject: template, body: values["salutation"] ?? "", language: language)
  }
}

@Suite("A drafter")
struct DrafterTests {
  private let drafter = Drafter(renderer: EchoingRenderer(), company: "OurCo", signatures: [:])
  private let account = MailAccount(
    name: "orders", address: Address(address: "orders@ourco.example"),
    imap: ServerSettings(host: "127.0.0.1", port: 143))

  private func draft(
    _ message: Message, sender: Party, events: [Event], order: Order? = nil
  ) throws -> Draft? {
    try drafter.draft(
      for: DraftingOccasion(
        message: message, date: Date(timeIntervalSince1970: Fixture.date), direction: .inbound,
        sender: sender,
        events: events, order: order, account: account))
  }

  private func shipped(_ parties: [Party], in language: Language?) -> Order {
    var order = Fixture.order(
      1, .shipped, keys: [Fixture.key(.ourOrder, "SO-2026-00417")], parties: parties)
    order.language = language
    return order
  }

  @Test("tells a customer of a shipment in the customer's language, not in the carrier's")
  func languageOfNotices() throws {
    var message = Fixture.message("Loaded today", from: Fixture.carrier.address)
    message.language = .english
    let german = shipped([Fixture.carrier, Fixture.customer], in: .german)
    let notice = try draft(message, sender: Fixture.carrier, events: [.orderShipped], order: german)
    #expect(notice?.language == .german)
    #expect(notice?.to.map(\.address) == [Fixture.customer.address])
    let unknown = shipped([Fixture.customer], in: nil)
    #expect(
      try draft(message, sender: Fixture.carrier, events: [.orderShipped], order: unknown)?.language
        == .english)
  }

  @Test("writes to the first customer who reads what comes")
  func addressee() throws {
    let robot = Party(address: "no-reply@zavod.example", role: .customer)
    let order = shipped([robot, Fixture.customer, Fixture.otherCustomer], in: .russian)
    let reminder = try drafter.draft(.paymentReminder, order: order, account: account, language: nil)
    #expect(reminder?.to.map(\.address) == [Fixture.customer.address])
    #expect(reminder?.language == .russian)
    #expect(
      try drafter.draft(.paymentReminder, order: shipped([robot], in: nil), account: account, language: nil)
        == nil)
  }

  @Test(
    "keeps the sender's colleagues in the conversation, and nobody else",
    arguments: [
      (
        "k@zavod.example", ["orders@ourco.example", "b@zavod.example", "x@mill.example"], ["b@zavod.example"]
      ),
      ("k@zavod.example", ["K@zavod.example", "b@zavod.example", "B@zavod.example"], ["b@zavod.example"]),
      ("k@gmail.com", ["orders@ourco.example", "stranger@gmail.com"], []),
      ("k@zavod.example", ["orders@ourco.example"], []),
    ])
  func colleagues(_ sender: String, _ recipients: [String], _ copied: [String]) throws {
    let message = Fixture.message("Запрос", subject: "Запрос цены", from: sender, to: recipients)
    let party = Party(address: sender, role: .unknown)
    let answer = try draft(message, sender: party, events: [.inquiryReceived])
    #expect(answer?.cc.map(\.address) == copied)
    #expect(answer?.to.map(\.address) == [sender])
    #expect(answer?.subject == "Re: Запрос цены")
  }

  @Test("looks at the first hundred recipients of a circular")
  func circular() throws {
    let recipients = (0..<5000).map { "u\($0)@zavod.example" }
    let message = Fixture.message("Запрос", from: "k@zavod.example", to: recipients)
    let request = LinkingRequest(
      message, date: Fixture.date, directory: Fixture.directory, extractor: Fixture.extractor,
      companies: CompanyIndex(Fixture.directory))
    #expect(request.parties.count == 101)
    let answer = try draft(message, sender: Fixture.customer, events: [.inquiryReceived])
    #expect(answer?.cc.count == 100)
  }
}
