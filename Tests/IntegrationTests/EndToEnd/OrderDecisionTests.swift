// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("What a person decides about an order", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct OrderDecisionTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.configure(rules: Workplace.repository + "/rules")
    try place.write(
      "directory.yaml",
      """
      - {domain: customer.example, role: customer, company: Customer Ltd}
      - {domain: bearings.example, role: supplier, company: Bearings Ltd}

      """)
  }

  private func letter(_ name: String, from sender: String, _ subject: String, _ text: String) throws {
    try place.write(
      "mail/\(name).eml",
      """
      From: \(sender)
      To: orders@ourco.example
      Subject: \(subject)
      Date: Mon, 02 Mar 2026 1\(name):00:00 +0000
      Message-ID: <\(name)@\(sender.split(separator: "@").last ?? "")>
      Content-Type: text/plain; charset=utf-8

      \(text)

      """)
  }

  @Test("is asked for, taken, and told to scripts")
  func steps() async throws {
    try letter(
      "0", from: "erp@ourco.example", "Sales order SO-2026-00417 created",
      "Sales order SO-2026-00417 has been created for Customer Ltd, your PO 4500731182.")
    try letter(
      "1", from: "ann@customer.example", "SO-2026-00417",
      "We hereby cancel our order SO-2026-00417. Please confirm.")
    try await place.kontor("import", "mail")
    let order = try Fields(try await place.kontor("order", "show", "SO-2026-00417", "--json").output)
    #expect(order.text("state") == "placed")
    #expect(order.objects("awaiting").map { $0.text("event") } == ["order_cancelled"])
    #expect(try await place.kontor("orders", "--jsonl").objects().first?.number("awaiting") == 1)
    #expect(try await place.kontor("order", "show", "SO-2026-00417").output.contains("Waits for a person"))
    try await place.expect(2, ["order", "confirm", "SO-2026-00417", "--reason", "x"])
    try await place.expect(4, ["order", "confirm", "SO-2026-00417", "quote_confirmed", "--reason", "x"])
    let done = try await place.kontor(
      "order", "confirm", "SO-2026-00417", "order_cancelled", "--reason", "by telephone")
    #expect(done.output.contains("placed → cancelled by order_cancelled"))
    let after = try Fields(try await place.kontor("order", "show", "SO-2026-00417", "--json").output)
    #expect(after.text("state") == "cancelled")
    try await place.expect(4, ["order", "refuse", "SO-2026-00417", "--all", "--reason", "x"])
  }

  @Test("about bank details takes two people, and no account gets into a letter")
  func release() async throws {
    try letter(
      "0", from: "erp@ourco.example", "Sales order SO-2026-00418 created",
      "Sales order SO-2026-00418 has been created for Customer Ltd, your PO 4500731183.")
    try letter(
      "1", from: "lee@bearings.example", "SO-2026-00418",
      "Our bank details have changed. For SO-2026-00418 please pay to our new account, GB29 NWBK 6016 1331 9268 19."
    )
    try letter(
      "2", from: "ann@customer.example", "Request for quotation",
      "Please send us your quotation for 20 spherical roller bearings 22320.")
    try await place.kontor("import", "mail")
    let order = try Fields(try await place.kontor("order", "show", "SO-2026-00418", "--json").output)
    #expect(order.objects("holds").map { $0.text("kind") } == ["bank_details"])
    #expect(try await place.kontor("order", "show", "SO-2026-00418").output.contains("Held"))
    let health = try await place.program.run(["health"])
    #expect(health.exitCode == 1 && health.output.contains("bank details"))
    let words = ["--reason", "she confirmed", "--callback", "Min Lee, +44 20 7946 0000"]
    let first = try await place.expect(0, ["order", "release", "SO-2026-00418"] + words)
    #expect(first.output.contains("a second person is needed"))
    try await place.expect(7, ["order", "release", "SO-2026-00418"] + words)
    let check = try await place.program.run(["check", "--offline"])
    #expect(check.output.contains("border") && check.output.contains("unverified"))

    let draft = String(try #require(try await place.drafts().first?.number("id")))
    let text =
      "To: ann@customer.example\nSubject: Your inquiry\n\nPlease pay to GB29 NWBK 6016 1331 9268 19.\n"
    try await place.kontor("draft", "edit", draft, "--file", "-", input: text)
    let refused = try await place.expect(6, ["draft", "approve", draft])
    #expect(refused.messages.contains("which is not ours"))
    let accounts = "company: {name: OurCo, domains: [ourco.example], accounts: [GB29 NWBK 6016 1331 9268 19]}"
    try place.configure(
      rules: Workplace.repository + "/rules", changing: "company: {name: OurCo, domains: [ourco.example]}",
      to: accounts)
    try await place.kontor("draft", "approve", draft)
  }
}
