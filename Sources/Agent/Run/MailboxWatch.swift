// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// A session and what is to be watched over it.
package struct OpenedSession: Sendable {
  /// The session, logged in.
  package let session: any MailboxSession
  /// The folders whose news matter, the first one most.
  package let folders: [String]

  /// Creates an opened session.
  package init(session: any MailboxSession, folders: [String]) {
    self.session = session
    self.folders = folders
  }
}

/// Keeps one mailbox in step for as long as its task lives: it opens, works a round, waits for news, and again.
///
/// News from the server (IDLE, NOTIFY) are hints; a poll stands behind them. A failure closes the session, is told,
/// and is tried again after a pause; nothing ends the watch but its cancellation.
package struct MailboxWatch: Sendable {
  /// What the watch does and asks, apart from waiting on the session.
  package struct Actions: Sendable {
    /// Connects and logs in.
    package var open: @Sendable () async throws -> OpenedSession
    /// One round of work over the session.
    package var round: @Sendable (any MailboxSession) async throws -> Void
    /// Hears of a failure and of the pause that follows, in seconds.
    package var failed: @Sendable (any Error, Double) async -> Void
    /// Hears that all is well again after failures.
    package var recovered: @Sendable () async -> Void
    /// The time.
    package var now: @Sendable () -> Date
    /// Lets some seconds pass; throws when the task is cancelled.
    package var sleep: @Sendable (Double) async throws -> Void
    /// A number from 0 to 1.
    package var chance: @Sendable () -> Double

    /// Creates actions.
    package init(
      open: @escaping @Sendable () async throws -> OpenedSession,
      round: @escaping @Sendable (any MailboxSession) async throws -> Void,
      failed: @escaping @Sendable (any Error, Double) async -> Void,
      recovered: @escaping @Sendable () async -> Void,
      now: @escaping @Sendable () -> Date = { Date() },
      sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
      chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
      self.open = open
      self.round = round
      self.failed = failed
      self.recovered = recovered
      self.now = now
      self.sleep = sleep
      self.chance = chance
    }
  }

  /// The longest wait for news before a look of our own, in seconds: no server's word is relied on for longer.
  static let longestWait = 180
  /// The least time from one round to the next that the server's news begin, in seconds.
  static let shortestTurn = 1.0
  /// How often a pause looks at the bell, in seconds.
  static let slice = 0.5

  private let interval: Int
  private let bell: Bell
  private let actions: Actions

  /// Creates a watch.
  ///
  /// - Parameters:
  ///   - interval: seconds between two rounds where the server tells no news.
  ///   - bell: ends a wait early.
  package init(interval: Int, bell: Bell, actions: Actions) {
    self.interval = interval
    self.bell = bell
    self.actions = actions
  }

  /// Works until the task is cancelled.
  package func run() async {
    var backOff = BackOff()
    while !Task.isCancelled {
      do {
        let opened = try await actions.open()
        do {
          try await work(over: opened, backOff: &backOff)
          await opened.session.close()
        } catch {
          await opened.session.close()
          throw error
        }
      } catch is CancellationError {
        return
      } catch {
        // A cancelled task sees its connection break: that is no failure of the server.
        if Task.isCancelled { return }
        let pause = backOff.pause(after: error, chance: actions.chance())
        await actions.failed(error, pause)
        do { try await rest(pause) } catch { return }
        // One ring ends one pause: a server that is down must not be dialled without end.
        bell.answer()
      }
    }
  }

  /// Rounds and waits, until the login runs out.
  private func work(over opened: OpenedSession, backOff: inout BackOff) async throws {
    let session = opened.session
    while !Task.isCancelled {
      bell.answer()
      let began = actions.now()
      try await actions.round(session)
      if backOff.failures > 0 { await actions.recovered() }
      backOff.succeed()
      // A server ends a session whose login has run out, whatever is under way.
      let left = await session.renewal.map { $0.timeIntervalSince(actions.now()) }
      if let left, left <= 0 { return }
      guard await session.canWait else {
        try await rest(min(Double(interval), left ?? .infinity))
        continue
      }
      // Folders of which no news come are looked at as often as if none came at all.
      let hearsAll = await session.hearsOtherFolders || opened.folders.count < 2
      let longest = hearsAll ? Self.longestWait : min(interval, Self.longestWait)
      let outcome = try await wait(over: opened, seconds: min(Double(longest), left ?? .infinity))
      guard outcome == .changed else { continue }
      // A server that tells of news whenever it is asked must not keep us asking.
      let spent = max(0, actions.now().timeIntervalSince(began))
      try await rest(Self.shortestTurn - spent)
    }
  }

  /// Waits for news; a server that can't wait after all says so from now on, and is polled.
  private func wait(over opened: OpenedSession, seconds: Double) async throws -> WaitOutcome {
    let bell = bell
    do {
      return try await opened.session.wait(
        for: opened.folders, seconds: max(1, Int(seconds.rounded(.up))), isInterrupted: { bell.isRung })
    } catch {
      guard case .refused = error else { throw error }
      try await rest(Double(interval))
      return .quiet
    }
  }

  /// Lets time pass until the bell rings.
  private func rest(_ seconds: Double) async throws {
    var left = seconds
    while left > 0, !bell.isRung {
      try await actions.sleep(min(left, Self.slice))
      left -= Self.slice
    }
  }
}
