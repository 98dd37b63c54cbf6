// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

/// The program: a tree of subcommands.
package struct KontorCommand: AsyncParsableCommand {
  /// Name, summary and subcommands.
  package static let configuration = CommandConfiguration(
    commandName: "kontor",
    abstract: "The back office of a shared sales-support mailbox.",
    subcommands: [
      InitCommand.self, CheckCommand.self, LoginCommand.self, ImportCommand.self, SyncCommand.self,
      RunCommand.self,
      OrdersCommand.self, OrderCommand.self, SearchCommand.self, DraftsCommand.self, DraftCommand.self,
      ReviewCommand.self, OutboxCommand.self, QuarantineCommand.self, DocumentsCommand.self,
      CensusCommand.self, HealthCommand.self,
      MessageCommand.self, UnclearCommand.self, ExplainCommand.self, ExportCommand.self,
      ParseCommand.self, RulesCommand.self, ExitCodesCommand.self, ReadDocumentCommand.self,
    ])

  /// Creates the command; ArgumentParser asks for it.
  package init() {}
}
