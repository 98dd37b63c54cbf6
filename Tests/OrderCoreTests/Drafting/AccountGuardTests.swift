// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

/// Fills every template with what it is given.
private struct TellingRenderer: TemplateRendering {
  func render(
    template: String, language: Language, values: [String: String]
  ) throws(TemplateError) -> RenderedLetter {
    let body = values.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")
    return RenderedLetter(subject: template, body: body, language: language)
  }
}

@Suite("An account number from mail")
struct AccountGuardTests {
  private static let foreign = "GB29 NWBK 6016 1331 9268 19"
  private static let own = "DE89 3704 0044 0532 0130 00"
  private let account = MailAccount(
    name: "orders", address: Address(address: "orders@ourco.example"),
    imap: ServerSettings(host: "127.0.0.1", port: 143))

  private func draft(
    _ text: String, subject: String = "Inquiry", order: Order? = nil, accounts: [String] = [],
    signatures: [String: String] = [:]
  ) throws -> Draft? {
    let drafter = Drafter(
      renderer: TellingRenderer(), company: "OurCo", signatures: signatures, accounts: accounts)
    var message = Fixture.message(text, subject: subject, from: Fixture.customer.address)
    message.language = .english
    return try drafter.draft(
      for: DraftingOccasion(
        message: message, date: Date(timeIntervalSince1970: Fixture.date), direction: .inbound,
        sender: Fixture.customer, events: [.inquiryReceived], order: order, account: account))
  }

  @Test(
    "is left out of the quotation, with its line",
    arguments: [
      foreign, "GB29NWBK60161331926819", "р/с 40702810938000012345, БИК 044525225",
      "Barclays Bank, sort code 20-00-00, account number 55779911", "GB２9 NWBK 6016 1331 9268 19",
      "GB29\u{AD} NWBK 6016\u{200B} 1331 9268 19", "IBAN GB28 NWBK 6016 1331 9268 19",
    ])
  func quotation(_ number: String) throws {
    let body = try #require(
      try draft("Please quote for 200 bearings.\nOur account: \(number)\nThank you.")?.body)
    #expect(body.contains("> Please quote for 200 bearings.\n> […]\n> Thank you."))
    #expect(AccountScan(body).accounts == [])
  }

  @Test("has the letter refused that would name it by another way")
  func refusal() throws {
    let refusal = TemplateError.foreignAccount(template: LetterName.inquiryAcknowledgement.rawValue)
    #expect(throws: refusal) { try draft("Please quote.", subject: "Pay to \(Self.foreign)") }
    let order = Fixture.order(1, .inquiry, keys: [Fixture.key(.customerOrder, Self.foreign)])
    #expect(throws: refusal) { try draft("Please quote.", order: order) }
  }

  @Test("may stand in a letter when it is ours, as listed or as we sign")
  func own() throws {
    let order = Fixture.order(1, .inquiry, keys: [Fixture.key(.customerOrder, Self.own)])
    #expect(throws: TemplateError.self) { try draft("Please quote.", order: order) }
    #expect(try draft("Please quote.", order: order, accounts: ["de89370400440532013000"]) != nil)
    #expect(try draft("Please quote.", order: order, signatures: ["en": "OurCo, IBAN \(Self.own)"]) != nil)
    let quoted = try draft("We pay to \(Self.own), BIC COBADEFFXXX.", accounts: [Self.own])
    #expect(quoted?.body.contains(Self.own) == true)
  }
}
