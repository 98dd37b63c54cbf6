// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Store

/// `kontor message`: one message.
struct MessageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message", abstract: "Look at a message, and say what it reports.",
    subcommands: [MessageShow.self, MessageCorrect.self, MessageDismiss.self])
}

/// `kontor message show`.
struct MessageShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a message reports, what is unclear, and what people have said.",
    discussion: "'kontor explain' tells why; 'kontor order show' tells the whole order.")

  @Argument(help: "A Message-ID, or the beginning of a SHA-256.")
  var message: String

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let id = try await MessageName.find(message, in: store)
    let page = MessagePage(
      message: try await store.unclearMessage(id), events: try await store.recordedEvents(of: id),
      corrections: try await store.corrections(of: id), text: try await store.message(id).newText)
    if output.json || output.jsonl { Output.line(page.json) } else { page.print() }
  }
}

/// `kontor message correct`.
struct MessageCorrect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Say what a message really reports.",
    discussion: """
      The steps of its order are gone through once more, an answer to an event that is gone becomes stale, and no
      program overwrites your word. To confirm what was recognised name the same events. Rules and the learned
      evidence are measured against corrections, and learn from them: 'kontor rules replay', 'suggest', 'train'.
      """)

  @Argument(help: "A Message-ID, or the beginning of a SHA-256.")
  var message: String

  @Option(help: "All that it reports, separated by commas.")
  var events: String?

  @Flag(help: "It reports nothing.")
  var none = false

  @Option(help: "Why; kept with the correction.")
  var reason: String

  @Flag(help: "Only say what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (events != nil) != none else { throw ValidationError("Give either --events or --none.") }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--reason must say why.")
    }
    _ = try named()
  }

  /// The events that the command line names.
  private func named() throws -> [Event] {
    guard let events else { return [] }
    let names = events.split(separator: ",").map { String($0).trimmingBlanks }
    guard !names.isEmpty else { throw ValidationError("--events names no event; --none says so.") }
    return try names.map { name in
      guard let event = Event(rawValue: name) else {
        let all = Event.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no event “\(Visible.line(name))”; there are \(all).")
      }
      return event
    }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let named = try named()
    let effect: CorrectionEffect
    if dryRun {
      let store = try workspace.readStore()
      effect = try await store.effect(ofCorrecting: MessageName.find(message, in: store), to: named)
    } else {
      let desk = workspace.desk(try workspace.openStore())
      effect = try await desk.correct(MessageName.find(message, in: desk.store), to: named, reason: reason)
    }
    if output.json || output.jsonl {
      Output.line(effect.json(isDone: !dryRun))
    } else {
      effect.print(isDone: !dryRun)
    }
  }
}

/// `kontor message dismiss`.
struct MessageDismiss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: "Take a message out of the queue of unclear ones, as it is.",
    discussion: "It teaches nothing; 'message correct' with the events that the message has does.")

  @Argument(help: "A Message-ID, or the beginning of a SHA-256.")
  var message: String

  @Option(help: "Why; kept in the audit log.")
  var reason: String = ""

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let desk = workspace.desk(try workspace.openStore())
    let events = try await desk.dismiss(MessageName.find(message, in: desk.store), reason: reason)
    Output.line("No longer unclear: \(events.map(\.rawValue).joined(separator: ", ")).")
  }
}

extension Desk {
  /// Says what a message really reports.
  fileprivate func correct(
    _ id: StoredMessageID, to events: [Event], reason: String
  ) async throws -> CorrectionEffect {
    try identity.require([.specialist, .manager], to: "correct messages")
    return try await store.correct(id, to: events, reason: reason, by: actor)
  }

  /// Takes a message out of the queue.
  fileprivate func dismiss(_ id: StoredMessageID, reason: String) async throws -> [Event] {
    try identity.require([.specialist, .manager], to: "dismiss unclear messages")
    return try await store.dismissUnclear(of: id, reason: reason, by: actor)
  }
}
