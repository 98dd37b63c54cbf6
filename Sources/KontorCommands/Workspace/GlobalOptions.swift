// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The option that every command with a configuration has.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: "The configuration file (default: kontor.yaml here, ~/.config/kontor/, /etc/kontor/).",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  /// Commands that read no configuration; a script may name one all the same.
  private static let commandsWithout: Set = ["exit-codes", "help", "init", "parse"]

  /// Moves `--config FILE` from before the subcommand, where people write it, to where the parser takes it.
  static func movingConfigBack(_ arguments: [String]) -> [String] {
    guard let first = arguments.first else { return arguments }
    var moved: [String] = []
    if first == "--config", arguments.count >= 2 {
      moved = Array(arguments.prefix(2))
    } else if first.hasPrefix("--config=") {
      moved = [first]
    }
    guard !moved.isEmpty else { return arguments }
    var rest = Array(arguments.dropFirst(moved.count))
    if let command = rest.first, commandsWithout.contains(command) { return rest }
    rest.insert(contentsOf: moved, at: rest.firstIndex(of: "--") ?? rest.endIndex)
    return rest
  }
}

/// How a command that lists or shows prints.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print one JSON object a line.")
  var jsonl = false
}
