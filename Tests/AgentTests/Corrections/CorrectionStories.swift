// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A person's word on what mail reports")
struct CorrectionStories {
  private let store: OrderStore
  private let person = Actor(name: "irina", uid: 1000)

  init() throws { store = try OrderStore.inMemory(clock: { march(20) }) }

  /// Answers each document with the words in its bytes.
  private struct PlainReader: DocumentReading {
    func read(_ bytes: [UInt8], as format: DocumentFormat, charset: String?) async throws(DocumentError)
      -> DocumentText
    { DocumentText(text: String(decoding: bytes, as: UTF8.self)) }
  }

  private func take(
    _ id: String, from: Party = Company.martha, to: String = "orders@ourco.example", subject: String,
    _ body: String, document: String? = nil, day: Int, inReplyTo: String? = nil
  ) async throws -> StoredMessageID {
    var lines = [
      "From: \(from.name) <\(from.address)>", "To: \(to)", "Subject: \(subject)",
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
    let item = Intake.Item(raw: RawMessage(bytes: Array(lines.joined(separator: "\r\n").utf8)), origin: id)
    let intake = try Company.intake(store)
    let results = try await intake.store(await intake.parse([item]), now: march(20))
    guard case .stored(let message, _, _)? = results.first else { throw LedgerError.storage("not stored") }
    return message
  }

  @Test("takes an order back that a wrong confirmation had moved")
  func wrongConfirmation() async throws {
    _ = try await take(
      "a", subject: "Irrigation valves",
      "Hello, please send us a quotation for 30 irrigation valves, 1 inch. Martha Quill", day: 2)
    _ = try await take(
      "b", from: Company.jack, to: Company.martha.address, subject: "Re: Irrigation valves",
      "Dear Martha, please find attached our quotation QT-2026-0402: 18.40 GBP each, ex stock. Jack", day: 3,
      inReplyTo: "a")
    let answer = try await take(
      "c", subject: "Re: Irrigation valves",
      "Thank you, we accept quotation QT-2026-0402. Please proceed with the order. Martha", day: 4,
      inReplyTo: "b")
    #expect(try await store.dossiers().map(\.state) == [.confirmed])
    let drafts = try await store.drafts().filter { $0.reviewed.draft.event == .quoteConfirmed }
    _ = try await store.correct(answer, to: [], reason: "it is the answer to another offer", by: person)
    #expect(try await store.dossiers().map(\.state) == [.quoted])
    for draft in drafts { #expect(try await store.draft(draft.reviewed.id).state == .stale) }
    try await expectInvariants(of: store)
    // The order goes on from there.
    _ = try await take(
      "d", subject: "Re: Irrigation valves", "We accept your quotation QT-2026-0402, please go ahead. Martha",
      day: 5, inReplyTo: "b")
    #expect(try await store.dossiers().map(\.state) == [.confirmed])
    try await expectInvariants(of: store)
  }

  @Test("stands when the documents of the message have been read")
  func documents() async throws {
    let id = try await take(
      "a", subject: "Document", "Please find the document attached.",
      document: "PURCHASE ORDER\nQuill Growers Ltd\n40 rolls netting", day: 2)
    _ = try await store.correct(id, to: [.documentsReturned], reason: "a signed copy", by: person)
    let round = DocumentRound(reader: PlainReader(), parser: Company.parser, pipeline: try Company.pipeline())
    let claimed = try await store.claimDocuments(limit: 10, except: [], now: march(20))
    try await store.finishDocuments(await round.read(claimed), now: march(20))
    let results = try await round.revise(in: store, store, now: march(20))
    #expect(results.map(\.events) == [[]])
    #expect(try await store.message(id).events == [.documentsReturned])
    #expect(try await store.unclear().isEmpty)
    #expect(try await store.dossiers().allSatisfy { $0.state == .inquiry })
    try await expectInvariants(of: store)
  }

  @Test("stands when an order adopts the message")
  func adoption() async throws {
    let purchase = try await take(
      "a", from: Company.vera, to: Company.uralprovod.address, subject: "Заказ поставщику ЗП-00871",
      "Добрый день! Направляем заказ ЗП-00871: кабель ВВГнг 3х2,5, 2 км. Просим подтвердить. Вера", day: 2)
    _ = try await store.correct(purchase, to: [.clarificationRequested], reason: "only asks", by: person)
    _ = try await take(
      "b", from: Company.erp, subject: "1С: создан заказ клиента ЗК-004431",
      "Создан заказ клиента ЗК-004431. Клиент: ООО «Светоч-Монтаж». Закупка: заказ поставщику ЗП-00871.",
      day: 3)
    #expect(try await store.message(purchase).events == [.clarificationRequested])
    #expect(try await store.corrections(of: purchase).count == 1)
    try await expectInvariants(of: store)
  }
}
