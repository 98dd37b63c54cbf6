// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MailModel
import OrderCore
import Store

/// What all commands have by which a person decides about orders.
struct RulingOptions: ParsableArguments {
  @Option(help: "Why, in a few words; it is kept with who said so.")
  var reason = ""

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false
}

/// A person who decides about orders.
struct OrderDesk: Sendable {
  let store: OrderStore
  let ruling: Ruling
  let isRehearsal: Bool

  /// Opens the store for a person who may decide.
  init(_ options: GlobalOptions, _ rulings: RulingOptions) throws {
    let workspace = try Workspace(options)
    let identity = workspace.identity
    try identity.require([.specialist, .manager], to: "decide about orders")
    store = try workspace.openStore()
    ruling = Ruling(by: Actor(name: identity.name, uid: identity.uid), because: rulings.reason)
    isRehearsal = rulings.dryRun
  }

  /// Says what has changed, or would.
  func tell(_ effects: [RulingEffect], _ output: OutputOptions) {
    if output.json || output.jsonl {
      let all = JSONValue.object([
        ("dry_run", .bool(isRehearsal)), ("orders", .array(effects.map(\.json))),
      ])
      Output.line(all.text)
      return
    }
    if isRehearsal { Output.line(Style.dim("Nothing is changed (--dry-run). It would be:")) }
    for effect in effects { Output.line(effect.sentence) }
  }
}

extension RulingEffect {
  /// `SO-2026-00417 (o-7): placed → shipped, 2 messages more`.
  fileprivate var sentence: String {
    let name = number.map { "\(Visible.line($0)) (\(order.name))" } ?? order.name
    var parts: [String] = []
    switch (before, after) {
    case (let before?, let after?) where before != after:
      parts.append("\(before.rawValue) → \(after.rawValue)")
    case (let before?, nil): parts.append("was \(before.rawValue), is no more")
    case (nil, let after?): parts.append("new, \(after.rawValue)")
    case (_, let after?): parts.append(after.rawValue)
    case (nil, nil): break
    }
    if messages != 0 {
      let count = abs(messages)
      parts.append("\(count) \(count == 1 ? "message" : "messages") \(messages > 0 ? "more" : "less")")
    }
    return "\(name): \(parts.joined(separator: ", "))"
  }

  fileprivate var json: JSONValue {
    .object([
      ("order", .string(order.name)), ("number", .optional(number)),
      ("before", .optional(before?.rawValue)), ("after", .optional(after?.rawValue)),
      ("messages", .integer(Int64(messages))),
    ])
  }
}

/// `kontor order set`: what a person knows better.
struct OrderSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Set an order's state, its number or its keys.",
    discussion: """
      The change is recorded with who made it and why. Later messages move the order on from there. Exit code 7 when
      the number is another order's (see 'kontor order merge') or nothing would change.
      """)

  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @Option(help: "Where it stands.")
  var state: String?

  @Option(name: .customLong("number"), help: "Our number of it.")
  var newNumber: String?

  @Option(help: "A key that joins its ring, such as customer_order=4500731182; may be repeated.")
  var key: [String] = []

  @Option(help: "A key that leaves its ring; may be repeated.")
  var removeKey: [String] = []

  @OptionGroup var rulings: RulingOptions
  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    var change = OrderChange()
    change.state = try state.map(OrdersCommand.state)
    change.number = newNumber
    change.added = try key.map(Self.key)
    change.removed = try removeKey.map(Self.key)
    guard !change.isEmpty else {
      throw CommandFailure(.usage, "Say what to set: --state, --number, --key or --remove-key.")
    }
    let desk = try OrderDesk(global, rulings)
    let order = try await OrderShow.find(number, in: desk.store)
    desk.tell(try await desk.store.change(order, change, desk.ruling, isRehearsal: desk.isRehearsal), output)
  }

  /// Reads `kind=value`.
  static func key(_ text: String) throws -> OrderKey {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = KeyKind(rawValue: parts[0]),
      !OrderKey.normalised(parts[1]).isEmpty
    else {
      let kinds = KeyKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(.usage, "“\(Visible.line(text))” is no kind=value; kinds are \(kinds).")
    }
    return OrderKey(kind: kind, value: parts[1])
  }
}

/// `kontor order merge`.
struct OrderMerge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make two orders one.",
    discussion: """
      The second becomes a part of the first: messages, keys, parties and drafts. Its names find the first from then
      on. Exit code 7 when an approved letter about the second has not gone out.
      """)

  @Argument(help: "The order that stays: any reference that names it.")
  var number: String

  @Argument(help: "The order that becomes a part of it.")
  var other: String

  @OptionGroup var rulings: RulingOptions
  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let desk = try OrderDesk(global, rulings)
    let survivor = try await OrderShow.find(number, in: desk.store)
    let merged = try await OrderShow.find(other, in: desk.store)
    let effects = try await desk.store.merge(
      merged, into: survivor, desk.ruling, isRehearsal: desk.isRehearsal)
    desk.tell(effects, output)
  }
}

/// `kontor order split`.
struct OrderSplit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Give some messages of an order an order of their own.",
    discussion: "Later messages of their threads follow. The new order is the last one printed.")

  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @Option(help: "All messages of this thread, such as t-12 ('order show --json' names them).")
  var thread: String?

  @Option(help: "This message: a Message-ID or the beginning of its SHA-256; may be repeated.")
  var message: [String] = []

  @OptionGroup var rulings: RulingOptions
  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    guard (thread == nil) != message.isEmpty else {
      throw CommandFailure(.usage, "Say which messages: --thread T, or --message M once or more.")
    }
    let desk = try OrderDesk(global, rulings)
    let order = try await OrderShow.find(number, in: desk.store)
    var selection = SplitSelection.messages([])
    if let thread {
      guard thread.hasPrefix("t-"), let number = Int64(thread.dropFirst(2)) else {
        throw CommandFailure(.usage, "“\(Visible.line(thread))” is no thread; threads look like t-12.")
      }
      selection = .thread(ThreadID(number))
    } else {
      var found: [StoredMessageID] = []
      for name in message { found.append(try await OrderLink.find(name, in: desk.store)) }
      selection = .messages(found)
    }
    desk.tell(
      try await desk.store.split(order, selection, desk.ruling, isRehearsal: desk.isRehearsal), output)
  }
}

/// `kontor order link`.
struct OrderLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Link a message to an order, or take it out.",
    discussion: """
      Later messages of the thread follow: what a person said beats what the program supposes, but for a message whose
      text names another order. An order that loses its last message is no more.
      """)

  @Argument(help: "A Message-ID, or the beginning of a message's SHA-256.")
  var message: String

  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @Flag(help: "Take the message out of the order.")
  var unlink = false

  @Flag(help: "Take the message out of its other orders.")
  var instead = false

  @OptionGroup var rulings: RulingOptions
  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    guard !(unlink && instead) else {
      throw CommandFailure(.usage, "--unlink and --instead exclude each other.")
    }
    let desk = try OrderDesk(global, rulings)
    let id = try await Self.find(message, in: desk.store)
    let order = try await OrderShow.find(number, in: desk.store)
    let effects =
      unlink
      ? try await desk.store.unlink(id, from: order, desk.ruling, isRehearsal: desk.isRehearsal)
      : try await desk.store.link(
        id, to: order, instead: instead, desk.ruling, isRehearsal: desk.isRehearsal)
    desk.tell(effects, output)
  }

  /// Finds the one message that a name means.
  static func find(_ name: String, in store: OrderStore) async throws -> StoredMessageID {
    let found = try await store.messages(named: name)
    guard let only = found.first else {
      throw CommandFailure(.nothing, "There is no message “\(Visible.line(name))”.")
    }
    guard found.count == 1 else {
      throw CommandFailure(
        .nothing, "“\(Visible.line(name))” names \(found.count) messages; take more of the SHA-256.")
    }
    return only
  }
}
