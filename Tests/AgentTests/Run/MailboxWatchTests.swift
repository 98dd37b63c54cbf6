// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Synchronization
import TestSupport
import Testing

@testable import Agent

@Suite("A mailbox that is watched")
struct MailboxWatchTests {
  /// A session that only waits, as a test tells it.
  private final class WaitingSession: MailboxSession {
    let canWait: Bool
    let hearsOtherFolders: Bool
    let renewal: Date?
    let waits = Collected<String>()
    let onWait: @Sendable (Int) async throws(MailServerError) -> WaitOutcome
    let closed = Atomic(0)

    init(
      canWait: Bool = true, hearsOtherFolders: Bool = true, renewal: Date? = nil,
      onWait: @escaping @Sendable (Int) async throws(MailServerError) -> WaitOutcome = { _ in .quiet }
    ) {
      self.canWait = canWait
      self.hearsOtherFolders = hearsOtherFolders
      self.renewal = renewal
      self.onWait = onWait
    }

    let profile = ProviderProfile.standard

    func wait(
      for folders: [String], seconds: Int, isInterrupted: @escaping @Sendable () -> Bool
    ) async throws(MailServerError) -> WaitOutcome {
      waits.add("\(folders.joined(separator: "+")) \(seconds)\(isInterrupted() ? " rung" : "")")
      return try await onWait(waits.values.count)
    }

    func close() async { closed.add(1, ordering: .relaxed) }

    private func none() -> MailServerError {
      .refused(server: "s", command: "any", reply: "not in this test")
    }
    func folders() async throws(MailServerError) -> [MailFolder] { throw none() }
    func open(_: String, since _: FolderBaseline?) async throws(MailServerError) -> FolderOpening {
      throw none()
    }
    func list(_: ClosedRange<UInt32>, naming _: Bool) async throws(MailServerError) -> [ListedMessage] {
      throw none()
    }
    func uids(in _: ClosedRange<UInt32>) async throws(MailServerError) -> UIDIntervals { throw none() }
    func flags(in _: ClosedRange<UInt32>) async throws(MailServerError) -> [FlagChange] { throw none() }
    func fetch(_: [UInt32]) async throws(MailServerError) -> [UInt32: FetchOutcome] { throw none() }
    func takeVanished() async -> UIDIntervals { UIDIntervals() }
    func find(_: MessageID, in _: String) async throws(MailServerError) -> [UInt32] { throw none() }
    func append(_: RawMessage, to _: String) async throws(MailServerError) -> UInt32? { throw none() }
  }

  private static let lost = MailServerError.lost(server: "s", command: "IDLE", reason: "it ended")

  /// What a watch did, a line each.
  private final class Stage: Sendable {
    let log = Collected<String>()
    let bell = Bell()
    let time = Mutex(Date(timeIntervalSince1970: 0))

    /// Watches until `rounds` rounds were begun.
    func watch(
      _ session: WaitingSession, rounds: Int,
      failing: @escaping @Sendable (Int) throws -> Void = { _ in }
    ) async {
      let actions = MailboxWatch.Actions(
        open: {
          self.log.add("open")
          return OpenedSession(session: session, folders: ["INBOX", "Sent"])
        },
        round: { _ in
          self.log.add("round")
          let number = self.log.values.filter { $0 == "round" }.count
          if number >= rounds { withUnsafeCurrentTask { $0?.cancel() } }
          try failing(number)
        },
        failed: { error, pause in self.log.add("failed \(pause)") },
        recovered: { self.log.add("recovered") },
        now: { self.now },
        sleep: { seconds in
          try Task.checkCancellation()
          self.log.add("sleep \(seconds)")
          self.time.withLock { $0.addTimeInterval(seconds) }
        },
        chance: { 0.5 })
      await Task { await MailboxWatch(interval: 2, bell: bell, actions: actions).run() }.value
    }

    private var now: Date { time.withLock { $0 } }
  }

  @Test("waits for the server's news between rounds, and closes its session at the end")
  func idles() async {
    let session = WaitingSession()
    let stage = Stage()
    await stage.watch(session, rounds: 3)
    #expect(stage.log.values == ["open", "round", "round", "round"])
    #expect(session.waits.values.prefix(2) == ["INBOX+Sent 180", "INBOX+Sent 180"])
    #expect(session.closed.load(ordering: .relaxed) == 1)
  }

  @Test("asks a server that has news all the time no more than once a second")
  func restless() async {
    let stage = Stage()
    await stage.watch(WaitingSession { _ in .changed }, rounds: 2)
    #expect(stage.log.values == ["open", "round", "sleep 0.5", "sleep 0.5", "round"])
  }

  @Test("polls a server that tells no news")
  func polls() async {
    let session = WaitingSession(canWait: false)
    let stage = Stage()
    await stage.watch(session, rounds: 2)
    #expect(
      stage.log.values
        == ["open", "round", "sleep 0.5", "sleep 0.5", "sleep 0.5", "sleep 0.5", "round"])
    #expect(session.waits.values == [])
  }

  @Test("looks as often as a poll where the server tells of one folder only")
  func deaf() async {
    let session = WaitingSession(hearsOtherFolders: false)
    await Stage().watch(session, rounds: 2)
    #expect(session.waits.values.first == "INBOX+Sent 2")
  }

  @Test("polls a server that refuses to tell after all, and calls it no failure")
  func refusesToWait() async {
    let session = WaitingSession { (_) throws(MailServerError) in
      throw .refused(server: "s", command: "IDLE", reply: "no")
    }
    let stage = Stage()
    await stage.watch(session, rounds: 2)
    #expect(
      stage.log.values
        == ["open", "round", "sleep 0.5", "sleep 0.5", "sleep 0.5", "sleep 0.5", "round"])
  }

  @Test("does not pause while the bell rings")
  func rung() async {
    let stage = Stage()
    await stage.watch(WaitingSession(canWait: false), rounds: 2) { _ in stage.bell.ring() }
    #expect(stage.log.values == ["open", "round", "round"])
  }

  @Test("closes, tells, pauses and opens again when a session breaks, and tells when all is well")
  func breaks() async {
    let session = WaitingSession { (count) throws(MailServerError) in
      if count == 1 { throw Self.lost }
      return .quiet
    }
    let stage = Stage()
    await stage.watch(session, rounds: 3)
    #expect(
      stage.log.values
        == [
          "open", "round", "failed 1.0", "sleep 0.5", "sleep 0.5", "open", "round", "recovered", "round",
        ])
    #expect(session.closed.load(ordering: .relaxed) == 2)
  }

  @Test("pauses longer with each failure in a row")
  func failing() async {
    let stage = Stage()
    await stage.watch(WaitingSession(), rounds: 5) { _ in
      stage.bell.ring()
      throw Self.lost
    }
    let pauses = stage.log.values.filter { $0.hasPrefix("failed") }
    #expect(pauses == ["failed 1.0", "failed 2.0", "failed 4.0", "failed 8.0"])
  }

  @Test("is tried again at once when the bell rings, but only once a ring")
  func ringWhileDown() async {
    let stage = Stage()
    let opened = Atomic(0)
    let actions = MailboxWatch.Actions(
      open: {
        if opened.add(1, ordering: .relaxed).newValue == 1 { stage.bell.ring() }
        if opened.load(ordering: .relaxed) == 3 { withUnsafeCurrentTask { $0?.cancel() } }
        throw Self.lost
      },
      round: { _ in }, failed: { _, pause in stage.log.add("failed \(pause)") }, recovered: {},
      sleep: { stage.log.add("sleep \($0)") }, chance: { 0.5 })
    await Task { await MailboxWatch(interval: 2, bell: stage.bell, actions: actions).run() }.value
    #expect(
      stage.log.values
        == ["failed 1.0", "failed 2.0", "sleep 0.5", "sleep 0.5", "sleep 0.5", "sleep 0.5"])
  }

  @Test("opens a new session before the login runs out, without calling it a failure")
  func expiry() async {
    let session = WaitingSession(renewal: Date(timeIntervalSince1970: 0))
    let stage = Stage()
    await stage.watch(session, rounds: 2)
    #expect(stage.log.values == ["open", "round", "open", "round"])
    #expect(session.closed.load(ordering: .relaxed) == 2)
  }

  @Test("waits no longer than the login lasts")
  func shortWait() async {
    let session = WaitingSession(renewal: Date(timeIntervalSince1970: 20))
    await Stage().watch(session, rounds: 2)
    #expect(session.waits.values.first == "INBOX+Sent 20")
  }
}
