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
      Works until it is ended (Ctrl-C, SIGTERM) and logs to standard error. Where a server tells its news (IDLE), new
      mail is taken in within moments; elsewhere with the next round. A mailbox that fails is tried again after
      pauses that grow; the others go on. The store is held only while there is work, so drafts can be approved in
      between; they go out at once.
      """)

  @Option(help: "Seconds between two looks at a server that tells no news by itself.")
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
    let watch = AgentWatch(workspace: workspace, pipeline: pipeline, interval: interval, log: log)
    log.info("The agent has started.", ["mailboxes": accounts.map(\.name).joined(separator: ", ")])
    let work = Task { await watch.run(accounts) }
    let signals = Self.endOnSignals(work)
    await work.value
    log.info("The agent has ended.")
    withExtendedLifetime(signals) {}
  }

  /// Cancels the work on SIGINT and SIGTERM: what is under way is left where its transactions stand.
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
