// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor draft`: one draft.
struct DraftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft", abstract: "Show, edit, approve or reject a draft.",
    subcommands: [DraftShow.self, DraftNew.self, DraftEdit.self, DraftApprove.self, DraftReject.self])
}

/// A draft's number on the command line.
struct DraftNumber: ExpressibleByArgument {
  let id: DraftID

  init?(argument: String) {
    guard let value = Int64(argument), value > 0 else { return nil }
    id = DraftID(value)
  }
}

/// `kontor draft show`.
struct DraftShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a draft beside the message that it answers.")

  @Argument(help: "The draft's number.")
  var draft: DraftNumber

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let stored = try await Workspace(global).readStore().draft(draft.id)
    if output.json || output.jsonl {
      Output.line(stored.json.text)
      return
    }
    let title = "\(stored.headline)  \(stored.state.rawValue)"
    for line in stored.screen(title: title).lines(width: Terminal.width) { Output.line(line) }
    Output.line(Style.dim("digest \(stored.reviewed.digest)"))
  }
}

/// `kontor draft edit`.
struct DraftEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Edit a draft in $EDITOR, or take its text from a file.",
    discussion: "An approval that has not gone out yet is void; the draft waits for a person again.")

  @Argument(help: "The draft's number.")
  var draft: DraftNumber

  @Option(help: "Take To, Cc, Subject, an empty line and the text from this file; - for standard input.")
  var file: String?

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let shown = try await workspace.readStore().draft(draft.id)
    let text = shown.reviewed.draft
    let before = DraftText.write(to: text.to, cc: text.cc, subject: text.subject, body: text.body)
    let after = try file.map(Self.read) ?? Terminal.edit(before)
    guard after.trimmingEnd != before.trimmingEnd else {
      Output.line("Draft \(draft.id.value) is unchanged.")
      return
    }
    // The store is held for the moment of writing only, not while the person edits.
    let desk = Desk(
      store: try workspace.openStore(), identity: workspace.identity, secret: workspace.replySecret)
    try await desk.edit(shown, DraftText.read(after))
    Output.line("Draft \(draft.id.value) is changed and waits for approval.")
  }

  private static func read(_ path: String) throws -> String {
    let data =
      path == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data, let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.failed, "\(path): can't be read as UTF-8 text")
    }
    return text
  }
}

/// `kontor draft approve`.
struct DraftApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve drafts: exactly these texts may be sent.",
    discussion: """
      The letter is frozen and queued; the agent (kontor run), the next kontor sync or --send sends it. With --digest
      only the text that 'draft show' printed with this digest is approved. Exit code 7 when the draft has changed,
      is stale or decided.
      """)

  @Argument(help: "Numbers of drafts.")
  var drafts: [DraftNumber]

  @Option(help: "The digest that 'draft show' printed; for one draft.")
  var digest: String?

  @Flag(help: "Send at once.")
  var send = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if drafts.isEmpty { throw ValidationError("Name at least one draft.") }
    if digest != nil, drafts.count > 1 { throw ValidationError("--digest goes with one draft.") }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.openStore()
    let desk = Desk(store: store, identity: workspace.identity, secret: workspace.replySecret)
    var mailboxes: [String] = []
    for number in drafts {
      let stored = try await store.draft(number.id)
      if let digest, stored.reviewed.digest.description != digest {
        throw CommandFailure(ApprovalError.changed(number.id))
      }
      let row = try await desk.approve(stored)
      let recipients = stored.reviewed.draft.to.map { Visible.line($0.address) }.joined(separator: ", ")
      Output.line(
        "Draft \(number.id.value) is approved by \(desk.identity.name) and queued as outbox \(row.value) to \(recipients)."
      )
      if !mailboxes.contains(stored.reviewed.draft.mailbox) {
        mailboxes.append(stored.reviewed.draft.mailbox)
      }
    }
    if send { try await OutboxDelivery.run(workspace, store: store, mailboxes: mailboxes) }
  }
}

/// `kontor draft reject`.
struct DraftReject: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Decline a draft; nothing is sent.")

  @Argument(help: "The draft's number.")
  var draft: DraftNumber

  @Option(help: "Why; kept with the draft.")
  var reason: String = ""

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let desk = Desk(
      store: try workspace.openStore(), identity: workspace.identity, secret: workspace.replySecret)
    try await desk.reject(draft.id, reason: reason)
    Output.line("Draft \(draft.id.value) is rejected.")
  }
}
