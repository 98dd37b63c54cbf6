// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import OrderCore
import Rulebook

/// `kontor rules`: the rules as tested code.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Test rules, check them, measure them, and learn beside them.",
    subcommands: [RulesTest.self, RulesLint.self, RulesScore.self, RulesTrain.self])
}

/// `kontor rules test`: runs the examples that stand in the rules.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples of all rules.",
    discussion: "Exit code 3 when a rule can't be read, 1 when an example fails.")

  @Argument(
    help: "Folders with rule files; left out: those of the configuration, without one the shipped ones.",
    completion: .directory)
  var folders: [String] = []

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let rules = try RuleSet(RuleFiles.load(folders: global.ruleFolders(or: folders)))
    let report = rules.runExamples()
    for failure in report.failures { Output.line("\(failure.place): \(failure.rule): \(failure.reason)") }
    Output.line("\(rules.count) rules, \(report.count) examples, \(report.failures.count) failed")
    if !report.failures.isEmpty { throw CommandFailure(.failed, "") }
  }
}

extension GlobalOptions {
  /// The folders named on the command line, else those of the configuration, without one the shipped ones.
  func ruleFolders(or named: [String]) throws -> [String] {
    guard named.isEmpty else { return named }
    guard config != nil || FileSearch.usualConfiguration != nil else {
      return [try FileSearch.shipped("rules")]
    }
    return try Workspace(self).ruleFolders()
  }
}
