// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailParsing
import OrderCore
import Rulebook
import Store
import TestSupport

/// The trading house that the scenarios happen to, and everybody it writes with.
///
/// Three branches: cables in Russian, greenhouse technology in English, fire doors in German.
enum Company {
  // Us.
  static let mailbox = Party(address: "orders@ourco.example", name: "Orders", role: .internal)
  static let vera = Party(address: "v.zorina@ourco.example", name: "Вера Зорина", role: .internal)
  static let jack = Party(address: "j.fielding@ourco.example", name: "Jack Fielding", role: .internal)
  static let hanna = Party(address: "h.petersen@ourco.example", name: "Hanna Petersen", role: .internal)
  static let erp = Party(address: "erp@ourco.example", name: "ERP", role: .internal)
  static let warehouse = Party(address: "warehouse@ourco.example", name: "Warehouse", role: .internal)
  static let accounting = Party(address: "accounting@ourco.example", name: "Accounting", role: .internal)

  // Customers.
  static let gordeev = Party(
    address: "p.gordeev@svetoch.example", name: "Павел Гордеев", role: .customer,
    company: "ООО «Светоч-Монтаж»")
  static let martha = Party(
    address: "martha.quill@quillgrowers.example", name: "Martha Quill", role: .customer,
    company: "Quill Growers Ltd")
  static let amthor = Party(
    address: "j.amthor@amthor-bau.example", name: "Jörg Amthor", role: .customer, company: "Amthor Bau GmbH")
  /// Its address comes before Martha's in every order of addresses.
  static let shopRobot = Party(
    address: "do-not-reply@quillgrowers.example", name: "Quill Purchasing", role: .customer,
    company: "Quill Growers Ltd")

  // Those we buy from.
  static let uralprovod = Party(
    address: "zakaz@uralprovod.example", name: "Лидия Шубина", role: .supplier, company: "АО «Уралпровод»")
  static let ventora = Party(
    address: "orders@ventora.example", name: "Inge Hallström", role: .supplier, company: "Ventora Klimat AB")
  static let tuerenwerk = Party(
    address: "vertrieb@tuerenwerk.example", name: "Kathrin Holl", role: .supplier,
    company: "Türenwerk Holl KG")

  // Those who bring things, and the money.
  static let bystrotrans = Party(
    address: "disp@bystrotrans.example", name: "Диспетчер", role: .carrier, company: "ООО «БыстроТранс»")
  static let northlane = Party(
    address: "ops@northlane.example", name: "Northlane Operations", role: .carrier,
    company: "Northlane Shipping")
  static let rasch = Party(
    address: "dispo@rasch-spedition.example", name: "Disposition Rasch", role: .carrier,
    company: "Spedition Rasch GmbH")
  static let bank = Party(
    address: "notice@harbourbank.example", name: "Harbour Bank", role: .bank, company: "Harbour Bank plc")

  /// Somebody the directory does not list.
  static let stranger = Party(address: "r.moss@fastmail-box.example", name: "Ray Moss", role: .unknown)
  static let mailSystem = Party(
    address: "mailer-daemon@mx.quillgrowers.example", name: "Mail Delivery System", role: .unknown)

  static let directory = Directory(
    byAddress: Dictionary(
      uniqueKeysWithValues: [
        gordeev, martha, shopRobot, amthor, uralprovod, ventora, tuerenwerk, bystrotrans, northlane, rasch,
        bank,
        vera, jack, hanna, erp, warehouse, accounting,
      ].map { ($0.address, $0) }),
    ownDomains: ["ourco.example"], ownAddresses: ["orders@ourco.example"])

  static let account = MailAccount(
    name: "orders", address: Address(name: "OurCo", address: "orders@ourco.example"),
    imap: ServerSettings(host: "mail.example", port: 993),
    smtp: ServerSettings(host: "mail.example", port: 465))

  /// The root of the checkout.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file beside which the goldens' folder stands.
  static let goldens = root.appendingPathComponent("Tests/AgentTests/Company.swift").path

  /// The shipped rules and templates are compiled once for all tests.
  private static let shipped = Result {
    (
      rules: try RuleSet(RuleFiles.load(folders: [root.appendingPathComponent("rules").path])),
      model: try ModelFile.load(folders: [root.appendingPathComponent("rules").path]),
      templates: try MustacheTemplates.load(folders: [root.appendingPathComponent("templates").path])
    )
  }

  private static let english = Result {
    try RuleSet(RuleFiles.load(folders: [root.appendingPathComponent("rules/en").path]))
  }

  /// The stages with the English rules only, for tests that take in the same mail over and over.
  static func englishPipeline() throws -> Pipeline {
    Pipeline(
      rules: try english.get(), extractor: KeyExtractor(configured: [:]), directory: directory,
      drafter: Drafter(renderer: try shipped.get().templates, company: "OurCo", signatures: [:]),
      accounts: [account])
  }

  /// The stages as the program wires them.
  ///
  /// - Parameter learned: whether the shipped model decides with the rules, as in the program; stories that are about
  ///   what follows from events leave it out, so that a training does not change them.
  static func pipeline(
    _ directory: Directory = directory, keys: [KeyKind: [KeyPatternDefinition]] = [:], border: Border? = nil,
    ownAccounts: [String] = [], learned: Bool = false
  ) throws -> Pipeline {
    let shipped = try shipped.get()
    return Pipeline(
      rules: shipped.rules, model: learned ? shipped.model : nil, extractor: KeyExtractor(configured: keys),
      directory: directory,
      drafter: Drafter(
        renderer: shipped.templates, company: "OurCo", signatures: [:], accounts: ownAccounts),
      accounts: [account],
      trust: TrustCheck(border: border, directory: directory, ownAccounts: ownAccounts))
  }

  /// What reads bytes.
  static let parser: any MessageParsing = MailParser()

  /// The intake into a store.
  static func intake(_ store: OrderStore) throws -> Intake {
    Intake(parser: parser, pipeline: try pipeline(), ledger: store)
  }
}
