// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import OrderCore
import Rulebook
import Store

extension Event: ExpressibleByArgument {}

/// `kontor rules suggest`: what corrections ask for, as a patch of the rule files.
struct RulesSuggest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggest phrases from people's corrections, as a patch of the rule files.",
    discussion: """
      The patch goes to standard output; nothing is written. Read it, for its examples are sentences of your mail,
      then apply it with 'git apply', look at 'kontor rules test' and 'kontor rules replay', and keep what is right.
      Exit code 4 when there is nothing to suggest.
      """)

  @Option(help: "Only for this event.")
  var event: Event?

  @Option(help: "How many corrected messages a phrase must help.")
  var min = 3

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (1...1_000).contains(min) else { throw ValidationError("--min takes 1 to 1000.") }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.readStore()
    let suggestions = try await SuggestionRun(store, rules: workspace.rules()).run(event: event, minimum: min)
    let folders = try workspace.ruleFolders()
    var patch = try RulePatch(folders: folders)
    for suggestion in suggestions { try patch.add(suggestion) }
    for failure in patch.failures { Output.warn(failure) }
    guard patch.count > 0 else {
      throw CommandFailure(
        .nothing,
        "There is nothing to suggest: people's corrections have too little in common that other mail has not."
      )
    }
    let (root, text) = try Self.written(patch, folders: folders)
    Output.text(text)
    Output.warn("\(patch.count) suggestions; apply them in \(root) with 'git apply'.")
  }

  /// The patch relative to the current folder, else to the folder of the rules.
  private static func written(_ patch: RulePatch, folders: [String]) throws -> (root: String, text: String) {
    for root in [FileManager.default.currentDirectoryPath] + folders.map(FileSearch.absolute) + ["/"] {
      if let text = patch.text(relativeTo: root) { return (root, text) }
    }
    throw CommandFailure(.failed, "The rule files have names that a patch can't hold.")
  }
}
