// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import MailParsing
import OrderCore
import Rulebook

/// `kontor rules score`: measures rules against labelled messages.
struct RulesScore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Measure rules against labelled messages.",
    discussion: """
      LABELLED is JSON, one object a line: id, party, direction, subject, text, attachments, events.
      Prints precision, recall and F1 by event.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Labelled messages (JSONL).", completion: .file())
  var labelled: [String]

  @Option(
    help: "Folder with rule files; may be repeated; left out: as for 'rules test'.", completion: .directory)
  var rules: [String] = []

  @Option(help: "List messages on which rules and labels differ, at most this many.")
  var worst: Int = 0

  @Option(help: "Only list differences that concern this event.")
  var event: String?

  func run() throws {
    let set = try RuleSet(RuleFiles.load(folders: global.ruleFolders(or: rules)))
    var messages: [LabelledMessage] = []
    for file in labelled { messages += try LabelledFile.read(file) }
    let agreement = set.agreement(with: messages)
    printTable(agreement)
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
      guard let message = byID[difference.id] else { continue }
      let input = message.input
      let heading = [input.subject, input.attachments.joined(separator: ", ")].map(Visible.line)
      Output.line(
        "  \(input.sender.rawValue) \(input.direction.rawValue) | " + heading.joined(separator: " | "))
      Output.line("  " + Visible.text(input.text).split(separator: "\n").joined(separator: "\n  "))
    }
  }

  private func printTable(_ agreement: Agreement) {
    let total = agreement.total
    func row(_ name: String, _ counts: Agreement.Counts) {
      let figures = [counts.precision, counts.recall, counts.f1].map { String(format: "%.3f", $0) }
      let numbers = [counts.right, counts.wrong, counts.missed].map { String($0).leftPadded(to: 5) }
      Output.line(
        "\(name.padded(to: 30)) \(numbers.joined(separator: " "))  \(figures.joined(separator: "  "))")
    }
    Output.line("\("event".padded(to: 30)) right wrong  miss  prec   rec    f1")
    for event in Event.allCases {
      if let counts = agreement.byEvent[event] { row(event.rawValue, counts) }
    }
    row("all", total)
    let share = agreement.messages == 0 ? 0 : Double(agreement.exact) / Double(agreement.messages)
    Output.line("\(agreement.messages) messages, \(String(format: "%.3f", share)) exactly right")
  }
}

/// Reads files of labelled messages.
enum LabelledFile {
  private struct Line: Decodable {
    var id: String
    var party: String
    var direction: String
    var subject: String
    var text: String
    var attachments: [String]
    var events: [String]
    var auto: String?
  }

  /// Reads one file; a line that can't be read is an error that names it.
  static func read(_ path: String) throws -> [LabelledMessage] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.failed, "\(path): can't be read")
    }
    let decoder = JSONDecoder()
    var messages: [LabelledMessage] = []
    for (number, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard !line.isEmpty else { continue }
      do {
        messages.append(message(try decoder.decode(Line.self, from: line)))
      } catch {
        throw CommandFailure(.invalid, "\(path):\(number + 1): not a labelled message: \(error)")
      }
    }
    return messages
  }

  /// Reads a labelled message the way it would come: as mail, so that kind and language are the parser's word.
  private static func message(_ line: Line) -> LabelledMessage {
    let head = "Subject: \(Visible.line(line.subject))\r\nContent-Type: text/plain; charset=utf-8\r\n"
    let auto = line.auto.map { "Auto-Submitted: \(Visible.line($0))\r\n" } ?? ""
    let raw = RawMessage(
      bytes: Array("\(head)\(auto)Content-Transfer-Encoding: 8bit\r\n\r\n\(line.text)\r\n".utf8))
    let parsed = try? MailParser().parse(raw)
    let subject = FoldedSubject.fold(line.subject)
    return LabelledMessage(
      id: line.id,
      input: ClassifierInput(
        text: line.text, subject: line.subject, attachments: line.attachments,
        sender: PartyRole(rawValue: line.party) ?? .unknown,
        direction: Direction(rawValue: line.direction) ?? .inbound,
        kind: parsed?.kind ?? .message, isReply: subject.isReply || subject.isForward,
        language: parsed?.language ?? .undetermined),
      events: Set(line.events.compactMap(Event.init(rawValue:))))
  }
}
