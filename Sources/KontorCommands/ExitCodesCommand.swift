// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `kontor exit-codes`, also reached as `kontor help exit-codes`: what the exit codes mean.
struct ExitCodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exit-codes", abstract: "List the exit codes.", discussion: Self.list, shouldDisplay: true)

  /// A line a code.
  private static let list = ExitStatus.allCases.map { "\($0.rawValue)  \($0.meaning)" }.joined(
    separator: "\n")

  func run() { Output.line(Self.list) }
}
