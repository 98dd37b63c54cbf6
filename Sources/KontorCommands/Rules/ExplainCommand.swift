// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor explain`: why a message means what it means, and belongs where it belongs.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why: the rules that fired or nearly did, and the evidence of links.",
    discussion: """
      MESSAGE is a Message-ID, the beginning of a message's SHA-256, or a mail file. The stages are run again over the
      store as it is now, without recording anything; for a stored message the recorded links are shown as well.
      """)

  @Argument(help: "A Message-ID, the beginning of a SHA-256, or a file.", completion: .file())
  var message: String

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try openStore(workspace)
    let (raw, recorded, documents, corrections) = try await find(in: store)
    var mail = ParsedMail(raw, delivery: nil, origin: message, parser: workspace.mailParser)
    mail.documents = documents
    guard case .success(let parsed) = mail.result else {
      throw CommandFailure(.failed, "\(Visible.line(message)): can't be read as mail")
    }
    let stages = try workspace.pipeline()
    let decision = try await store.inspect { [mail] (transaction) throws(LedgerError) in
      try stages.begin().decide(parsed, mail: mail, in: transaction, now: Date())
    }
    if output.json || output.jsonl {
      Output.line(decision.json(recorded: recorded, corrections: corrections).text)
    } else {
      decision.print(recorded: recorded, corrections: corrections)
    }
  }

  /// The store, or an empty one where there is none yet: a file can be explained all the same.
  private func openStore(_ workspace: Workspace) throws -> OrderStore {
    do {
      return try OrderStore.openForReading(at: workspace.configuration.storePath)
    } catch LedgerError.notFound {
      return try OrderStore.inMemory()
    }
  }

  /// The bytes; what is recorded of them, what their documents say and what people say, for a stored message.
  private func find(
    in store: OrderStore
  ) async throws -> (
    raw: RawMessage, recorded: ExportedMessage?, documents: [DocumentText], corrections: [Correction]
  ) {
    if let bytes = FileManager.default.contents(atPath: message) {
      return (RawMessage(bytes: [UInt8](bytes)), nil, [], [])
    }
    let id = try await MessageName.find(message, in: store, sought: "no message and no file")
    return (
      try await store.raw(of: id), try await store.message(id), try await store.documentTexts(of: id),
      try await store.corrections(of: id)
    )
  }
}

extension Stages.Decision {
  /// Prints the explanation for people.
  fileprivate func print(recorded: ExportedMessage?, corrections: [Correction]) {
    func line(_ name: String, _ value: String) {
      Output.line("\(name.padded(to: 12)) \(Visible.line(value))")
    }
    line("Message", "\(record.message.subject) (\(Timestamp.short(record.date)))")
    line("Sender", "\(record.sender.label), \(record.sender.role.rawValue), \(record.direction.rawValue)")
    line("Kind", "\(record.message.kind.rawValue), language \(record.message.language.rawValue)")
    line("Keys", record.keys.map { "\($0.kind.rawValue) \($0.value)" }.joined(separator: ", "))
    line("State", input.state?.rawValue ?? "no order is known before the rules are asked")
    line("Events", record.recognition.events.map(\.rawValue).joined(separator: ", "))
    for candidate in record.recognition.unclear {
      line("Unclear", "\(candidate.label): \(candidate.reasons.joined(separator: "; "))")
    }
    for correction in corrections { line("Corrected", correction.sentence) }
    if let recorded {
      Output.line("\n" + Style.bold("Links as recorded"))
      for link in recorded.links { link.print() }
    }
    Output.line("\n" + Style.bold(recorded == nil ? "Links" : "Links as they would be drawn now"))
    for link in record.links {
      let name =
        switch link.target {
        case .existing(let id): id.name
        case .opened: "a new order"
        }
      let held = link.score < Linker.threshold ? " (held: moves nothing)" : ""
      Output.line("  \(name)  \(String(format: "%.2f", link.score))\(held)")
      for reason in link.evidence { Output.line("      \(Visible.line(reason))") }
    }
    Output.line("\n" + Style.bold("Rules that fired or nearly did"))
    for outcome in record.recognition.outcomes { outcome.print() }
    if !record.recognition.judgements.isEmpty {
      Output.line("\n" + Style.bold("Rules and learned evidence together"))
      for judgement in record.recognition.judgements { judgement.print() }
    }
    for anomaly in record.anomalies { Output.line(Style.warning("Anomaly: \(anomaly.reason)")) }
    let evidence = record.evidence
    Output.line(
      "Trust        \(evidence.level.label): authentication \(evidence.authentication.rawValue), sender \(evidence.standing.rawValue)"
        + (evidence.hasToken ? ", with a token of ours" : ""))
    for step in record.awaited { Output.line(Style.warning("Waits: \(step.event.rawValue): \(step.reason)")) }
    if let notice = record.notice { Output.line(Style.warning("Held: \(Visible.line(notice.reason))")) }
    if let draftObstacle { Output.line(Style.warning("No draft: \(draftObstacle)")) }
  }

  /// The explanation as one JSON object.
  fileprivate func json(recorded: ExportedMessage?, corrections: [Correction]) -> JSONValue {
    .object([
      ("message_id", .optional(record.message.messageID?.description)),
      ("sender_role", .string(record.sender.role.rawValue)),
      ("direction", .string(record.direction.rawValue)),
      ("state", .optional(input.state?.rawValue)),
      ("events", .strings(record.recognition.events.map(\.rawValue))),
      ("unclear", .array(record.recognition.unclear.map(\.json))),
      ("recorded_events", recorded.map { .strings($0.events.map(\.rawValue)) } ?? .null),
      ("corrections", .array(corrections.map(\.json))),
      (
        "links",
        .array(
          record.links.map { link in
            let order: JSONValue = if case .existing(let id) = link.target { .string(id.name) } else { .null }
            return .object([
              ("order", order), ("score", .number(link.score)), ("evidence", .strings(link.evidence)),
            ])
          })
      ),
      ("rules", .array(record.recognition.outcomes.map(\.json))),
      ("judgements", .array(record.recognition.judgements.map(\.json))),
      (
        "trust",
        .object([
          ("level", .string(record.evidence.level.label)),
          ("authentication", .string(record.evidence.authentication.rawValue)),
          ("sender", .string(record.evidence.standing.rawValue)), ("token", .bool(record.evidence.hasToken)),
          ("waits", .strings(record.awaited.map(\.event.rawValue))),
          ("held", .optional(record.notice?.reason)),
        ])
      ),
      ("draft_obstacle", .optional(draftObstacle)),
    ])
  }
}

extension ExportedMessage.Link {
  fileprivate func print() {
    Output.line("  \(order)  \(String(format: "%.2f", score))")
    for reason in evidence { Output.line("      \(Visible.line(reason))") }
  }
}

extension RuleOutcome {
  fileprivate func print() {
    let mark = fired ? Style.success("fired") : Style.dim("silent")
    let why = obstacle.isEmpty ? "" : "  (\(obstacle))"
    Output.line(
      "  \(mark)  \(rule)  → \(event.rawValue)  \(String(format: "%.2f", score))\(Visible.line(why))")
    for hit in hits {
      Output.line(
        "      \(String(format: "%.1f", hit.weight))  “\(Visible.line(hit.excerpt))”  in \(hit.field.rawValue)  by \(hit.phrase)"
      )
    }
  }

  fileprivate var json: JSONValue {
    .object([
      ("rule", .string(rule)), ("event", .string(event.rawValue)), ("fired", .bool(fired)),
      ("score", .number(score)), ("obstacle", .string(obstacle)),
      (
        "hits",
        .array(
          hits.map {
            .object([
              ("phrase", .string($0.phrase)), ("field", .string($0.field.rawValue)),
              ("excerpt", .string($0.excerpt)), ("weight", .number($0.weight)),
            ])
          })
      ),
    ])
  }
}
