// SPDX-License-Identifier: Apache-2.0

/// Repeats a round of work until it is cancelled: the agent's heartbeat.
///
/// A round that fails is logged and tried again, after pauses that double up to a limit; nothing ends the loop but
/// its cancellation.
package struct RoundLoop: Sendable {
  private let interval: Duration
  private let longestPause: Duration
  private let log: AgentLog

  /// Creates a loop.
  ///
  /// - Parameters:
  ///   - interval: the pause after a round that went well.
  ///   - longestPause: the limit of the pauses after rounds that failed.
  ///   - log: hears of failures and of the end.
  package init(interval: Duration, longestPause: Duration = .seconds(300), log: AgentLog) {
    self.interval = interval
    self.longestPause = longestPause
    self.log = log
  }

  /// Runs `round` again and again; returns when the task is cancelled.
  package func run(_ round: @Sendable () async throws -> Void) async {
    var pause = interval
    while !Task.isCancelled {
      do {
        try await round()
        pause = interval
      } catch is CancellationError {
        break
      } catch {
        pause = min(pause * 2, max(longestPause, interval))
        log.error("A round failed and will be tried again.", ["error": "\(error)", "pause": "\(pause)"])
      }
      do {
        try await Task.sleep(for: pause)
      } catch {
        break
      }
    }
    log.info("The agent has ended.")
  }
}
