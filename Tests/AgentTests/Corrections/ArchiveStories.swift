// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Rulebook
import Store
import TestSupport
import Testing

@Suite("The archive gone through once more")
struct ArchiveStories {
  private static let person = Actor(name: "irina", uid: 1000)

  /// A store with mail of Martha's: an inquiry, our offer, and confirmations in words that no rule knows.
  private func store(at path: String? = nil) async throws -> OrderStore {
    let store =
      try path.map { try OrderStore.open(at: $0, clock: { march(25) }) }
      ?? OrderStore.inMemory(clock: { march(25) })
    var mail = [
      RawMail(
        from: Company.martha, to: [Company.mailbox], cc: [], subject: "Irrigation valves", date: march(2),
        messageID: "a@test.example",
        body: "Hello, please send us a quotation for 30 irrigation valves, 1 inch. Martha Quill"),
      RawMail(
        from: Company.jack, to: [Company.martha], cc: [], subject: "Re: Irrigation valves", date: march(3),
        messageID: "b@test.example", inReplyTo: "a@test.example", references: ["a@test.example"],
        body: "Dear Martha, please find attached our quotation QT-2026-0402: 18.40 GBP each. Jack",
        attachments: ["QT-2026-0402.pdf"]),
    ]
    let words = [
      "Righto Jack, hammer it out for us. Martha", "Martha here: hammer it out then, cheers.",
      "All good. Just hammer it out.", "The hammer is heavy, and out it goes.",
    ]
    for (number, text) in words.enumerated() {
      mail.append(
        RawMail(
          from: Company.martha, to: [Company.mailbox], cc: [], subject: "Re: Irrigation valves",
          date: march(4 + number), messageID: "c\(number)@test.example", inReplyTo: "b@test.example",
          references: ["a@test.example", "b@test.example"], body: text))
    }
    for number in 0..<30 {
      mail.append(
        RawMail(
          from: Company.gordeev, to: [Company.mailbox], cc: [], subject: "Note \(number)",
          date: march(10, 9, number), messageID: "n\(number)@test.example",
          body: "We have put it out for the records, number \(number). Thank you for it."))
    }
    let intake = Intake(
      parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: store)
    let items = mail.map { Intake.Item(raw: $0.raw, origin: $0.subject) }
    _ = try await intake.store(await intake.parse(items), now: march(25))
    return store
  }

  private func id(_ name: String, in store: OrderStore) async throws -> StoredMessageID {
    try #require(try await store.messages(named: "<\(name)@test.example>").first)
  }

  private func rules(_ extra: String = "") throws -> RuleSet {
    var book = try RuleFiles.load(folders: [Company.root.appendingPathComponent("rules/en").path])
    if !extra.isEmpty { book.rules += try RuleFiles.load(text: extra, file: "extra.yaml").rules }
    return try RuleSet(book)
  }

  private static let hammer = """
    event: quote_confirmed
    language: en
    rules:
      - id: en-hammer
        any: ["hammer > it > out"]
        examples: ["Hammer it out."]
        counterexamples: ["A hammer."]
    """

  @Test("finds what was recorded, with the rules that recorded it")
  func same() async throws {
    let store = try await store()
    let diff = try await ArchiveReplay(store, new: Recogniser(rules: rules()), old: nil).run(limit: 0)
    #expect(diff.isEmpty, "\(diff.changes.map { "\($0.message.name) \($0.gained) \($0.lost)" })")
    #expect(diff.messages == 36)
    #expect(try await store.archivedCount(since: nil) == 36)
  }

  @Test("knows an answer to a message that nobody has taken in for one, whatever its subject")
  func answer() async throws {
    let store = try await store()
    let mails = [("z", nil), ("y", "gone@test.example")].map { name, parent in
      RawMail(
        from: Company.martha, to: [Company.mailbox], cc: [], subject: "Valves \(name)", date: march(20),
        messageID: "\(name)@test.example", inReplyTo: parent, references: parent.map { [$0] } ?? [],
        body: "Good morning.")
    }
    let intake = Intake(parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: store)
    let items = mails.map { Intake.Item(raw: $0.raw, origin: $0.subject) }
    _ = try await intake.store(await intake.parse(items), now: march(25))
    let all = try await store.archivedMessages(after: nil, limit: 100, bytes: 1 << 20)
    let replies = all.filter { $0.input.isReply }.map(\.name)
    #expect(replies.contains("<y@test.example>") && !replies.contains("<z@test.example>"))
  }

  @Test("tells what changed rules would find and where orders would stand, and touches nothing")
  func changed() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("kontor.sqlite").path
    _ = try await store(at: path)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let reader = try OrderStore.openForReading(at: path, clock: { march(25) })
    let text = try await exportedText(reader)
    for old in [nil, Recogniser(rules: try rules())] {
      let diff = try await ArchiveReplay(reader, new: Recogniser(rules: rules(Self.hammer)), old: old).run(
        limit: 2)
      #expect(diff.gained == [.quoteConfirmed: 3] && diff.lost.isEmpty && diff.changed == 3)
      #expect(diff.changes.map(\.message.name) == ["<c0@test.example>", "<c1@test.example>"])
      #expect(diff.changes.first?.gained == [RecordedEvent(.quoteConfirmed, rule: "en-hammer")])
      #expect(diff.orders.map(\.before) == [.quoted] && diff.orders.map(\.after) == [.confirmed])
    }
    #expect(try await exportedText(reader) == text)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("begins where it is told, with orders as they stand there")
  func since() async throws {
    let store = try await store()
    let diff = try await ArchiveReplay(store, new: Recogniser(rules: rules(Self.hammer)), old: nil).run(
      since: march(5), limit: 0)
    #expect(diff.changes.map(\.message.name) == ["<c1@test.example>", "<c2@test.example>"])
    #expect(diff.messages == 33)
    #expect(diff.orders.map(\.before) == [.quoted])
  }

  @Test("measures both sides against people, whose word no replay changes")
  func corrected() async throws {
    let store = try await store()
    _ = try await store.correct(id("c0", in: store), to: [.quoteConfirmed], reason: "yes", by: Self.person)
    let diff = try await ArchiveReplay(
      store, new: Recogniser(rules: rules(Self.hammer)), old: Recogniser(rules: rules())
    ).run(limit: 0)
    #expect(diff.agreement.old.total.missed == 1 && diff.agreement.new.total.right == 1)
    #expect(diff.orders.isEmpty)
    #expect(diff.changes.first?.message.corrected == [.quoteConfirmed])
  }

  @Test("says which rules fire, which phrases nobody says, and whom people correct")
  func coverage() async throws {
    let store = try await store()
    _ = try await store.correct(id("a", in: store), to: [.tenderInvited], reason: "a tender", by: Self.person)
    let rules = try rules(Self.hammer)
    var coverage = RuleCoverage(rules)
    try await ArchivePass(store, recognisers: [Recogniser(rules: rules)]).run(since: march(2)) { step in
      if let reading = step.readings.first { coverage.take(step.message, reading: reading.phrases) }
    }
    #expect(coverage.messages == 36)
    #expect(coverage.busy.first { $0.id == "en-hammer" }?.fired == 3)
    #expect(!coverage.idle.contains { $0.id == "en-hammer" } && coverage.idle.count > 5)
    #expect(coverage.doubtful.count == 1 && coverage.doubtful.first?.event == .inquiryReceived)
    #expect(coverage.doubtful.first?.precision == 0)
    #expect(!coverage.unseen.contains { $0.rule == "en-hammer" })
    #expect(coverage.unseen.count > 50)
  }

  @Test("suggests the words that people's corrections have in common, and no others")
  func suggestion() async throws {
    let store = try await store()
    #expect(try await SuggestionRun(store, rules: rules()).run(event: nil, minimum: 2).isEmpty)
    for name in ["c0", "c1", "c2"] {
      _ = try await store.correct(id(name, in: store), to: [.quoteConfirmed], reason: "yes", by: Self.person)
    }
    #expect(try await SuggestionRun(store, rules: rules()).run(event: .claimOpened, minimum: 2).isEmpty)
    let suggestions = try await SuggestionRun(store, rules: rules()).run(event: nil, minimum: 3)
    let suggestion = try #require(suggestions.first)
    #expect(suggestions.count == 1 && suggestion.change == .rule(.quoteConfirmed, .english))
    let phrase = try #require(suggestion.phrases.first)
    #expect(suggestion.phrases.count == 1 && phrase.text.contains("hammer it"))
    #expect(phrase.helped == 3 && phrase.corrected == 3 && phrase.harmed == 0 && phrase.logOdds > 2)
    #expect(suggestion.examples.first?.text.contains("hammer it out") == true)
    #expect(!suggestion.counterexamples.isEmpty)
    var patch = try RulePatch(folders: [Company.root.appendingPathComponent("rules/en").path])
    try patch.add(suggestion)
    #expect(patch.failures == [] && patch.count == 1)
    // With it the corrected messages are recognised.
    let file = try #require(patch.changedFiles.first)
    var book = try RuleFiles.load(folders: [Company.root.appendingPathComponent("rules/en").path])
    book.rules.removeAll { $0.place.file == file.file }
    book.rules += try RuleFiles.load(text: file.text, file: file.file).rules
    let diff = try await ArchiveReplay(
      store, new: Recogniser(rules: RuleSet(book)), old: Recogniser(rules: rules())
    ).run(limit: 0)
    #expect(diff.agreement.new.total.missed == 0 && diff.agreement.new.total.wrong == 0)
  }

  @Test("suggests an exception where a rule was wrong")
  func exception() async throws {
    let store = try await store()
    let wide = Self.hammer.replacing("hammer > it > out", with: "hammer")
    let items = (0..<4).map { number in
      let mail = RawMail(
        from: Company.martha, to: [Company.mailbox], cc: [], subject: "Tools", date: march(12, 9, number),
        messageID: "t\(number)@test.example", body: "The claw hammer of lot \(number) lies in the shed.")
      return Intake.Item(raw: mail.raw, origin: "t")
    }
    let pipeline = Pipeline(
      rules: try rules(wide), extractor: KeyExtractor(configured: [:]), directory: Company.directory,
      drafter: Drafter(renderer: NoLetters(), company: "OurCo", signatures: [:]), accounts: [])
    let intake = Intake(parser: Company.parser, pipeline: pipeline, ledger: store)
    _ = try await intake.store(await intake.parse(items), now: march(25))
    for number in 0..<4 {
      let message = try await id("t\(number)", in: store)
      #expect(try await store.recordedEvents(of: message).map(\.rule) == ["en-hammer"])
      _ = try await store.correct(message, to: [], reason: "a tool", by: Self.person)
    }
    let suggestions = try await SuggestionRun(store, rules: rules(wide)).run(
      event: .quoteConfirmed, minimum: 3)
    let suggestion = try #require(suggestions.first)
    #expect(suggestion.change == .except(rule: "en-hammer"))
    #expect(suggestion.phrases.first?.helped == 4 && suggestion.phrases.first?.harmed == 0)
    #expect(suggestion.counterexamples.first?.text.contains("claw hammer") == true)
  }

  /// Fills no letter.
  private struct NoLetters: TemplateRendering {
    func render(template: String, language: Language, values: [String: String]) throws(TemplateError)
      -> RenderedLetter
    { throw .missing(template: template, language: language.rawValue) }
  }

  @Test("gives corrected messages to training as they came in")
  func labelled() async throws {
    let store = try await store()
    #expect(try await store.correctedMessages().isEmpty)
    _ = try await store.correct(id("a", in: store), to: [.tenderInvited], reason: "a tender", by: Self.person)
    _ = try await store.correct(id("c1", in: store), to: [.quoteConfirmed], reason: "yes", by: Self.person)
    _ = try await store.correct(id("c1", in: store), to: [.claimOpened], reason: "no", by: Self.person)
    let labelled = try await store.correctedMessages()
    #expect(labelled.map(\.id) == ["<a@test.example>", "<c1@test.example>"])
    #expect(labelled.map(\.events) == [[.tenderInvited], [.claimOpened]])
    #expect(labelled.first?.input.state == nil && labelled.first?.input.isReply == false)
    let answer = try #require(labelled.last?.input)
    #expect(answer.state == .quoted && answer.history == [.tenderInvited, .quoteSent] && answer.isReply)
    #expect(
      answer.text.hasPrefix("Martha here") && answer.sender == .customer && answer.direction == .inbound)
  }
}
