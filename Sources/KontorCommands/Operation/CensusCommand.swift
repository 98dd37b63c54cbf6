// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// `kontor census`: whether everything that is on the servers is in the ledger.
struct CensusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "census", abstract: "Compare every server folder with the ledger, UID by UID.",
    discussion: """
      Changes nothing. Exit code 1 on any difference: mail that is not fetched yet, or that left the server since the
      last sync, is one too. Folders that are not read are named for your information.
      """)

  @Option(help: "Only this mailbox.")
  var mailbox: String?

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let workspace = try Workspace(global)
    let accounts = try workspace.accounts(named: mailbox)
    let store = try workspace.readStore()
    var failures: [CommandFailure] = []
    var folders: [FolderCensus] = []
    for account in accounts {
      do {
        let session = try await MailTransport.openSession(account: account)
        do {
          let found = try await count(account, over: session, in: store)
          folders += found
          await session.close()
        } catch {
          await session.close()
          throw error
        }
      } catch let error as MailServerError {
        failures.append(CommandFailure(CommandFailure(error).status, "\(account.name): \(error.description)"))
      }
    }
    let differing = folders.filter { !$0.isSame }
    if output.json {
      Output.line(
        JSONValue.object([
          ("same", .bool(differing.isEmpty && failures.isEmpty)), ("folders", .array(folders.map(\.json))),
        ]).text)
    }
    if let failure = CommandFailure(failures) { throw failure }
    if !differing.isEmpty {
      throw CommandFailure(.failed, output.json || output.jsonl ? "" : "Server and ledger differ.")
    }
  }

  private func count(
    _ account: MailAccount, over session: any MailboxSession, in store: OrderStore
  ) async throws -> [FolderCensus] {
    let listed = try await session.folders()
    let read = FolderChoice.folders(of: account, listed: listed)
    var counted: [FolderCensus] = []
    for folder in read {
      let opening = try await session.open(folder, since: nil)
      let server = try await session.uids(in: 1...UInt32.max)
      let known = try await store.locations(of: FolderName(mailbox: account.name, folder: folder))
      let census = FolderCensus(
        name: FolderName(mailbox: account.name, folder: folder), uidValidity: opening.status.uidValidity,
        server: server, known: known)
      counted.append(census)
      if output.jsonl { Output.line(census.json.text) }
      if !output.json, !output.jsonl { Output.line(Visible.line(census.line)) }
    }
    let others = listed.map(\.name).filter { !read.contains($0) }
    if !output.json, !output.jsonl, !others.isEmpty {
      Output.line(Visible.line("\(account.name): not read: \(others.sorted().joined(separator: ", "))"))
    }
    return counted
  }
}
