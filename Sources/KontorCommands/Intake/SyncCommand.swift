// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// `kontor sync`: pulls and processes what is new, once, and sends what is approved.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Fetch and process what is new, once; send what is approved.",
    discussion: """
      A mailbox that fails does not stop the others; the exit code is then 5, or 3 where only the configuration is
      wrong, such as a password file that can't be read.
      """)

  @Option(help: "Only this mailbox.")
  var mailbox: String?

  @Flag(help: "Fetch only; leave the outbox alone.")
  var fetchOnly = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let accounts = try workspace.accounts(named: mailbox)
    let store = try workspace.openStore()
    let exchange = MailExchange(workspace: workspace, store: store, intake: try workspace.intake(store))
    _ = try await store.recoverOutbox(now: Date())
    var failures: [CommandFailure] = []
    for account in accounts {
      do {
        let result = try await exchange.run(account, sends: !fetchOnly) { done, all in
          if Style.showsProgress { Output.progress("\(account.name): \(done) of \(all)") }
        }
        show(result)
        failures += result.failures.map { CommandFailure(.network, $0) }
      } catch let error as MailServerError {
        failures.append(CommandFailure(CommandFailure(error).status, "\(account.name): \(error.description)"))
      }
    }
    if let failure = CommandFailure(failures) { throw failure }
  }

  private func show(_ result: MailExchange.Result) {
    if output.json || output.jsonl {
      Output.line(result.json.text)
      return
    }
    for folder in result.sync.folders {
      var parts = ["\(folder.stored) new"]
      if folder.known > 0 { parts.append("\(folder.known) known already") }
      if folder.quarantined > 0 { parts.append("\(folder.quarantined) in quarantine") }
      if folder.gone > 0 { parts.append("\(folder.gone) gone before they could be fetched") }
      parts.append("\(folder.events) events")
      parts.append("\(folder.drafts) drafts")
      Output.line("\(result.sync.mailbox)/\(Visible.line(folder.folder)): \(parts.joined(separator: ", "))")
    }
    for line in result.outbox.lines { Output.line(line) }
  }
}
