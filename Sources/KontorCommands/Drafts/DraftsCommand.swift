// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor drafts`: the queue.
struct DraftsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafts", abstract: "List the drafts that wait for a person.")

  @Flag(help: "Also those that are decided, stale or sent.")
  var all = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let drafts = try await store.drafts(in: all ? [] : [.pending])
    if output.json {
      Output.line(JSONValue.object([("drafts", .array(drafts.map(\.json)))]).text)
    } else if output.jsonl {
      for draft in drafts { Output.line(draft.json.text) }
    } else {
      show(drafts)
    }
    if drafts.isEmpty { throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "No draft waits.") }
  }

  private func show(_ drafts: [StoredDraft]) {
    guard !drafts.isEmpty else { return }
    var table =
      all
      ? Table("DRAFT", "STATE", "EVENT", "ORDER", "TO", "SUBJECT")
      : Table("DRAFT", "WAITS SINCE", "EVENT", "ORDER", "TO", "SUBJECT")
    for draft in drafts {
      let text = draft.reviewed.draft
      table.add(
        String(draft.reviewed.id.value),
        all
          ? draft.outbox.map { "\(draft.state.rawValue), \($0.rawValue)" } ?? draft.state.rawValue
          : Timestamp.short(draft.answered.date),
        text.event.rawValue,
        (draft.orderNumber ?? draft.reviewed.order?.name ?? "–") + (draft.holds.isEmpty ? "" : ", HELD"),
        DisplayWidth.cut(text.to.map(\.address).joined(separator: ", "), to: 36),
        DisplayWidth.cut(text.subject, to: 60))
    }
    table.print()
  }
}

extension StoredDraft {
  /// The draft as JSON; `digest` is what an approval binds.
  var json: JSONValue {
    let text = reviewed.draft
    return .object([
      ("id", .integer(reviewed.id.value)), ("state", .string(state.rawValue)),
      ("outbox", .optional(outbox?.rawValue)), ("reason", .string(reason)),
      ("event", .string(text.event.rawValue)), ("template", .string(text.template)),
      ("language", .string(text.language.rawValue)), ("order", .optional(reviewed.order?.name)),
      ("order_number", .optional(orderNumber)), ("order_state", .optional(orderState?.rawValue)),
      ("holds", .strings(holds)), ("mailbox", .string(text.mailbox)), ("from", text.from.json),
      ("to", .array(text.to.map(\.json))),
      ("cc", .array(text.cc.map(\.json))), ("subject", .string(text.subject)), ("body", .string(text.body)),
      ("in_reply_to", .optional(text.inReplyTo?.description)),
      ("created", .string(Timestamp.rfc3339(created))),
      ("changed", .string(Timestamp.rfc3339(changed))), ("digest", .string(reviewed.digest.description)),
      (
        "message",
        .object([
          ("message_id", .optional(answered.messageID)), ("date", .string(Timestamp.rfc3339(answered.date))),
          ("sender", .string(answered.sender.address)), ("subject", .string(answered.subject)),
          ("new_text", .string(answered.newText)),
        ])
      ),
    ])
  }

  /// The draft and what it answers as a screen.
  func screen(title: String) -> ReviewScreen {
    let text = reviewed.draft
    let message = [
      "From: \(answered.sender.label) <\(answered.sender.address)>",
      "Date: \(Timestamp.short(answered.date))", "Subject: \(answered.subject)", "", answered.newText,
    ]
    var head = [
      "From: \(text.from.display)", "To: \(text.to.map(\.display).joined(separator: ", "))",
      "Subject: \(text.subject)", "",
    ]
    if !text.cc.isEmpty { head.insert("Cc: \(text.cc.map(\.display).joined(separator: ", "))", at: 2) }
    var warnings = holds.map { "HELD: \($0)" } + answered.warnings
    if !reason.isEmpty { warnings.append("\(state.rawValue): \(reason)") }
    return ReviewScreen(title: title, message: message, draft: head + [text.body], warnings: warnings)
  }

  /// What the draft is about, on one line.
  var headline: String {
    let order = orderNumber ?? reviewed.order?.name ?? "no order"
    let state = orderState.map { " (\($0.rawValue))" } ?? ""
    return "Draft \(reviewed.id.value)  \(reviewed.draft.event.rawValue)  \(order)\(state)"
  }
}
