// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// A day in 2026, hours after its midnight (UTC).
func day(_ month: Int, _ day: Int, hour: Double = 9) -> Date {
  let days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] + day - 1
  return Date(timeIntervalSince1970: 1_767_225_600 + Double(days) * 86_400 + hour * 3600)
}

let customer = Party(
  address: "anna@kunde.example", name: "Anna Kunde", role: .customer, company: "Kunde GmbH")
let supplier = Party(
  address: "lee@bearings.example", name: "Min Lee", role: .supplier, company: "Bearings Ltd")
let irina = Party(address: "irina@ourco.example", name: "Irina", role: .internal)
let agentNow = day(6, 1)

/// A message from a customer to us with the given text; everything else has a default to be changed.
func mail(
  _ text: String, id: String, subject: String = "Anfrage", date: Date = day(1, 5), sender: Party = customer,
  direction: Direction = .inbound, thread: ThreadPlacement = .new, references: [String] = [],
  links: [Link] = [], events: [Event] = [],
  keys: [OrderKey] = [], transitions: [Transition] = [], draft: Draft? = nil
) -> MessageRecord {
  let body =
    "Message-ID: <\(id)>\r\nSubject: \(subject)\r\nDate: \(date.timeIntervalSince1970)\r\n\r\n\(text)\r\n"
  let raw = RawMessage(bytes: Array(body.utf8))
  let us = Address(name: "Orders", address: "Orders@ourco.example")
  let them = Address(name: customer.name, address: customer.address)
  var message = Message(digest: raw.digest, messageID: MessageID(id), date: date, subject: subject)
  message.from = [Address(name: sender.name, address: sender.address)]
  message.to = [direction == .inbound ? us : them]
  message.text = text
  message.newText = text
  message.references = references.compactMap { MessageID($0) }
  return MessageRecord(
    message: message, raw: raw, mailbox: "orders", date: date, direction: direction, sender: sender,
    thread: thread, foldedSubject: subject.lowercased(), links: links,
    recognition: Recognition(events: events), keys: keys, learnt: keys,
    parties: sender.role == .internal ? [] : [sender],
    transitions: transitions, draft: draft)
}

/// A step that an inquiry takes.
let inquired = Transition(event: .inquiryReceived, from: .inquiry, to: .inquiry)

/// A link to the order that the message opens.
let opened = Link(target: .opened, score: 1, evidence: ["an inquiry opens an order"])

/// A link to an order of the store.
func linked(_ order: OrderID, score: Double = 0.9) -> Link {
  Link(target: .existing(order), score: score, evidence: ["the same thread"])
}

/// A reply to the customer.
func reply(_ body: String = "Guten Tag, unser Angebot folgt.", to address: String = "anna@kunde.example")
  -> Draft
{
  Draft(
    event: .inquiryReceived, template: "de/inquiry_received", language: .german, mailbox: "orders",
    from: Address(name: "OurCo", address: "orders@ourco.example"),
    to: [Address(name: "Anna", address: address)],
    subject: "Re: Anfrage", body: body, inReplyTo: MessageID("a@kunde.example"),
    references: [MessageID("a@kunde.example")].compactMap { $0 })
}

extension OrderStore {
  /// A store in memory whose clock stands still.
  static func fixture(now: Date = agentNow) throws -> OrderStore {
    try inMemory(clock: { now })
  }

  /// Records one message in a transaction of its own.
  @discardableResult
  func record(_ record: MessageRecord) async throws -> StoredMessageID {
    try await transaction { ledger throws(LedgerError) in try ledger.record(record).id }
  }

  /// Runs a body in a transaction, for the reads of the port.
  func asking<Result: Sendable>(
    _ body: @escaping @Sendable (any LedgerTransaction) throws(LedgerError) -> Result
  ) async throws -> Result {
    try await transaction(body)
  }

  /// The threads that messages with these identifiers stand in.
  func threads(_ ids: String...) async throws -> [ThreadID?] {
    let identifiers = ids.compactMap { MessageID($0) }
    let found = try await transaction { ledger throws(LedgerError) in try ledger.threads(naming: identifiers)
    }
    return identifiers.map { found[$0] }
  }

  /// The orders that have a key.
  func orders(_ key: OrderKey) async throws -> [Order] {
    try await transaction { ledger throws(LedgerError) in try ledger.orders(withKeys: [key]) }
  }

  /// All messages as they are exported.
  func exported() async throws -> [ExportedMessage] {
    let all = Collected<ExportedMessage>()
    try await exportMessages { all.add($0) }
    return all.values
  }
}
