// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Rulebook

/// `kontor rules score`: measures rules against labelled messages.
struct RulesScore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Measure rules and learned evidence against labelled messages.",
    discussion: """
      LABELLED is JSON, one object a line: id, party, direction, subject, text, attachments, events; where they are
      known also reply, state, history and story. Prints precision, recall and F1 by event.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Labelled messages (JSONL).", completion: .file())
  var labelled: [String]

  @Option(
    help: "Folder with rule files; may be repeated; left out: as for 'rules test'.", completion: .directory)
  var rules: [String] = []

  @Option(help: "A learned model, or 'none'; left out: that of the rule folders.", completion: .file())
  var model: String?

  @Option(help: "List messages on which rules and labels differ, at most this many.")
  var worst: Int = 0

  @Option(help: "Only list differences that concern this event.")
  var event: String?

  @Flag(help: "List instead the messages with an event that no rule even hints at.")
  var unhinted = false

  func run() throws {
    let folders = try global.ruleFolders(or: rules)
    let recogniser = Recogniser(
      rules: try RuleSet(RuleFiles.load(folders: folders)), model: try learnedModel(folders))
    var messages: [LabelledMessage] = []
    for file in labelled { messages += try LabelledFile.read(file) }
    if unhinted { return list(unhintedBy: recogniser, messages) }
    let agreement = recogniser.agreement(with: messages)
    agreement.printTable()
    let byID = Dictionary(messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = agreement.differences.filter { difference in
      guard let event else { return true }
      return (difference.missed + difference.wrong).contains { $0.rawValue == event }
    }
    for difference in wanted.prefix(max(0, worst)) {
      let missed = difference.missed.map(\.rawValue).joined(separator: " ")
      let wrong = difference.wrong.map(\.rawValue).joined(separator: " ")
      Output.line(
        "\n\(Visible.line(difference.id))  missed [\(missed)]  wrong [\(wrong)]  "
          + difference.rules.joined(separator: " "))
      byID[difference.id]?.print()
    }
  }

  private func list(unhintedBy recogniser: Recogniser, _ messages: [LabelledMessage]) {
    let reader = RecognitionReader(recogniser)
    var counts: [Event: Int] = [:]
    var listed = 0
    for message in messages {
      let events = recogniser.unhinted(of: message, by: reader)
      for name in events { counts[name, default: 0] += 1 }
      guard listed < worst, events.contains(where: { event == nil || $0.rawValue == event }) else { continue }
      listed += 1
      Output.line("\n\(Visible.line(message.id))  [\(events.map(\.rawValue).joined(separator: " "))]")
      message.print()
    }
    for event in Event.allCases {
      if let count = counts[event] { Output.line("\(event.rawValue.padded(to: 30)) \(count)") }
    }
  }

  private func learnedModel(_ folders: [String]) throws -> LearnedModel? {
    switch model {
    case nil: try ModelFile.load(folders: folders)
    case "none": nil
    case let path?: try ModelFile.load(path)
    }
  }
}

extension LabelledMessage {
  /// Prints who wrote it and what.
  fileprivate func print() {
    let heading = [input.subject, input.attachments.joined(separator: ", ")].map(Visible.line)
    Output.line(
      "  \(input.sender.rawValue) \(input.direction.rawValue) | " + heading.joined(separator: " | "))
    Output.line("  " + Visible.text(input.text).split(separator: "\n").joined(separator: "\n  "))
  }
}

extension Agreement {
  /// Prints a row an event, and one for all.
  func printTable() {
    func row(_ name: String, _ counts: Agreement.Counts) {
      let figures = [counts.precision, counts.recall, counts.f1].map { String(format: "%.3f", $0) }
      let numbers = [counts.right, counts.wrong, counts.missed].map { String($0).leftPadded(to: 5) }
      Output.line(
        "\(name.padded(to: 30)) \(numbers.joined(separator: " "))  \(figures.joined(separator: "  "))")
    }
    Output.line("\("event".padded(to: 30)) right wrong  miss  prec   rec    f1")
    for event in Event.allCases {
      if let counts = byEvent[event] { row(event.rawValue, counts) }
    }
    row("all", total)
    let share = messages == 0 ? 0 : Double(exact) / Double(messages)
    Output.line("\(messages) messages, \(String(format: "%.3f", share)) exactly right")
  }
}
