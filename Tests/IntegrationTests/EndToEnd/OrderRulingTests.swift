// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("What a person knows of orders", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct OrderRulingTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.configure(rules: Workplace.repository + "/rules")
    try place.write(
      "directory.yaml",
      """
      - {domain: customer.example, role: customer, company: Aldgate Pumps Ltd}
      - {domain: other.example, role: customer, company: Borealis Optics Ltd}

      """)
  }

  private func letter(
    _ number: Int, from sender: String, _ subject: String, _ text: String
  ) throws {
    try place.write(
      "mail/\(number).eml",
      """
      From: \(sender)
      To: orders@ourco.example
      Subject: \(subject)
      Date: Mon, 02 Mar 2026 1\(number):00:00 +0000
      Message-ID: <\(number)@mail.example>
      Content-Type: text/plain; charset=utf-8

      \(text)

      """)
  }

  /// Two orders of one customer, and a stranger's word about one of them.
  private func twoOrders() async throws {
    for (number, serial) in [(0, "00417"), (1, "00418")] {
      try letter(
        number, from: "erp@ourco.example", "Sales order SO-2026-\(serial) created",
        "Sales order SO-2026-\(serial) has been created for Aldgate Pumps Ltd, your PO 450073118\(number).")
    }
    try letter(
      2, from: "someone@elsewhere.example", "SO-2026-00417",
      "When will the goods of SO-2026-00417 arrive, please?")
    try await place.kontor("import", "mail")
  }

  private func state(_ order: String) async throws -> String? {
    try Fields(try await place.kontor("order", "show", order, "--json").output).text("state")
  }

  @Test("is recorded, beats what the program supposes, and teaches the thread")
  func rulings() async throws {
    try await twoOrders()
    let held = try await place.kontor("order", "held", "--jsonl").objects()
    #expect(held.map { $0.text("message_id") } == ["<2@mail.example>"])
    let page = try await place.kontor("order", "held").output
    #expect(page.contains("SO-2026-00417") && page.contains("the sender is no party of the order"))

    let rehearsed = try await place.kontor(
      "order", "set", "SO-2026-00417", "--state", "shipped", "--dry-run")
    #expect(rehearsed.output.contains("placed → shipped"))
    #expect(try await state("SO-2026-00417") == "placed")
    try await place.kontor(
      "order", "set", "SO-2026-00417", "--state", "shipped", "--key", "shipping=MSKU1234565", "--reason",
      "the yard says so")
    #expect(try await state("MSKU1234565") == "shipped")
    try await place.expect(7, ["order", "set", "SO-2026-00417", "--number", "SO-2026-00418"])
    try await place.expect(2, ["order", "set", "SO-2026-00417"])
    try await place.expect(2, ["order", "set", "SO-2026-00417", "--key", "colour=red"])

    try await place.kontor("order", "link", "<2@mail.example>", "SO-2026-00417", "--reason", "their fitter")
    try await place.expect(4, ["order", "held"])
    try letter(
      3, from: "someone@elsewhere.example", "Re: SO-2026-00417", "And the papers? Please send the invoice.")
    try await place.kontor("import", "mail/3.eml")
    let order = try Fields(try await place.kontor("order", "show", "SO-2026-00417", "--json").output)
    #expect(order.objects("timeline").map { $0.text("message_id") }.contains("<3@mail.example>"))

    try await place.kontor("order", "merge", "SO-2026-00418", "SO-2026-00417", "--reason", "one delivery")
    #expect(try await place.kontor("orders", "--jsonl").objects().count == 1)
    #expect(try await state("SO-2026-00417") == "shipped")
    let parted = try await place.kontor(
      "order", "split", "SO-2026-00418", "--message", "<3@mail.example>", "--reason", "another matter",
      "--json")
    #expect(try Fields(parted.output).objects("orders").count == 2)
    #expect(try await place.kontor("orders", "--jsonl").objects().count == 2)
    let audit = try await place.kontor("export", "audit", "--jsonl").objects()
    let acts = audit.compactMap { $0.text("action") }.filter {
      ["order set", "order link", "order merge", "order split"].contains($0)
    }
    #expect(acts == ["order set", "order set", "order link", "order merge", "order split"])
  }

  @Test("comes from the order system, which is the authority on numbers")
  func list() async throws {
    try place.write(
      "orders.csv",
      """
      Auftragsnummer;Kunde;Betrag;Währung;Bestellnummer
      SO-2026-00417;Aldgate Pumps Ltd;1.250,00;EUR;4500731180
      SO-2026-00418;Aldgate Pumps Ltd;80,50;EUR;4500731181
      ;Nobody;1,00;EUR;

      """)
    let refused = try await place.expect(1, ["orders", "import", "orders.csv", "--dry-run"])
    #expect(refused.messages.contains("orders.csv:4"))
    #expect(refused.output.contains("2"))
    try await place.expect(1, ["orders", "import", "orders.csv", "--json"])
    // The customer names their own number only, which no mail has told.
    try letter(
      4, from: "ann@customer.example", "Your delivery",
      "When will the goods of our purchase order 4500731181 arrive, please?")
    try letter(
      5, from: "bob@other.example", "SO-2026-00417", "When will the goods of SO-2026-00417 arrive, please?")
    try await place.kontor("import", "mail")
    #expect(try await state("4500731181") != nil)
    // Another customer's word about a number of the list begins no order.
    #expect(
      try await place.kontor("orders", "--jsonl").objects().map { $0.text("number") } == ["SO-2026-00418"])
    try await place.expect(2, ["orders", "import", "orders.csv", "--column", "colour=x"])
    try await place.expect(1, ["orders", "import", "missing.csv"])
  }
}
