// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailParsing
import MailTransport
import OrderCore
import Rulebook
import Store
import TestSupport

/// A mailbox on a test server, and what syncs it within this process.
struct SyncPlace {
  let servers: TestServers
  let user = TestServers.freshUser()
  /// The port of the server, which speaks in clear.
  let port: Int

  /// Creates a mailbox; without a port on the Dovecot that offers everything.
  init(port: Int? = nil) throws {
    servers = try TestServers()
    self.port = port ?? servers.imap
  }

  var account: MailAccount {
    var account = servers.account(user: user)
    account.folders = ["INBOX", "Sent"]
    return account
  }

  /// Logs in, at another port if one is given.
  func session(port: Int? = nil, silence: Int = 60) async throws -> IMAPSession {
    var limits = IMAPLimits()
    limits.silence = silence
    return try await IMAPSession.open(
      servers.settings(port: port ?? self.port, security: .none, user: user), limits: limits)
  }

  /// Another client, logged in.
  func client() throws -> PlainClient {
    let client = try PlainClient(port: port)
    try client.run("LOGIN \(user) secret")
    return client
  }

  /// Adds messages to a folder, many with one command (RFC 3502).
  func fill(_ folder: String, _ messages: [String], date: String? = nil) throws {
    let client = try client()
    let date = date.map { "\"\($0)\" " } ?? ""
    for start in stride(from: 0, to: messages.count, by: 500) {
      let part = messages[start..<min(start + 500, messages.count)]
      try client.run("APPEND \(folder)" + part.map { " \(date){\($0.utf8.count)+}\r\n\($0)" }.joined())
    }
    try client.run("LOGOUT")
  }

  /// The stages over a store, with few rules: what recognises an inquiry.
  func sync(_ store: OrderStore, limits: SyncLimits = SyncLimits()) throws -> MailboxSync {
    let rulebook = try Self.rulebook.get()
    let pipeline = Pipeline(
      rules: rulebook.rules, extractor: KeyExtractor(), directory: Self.directory,
      drafter: Drafter(renderer: rulebook.templates, company: "OurCo", signatures: [:]), accounts: [account])
    return MailboxSync(
      account: account, taker: Intake(parser: MailParser(), pipeline: pipeline, ledger: store), ledger: store,
      limits: limits, clock: { Self.now })
  }

  /// A pass over the mailbox in a session of its own.
  @discardableResult
  func pass(
    _ store: OrderStore, port: Int? = nil, silence: Int = 60, mode: SyncMode = .whole,
    limits: SyncLimits = SyncLimits(), progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> SyncReport {
    let session = try await session(port: port, silence: silence)
    let result: Result<SyncReport, any Error>
    do {
      result = .success(
        try await sync(store, limits: limits).run(from: session, mode: mode, progress: progress))
    } catch {
      result = .failure(error)
    }
    await session.close()
    return try result.get()
  }

  /// How the ledger and the server differ, a line each, as `kontor census` says it; nothing may be open.
  func differences(_ store: OrderStore, waiting: Int = 0) async throws -> [String] {
    let session = try await session()
    var lines: [String] = []
    for folder in account.folders ?? [] {
      let status = try await session.open(folder, since: nil).status
      let there = try await session.uids(in: 1...(.max))
      guard let here = try await store.locations(of: FolderName(mailbox: account.name, folder: folder)) else {
        lines.append("\(folder): never seen")
        continue
      }
      if here.uidValidity != status.uidValidity { lines.append("\(folder): another generation") }
      if here.present != there {
        lines.append("\(folder): has \(there.ranges), known are \(here.present.ranges)")
      }
      if there.count != status.exists { lines.append("\(folder): \(there.count) of \(status.exists) told") }
      if !here.pending.isEmpty { lines.append("\(folder): to fetch are \(here.pending.ranges)") }
      if !here.unavailable.isEmpty { lines.append("\(folder): given up are \(here.unavailable)") }
      if here.held + here.quarantined > 0 {
        lines.append("\(folder): \(here.held) held, \(here.quarantined) aside")
      }
    }
    await session.close()
    let health = try await store.health()
    let landed = health.mailboxes.reduce(0) { $0 + $1.landed.count }
    if landed != waiting { lines.append("\(landed) wait to be processed") }
    return lines
  }

  /// A moment after all mail of these tests.
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  private static let directory = Directory(
    byAddress: [
      "lee@bearings.example": Party(
        address: "lee@bearings.example", name: "Min Lee", role: .customer, company: "Bearings Ltd")
    ], ownDomains: ["ourco.example"], ownAddresses: [])

  private static let rulebook = Result {
    let checkout = URL(fileURLWithPath: Workplace.repository)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["inquiry_received.yaml", "lexicon.yaml", "lexicon-scope.yaml"] {
      try FileManager.default.copyItem(
        at: checkout.appendingPathComponent("rules/en/\(name)"), to: folder.appendingPathComponent(name))
    }
    return (
      rules: try RuleSet(RuleFiles.load(folders: [folder.path])),
      templates: try MustacheTemplates.load(folders: [checkout.appendingPathComponent("templates").path])
    )
  }
}

extension SyncReport {
  /// A count over all folders.
  func total(_ count: KeyPath<FolderCounts, Int>) -> Int { folders.reduce(0) { $0 + $1[keyPath: count] } }
}

/// A folder for thousands of stores, in memory where that can be; it is gone when the test ends.
final class QuickFolder: Sendable {
  private let path: String

  init() throws {
    let memory = "/dev/shm"
    let root = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = "\(root)/kontor-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A new store in a folder of its own, for the length of the call.
  func withStore<Result>(_ body: (OrderStore) async throws -> Result) async throws -> Result {
    let folder = "\(path)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(try OrderStore.open(at: folder + "/kontor.sqlite", clock: { SyncPlace.now }))
  }
}
