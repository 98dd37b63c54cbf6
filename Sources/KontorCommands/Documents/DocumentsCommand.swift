// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Store

/// `kontor documents`: what became of the documents that came with mail.
struct DocumentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents", abstract: "Show the documents that came with mail, and read those that wait.",
    discussion: """
      Attached PDF, DOCX, XLSX, CSV, XML and text files are read apart from the intake, each by a confined program.
      What they say is searched, names orders and is looked at by rules.
      """,
    subcommands: [DocumentsList.self, DocumentsShow.self, DocumentsRead.self],
    defaultSubcommand: DocumentsList.self)
}

/// `kontor documents list`.
struct DocumentsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List documents, the newest first.")

  @Option(help: "Only those in this state: waiting, read or unreadable.")
  var state: String?

  @Option(help: "At most so many; 0 for all.")
  var limit: Int = 50

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard state.map({ DocumentState(rawValue: $0) != nil }) ?? true else {
      throw ValidationError("--state is waiting, read or unreadable.")
    }
    guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
  }

  func run() async throws {
    let store = try Workspace(global).readStore()
    let states = state.flatMap(DocumentState.init).map { [$0] } ?? DocumentState.allCases
    let entries = try await store.documents(in: Set(states), limit: limit)
    guard !output.json && !output.jsonl else {
      for entry in entries { Output.line(entry.json.text) }
      return
    }
    let counts = try await store.documentCounts()
    let sums = DocumentState.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }
    Output.line(sums.joined(separator: ", "))
    guard !entries.isEmpty else { return }
    var table = Table("document", "state", "format", "characters", "file", "reason")
    for entry in entries {
      table.add(
        "\(entry.id.value)", entry.state.rawValue, entry.format.rawValue,
        entry.state == .read ? "\(entry.length)" : "", entry.filename, entry.reason)
    }
    table.print()
  }
}

/// `kontor documents show`.
struct DocumentsShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the text of a document.")

  @Argument(help: "The number of the document, from 'kontor documents'.")
  var document: Int64

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let text = try await Workspace(global).readStore().documentText(DocumentID(document))
    Output.line(Visible.text(text))
  }
}

/// `kontor documents read`.
struct DocumentsRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read the documents that wait.")

  @Flag(help: "Those that could not be read before, too: after a tool was installed or updated.")
  var again = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let round = workspace.documentRound(pipeline: try workspace.pipeline())
    let store = try workspace.openStore()
    if again { _ = try await store.retryDocuments() }
    let report = try await DocumentWork(store: store, round: round).run { done in
      if Style.showsProgress { Output.progress("\(done) documents") }
    }
    let waiting = try await store.documentCounts()[.waiting] ?? 0
    Output.line(report.line ?? (waiting == 0 ? "No documents wait." : "No document could be read."))
    if waiting > 0 { Output.warn("\(waiting) documents wait on.") }
    if let reason = report.postponed.first { throw CommandFailure(.failed, reason) }
  }
}

extension DocumentEntry {
  fileprivate var json: JSONValue {
    .object([
      ("document", .integer(id.value)), ("state", .string(state.rawValue)),
      ("format", .string(format.rawValue)), ("filename", .string(filename)),
      ("message_id", .optional(messageID)), ("characters", .integer(Int64(length))),
      ("reason", .string(reason)), ("changed", .string(Timestamp.rfc3339(changed))),
    ])
  }
}
