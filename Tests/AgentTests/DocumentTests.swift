// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import Synchronization
import TestSupport
import Testing

@Suite("The documents of mail")
struct DocumentTests {
  /// Gives documents a text that stands in their bytes, and counts how often it is asked.
  private final class ScriptedReader: DocumentReading {
    private let asked = Mutex(0)
    private let failure: DocumentError?
    private let words: String?

    init(failing failure: DocumentError? = nil, saying words: String? = nil) {
      self.failure = failure
      self.words = words
    }

    var count: Int { asked.withLock { $0 } }

    func read(_ bytes: [UInt8], as format: DocumentFormat, charset: String?) async throws(DocumentError)
      -> DocumentText
    {
      asked.withLock { $0 += 1 }
      if let failure { throw failure }
      let text = words ?? String(decoding: bytes, as: UTF8.self)
      guard let marker = text.range(of: "order=") else { return DocumentText(text: text) }
      let value = text[marker.upperBound...].prefix { !$0.isWhitespace }
      return DocumentText(text: text, references: [DocumentReference(role: .order, value: String(value))])
    }
  }

  private let store: OrderStore
  private let now = march(20)

  init() throws { store = try OrderStore.inMemory(clock: { march(20) }) }

  private static func mail(
    _ id: String, from: Party = Company.martha, subject: String, body: String, document: String? = nil,
    day: Int = 2, inReplyTo: String? = nil
  ) -> Intake.Item {
    var lines = [
      "From: \(from.name) <\(from.address)>", "To: orders@ourco.example", "Subject: \(subject)",
      "Date: \(day) Mar 2026 09:00:00 +0000", "Message-ID: <\(id)@test.example>",
    ]
    if let inReplyTo { lines.append("In-Reply-To: <\(inReplyTo)@test.example>") }
    if let document {
      lines += [
        "Content-Type: multipart/mixed; boundary=next", "", "--next", "Content-Type: text/plain", "", body,
        "--next", "Content-Type: application/pdf", "Content-Disposition: attachment; filename=\"scan.pdf\"",
        "Content-Transfer-Encoding: base64", "", Data(document.utf8).base64EncodedString(), "--next--", "",
      ]
    } else {
      lines += ["Content-Type: text/plain", "", body, ""]
    }
    return Intake.Item(raw: RawMessage(bytes: Array(lines.joined(separator: "\r\n").utf8)), origin: id)
  }

  private static let keys: [KeyKind: [KeyPatternDefinition]] = [
    .ourOrder: [
      KeyPatternDefinition(
        expression: #"SO-\d{4}-\d{5}"#, place: SourcePlace(file: "kontor.yaml", line: 1, column: 1))
    ]
  ]

  private func pipeline() throws -> Pipeline { try Company.pipeline(keys: Self.keys) }

  private func take(_ items: Intake.Item...) async throws {
    let intake = Intake(parser: Company.parser, pipeline: try pipeline(), ledger: store)
    _ = try await intake.store(await intake.parse(items), now: now)
  }

  /// Reads what waits, and revises; returns what the messages got by it.
  @discardableResult
  private func read(_ reader: ScriptedReader = ScriptedReader()) async throws -> [RevisionResult] {
    let round = DocumentRound(reader: reader, parser: Company.parser, pipeline: try pipeline())
    let claimed = try await store.claimDocuments(limit: 10, except: [], now: now)
    try await store.finishDocuments(await round.read(claimed), now: now)
    return try await round.revise(in: store, store, now: now)
  }

  private func message(_ id: String) async throws -> ExportedMessage {
    try #require(try await store.messages().first { $0.messageID == "<\(id)@test.example>" })
  }

  @Test("are searched once they have been read, and the message before")
  func searched() async throws {
    try await take(
      Self.mail(
        "a", subject: "Greenhouse", body: "Please see attached.", document: "Trellis netting 40 rolls"))
    let word = try SearchQuery("trellis"), own = try SearchQuery("attached")
    #expect(try await store.search(word).isEmpty)
    #expect(try await store.search(own).count == 1)
    try await read()
    let hits = try await store.search(word)
    #expect(hits.map(\.snippet) == ["«Trellis» netting 40 rolls"])
    #expect(try await store.search(own).count == 1)
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems) == [])
  }

  @Test("say what a message without words of its own is, and open its order")
  func events() async throws {
    try await take(
      Self.mail(
        "a", subject: "Document", body: "Please find the document attached.",
        document: "PURCHASE ORDER\nQuill Growers Ltd\norder=QG-5571\n40 rolls netting"))
    #expect(try await message("a").events.isEmpty)
    let results = try await read()
    #expect(results.map(\.events) == [[.quoteConfirmed]])
    let revised = try await message("a")
    #expect(revised.events == [.quoteConfirmed])
    #expect(revised.keys[.customerOrder] == ["QG-5571"])
    let order = try #require(try await store.dossiers().first)
    #expect(order.state == .confirmed)
    #expect(order.keys.contains { $0.value == "QG-5571" })
  }

  @Test("link a message that names no order itself")
  func linked() async throws {
    try await take(
      Self.mail("a", subject: "Order SO-2026-00417", body: "Where is our order SO-2026-00417?"),
      Self.mail(
        "b", from: Company.northlane, subject: "Papers", body: "As discussed.",
        document: "Waybill for SO-2026-00417", day: 5))
    #expect(try await message("b").order == nil)
    let results = try await read()
    #expect(results.map(\.isNewlyLinked) == [true])
    let revised = try await message("b")
    #expect(revised.orderNumber == "SO-2026-00417")
    #expect(revised.links.first?.evidence.contains { $0.contains("in an attached document") } == true)
  }

  @Test("that list many orders name none")
  func statement() async throws {
    let many = (1...8).map { "Order SO-2026-0040\($0)" }.joined(separator: "\n")
    try await take(
      Self.mail("a", subject: "Order SO-2026-00401", body: "Where is our order SO-2026-00401?"),
      Self.mail("b", from: Company.bank, subject: "Statement", body: "See file.", document: many, day: 5))
    try await read()
    #expect(try await message("b").order == nil)
    #expect(try await message("b").keys[.ourOrder] == nil)
  }

  @Test("do not move a message away from its order")
  func stays() async throws {
    try await take(
      Self.mail("a", subject: "Order SO-2026-00417", body: "Where is our order SO-2026-00417?"),
      Self.mail("b", subject: "Order SO-2026-00500", body: "Where is our order SO-2026-00500?", day: 3),
      Self.mail(
        "c", subject: "Re: Order SO-2026-00417", body: "About SO-2026-00417: see file.",
        document: "Order SO-2026-00500", day: 5, inReplyTo: "a"))
    let before = try await message("c").links
    try await read()
    #expect(try await message("c").links == before)
    #expect(try await message("c").orderNumber == "SO-2026-00417")
  }

  @Test("are read once, however many messages carry them")
  func shared() async throws {
    let reader = ScriptedReader()
    let document = "Terms of trade, edition seven"
    try await take(Self.mail("a", subject: "Terms", body: "See file.", document: document))
    try await read(reader)
    try await take(Self.mail("b", subject: "Terms again", body: "See file.", document: document, day: 4))
    #expect(try await read(reader).count == 1)
    #expect(reader.count == 1)
    #expect(try await store.search(try SearchQuery("edition seven")).count == 2)
    #expect(try await read(reader).isEmpty)
  }

  @Test("that can't be read are told, and tried again when asked")
  func unreadable() async throws {
    try await take(Self.mail("a", subject: "Scan", body: "See file.", document: "nothing"))
    try await read(ScriptedReader(failing: .unreadable("it is encrypted")))
    let told = try await store.documents(in: [.unreadable], limit: 0)
    let id = try #require(told.first).id
    await #expect(throws: LedgerError.notFound("text of document \(id.value)")) {
      try await store.documentText(id)
    }
    #expect(told.map(\.reason) == ["It can't be read: it is encrypted."])
    #expect(told.map(\.filename) == ["scan.pdf"])
    #expect(try await store.claimDocuments(limit: 10, except: [], now: now).isEmpty)
    #expect(try await store.retryDocuments() == 1)
    #expect(try await read().count == 1)
  }

  @Test("wait on while the tool is missing, however long")
  func postponed() async throws {
    try await take(Self.mail("a", subject: "Scan", body: "See file.", document: "late words"))
    for _ in 0..<5 { try await read(ScriptedReader(failing: .toolMissing("pdftotext"))) }
    let waiting = try await store.documents(in: [.waiting], limit: 0)
    #expect(waiting.map(\.reason) == ["The tool pdftotext is not installed."])
    try await read()
    #expect(try await store.search(try SearchQuery("late words")).count == 1)
  }

  @Test("that end their reader three times are given up")
  func poison() async throws {
    try await take(Self.mail("a", subject: "Scan", body: "See file.", document: "poison"))
    for _ in 0..<3 {
      #expect(try await store.claimDocuments(limit: 10, except: [], now: now).count == 1)
    }
    #expect(try await store.claimDocuments(limit: 10, except: [], now: now).isEmpty)
    #expect(try await store.documents(in: [.unreadable], limit: 0).count == 1)
  }

  @Test("leave nothing behind when the revision fails, and do all of it afterwards")
  func failure() async throws {
    try await take(
      Self.mail(
        "a", subject: "Document", body: "Please find the document attached.",
        document: "PURCHASE ORDER\norder=QG-5571"))
    let round = DocumentRound(reader: ScriptedReader(), parser: Company.parser, pipeline: try pipeline())
    let claimed = try await store.claimDocuments(limit: 10, except: [], now: now)
    try await store.finishDocuments(await round.read(claimed), now: now)
    let before = try await exportedText(store)
    await #expect(throws: LedgerError.diskFull(path: ":memory:")) {
      try await round.revise(in: store, FailingLedger(store, atWrite: 0), now: now)
    }
    #expect(try await exportedText(store) == before)
    #expect(try await round.revise(in: store, store, now: now).count == 1)
    #expect(try await message("a").events == [.quoteConfirmed])
  }

  @Test("of another format are read while a tool is missing, the newest first")
  func otherFormats() async throws {
    for day in 2...7 {
      try await take(Self.mail("a\(day)", subject: "Scan", body: "See.", document: "scan \(day)", day: day))
    }
    #expect(try await store.claimDocuments(limit: 10, except: [.pdf], now: now).isEmpty)
    #expect(try await store.documentsWait(except: [.pdf]) == false)
    #expect(try await store.documentsWait())
    let claimed = try await store.claimDocuments(limit: 2, except: [.csv], now: now)
    #expect(claimed.map(\.id.value) == [6, 5])
  }

  @Test("that are all of a message are documents, too")
  func alone() async throws {
    let lines = [
      "From: \(Company.martha.address)", "To: orders@ourco.example", "Subject: Scan",
      "Message-ID: <alone@test.example>", "Content-Type: application/pdf",
      "Content-Transfer-Encoding: base64", "", Data("scanned words".utf8).base64EncodedString(), "",
    ]
    try await take(
      Intake.Item(raw: RawMessage(bytes: Array(lines.joined(separator: "\r\n").utf8)), origin: "alone"))
    try await read()
    #expect(try await store.search(try SearchQuery("scanned")).count == 1)
  }

  @Test("without text are told as such")
  func blank() async throws {
    try await take(Self.mail("a", subject: "Scan", body: "See file.", document: "x"))
    let blank = ScriptedReader(saying: "")
    try await read(blank)
    let told = try await store.documents(in: [.unreadable], limit: 0)
    #expect(told.map(\.reason) == ["It holds no text: it may be a scan or a picture."])
  }

  @Test("of a message that can't be revised don't keep others from it")
  func dismissed() async throws {
    try await take(
      Self.mail("a", subject: "One", body: "See file.", document: "first words"),
      Self.mail("b", subject: "Two", body: "See file.", document: "second words", day: 3))
    let round = DocumentRound(reader: ScriptedReader(), parser: Company.parser, pipeline: try pipeline())
    let claimed = try await store.claimDocuments(limit: 10, except: [], now: now)
    try await store.finishDocuments(await round.read(claimed), now: now)
    let stuck = try #require(try await store.unrevisedMessages(limit: 1, bytes: .max).first)
    #expect(try await store.unrevisedMessages(limit: 10, bytes: 1).count == 1)
    try await store.dismissUnrevised(stuck.id)
    #expect(try await round.revise(in: store, store, now: now).count == 1)
    #expect(try await !store.documentsWait())
  }
}
