// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("Mail that can't be read", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct QuarantineTests {
  private static let noMail: [UInt8] =
    [0x00, 0xFF, 0x0D, 0x0A, 0x1B] + Array("]0;no mail\u{7}\r\n.\r\n".utf8) + [0x80]

  @Test("among files is kept apart, byte for byte, and the others go on")
  func files() async throws {
    let place = try Workplace()
    try place.write("in/1.eml", Letters.inquiry(from: place.customer, number: 1))
    try place.write("in/2.eml", "")
    try Data(Self.noMail).write(to: place.folder.appendingPathComponent("in/2.eml"))
    try place.write("in/3.eml", Letters.inquiry(from: place.customer, number: 3))
    let outcome = try await place.kontor("import", "in")
    #expect(outcome.lines.last?.hasPrefix("2 messages stored, 0 known already, 1 in quarantine") == true)
    #expect(outcome.messages == "in/2.eml: in quarantine: There is no mail header at the start.\n")
    let lines = try await place.kontor("import", "in", "--jsonl").objects()
    #expect(Set(lines.map { $0.text("result") }) == ["known", "quarantined"])

    let rows = try await place.kontor("quarantine", "list", "--jsonl").objects()
    #expect(rows.count == 1)
    #expect(rows.first?.text("origin") == "in/2.eml")
    #expect(rows.first?.number("size") == Self.noMail.count)
    let number = try #require(rows.first?.text("name")?.dropFirst())
    #expect(try await place.kontor("quarantine", "export", String(number)).bytes == Data(Self.noMail))
    #expect(try await place.kontor("quarantine").lines.count == 2)
    let name = try #require(rows.first?.text("name"))
    let again = try await place.expect(1, ["quarantine", "retry", name])
    #expect(again.lines.last == "0 taken in, 1 not")
    let row = try #require(try await place.kontor("quarantine", "--jsonl").objects().first)
    #expect(row.text("name") == name && row.text("state") == "quarantined" && row.number("attempts") == 1)
    #expect(try await place.kontor("quarantine", "export", name).bytes == Data(Self.noMail))
    try await place.expect(4, ["quarantine", "retry", "Q999"])
    try await place.expect(2, ["quarantine", "retry", "nonsense"])
    try await place.expect(2, ["quarantine", "retry"])

    let parsed = try await place.kontor("parse", "in", "--jsonl").objects()
    #expect(parsed.map { $0.names.contains("error") } == [false, true, false])
    #expect(parsed[1].names == ["file", "error"])
    try await place.expect(1, ["import", "in/2.eml"])
  }

  @Test("on a server is kept apart, and is not fetched again")
  func server() async throws {
    let place = try Workplace()
    try await place.deliver(Letters.inquiry(from: place.customer))
    let bytes = Array("no header here\r\n\r\n\u{1B}[31m ü\r\n".utf8)
    let uid = try #require(try await place.deliver([(bytes, "INBOX")]).first ?? nil)
    try await place.deliver(Letters.inquiry(from: place.customer, number: 2))
    #expect(
      try await place.kontor("sync").lines.first == "orders/INBOX: 2 new, 1 in quarantine, 2 events, 2 drafts"
    )
    #expect(try await place.kontor("sync").lines.first == "orders/INBOX: 0 new, 0 events, 0 drafts")
    let row = try #require(try await place.kontor("quarantine", "--jsonl").objects().first)
    #expect(row.text("origin") == "orders/INBOX/\(uid)")
    let name = try #require(row.text("name"))
    #expect(try await place.kontor("quarantine", "export", name).bytes == Data(bytes))
    // Its bytes are here, so the ledger and the server agree.
    #expect(try await place.kontor("census", "--json").objects().first?.isTrue("same") == true)
  }
}
