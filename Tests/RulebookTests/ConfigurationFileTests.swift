// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A configuration file")
struct ConfigurationFileTests {
  private let folder = Fixture(path: "valid/conf").absolutePath
  private let configuration: Configuration

  init() throws {
    configuration = try ConfigurationFile.load(Fixture(path: "valid/conf/kontor.yaml").absolutePath)
  }

  @Test("names paths relative to its own folder")
  func paths() {
    #expect(configuration.storePath == folder + "/data/kontor.sqlite")
    #expect(configuration.ruleFolders == [folder + "/rules", "/srv/rules"])
    #expect(configuration.templateFolders == [folder + "/letters"])
  }

  @Test("says who is what to us")
  func directory() {
    let directory = configuration.directory
    #expect(configuration.companyName == "OurCo")
    #expect(directory.ownDomains == ["ourco.example", "ourco-service.example"])
    #expect(
      directory.ownAddresses == ["orders@ourco.example", "claims@ourco.example", "quiet@ourco.example"])
    let lee = Party(
      address: "lee@bearings.example", name: "Min Lee", role: .supplier, company: "Bearings Ltd")
    #expect(directory.byAddress == ["lee@bearings.example": lee])
    #expect(directory.byDomain.keys.sorted() == ["bearings.example", "haulage.example"])
    #expect(directory.party(of: Address(address: "x@sub.haulage.example")).role == .carrier)
  }

  @Test("says how numbers look, with the place of each pattern")
  func keys() throws {
    #expect(configuration.keyPatterns[.ourOrder]?.map(\.expression) == [#"ЗК-\d{6}"#, #"SO-\d{4}-\d{5}"#])
    #expect(configuration.keyPatterns[.invoice]?.map(\.expression) == [#"INV-(\d+)"#])
    #expect(configuration.keyPatterns.count == 2)
    let place = try #require(configuration.keyPatterns[.ourOrder]?.last?.place)
    #expect(place == SourcePlace(file: folder + "/kontor.yaml", line: 7, column: 28))
  }

  @Test("names servers, with the usual ports where none is written")
  func mailboxes() throws {
    #expect(configuration.mailboxes.map(\.name) == ["orders", "claims", "quiet"])
    let orders = try #require(configuration.mailboxes.first)
    #expect(orders.address == Address(name: "OurCo", address: "Orders@ourco.example"))
    #expect(orders.folders == ["INBOX", "Sent"])
    let imap = ServerSettings(
      host: "127.0.0.1", port: 10143, security: .none, user: "orders", password: .file(folder + "/secret.txt")
    )
    #expect(orders.imap == imap)
    #expect(orders.smtp == ServerSettings(host: "127.0.0.1", port: 10025, security: .none))
    let claims = configuration.mailboxes[1]
    #expect(claims.folders == nil)
    #expect(claims.imap.port == 993)
    #expect(claims.imap.security == .implicit)
    #expect(claims.imap.password == .command("pass show claims"))
    #expect(claims.imap.certificateAuthorities == folder + "/ca.pem")
    #expect(claims.smtp?.port == 587)
    #expect(claims.smtp?.password == .credential("claims-smtp"))
    let quiet = configuration.mailboxes[2]
    #expect(quiet.imap.port == 143)
    #expect(quiet.imap.password == .file("/etc/kontor/quiet"))
    #expect(quiet.smtp?.port == 465)
  }

  @Test("names users and what ends a letter")
  func users() {
    #expect(configuration.users["irina"]?.role == .specialist)
    #expect(configuration.users["irina"]?.fullName == "Ирина Соколова")
    #expect(configuration.users["audit"] == User(name: "audit", uid: 0, role: .viewer))
    #expect(configuration.signatures["ru"] == "С уважением,\nотдел продаж OurCo")
    #expect(configuration.signatures["en"] == "Kind regards\nOurCo")
    #expect(configuration.signatures["de"] == nil)
  }

  @Test("names the border and our own accounts")
  func trust() throws {
    func load(_ text: String) throws -> Configuration {
      try ConfigurationFile.load(text: "store: k.sqlite\n\(text)", file: "kontor.yaml")
    }
    let company = "company: {name: OurCo, domains: [ourco.example]}\n"
    #expect(configuration.border == nil && configuration.accounts == [])
    let one = try load(company + "border: {authserv_id: MX.OurCo.example, received_by: mx.ourco.example}")
    #expect(one.border == Border(authservID: "mx.ourco.example", hosts: ["mx.ourco.example"]))
    let two = try load(
      company + "border: {authserv_id: ourco, received_by: [mx1.ourco.example, MX2.ourco.example]}")
    #expect(two.border == Border(authservID: "ourco", hosts: ["mx1.ourco.example", "mx2.ourco.example"]))
    let accounts = try load(
      "company: {name: OurCo, domains: [], accounts: [DE89 3704 0044 0532 0130 00, 40702810938000012345]}")
    #expect(accounts.accounts == ["DE89370400440532013000", "40702810938000012345"])
  }

  @Test("needs little: a store and a company")
  func minimum() throws {
    let least = try ConfigurationFile.load(
      text: "store: a.sqlite\ncompany: {name: OurCo}\n", file: "/srv/kontor.yaml")
    #expect(least.storePath == "/srv/a.sqlite")
    #expect(least.mailboxes.isEmpty)
    #expect(least.keyPatterns.isEmpty)
    #expect(least.ruleFolders.isEmpty)
  }

  @Test("may lie in the current folder")
  func currentFolder() throws {
    let least = try ConfigurationFile.load(
      text: "store: a.sqlite\ncompany: {name: OurCo}\n", file: "kontor.yaml")
    #expect(least.storePath == FileManager.default.currentDirectoryPath + "/a.sqlite")
  }

  @Test("may name paths in the home folder")
  func home() throws {
    let text = "store: ~/kontor.sqlite\ncompany: {name: OurCo}\n"
    let least = try ConfigurationFile.load(text: text, file: "kontor.yaml")
    #expect(least.storePath == FileManager.default.homeDirectoryForCurrentUser.path + "/kontor.sqlite")
  }

  @Test("has a sample that loads as it stands, and with its examples in use")
  func sample() throws {
    let plain = try ConfigurationFile.load(text: ConfigurationFile.sample, file: "/srv/kontor.yaml")
    #expect(plain.keyPatterns.keys.count == 3)
    #expect(plain.mailboxes.isEmpty)
    let inUse = ConfigurationFile.sample.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0 != "mailboxes: []" && !$0.hasPrefix("# directory:") }
      .map {
        $0.wholeMatch(of: /# ( *[a-z_]+:.*| +- name.*| {4,}\S.*)/).map { String($0.output.1) } ?? String($0)
      }
      .joined(separator: "\n")
    let full = try ConfigurationFile.load(text: inUse, file: "/srv/kontor.yaml")
    #expect(full.mailboxes.first?.smtp?.port == 465)
    #expect(full.users["irina"]?.uid == 1000)
    #expect(full.signatures["en"]?.hasPrefix("Kind regards\n") == true)
    #expect(full.ruleFolders == ["/srv/rules"])
  }

  @Test(
    "is reported when it can't be read",
    arguments: [("nowhere.yaml", "no such file"), ("", "not a readable file")])
  func unreadable(_ name: String, _ reason: String) throws {
    let path = name.isEmpty ? folder : "\(folder)/\(name)"
    let error = try #require(throws: RulebookError.self) { try ConfigurationFile.load(path) }
    #expect(error.description.hasPrefix("\(path):1:1: can't read '\(path)': "))
    #expect(error.description.hasSuffix(reason))
  }

  @Test("never repeats what stands where a password should not")
  func secrets() throws {
    let path = Fixture(path: "invalid/kontor-secrets.yaml").absolutePath
    let error = try #require(throws: RulebookError.self) { try ConfigurationFile.load(path) }
    #expect(error.diagnostics.count == 5)
    #expect(!error.description.contains("hunter2"))
  }
}
