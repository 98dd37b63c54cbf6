// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// All mailboxes at once, each over a connection of its own, and an eye on what people approve meanwhile.
struct AgentWatch: Sendable {
  /// How often the outbox is looked at for replies that were approved, in seconds.
  private static let outboxInterval = 1

  private let workspace: Workspace
  private let pipeline: Pipeline
  private let interval: Int
  private let log: AgentLog
  private let store: SharedStore

  /// Creates a watch.
  ///
  /// - Parameter interval: seconds between two looks at a server that tells no news.
  init(workspace: Workspace, pipeline: Pipeline, interval: Int, log: AgentLog) {
    self.workspace = workspace
    self.pipeline = pipeline
    self.interval = interval
    self.log = log
    store = SharedStore(open: { try workspace.openStore(patience: 0) }) { store in
      let doubtful = try await store.recoverOutbox(now: Date())
      guard doubtful > 0 else { return }
      log.warning(
        "Messages were cut off on their way out; nobody can know whether they were sent.",
        ["count": "\(doubtful)"])
    }
  }

  /// Works until the task is cancelled.
  func run(_ accounts: [MailAccount]) async {
    let bells = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, Bell()) })
    await withTaskGroup { group in
      for account in accounts {
        guard let bell = bells[account.name] else { continue }
        group.addTask { await watch(account, bell: bell) }
      }
      group.addTask { await watchOutbox(bells) }
      group.addTask {
        await DocumentWatch(workspace: workspace, pipeline: pipeline, log: log, store: store).run()
      }
    }
  }

  private func watch(_ account: MailAccount, bell: Bell) async {
    let name = account.name
    let outgoing = OutgoingMail(account)
    let actions = MailboxWatch.Actions(
      open: { try await open(account) },
      round: { session in try await round(account, over: session, outgoing: outgoing) },
      failed: { error, pause in
        let failure = CommandFailure(error)
        log.error(
          "A mailbox failed and will be tried again.",
          ["mailbox": name, "error": failure.message, "pause": "\(Int(pause.rounded())) s"])
        // Told to 'kontor health' too, if the store can be had.
        try? await store.use { store in
          try await store.noteContact(mailbox: name, failure: failure.message, now: Date())
        }
      },
      recovered: { log.info("A mailbox works again.", ["mailbox": name]) })
    await MailboxWatch(interval: interval, bell: bell, actions: actions).run()
  }

  private func open(_ account: MailAccount) async throws -> OpenedSession {
    let session = try await MailTransport.openSession(account: account)
    do {
      let folders = try await FolderChoice.folders(of: account, over: session)
      return OpenedSession(session: session, folders: folders)
    } catch {
      await session.close()
      throw error
    }
  }

  private func round(
    _ account: MailAccount, over session: any MailboxSession, outgoing: OutgoingMail
  ) async throws {
    let result = try await store.use { store in
      let exchange = MailExchange(
        store: store, intake: Deferred { workspace.intake(store, pipeline: pipeline) })
      return try await exchange.run(account, over: session, mode: .whole, outgoing: outgoing)
    }
    report(result, account: account)
  }

  private func report(_ result: MailExchange.Result, account: MailAccount) {
    for folder in result.sync.folders where folder.hasNews {
      log.info(
        "Mail was taken in.",
        [
          "mailbox": account.name, "folder": folder.folder, "stored": "\(folder.stored)",
          "events": "\(folder.events)", "drafts": "\(folder.drafts)", "quarantined": "\(folder.quarantined)",
        ])
    }
    for problem in result.sync.problems {
      log.warning("Something of a mailbox needs a person.", ["mailbox": account.name, "problem": problem])
    }
    for line in result.outbox.lines { log.info(line) }
    for failure in result.failures { log.error(failure) }
  }

  /// Rings for a mailbox when a reply becomes due; one that stays due (a server is down) rings once.
  private func watchOutbox(_ bells: [String: Bell]) async {
    struct Due: Hashable {
      let id: OutboxID
      let due: Date
    }
    var told: Set<Due> = []
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(Self.outboxInterval)) } catch { return }
      // The store may not be there yet, or be of an older version: the rounds see to that.
      guard let reader = try? workspace.readStore(), let queued = try? await reader.outbox(in: [.queued])
      else { continue }
      let due = queued.filter { $0.due <= Date() }
      for entry in due where !told.contains(Due(id: entry.id, due: entry.due)) {
        bells[entry.mailbox]?.ring()
      }
      told = Set(due.map { Due(id: $0.id, due: $0.due) })
    }
  }
}
