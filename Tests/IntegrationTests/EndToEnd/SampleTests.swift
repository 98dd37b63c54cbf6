// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("The sample mail", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct SampleTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.configure(rules: Workplace.repository + "/rules")
    try FileManager.default.removeItem(atPath: place.folder.path + "/directory.yaml")
    try FileManager.default.copyItem(
      atPath: Workplace.repository + "/samples/directory.yaml", toPath: place.folder.path + "/directory.yaml")
  }

  /// The files and folders of the samples, in the order of the manifest.
  private func samples() throws -> [(file: String, folder: String)] {
    let manifest = try String(contentsOfFile: Workplace.repository + "/samples/manifest.tsv", encoding: .utf8)
    return try manifest.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t").map(String.init)
      try #require(parts.count == 2)
      return (Workplace.repository + "/samples/mail/" + parts[0], parts[1])
    }
  }

  @Test("is pulled whole, becomes orders and drafts, and every output has the fields that scripts rely on")
  func sync() async throws {
    let samples = try samples()
    try await place.deliver(
      samples.map { ([UInt8](try Data(contentsOf: URL(fileURLWithPath: $0.file))), $0.folder) })
    let counts = try Fields(try await place.kontor("sync", "--json").output)
    let folders = counts.objects("folders")
    #expect(folders.map { $0.text("folder") } == ["INBOX", "Sent"])
    for folder in folders {
      let here = samples.filter { $0.folder == folder.text("folder") }.count
      #expect(folder.number("stored") == here)
      #expect(folder.number("quarantined") == 0)
    }

    let messages = try await place.kontor("export", "messages", "--jsonl").objects()
    #expect(messages.count == samples.count)
    #expect(Set(messages.compactMap { $0.text("sha256") }).count == samples.count)
    let dates = messages.compactMap { $0.text("date") }
    #expect(dates == dates.sorted())
    for message in messages { #expect(message.names == Contract.message) }
    for link in messages.flatMap({ $0.objects("links") }) {
      #expect(link.names == ["order", "score", "evidence"])
    }
    #expect(messages.contains { $0.isNull("draft") } && messages.contains { $0.number("draft") != nil })

    let orders = try await place.kontor("orders", "--jsonl", "--limit", "0").objects()
    #expect(orders.count > 5)
    let number = try #require(orders.compactMap { $0.text("number") }.first)
    let order = try Fields(try await place.kontor("order", "show", number, "--json").output)
    #expect(order.names.isSuperset(of: Contract.order))
    #expect(order.text("number") == number)
    let timeline = order.objects("timeline")
    #expect(!timeline.isEmpty)
    for entry in timeline { #expect(entry.names.isSuperset(of: Contract.timeline)) }
    #expect(
      Set(messages.filter { $0.text("order") == order.text("order") }.compactMap { $0.text("message_id") })
        .isSuperset(of: timeline.compactMap { $0.text("message_id") }))

    for draft in try await place.kontor("drafts", "--jsonl").objects() {
      #expect(draft.names.isSuperset(of: Contract.draft))
      #expect(draft.text("state") == "pending")
    }
    let hits = try await place.kontor("search", "--jsonl", "--limit", "0", "order:\(number)").objects()
    #expect(hits.count == timeline.count)
    for hit in hits { #expect(hit.names == Contract.hit) }
    let words = try await place.kontor("search", "--jsonl", "подшипника").objects()
    #expect(words.contains { $0.text("snippet")?.contains("«") == true })
    for kind in ["orders", "events", "audit"] {
      #expect(try await !place.kontor("export", kind, "--jsonl").objects().isEmpty)
    }
    let explained = try Fields(
      try await place.kontor("explain", try #require(messages[0].text("message_id")), "--json").output)
    #expect(explained.names.isSuperset(of: ["events", "links", "rules"]))
    let check = try Fields(try await place.kontor("check", "--json").output)
    // Nobody has told this company's border.
    #expect(check.objects("checks").allSatisfy { $0.text("result") == "ok" || $0.text("check") == "border" })
  }

  @Test("gives the same orders from files as from a server")
  func importFiles() async throws {
    let imported = try await place.kontor("import", Workplace.repository + "/samples/mail", "--jsonl")
      .objects()
    #expect(imported.count == (try samples().count))
    for line in imported { #expect(line.names == ["file", "result", "message", "events", "draft"]) }
    let again = try await place.kontor("import", Workplace.repository + "/samples/mail")
    #expect(
      again.lines == [
        "0 messages stored, \(imported.count) known already, 0 in quarantine; 0 events recognised, 0 replies drafted"
      ])
  }

  @Test("is parsed into the fields that scripts rely on")
  func parse() async throws {
    let lines = try await place.kontor("parse", Workplace.repository + "/samples/mail", "--jsonl").objects()
    #expect(lines.count == (try samples().count))
    for line in lines {
      #expect(line.names == Contract.parsed)
      for part in line.objects("parts") { #expect(part.names == ["type", "filename", "size", "sha256"]) }
      for sender in line.objects("from") { #expect(sender.names == ["name", "address"]) }
    }
    let bounces = lines.compactMap { $0.object("bounce") }
    for bounce in bounces { #expect(bounce.names == ["recipients", "original_message_id"]) }
    for recipient in bounces.flatMap({ $0.objects("recipients") }) {
      #expect(recipient.names == ["address", "status", "action"])
    }
  }
}

/// The names of fields that other programs read.
private enum Contract {
  static let message: Set = [
    "message_id", "sha256", "date", "mailbox", "direction", "sender", "sender_role", "language", "thread",
    "order",
    "order_number", "state", "events", "keys", "new_text", "links", "draft",
  ]
  static let hit: Set = [
    "message_id", "order", "order_number", "thread", "date", "sender", "subject", "snippet", "score",
  ]
  static let order: Set = [
    "order", "number", "state", "parties", "keys", "timeline", "drafts", "documents", "anomalies", "holds",
  ]
  static let timeline: Set = ["date", "message_id", "direction", "sender", "subject", "events", "gist"]
  static let draft: Set = [
    "id", "state", "event", "to", "cc", "subject", "body", "digest", "order", "order_number",
  ]
  static let parsed: Set = [
    "file", "message_id", "subject", "date", "from", "to", "cc", "reply_to", "in_reply_to", "references",
    "text",
    "new_text", "language", "kind", "parts", "bounce", "warnings", "quoted_text", "signature",
    "inline_answers", "form", "flags",
  ]
}
