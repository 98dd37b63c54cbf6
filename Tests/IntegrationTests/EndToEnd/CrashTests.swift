// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A killed sync", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(10)))
struct CrashTests {
  /// An attachment of which 43 make more bytes than one transaction takes in.
  private static let attachment = Data((0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
    .base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])

  /// Mail of very different sizes, so that it comes in several transactions.
  private static func letter(_ number: Int, customer: String) -> [UInt8] {
    let text = """
      From: Ann Buyer <\(customer)>
      To: orders@ourco.example
      Subject: Order SO-2026-\(10_000 + number % 40)
      Date: Mon, 02 Mar 2026 \(10 + number / 60):\(10 + number % 50):00 +0000
      Message-ID: <\(number)-\(customer)>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=utf-8

      Please confirm receipt of order SO-2026-\(10_000 + number % 40).
      --b
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64


      """
    let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
    return bytes + (number % 7 == 0 ? attachment : attachment.prefix(780)) + Array("\r\n--b--\r\n".utf8)
  }

  @Test("loses nothing and doubles nothing, wherever it was cut off")
  func killed() async throws {
    let place = try Workplace()
    try await place.deliver(
      (0..<300).map { number in
        (Self.letter(number, customer: place.customer), number % 5 == 0 ? "Sent" : "INBOX")
      })
    // How long a whole sync takes here.
    let begin = ContinuousClock.now
    #expect(try await place.program.start(["sync"]).end().exitCode == 0)
    let whole = ContinuousClock.now - begin
    try removeStore(of: place)
    var kills = 0
    for _ in 0..<20 {
      let running = try place.program.start(["sync"])
      try await Task.sleep(for: whole * Double.random(in: 0.2...0.95))
      running.send(SIGKILL)
      guard try await running.end().exitCode == 0 else {
        kills += 1
        continue
      }
      // All is there: the next kills are to meet a sync at work again.
      try await expectAll(in: place)
      try removeStore(of: place)
    }
    #expect(kills > 0)
    try await place.kontor("sync")
    try await expectAll(in: place)
    #expect(
      try await place.kontor("sync").lines == [
        "orders/INBOX: 0 new, 0 events, 0 drafts", "orders/Sent: 0 new, 0 events, 0 drafts",
      ])
  }

  private func removeStore(of place: Workplace) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    where name.hasPrefix("kontor.sqlite") {
      try FileManager.default.removeItem(atPath: "\(place.folder.path)/\(name)")
    }
  }

  private func expectAll(in place: Workplace) async throws {
    // A letter that was met by three kills is kept apart, not lost: it could be what kills us.
    let retried = try await place.program.run(["quarantine", "retry", "--all"])
    #expect([0, 4].contains(retried.exitCode))
    let exported = try await place.kontor("export", "messages").objects().compactMap { $0.text("message_id") }
    #expect(exported.sorted() == (0..<300).map { "<\($0)-\(place.customer)>" }.sorted())
    let store = try OrderStore.open(at: place.folder.path + "/kontor.sqlite")
    for finding in try await store.checkIntegrity(deep: true) {
      #expect(finding.problems == [], "\(finding.subject)")
    }
  }

  @Test("never sends a letter twice, and says of which nobody can know")
  func killedSending() async throws {
    let place = try Workplace()
    for number in 1...9 { try await place.deliver(Letters.inquiry(from: place.customer, number: number)) }
    try await place.kontor("sync")
    let drafts = try await place.kontor("drafts", "--jsonl").objects().compactMap { $0.number("id") }
    #expect(drafts.count == 9)
    for draft in drafts { try await place.kontor("draft", "approve", "\(draft)") }
    for _ in 0..<12 {
      let running = try place.program.start(["outbox", "send"])
      // Most of the run is spent in the nine submissions, a few milliseconds each.
      try await Task.sleep(for: .milliseconds(Int.random(in: 20...160)))
      running.send(SIGKILL)
      _ = try await running.end()
    }
    try await place.kontor("sync")
    try await place.kontor("sync")
    let rows = try await place.outbox()
    let states = rows.compactMap { $0.text("state") }
    #expect(states.allSatisfy { $0 == "filed" || $0 == "uncertain" }, "\(states)")
    let sent = rows.filter { $0.text("state") == "filed" }.compactMap { $0.text("message_id") }
    let received = try await place.mail(of: place.customer, count: sent.count)
      .compactMap { $0.messageID?.description }
    #expect(Set(received).count == received.count)
    #expect(Set(sent).isSubset(of: received))
    let copies = try await place.mail(of: place.mailbox, in: "Sent").compactMap { $0.messageID?.description }
    #expect(copies.sorted() == sent.sorted())
  }
}
