// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import Testing

@Suite("A query")
struct SearchQueryTests {
  @Test(
    "is read as people type it",
    arguments: [
      ("заказ", [.text("заказ")]),
      (
        "order:SO-2026-00417 from:lee@bearings.example",
        [.order("SO-2026-00417"), .from("lee@bearings.example")]
      ),
      ("party:supplier party:\"Bearings Ltd\"", [.role(.supplier), .party("Bearings Ltd")]),
      (
        "EVENT:quote_sent has:Attachment lang:DE",
        [.event(.quoteSent), .has(.attachment), .language(.german)]
      ),
      ("after:2026-01-02 before:02.03.2026", [.after(day(1, 2, hour: 0)), .before(day(3, 2, hour: 0))]),
      ("after:2026-02 before:2026", [.after(day(2, 1, hour: 0)), .before(day(1, 1, hour: 0))]),
      ("in:Sent to:anna", [.location("Sent"), .to("anna")]),
      ("\"two words\"more", [.text("two words"), .text("more")]),
      ("\"open end", [.text("open end")]),
      (
        "Re: 12:30 http://x.example Заказ:4512",
        [.text("Re:"), .text("12:30"), .text("http://x.example"), .text("Заказ:4512")]
      ),
      ("— & заказ", [SearchQuery.Condition.text("заказ")]),
    ])
  func parsing(text: String, conditions: [SearchQuery.Condition]) throws {
    #expect(try SearchQuery(text).clauses.map(\.condition) == conditions)
    #expect(try SearchQuery(text).clauses.allSatisfy { !$0.isNegated })
  }

  @Test("leaves out what a minus stands before")
  func negation() throws {
    let clauses = try SearchQuery("a-b -c -\"d e\" -has:order - f").clauses
    #expect(clauses.map(\.isNegated) == [false, true, true, true, false])
  }

  @Test(
    "that can't be understood says what to write",
    arguments: [
      ("", .empty), (" — ", .empty), (String(repeating: "a ", count: 501), .tooLong(limit: 1000)),
      ("form:lee", .unknownField("form")), ("order:", .missingValue(field: "order")),
      ("from: lee", .missingValue(field: "from")),
      ("has:cat", .badValue(field: "has", value: "cat", expected: "attachment, draft, order")),
      ("event:quote", .badValue(field: "event", value: "quote", expected: "an event such as quote_sent")),
      (
        "event:order_shiped",
        .badValue(field: "event", value: "order_shiped", expected: "an event such as order_shipped")
      ),
      ("from:@", .badValue(field: "from", value: "@", expected: "a name, an address or a domain")),
    ] as [(String, SearchQueryError)])
  func errors(text: String, error: SearchQueryError) {
    #expect(throws: error) { try SearchQuery(text) }
    #expect(error.description.hasSuffix("."))
  }

  @Test(
    "refuses dates that are none",
    arguments: [
      "2026-13", "2026-02-30", "31.02.2026", "26-01-01", "gestern", "2026-", "2026-1-1-1", "٢٠٢٦", "-5",
      "1.2",
    ])
  func dates(text: String) {
    #expect(throws: SearchQueryError.self) { try SearchQuery("after:\(text)") }
  }

  @Test(
    "looks at fields",
    arguments: [
      ("from:anna", [0, 2]), ("from:anna@kunde.example", [0, 2]), ("from:kunde.example", [0, 2]),
      ("from:\"Kunde GmbH\"", [0, 2]), ("from:nn@kunde.example", []), ("to:anna", [1]),
      ("to:Anna@Kunde.example", [1]), ("party:anna", [0, 1, 2]), ("party:customer", [0, 2]),
      ("-party:customer", [1, 3]), ("event:inquiry_received", [0]), ("-event:inquiry_received", [1, 2, 3]),
      ("order:417", [0, 1]), ("order:SO-2026-00417 lang:de", [0]), ("-order:417", [2, 3]), ("order:999", []),
      ("has:attachment", [2]), ("has:order", [0, 1]), ("has:draft", [0]), ("-has:draft", [1, 2, 3]),
      ("after:2026-01-06", [1, 2, 3]), ("before:2026-01-06", [0]),
      ("after:2026-01-06 before:2026-01-07", [1]),
      ("in:INBOX", [3]), ("in:archive", [3]), ("in:ORDERS", [0, 1, 2]), ("lang:de", [0]),
      ("вопрос party:internal", []), ("zeichnung", [2]), ("zeichnungen.pdf", [2]),
      ("in:inbox from:anna", [Int]()),
    ])
  func fields(text: String, expected: [Int]) async throws {
    let store = try await Self.filled()
    let hits = try await store.search(SearchQuery(text), limit: 0)
    #expect(Set(hits.map { Int($0.message.value) - 1 }) == Set(expected))
    #expect(try await store.count(SearchQuery(text)) == expected.count)
  }

  private static func filled() async throws -> OrderStore {
    let store = try OrderStore.fixture()
    let number = OrderKey(kind: .ourOrder, value: "SO-2026-00417")
    var german = mail(
      "Anfrage", id: "0@kunde.example", links: [opened], events: [.inquiryReceived], keys: [number],
      draft: reply())
    german.message.language = .german
    try await store.record(german)
    try await store.record(
      mail(
        "Angebot", id: "1@ourco.example", date: day(1, 6), sender: irina, direction: .outbound,
        links: [linked(OrderID(1))]))
    var drawing = mail("Anbei", id: "2@kunde.example", date: day(1, 7))
    drawing.message.parts = [
      MessagePart(type: "application/pdf", filename: "Zeichnung.pdf", size: 1, digest: drawing.raw.digest)
    ]
    try await store.record(drawing)
    var fetched = mail("Invoice", id: "3@bearings.example", date: day(1, 8), sender: supplier)
    fetched.mailbox = "archive"
    let supplierMail = fetched
    let archive = FolderName(mailbox: "archive", folder: "INBOX")
    let generation = try await store.beginGeneration(of: archive, uidValidity: 1, now: agentNow).generation
    _ = try await store.record([listed(1)], interval: 1...1, generation: generation)
    let pending = PendingMessage(
      name: archive, generation: generation, uidValidity: 1, uid: 1, size: 1, received: 0, attempts: 0)
    _ = try await store.land(
      [ArrivedMessage(pending: pending, raw: supplierMail.raw)], isBegun: true, now: agentNow)
    try await store.record(supplierMail)
    return store
  }

  @Test("never becomes syntax, whatever stands in it")
  func hostile() async throws {
    let store = try await Self.filled()
    let pieces = [
      "\"", "'", "*", "(", ")", "{", "}", "^", ":", "-", "+", "AND", "OR", "NOT", "NEAR(", "NEAR/2",
      "sender :",
      "{subject new_text} :", "\0", "\u{1}", "%", "_", ";", "--", "/*", "*/", "DROP TABLE message", "заказ",
      "a",
      "🂡", "\u{202E}", "é", "e\u{301}", "ß", "\u{FFFD}", "\n", " ", " ", "«", "»", "„", "“", "order:",
      "from:",
      "to:", "party:", "in:", "has:attachment", "after:2026", "1", "\\", "`", "[", "]", "$1", "?1", "@", "#",
      "~",
    ]
    var random = SplitMix(seed: 20_261_124)
    var understood = 0
    for _ in 0..<10_000 {
      let text = (0...Int(random.next() % 12)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      guard let query = try? SearchQuery(text) else { continue }
      understood += 1
      _ = try await store.search(query, limit: 3)
    }
    #expect(understood > 3000)
    #expect(try await store.exported().count == 4)
  }
}

/// A small random generator with a seed, so a failing run can be repeated.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
