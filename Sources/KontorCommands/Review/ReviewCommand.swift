// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor review`: goes through the queue, one draft after the other.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Go through the drafts: approve, edit, reject, skip.",
    discussion: """
      Shows each draft with the message that it answers. Keys: a approve, e edit in $EDITOR, r reject, s skip,
      n next, q quit. What is approved is sent by the agent or the next 'kontor sync'.
      """)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let queue = try await workspace.readStore().drafts(in: [.pending]).map(\.reviewed.id)
    guard !queue.isEmpty else { throw CommandFailure(.nothing, "No draft waits.") }
    var tally = Tally()
    for (position, id) in queue.enumerated() {
      guard
        try await review(id, place: "\(position + 1) of \(queue.count)", workspace: workspace, tally: &tally)
      else {
        break
      }
    }
    Output.line(tally.line)
  }

  private struct Tally {
    var approved = 0
    var rejected = 0
    var edited = 0

    var line: String { "\(approved) approved, \(rejected) rejected, \(edited) edited" }
  }

  /// Reviews one draft until it is decided or left; false to quit.
  private func review(_ id: DraftID, place: String, workspace: Workspace, tally: inout Tally) async throws
    -> Bool
  {
    while true {
      let draft = try await workspace.readStore().draft(id)
      guard draft.state == .pending else {
        Output.line("Draft \(id.value) is \(draft.state.rawValue) meanwhile.")
        return true
      }
      let screen = draft.screen(title: "\(place)  \(draft.headline)")
      for line in screen.lines(width: Terminal.width) { Output.line(line) }
      Output.text("[a]pprove  [e]dit  [r]eject  [s]kip  [n]ext  [q]uit > ")
      let key = Terminal.readKey()
      Output.line(key.map { $0.isNewline ? "" : String($0) } ?? "")
      do {
        switch key {
        case "a":
          let row = try await desk(workspace).approve(draft)
          Output.line("Approved: outbox \(row.value).")
          tally.approved += 1
          return true
        case "e":
          if try await edit(draft, workspace: workspace) { tally.edited += 1 }
        case "r":
          guard let reason = Terminal.ask("Why (empty for no reason)?") else { return false }
          try await desk(workspace).reject(id, reason: reason)
          tally.rejected += 1
          return true
        case "s", "n": return true
        case "q", nil: return false
        default: Output.line("Keys are a, e, r, s, n and q.")
        }
      } catch {
        // A refusal concerns this draft or this act; the person decides how to go on.
        Output.warn(CommandFailure(error).message)
      }
    }
  }

  /// The store is held for a moment a decision, so that the agent can work while a person reads.
  private func desk(_ workspace: Workspace) throws -> Desk {
    Desk(store: try workspace.openStore(), identity: workspace.identity, secret: workspace.replySecret)
  }

  private func edit(_ draft: StoredDraft, workspace: Workspace) async throws -> Bool {
    let text = draft.reviewed.draft
    let before = DraftText.write(to: text.to, cc: text.cc, subject: text.subject, body: text.body)
    let after = try Terminal.edit(before)
    guard after.trimmingEnd != before.trimmingEnd else { return false }
    try await desk(workspace).edit(draft, DraftText.read(after))
    return true
  }
}
