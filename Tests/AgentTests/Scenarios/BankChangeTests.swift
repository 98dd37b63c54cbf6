// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import Testing

/// Mail that names bank details, as the trade's commonest fraud and the trade itself write it.
///
/// Each message meets an order under way whose suppliers have named their accounts before.
@Suite("A mail about bank details")
struct BankChangeTests {
  struct Letter: Sendable {
    var sender: String
    var subject: String
    var body: String
  }

  private static func letters(_ file: String) throws -> [Letter] {
    let path = Company.root.appendingPathComponent("Tests/AgentTests/Fixtures/\(file)")
    return try String(contentsOf: path, encoding: .utf8).components(separatedBy: "\n---\n").map { text in
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let head = lines[0].components(separatedBy: " | ")
      return Letter(sender: head[0], subject: head[1], body: String(lines[1]))
    }
  }

  private static let people: [String: Party] = [
    "ventora": Company.ventora, "martha": Company.martha, "northlane": Company.northlane,
    "stranger": Company.stranger, "tuerenwerk": Company.tuerenwerk, "rasch": Company.rasch,
    "amthor": Company.amthor, "uralprovod": Company.uralprovod, "bystrotrans": Company.bystrotrans,
    "gordeev": Company.gordeev, "bank": Company.bank, "accounting": Company.accounting,
    "warehouse": Company.warehouse, "erp": Company.erp, "jack": Company.jack, "hanna": Company.hanna,
    "vera": Company.vera,
    "lookalike": Party(address: "orders@vent0ra.example", name: "Inge Hallström", role: .unknown),
    "lookalike-de": Party(address: "vertrieb@tuerenvverk.example", name: "Kathrin Holl", role: .unknown),
    "lookalike-ru": Party(address: "zakaz@uralprovod-oplata.example", name: "Лидия Шубина", role: .unknown),
  ]

  private static let ours = "DE10 2004 1155 0123 4567 89"

  /// What came before: an order, and what its suppliers have named so far.
  private static let before: [(Party, String, String)] = [
    (
      Company.erp, "Sales order SO-2026-09001 created",
      "Sales order SO-2026-09001 has been created for Quill Growers Ltd, 60 fans."
    ),
    (
      Company.ventora, "Invoice 4400 for SO-2026-09001",
      "Please find our invoice 4400 for SO-2026-09001. IBAN SE45 5000 0000 0583 9825 7466, BIC HANDSESS."
    ),
    (
      Company.tuerenwerk, "Rechnung 2026-110 zu SO-2026-09001",
      "Anbei unsere Rechnung 2026-110 zu SO-2026-09001, zahlbar auf DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX."
    ),
    (
      Company.uralprovod, "Счёт 1100 по SO-2026-09001",
      "Счёт 1100 по заказу SO-2026-09001 во вложении. р/с 40702810938000012345, БИК 044525225, к/с 30101810400000000225."
    ),
  ]

  /// What became of a message.
  struct Outcome {
    var isHeld = false
    var hasMoved = false
    var accountsInDrafts: [String] = []
  }

  private static func outcome(of letter: Letter, ownAccounts: [String], border: Border? = nil) async throws
    -> Outcome
  {
    let store = try OrderStore.inMemory(clock: { march(20) })
    let intake = Intake(
      parser: Company.parser,
      pipeline: try Company.pipeline(
        border: border, ownAccounts: ownAccounts, learned: true),
      ledger: store)
    let sender = try #require(people[letter.sender], "\(letter.sender)")
    let all = before + [(sender, letter.subject, letter.body)]
    let items = all.enumerated().map { index, mail in
      let isOurs = mail.0.role == .internal
      let raw = RawMail(
        from: mail.0, to: [isOurs ? Company.accounting : Company.mailbox], subject: mail.1,
        date: march(index + 1),
        messageID: "bank.\(index)@\(mail.0.domain)", body: mail.2)
      return Intake.Item(raw: raw.raw, origin: "\(index)")
    }
    let parsed = await intake.parse(items)
    _ = try await intake.store(Array(parsed.dropLast()), now: march(19))
    let states = try await store.dossiers().map(\.state)
    #expect(try await store.dossiers().flatMap(\.holds).isEmpty)
    _ = try await intake.store(Array(parsed.suffix(1)), now: march(20))
    var outcome = Outcome()
    outcome.isHeld = try await store.health().holds.count > 0
    outcome.hasMoved = try await Array(store.dossiers().map(\.state).prefix(states.count)) != states
    outcome.accountsInDrafts = try await store.drafts(in: []).flatMap { draft in
      AccountScan(draft.reviewed.draft.subject + "\n" + draft.reviewed.draft.body).accounts.filter(
        \.isAccount
      ).map(\.value)
    }
    return outcome
  }

  @Test("holds the order where it announces other ones, moves nothing and gets no number into a draft")
  func changes() async throws {
    let letters = try Self.letters("bank-changes.txt")
    #expect(letters.count >= 60)
    var missed: [String] = []
    for letter in letters {
      let outcome = try await Self.outcome(of: letter, ownAccounts: [Self.ours])
      if !outcome.isHeld { missed.append("\(letter.sender): \(letter.subject)") }
      #expect(!outcome.hasMoved, "\(letter.sender): \(letter.subject)")
      #expect(outcome.accountsInDrafts == [], "\(letter.sender): \(letter.subject)")
    }
    #expect(missed == [])
  }

  @Test(
    "goes its way where it does not, whether our own accounts are listed or not", arguments: [[ours], []])
  func clean(own: [String]) async throws {
    let letters = try Self.letters("bank-clean.txt")
    #expect(letters.count >= 100)
    var wrong: [String] = []
    for letter in letters {
      let outcome = try await Self.outcome(of: letter, ownAccounts: own)
      if outcome.isHeld { wrong.append("\(letter.sender): \(letter.subject)") }
      #expect(outcome.accountsInDrafts == [], "\(letter.sender): \(letter.subject)")
    }
    #expect(wrong.count * 100 <= 2 * letters.count, "\(wrong)")
  }
}
