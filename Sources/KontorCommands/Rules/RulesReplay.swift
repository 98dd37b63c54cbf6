// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import OrderCore
import Rulebook
import Store

/// `kontor rules replay`: tries rules on the whole archive.
struct RulesReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Try changed rules on all stored mail, and say what would differ.",
    discussion: """
      RULES is compared with the rules of the configuration; left out, the rules of the configuration are compared
      with what is recorded. Nothing is changed. Messages keep their orders; what people have corrected stays as they
      say, and precision and recall are measured against it. Exit code 1 when something differs, 0 when nothing does.
      """)

  @Argument(help: "Folders with the changed rule files.", completion: .directory)
  var rules: [String] = []

  @Option(help: "Compare messages from this date on, such as 2026-03-01.")
  var since: Day?

  @Option(help: "List so many messages and orders that differ; 0 for all.")
  var limit = ListLimit(20)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let workspace = try Workspace(global)
    let new = try RuleSet(RuleFiles.load(folders: rules.isEmpty ? workspace.ruleFolders() : rules))
    let old = rules.isEmpty ? nil : try workspace.rules()
    let store = try workspace.readStore()
    let clock = ContinuousClock()
    let start = clock.now
    let total = try await store.archivedCount(since: since?.date)
    let diff = try await ArchiveReplay(store, new: new, old: old).run(since: since?.date, limit: limit.value)
    {
      if Style.showsProgress { Output.progress("\($0) of \(total) messages") }
    }
    let seconds = max((clock.now - start) / .seconds(1), 0.001)
    Output.warn(
      "\(diff.messages) messages in \(String(format: "%.1f", seconds)) s, "
        + "\(Int(Double(diff.messages) / seconds)) a second.")
    let page = ReplayPage(
      diff: diff, limit: limit.value, old: old == nil ? "what is recorded" : "the rules of the configuration",
      new: rules.isEmpty ? "the rules of the configuration" : rules.joined(separator: ", "))
    if json { Output.line(page.json) } else { page.print() }
    if !diff.isEmpty { throw CommandFailure(.failed, "") }
  }
}

/// A day on the command line, in the local time zone.
struct Day: ExpressibleByArgument {
  /// Its beginning.
  let date: Date

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    let components = DateComponents(year: year, month: month, day: day)
    let calendar = Calendar(identifier: .gregorian)
    guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { return nil }
    self.date = date
  }
}
