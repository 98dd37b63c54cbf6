// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore
import Store
import Testing

@Suite("A search")
struct SearchTests {
  private static let texts = [
    "Добрый день! Подтверждаем заказ на подшипники, счёт № 1184 оплачен.",
    "Мы интересуемся заказом: когда отгрузка?",
    "Вопрос по вашему заказу SO-2026-00417.",
    "Wir bestätigen die Bestellungen und bitten um die Rechnungen für die Häuser.",
    "Bitte die Rechnung zur Bestellung B-10442 bestaetigen, Lieferung ins Haus.",
    "Please confirm the deliveries of our orders, PO4500731182.",
    "The order was delivered, container MSKU 1234565.",
  ]

  private static func filled() async throws -> OrderStore {
    let store = try OrderStore.fixture()
    for (index, text) in texts.enumerated() {
      try await store.record(
        mail(text, id: "\(index)@kunde.example", subject: "Betreff \(index)", date: day(1, 1 + index)))
    }
    return store
  }

  private static func found(_ query: String, in store: OrderStore) async throws -> Set<Int> {
    let hits = try await store.search(SearchQuery(query), limit: 0)
    return Set(
      hits.compactMap { hit in hit.messageID.flatMap { Int($0.dropFirst().prefix { $0.isNumber }) } })
  }

  @Test(
    "finds words in any inflected form",
    arguments: [
      ("заказ", [0, 1, 2]), ("заказа", [0, 1, 2]), ("заказом", [0, 1, 2]), ("ЗАКАЗЫ", [0, 1, 2]),
      ("подшипник", [0]), ("подшипников", [0]), ("счет", [0]), ("счёта", [0]),
      ("Bestellung", [3, 4]), ("Rechnung", [3, 4]), ("bestätigen", [3, 4]), ("bestaetigen", [3, 4]),
      ("Haus", [3, 4]), ("Häuser", [3, 4]), ("delivery", [5]), ("deliver", [6]), ("containers", [6]),
      ("orders confirming", [5]),
      ("confirmed", [5]), ("nothing", []),
    ])
  func inflection(query: String, expected: [Int]) async throws {
    #expect(try await Self.found(query, in: Self.filled()) == Set(expected))
  }

  @Test(
    "finds numbers whole, by their parts and however they are written",
    arguments: [
      ("SO-2026-00417", [2]), ("so 2026 417", [2]), ("00417", [2]), ("417", [2]), ("\"2026 417\"", [2]),
      ("\"417 2026\"", []), ("4500731182", [5]), ("PO-4500731182", [5]), ("\"PO 4500731182\"", [5]),
      ("MSKU1234565", [6]), ("B10442", [4]), ("B-10442", [4]), ("1184", [0]), ("118", []),
    ])
  func numbers(query: String, expected: [Int]) async throws {
    #expect(try await Self.found(query, in: Self.filled()) == Set(expected))
  }

  @Test(
    "needs all its words, a phrase in order, and none left out",
    arguments: [
      ("заказ подшипники", [0]), ("\"заказ на подшипник\"", [0]), ("\"подшипники заказ\"", []),
      ("заказ -подшипники", [1, 2]), ("-заказ Bestellung -Haus", []), ("-containers -заказ", [3, 4, 5]),
      ("«Подтверждаем заказ»", [0]), ("-\"Вопрос по\" заказ", [0, 1]),
    ])
  func combination(query: String, expected: [Int]) async throws {
    #expect(try await Self.found(query, in: Self.filled()) == Set(expected))
  }

  @Test("finds what SQLite's own tokenizer does not: the reason for ours")
  func unicode61() async throws {
    let queue = try DatabaseQueue()
    let texts = Self.texts
    let found = try await queue.write { db in
      try db.execute(sql: "CREATE VIRTUAL TABLE plain USING fts5(text, tokenize='unicode61')")
      for text in texts { try db.execute(sql: "INSERT INTO plain VALUES (?)", arguments: [text]) }
      return try ["заказ", "подшипник", "Rechnung", "Bestellung"].map { word in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM plain WHERE plain MATCH ?", arguments: [word])
      }
    }
    #expect(found == [1, 0, 1, 1])
    let store = try await Self.filled()
    var ours: [Int] = []
    for word in ["заказ", "подшипник", "Rechnung", "Bestellung"] {
      ours.append(try await store.count(SearchQuery(word)))
    }
    #expect(ours == [3, 1, 2, 2])
  }

  @Test("ranks subjects above texts, texts above quotations, and newer above older")
  func ranking() async throws {
    let store = try OrderStore.fixture()
    for index in 0..<40 { try await store.record(mail("Füllung \(index)", id: "f\(index)@kunde.example")) }
    var quoted = mail("Danke.", id: "quoted@kunde.example", subject: "Danke")
    quoted.message.quotedText = "Flansch"
    try await store.record(quoted)
    try await store.record(mail("Flansch", id: "old@kunde.example", subject: "Frage", date: day(1, 1)))
    try await store.record(mail("Flansch", id: "new@kunde.example", subject: "Frage", date: day(2, 1)))
    try await store.record(mail("Bitte.", id: "subject@kunde.example", subject: "Flansch"))
    let hits = try await store.search(SearchQuery("flansche"))
    let order = ["subject", "new", "old", "quoted"].map { "<\($0)@kunde.example>" }
    #expect(hits.map(\.messageID) == order)
    #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
    #expect(try await store.search(SearchQuery("flansche"), limit: 2).count == 2)
  }

  @Test("shows the hits between «» in their surroundings, from the new text if they stand there")
  func snippets() async throws {
    let store = try OrderStore.fixture()
    let filling = String(repeating: "wort ", count: 50)
    var letter = mail(
      "\(filling)«Achtung»\r\nzu SO-2026-00417 die Rechnungen \(filling)", id: "a@kunde.example",
      subject: "Flansch")
    letter.message.quotedText = "Kugellager bestellt"
    try await store.record(letter)
    func snippet(_ query: String) async throws -> String? {
      try await store.search(SearchQuery(query)).first?.snippet
    }
    let long = try #require(try await snippet("so-2026-417 Rechnung"))
    #expect(long.contains("wort \"Achtung\" zu «SO-2026-00417» die «Rechnungen» wort"))
    #expect(long.hasPrefix("… ") && long.hasSuffix(" …"))
    #expect(try await snippet("Flansch") == "«Flansch»")
    #expect(try await snippet("Kugellager") == "«Kugellager» bestellt")
    #expect(try await snippet("from:anna")?.hasPrefix("wort wort") == true)
  }
}
