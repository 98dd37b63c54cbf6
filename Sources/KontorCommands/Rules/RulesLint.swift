// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import OrderCore
import Rulebook

/// `kontor rules lint`: what in the rules can't be meant.
struct RulesLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Look for rules and phrases that can't be meant so.",
    discussion: """
      Finds what is unreachable, shadowed, contradictory, slow, untested, unused or repeated, each with its place and a
      remedy. Exit code 1 when one of them is an error, 3 when a rule can't be read.
      """)

  @Argument(help: "Folders with rule files; left out: as for 'rules test'.", completion: .directory)
  var folders: [String] = []

  @Option(help: "Only findings of this kind; may be repeated.")
  var kind: [LintFinding.Kind] = []

  @Flag(help: "Only errors.")
  var errors = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let rules = try RuleSet(RuleFiles.load(folders: global.ruleFolders(or: folders)))
    let findings = rules.lint().filter { finding in
      (kind.isEmpty || kind.contains(finding.kind)) && (!errors || finding.level == .error)
    }
    if output.json {
      Output.line(JSONValue.array(findings.map(\.json)).text)
    } else if output.jsonl {
      for finding in findings { Output.line(finding.json.text) }
    } else {
      for finding in findings { Output.line(finding.description) }
      let errorCount = findings.count { $0.level == .error }
      Output.line("\(rules.count) rules, \(errorCount) errors, \(findings.count - errorCount) warnings")
    }
    if findings.contains(where: { $0.level == .error }) { throw CommandFailure(.failed, "") }
  }
}

extension LintFinding.Kind: ExpressibleByArgument {}

extension LintFinding {
  fileprivate var json: JSONValue {
    .object([
      ("kind", .string(kind.rawValue)), ("level", .string(level.rawValue)), ("file", .string(place.file)),
      ("line", .integer(Int64(place.line))), ("column", .integer(Int64(place.column))),
      ("rule", .optional(rule)), ("message", .string(message)), ("remedy", .string(remedy)),
    ])
  }
}
