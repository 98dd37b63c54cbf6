// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Dispatch
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor run`: the agent.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Keep all mailboxes in step: fetch, process, send what is approved.",
    discussion: """
      Works in rounds until it is ended (Ctrl-C, SIGTERM) and logs to standard error. The store is held during a
      round only, so drafts can be approved in between; they go out with the next round.
      """)

  @Option(help: "Seconds between two rounds.")
  var interval: Int = 30

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard interval >= 1 else { throw ValidationError("--interval must be at least 1 second.") }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let accounts = try workspace.accounts(named: nil)
    let pipeline = try workspace.pipeline()
    let log = AgentLog(show: Visible.line, write: Output.warn)
    log.info("The agent has started.", ["mailboxes": accounts.map(\.name).joined(separator: ", ")])
    let loop = RoundLoop(interval: .seconds(interval), log: log)
    let work = Task {
      await loop.run {
        try await Self.round(workspace, accounts: accounts, pipeline: pipeline, log: log)
      }
    }
    let signals = Self.endOnSignals(work)
    await work.value
    withExtendedLifetime(signals) {}
  }

  /// One round over all mailboxes; a mailbox that fails does not stop the others.
  private static func round(
    _ workspace: Workspace, accounts: [MailAccount], pipeline: Pipeline, log: AgentLog
  ) async throws {
    let store = try workspace.openStore()
    let exchange = MailExchange(
      workspace: workspace, store: store, intake: workspace.intake(store, pipeline: pipeline))
    let doubtful = try await store.recoverOutbox(now: Date())
    if doubtful > 0 {
      log.warning(
        "Messages were cut off on their way out; nobody can know whether they were sent.",
        ["count": "\(doubtful)"])
    }
    var failure: (any Error)?
    for account in accounts {
      do {
        report(try await exchange.run(account, sends: true), account: account, log: log)
      } catch let error as MailServerError {
        log.error("A mailbox failed.", ["mailbox": account.name, "error": error.description])
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private static func report(_ result: MailExchange.Result, account: MailAccount, log: AgentLog) {
    for folder in result.sync.folders where folder.stored + folder.quarantined + folder.gone > 0 {
      log.info(
        "New mail was processed.",
        [
          "mailbox": account.name, "folder": folder.folder, "stored": "\(folder.stored)",
          "events": "\(folder.events)", "drafts": "\(folder.drafts)", "quarantined": "\(folder.quarantined)",
        ])
    }
    for line in result.outbox.lines { log.info(line) }
    for failure in result.failures { log.error(failure) }
  }

  /// Cancels the work on SIGINT and SIGTERM: the round under way is left where its transactions stand.
  private static func endOnSignals(_ work: Task<Void, Never>) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
  }
}
