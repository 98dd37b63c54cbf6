// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Store

/// Which steps of an order a person decides about.
struct StepOptions: ParsableArguments {
  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @Argument(help: "The event, such as order_cancelled; see 'kontor order show'.")
  var event: String?

  @Flag(help: "All steps that wait.")
  var all = false

  @Option(help: "Why; kept in the log.")
  var reason: String

  func validate() throws {
    guard (event == nil) == all else { throw ValidationError("Name one event, or --all.") }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--reason must say why.")
    }
  }

  /// The event that is named, nil for all.
  func chosen() throws -> Event? {
    try event.map { name in
      guard let event = Event(rawValue: name) else {
        throw CommandFailure(.usage, "There is no event “\(Visible.line(name))”; see docs/events.md.")
      }
      return event
    }
  }
}

/// `kontor order confirm`: takes steps that wait for a person.
struct OrderConfirm: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Take steps of an order that wait for a person.",
    discussion: """
      Cancellations, changes, and whatever comes from somebody who is not known or not verified wait. Your name and the
      reason are kept. 'claim_opened' settles the claims of the order. Exit code 7 when a step can't follow from where
      the order stands.
      """)

  @OptionGroup var steps: StepOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.openStore()
    let order = try await OrderShow.find(steps.number, in: store)
    let taken = try await workspace.desk(store).confirm(order, event: steps.chosen(), reason: steps.reason)
    for step in taken {
      let way =
        step.from == step.to ? "stays \(step.to.rawValue)" : "\(step.from.rawValue) → \(step.to.rawValue)"
      Output.line(
        "Order \(order.name) \(way) by \(step.event.rawValue), confirmed by \(workspace.identity.name).")
    }
  }
}

/// `kontor order refuse`: drops steps that wait for a person.
struct OrderRefuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse", abstract: "Refuse steps of an order that wait for a person; nothing moves.")

  @OptionGroup var steps: StepOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.openStore()
    let order = try await OrderShow.find(steps.number, in: store)
    let refused = try await workspace.desk(store).refuse(order, event: steps.chosen(), reason: steps.reason)
    let names = refused.map(\.rawValue).joined(separator: ", ")
    Output.line("Order \(order.name): refused \(names).")
  }
}

/// `kontor order release`: one of the two words that release a hold over bank details.
struct OrderRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Release an order held over bank details; it takes two people.",
    discussion: """
      Call the party back on a number that was on file before, never on one from the message, and say whom you reached.
      Two different people have to release a hold, a manager among them. With --false-details the details are found to be
      false: the hold ends, and the account stays unknown.
      """)

  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @Option(help: "What was found out.")
  var reason: String

  @Option(help: "Who was called back, on which number.")
  var callback: String

  @Flag(help: "The details are not the party's.")
  var falseDetails = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    for (name, text) in [("--reason", reason), ("--callback", callback)]
    where !text.contains(where: { !$0.isWhitespace }) {
      throw ValidationError("\(name) must say something.")
    }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.openStore()
    let order = try await OrderShow.find(number, in: store)
    let result = try await workspace.desk(store).release(
      order, verdict: falseDetails ? .false : .genuine, reason: reason, callback: callback)
    for hold in result.released {
      Output.line("Hold \(hold.id) over \(Visible.line(hold.party)) is released.")
    }
    for hold in result.waiting {
      let so = hold.releasedBy.isEmpty ? "nobody" : hold.releasedBy.joined(separator: ", ")
      Output.line(
        "Hold \(hold.id) over \(Visible.line(hold.party)) stands; released by \(Visible.line(so)) so far, a second person is "
          + "needed and one of the two must be a manager.")
    }
  }
}
