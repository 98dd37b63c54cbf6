// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// Short ways to write messages, parties and orders in the tests of threading and linking.
enum Fixture {
  static let here = SourcePlace(file: "kontor.yaml", line: 1, column: 1)

  /// 2 March 2026, 09:00 UTC.
  static let date = 1_772_442_000.0
  static let day = 86_400.0

  static func definitions(_ expressions: String...) -> [KeyPatternDefinition] {
    expressions.map { KeyPatternDefinition(expression: $0, place: here) }
  }

  /// The numbers of a company with a Russian and a Western branch.
  static let extractor = KeyExtractor(configured: [
    .ourOrder: definitions(#"ЗК-\d{6}"#, #"SO-\d{4}-\d{5}"#),
    .ourQuote: definitions(#"КП-\d{4}/\d{3}"#, #"QT-\d{4}-\d{4}"#, #"AN-\d{4}-\d{4}"#),
    .supplierOrder: definitions(#"ЗП-\d{5}"#, #"PO-S-\d{4}-\d{3}"#),
  ])

  static func message(
    _ text: String = "", subject: String = "", attachments: [String] = [], id: String? = nil,
    inReplyTo: [String] = [], references: [String] = [], from: String = "k@zavod.example",
    to: [String] = ["orders@ourco.example"], kind: MessageKind = .message
  ) -> Message {
    let digest = RawMessage(bytes: Array((subject + text + (id ?? "")).utf8)).digest
    var message = Message(
      digest: digest, messageID: id.flatMap { MessageID($0) },
      inReplyTo: inReplyTo.compactMap { MessageID($0) },
      references: references.compactMap { MessageID($0) }, date: Date(timeIntervalSince1970: date),
      subject: subject, from: [Address(address: from)], to: to.map { Address(address: $0) }, text: text,
      newText: text, kind: kind)
    message.parts = attachments.map {
      MessagePart(type: "application/pdf", filename: $0, size: 1, digest: digest)
    }
    return message
  }

  /// The keys found in a text, as `kind:value`, in the order found.
  static func keys(
    _ text: String, subject: String = "", attachments: [String] = [], speaker: PartyRole = .customer,
    listener: PartyRole = .internal
  ) -> [String] {
    let message = message(text, subject: subject, attachments: attachments)
    let extraction = extractor.extract(from: message, voice: KeyVoice(speaker: speaker, listener: listener))
    return extraction.findings.map { "\($0.key.kind.rawValue):\($0.key.value)" }
  }

  static let customer = Party(
    address: "k@zavod.example", name: "Олег Кузнецов", role: .customer, company: "ООО «Завод»")
  static let otherCustomer = Party(
    address: "buyer@mill.example", name: "Ann Mill", role: .customer, company: "Mill Ltd")
  static let supplier = Party(address: "lee@bearings.example", role: .supplier, company: "Bearings Ltd")
  static let carrier = Party(address: "track@haul.example", role: .carrier, company: "Haul GmbH")
  static let bank = Party(address: "notice@bank.example", role: .bank, company: "Bank AG")
  static let colleague = Party(address: "irina@ourco.example", role: .internal)
  static let stranger = Party(address: "x@evil.example", role: .unknown)

  static let directory = Directory(
    byAddress: Dictionary(
      uniqueKeysWithValues: [customer, otherCustomer, supplier, carrier, bank].map { ($0.address, $0) }),
    ownDomains: ["ourco.example"], ownAddresses: ["orders@ourco.example"])

  static func order(
    _ id: Int64, _ state: OrderState, keys: [OrderKey] = [], parties: [Party] = [customer],
    daysAgo: Double = 3
  ) -> Order {
    Order(
      id: OrderID(id), state: state, keys: keys, parties: parties, lastActivity: date - daysAgo * day)
  }

  static func key(_ kind: KeyKind, _ value: String) -> OrderKey { OrderKey(kind: kind, value: value) }
}
