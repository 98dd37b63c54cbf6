// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor import`: takes mail from files through the same stages as fetched mail.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in mail from files, as if it had been fetched.",
    discussion: """
      PATH is an .eml file, an mbox, a Maildir, or a folder of them. Messages are taken in by their date; what is
      stored already is left as it is; what can't be read is kept in quarantine.
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]

  @OptionGroup var global: GlobalOptions

  @Flag(
    help: "Leave the documents that came with the mail unread; 'kontor documents read' or 'run' reads them.")
  var noDocuments = false

  @Flag(help: "Print one JSON object for each message or quarantined file.")
  var jsonl = false

  /// Messages decided on in one transaction, and their bytes.
  private static let batch = 500
  private static let batchBytes = 16 << 20

  func run() async throws {
    let workspace = try Workspace(global)
    let files = try MailFiles.list(paths)
    guard !files.isEmpty else { throw CommandFailure(.nothing, "No mail files were found.") }
    // Rules and templates are read first: where they are wrong no store is made.
    let pipeline = try workspace.pipeline()
    let store = try workspace.openStore()
    let intake = workspace.intake(store, pipeline: pipeline)
    // Only dates and places are held for all files; the bytes are read again, batch by batch.
    var dated: [Entry] = []
    for start in stride(from: 0, to: files.count, by: Self.batch) {
      dated += try await self.dated(files[start..<min(start + Self.batch, files.count)], intake: intake)
    }
    let entries = dated.sorted { ($0.date, $0.order) < ($1.date, $1.order) }
    var totals = Totals()
    var start = 0
    var parsed = try await parsed(entries, from: start, intake: intake)
    while start < entries.count {
      let next = Self.end(of: entries, from: start)
      // While one batch is stored, the next is read and parsed.
      async let ahead = self.parsed(entries, from: next, intake: intake)
      let results = try await intake.store(parsed, now: Date())
      for (mail, result) in zip(parsed, results) { report(mail.origin, result, totals: &totals) }
      start = next
      if Style.showsProgress, !jsonl { Output.progress("\(start) of \(entries.count)") }
      parsed = try await ahead
    }
    if !jsonl {
      Output.line(totals.line)
    }
    if !noDocuments {
      let work = DocumentWork(store: store, round: workspace.documentRound(pipeline: pipeline))
      let report = try await work.run { done in
        if Style.showsProgress, !jsonl { Output.progress("\(done) documents") }
      }
      if let line = report.line, !jsonl { Output.line(line) }
      for reason in report.postponed.sorted() { Output.warn("Documents were not read: \(reason)") }
    }
    if totals.stored + totals.known == 0 { throw CommandFailure(.failed, "Nothing could be read as mail.") }
  }

  private struct Entry: Sendable {
    var date: Double
    var order: Int
    var file: MailFiles.File
    var index: Int
    var size: Int
  }

  /// Where the batch that starts at `start` ends.
  private static func end(of entries: [Entry], from start: Int) -> Int {
    var end = start
    var size = 0
    while end < entries.count, end < start + batch {
      size += entries[end].size
      guard end == start || size <= batchBytes else { break }
      end += 1
    }
    return end
  }

  private func dated(_ files: ArraySlice<MailFiles.File>, intake: Intake) async throws -> [Entry] {
    var entries: [Entry] = []
    var items: [[UInt8]] = []
    var size = 0
    func date() async {
      let start = entries.count - items.count
      for (offset, date) in await intake.dates(of: items).enumerated() { entries[start + offset].date = date }
      items.removeAll()
      size = 0
    }
    for (position, file) in zip(files.indices, files) {
      for (index, message) in try MailFiles.read(file).enumerated() {
        let count = message.bytes.count
        entries.append(Entry(date: .infinity, order: position, file: file, index: index, size: count))
        items.append(message.bytes)
        size += count
        if size > Self.batchBytes { await date() }
      }
    }
    await date()
    return entries
  }

  private func parsed(_ entries: [Entry], from start: Int, intake: Intake) async throws -> [ParsedMail] {
    await intake.parse(try read(entries, from: start))
  }

  /// Reads the files of the batch that starts at `start`; empty behind the last.
  private func read(_ entries: [Entry], from start: Int) throws -> [Intake.Item] {
    guard start < entries.count else { return [] }
    let entries = entries[start..<Self.end(of: entries, from: start)]
    var mboxes: [String: [(origin: String, bytes: [UInt8])]] = [:]
    return try entries.compactMap { entry in
      let messages: [(origin: String, bytes: [UInt8])]
      if let known = mboxes[entry.file.path] {
        messages = known
      } else {
        messages = try MailFiles.read(entry.file)
        if entry.file.isMbox { mboxes[entry.file.path] = messages }
      }
      guard entry.index < messages.count else { return nil }
      let message = messages[entry.index]
      return Intake.Item(raw: RawMessage(bytes: message.bytes), origin: message.origin)
    }
  }

  private struct Totals {
    var stored = 0
    var known = 0
    var quarantined = 0
    var events = 0
    var drafts = 0

    var line: String {
      "\(stored) messages stored, \(known) known already, \(quarantined) in quarantine; "
        + "\(events) events recognised, \(drafts) replies drafted"
    }
  }

  private func report(_ origin: String, _ result: IntakeResult, totals: inout Totals) {
    var members: [(String, JSONValue)] = [("file", .string(origin))]
    switch result {
    case .stored(let id, let events, let hasDraft):
      totals.stored += 1
      totals.events += events.count
      totals.drafts += hasDraft ? 1 : 0
      members += [
        ("result", .string("stored")), ("message", .integer(id.value)),
        ("events", .strings(events.map(\.rawValue))), ("draft", .bool(hasDraft)),
      ]
    case .known(let id):
      totals.known += 1
      members += [("result", .string("known")), ("message", .integer(id.value))]
    case .quarantined(let reason):
      totals.quarantined += 1
      members += [("result", .string("quarantined")), ("error", .string(reason))]
      if !jsonl { Output.warn("\(Visible.line(origin)): in quarantine: \(reason)") }
    }
    if jsonl { Output.line(JSONValue.object(members).text) }
  }
}
