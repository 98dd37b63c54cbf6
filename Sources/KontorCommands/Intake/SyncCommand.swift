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
      All mailboxes at once. One that fails does not stop the others; the exit code is then 5, or 3 where only the
      configuration is wrong, such as a password file that can't be read.
      """)

  @Option(help: "Only this mailbox.")
  var mailbox: String?

  @Flag(help: "Fetch and keep the mail; a later sync or run processes it. Nothing is sent.")
  var fetchOnly = false

  @Flag(help: "Leave the outbox alone.")
  var noSend = false

  @Flag(
    help: "Leave the documents that came with the mail unread; 'kontor documents read' or 'run' reads them.")
  var noDocuments = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let accounts = try workspace.accounts(named: mailbox)
    let store = try workspace.openStore()
    let pipeline = Deferred { try workspace.pipeline() }
    let exchange = MailExchange(
      store: store, intake: Deferred { workspace.intake(store, pipeline: try pipeline.get()) })
    _ = try await store.recoverOutbox(now: Date())
    let mode: MailExchange.Mode = fetchOnly ? .fetchOnly : noSend ? .withoutSending : .whole
    let outcomes = await withTaskGroup(of: (Int, Result<MailExchange.Result, any Error>).self) { group in
      for (index, account) in accounts.enumerated() {
        group.addTask { (index, await Self.exchange(account, through: exchange, mode: mode)) }
      }
      var outcomes: [(Int, Result<MailExchange.Result, any Error>)] = []
      for await outcome in group { outcomes.append(outcome) }
      return outcomes.sorted { $0.0 < $1.0 }
    }
    var failures: [CommandFailure] = []
    for (index, outcome) in outcomes {
      switch outcome {
      case .success(let result):
        show(result)
        failures += result.failures.map { CommandFailure(.network, $0) }
        failures += result.sync.problems.map { CommandFailure(.network, "\(accounts[index].name): \($0)") }
      case .failure(let error as MailServerError):
        failures.append(
          CommandFailure(CommandFailure(error).status, "\(accounts[index].name): \(error.description)"))
      case .failure(let error):
        // Of the store or the rules: the same for all mailboxes, and said once.
        let failure = CommandFailure(error)
        if !failures.contains(where: { $0.message == failure.message }) { failures.append(failure) }
      }
    }
    if !fetchOnly, !noDocuments, try await store.documentsWait() {
      let report = try await DocumentWork(
        store: store, round: workspace.documentRound(pipeline: try pipeline.get())
      ).run { done in
        if Style.showsProgress { Output.progress("\(done) documents") }
      }
      if let line = report.line, !output.json, !output.jsonl { Output.line(line) }
      for reason in report.postponed.sorted() { Output.warn("Documents were not read: \(reason)") }
    }
    if let failure = CommandFailure(failures) { throw failure }
  }

  /// One round of one mailbox over a connection of its own.
  private static func exchange(
    _ account: MailAccount, through exchange: MailExchange, mode: MailExchange.Mode
  ) async -> Result<MailExchange.Result, any Error> {
    do {
      let session = try await MailTransport.openSession(account: account)
      let result: Result<MailExchange.Result, any Error>
      do {
        result = .success(
          try await exchange.run(
            account, over: session, mode: mode, outgoing: OutgoingMail(account)
          ) { done, all in
            if Style.showsProgress { Output.progress("\(account.name): \(done) of \(all)") }
          })
      } catch {
        result = .failure(error)
      }
      await session.close()
      return result
    } catch {
      try? await exchange.store.noteContact(
        mailbox: account.name, failure: CommandFailure(error).message, now: Date())
      return .failure(error)
    }
  }

  private func show(_ result: MailExchange.Result) {
    if output.json || output.jsonl {
      Output.line(result.json.text)
      return
    }
    for folder in result.sync.folders {
      Output.line("\(result.sync.mailbox)/\(Visible.line(folder.folder)): \(folder.line)")
    }
    for line in result.outbox.lines { Output.line(line) }
  }
}
