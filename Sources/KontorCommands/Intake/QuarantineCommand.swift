// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor quarantine`: mail that is not taken in.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Look at mail that is not taken in, and try it again.",
    discussion: """
      quarantined: its bytes are here and could not be read or stored. held: its bytes are here and wait for a person,
      because a folder was renumbered and old mail looked new. unavailable: the server has it and does not give it.
      """,
    subcommands: [QuarantineList.self, QuarantineExport.self, QuarantineRetry.self],
    defaultSubcommand: QuarantineList.self)
}

/// `kontor quarantine list`.
struct QuarantineList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what is not taken in, and why.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let mail = try await Workspace(global).readStore().untaken()
    if output.json {
      Output.line(JSONValue.object([("quarantine", .array(mail.map(\.json)))]).text)
    } else if output.jsonl {
      for item in mail { Output.line(item.json.text) }
    } else if !mail.isEmpty {
      var table = Table("NAME", "STATE", "SINCE", "BYTES", "FROM", "WHY")
      for item in mail {
        table.add(
          item.name.description, item.state.rawValue, Timestamp.short(item.since), String(item.size),
          item.origin, item.reason)
      }
      table.print()
    }
    if mail.isEmpty {
      throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "The quarantine is empty.")
    }
  }
}

/// `kontor quarantine export`.
struct QuarantineExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the bytes of a piece of mail to standard output, as they came.")

  @Argument(help: "Its name, such as Q12.")
  var name: String

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let name = try UntakenName(argument: name)
    let raw = try await Workspace(global).readStore().untakenBytes(name)
    Output.bytes(raw.bytes)
  }
}

/// `kontor quarantine retry`.
struct QuarantineRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Process mail again, or ask the server for it again.",
    discussion: """
      What is quarantined or held is processed at once; what was unavailable is asked for by the next sync. Held mail
      is let go by name or by --held: look at it first. Who did it is noted in the audit log.
      """)

  @Argument(help: "Names, such as Q12 or orders/INBOX/417.")
  var names: [String] = []

  @Flag(help: "All that is quarantined or unavailable.")
  var all = false

  @Flag(help: "All that is held.")
  var held = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (all || held) != !names.isEmpty else {
      throw ValidationError("Name what to retry, or say --all or --held.")
    }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let identity = workspace.identity
    try identity.require([.assistant, .specialist, .manager], to: "retry mail")
    let wanted = try names.map { try UntakenName(argument: $0) }
    let pipeline = try workspace.pipeline()
    let store = try workspace.openStore()
    let actor = Actor(name: identity.name, uid: identity.uid)
    var states: Set<UntakenState> = []
    if all { states.formUnion([.quarantined, .unavailable]) }
    if held { states.insert(.held) }
    let mail =
      names.isEmpty
      ? try await store.retryAll(states, by: actor) : try await store.retry(wanted, by: actor)
    guard !mail.isEmpty else { throw CommandFailure(.nothing, "There is nothing of that kind.") }
    let results = try await process(through: workspace.intake(store, pipeline: pipeline), in: store)
    for item in mail where item.state == .unavailable {
      Output.line("\(Visible.line(item.name.description)): asked for with the next sync")
    }
    var stored = 0
    for (origin, result) in results {
      switch result {
      case .stored, .known: stored += 1
      case .quarantined(let reason):
        Output.line("\(Visible.line(origin)): in quarantine again: \(Visible.line(reason))")
      }
    }
    Output.line("\(stored) taken in, \(results.count - stored) not")
    if stored < results.count { throw CommandFailure(.failed, "") }
  }

  /// Takes in all that is durable and not processed, batch by batch.
  private func process(
    through intake: Intake, in store: OrderStore
  ) async throws -> [(origin: String, result: IntakeResult)] {
    var results: [(String, IntakeResult)] = []
    while true {
      let mail = try await store.claimLanded(mailbox: nil, count: 500, bytes: 16 << 20, now: Date())
      guard !mail.isEmpty else { return results }
      let outcomes = try await intake.store(await intake.parse(mail), now: Date())
      results += zip(mail.map(\.origin), outcomes)
    }
  }
}

extension UntakenName {
  /// Reads a name from the command line; a bare number means bytes that are here.
  fileprivate init(argument text: String) throws {
    guard let name = UntakenName(text) ?? UntakenName("Q\(text)") else {
      throw CommandFailure(
        .usage, "“\(text)” is no name of quarantined mail; 'kontor quarantine' lists names such as Q12.")
    }
    self = name
  }
}

extension UntakenMail {
  /// The piece as JSON.
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name.description)), ("state", .string(state.rawValue)),
      ("sha256", digest.map { .string($0.description) } ?? .null), ("mailbox", .string(mailbox)),
      ("origin", .string(origin)), ("reason", .string(reason)), ("attempts", .integer(Int64(attempts))),
      ("since", .string(Timestamp.rfc3339(since))), ("size", .integer(Int64(size))),
    ])
  }
}
