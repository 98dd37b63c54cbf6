// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// The agent's log: English sentences with facts beside them, one line each.
package struct AgentLog: Sendable {
  private let logger: Logger

  /// Creates a log.
  ///
  /// - Parameters:
  ///   - show: makes text that may come from mail harmless and keeps it on one line.
  ///   - write: takes a finished line.
  package init(show: @escaping @Sendable (String) -> String, write: @escaping @Sendable (String) -> Void) {
    logger = Logger(label: "kontor") { _ in LineLog(show: show, write: write) }
  }

  /// Notes what happens in the course of things.
  package func info(_ sentence: String, _ facts: [String: String] = [:]) { log(.info, sentence, facts) }

  /// Notes what a person should look at.
  package func warning(_ sentence: String, _ facts: [String: String] = [:]) { log(.warning, sentence, facts) }

  /// Notes what failed.
  package func error(_ sentence: String, _ facts: [String: String] = [:]) { log(.error, sentence, facts) }

  private func log(_ level: Logger.Level, _ sentence: String, _ facts: [String: String]) {
    logger.log(level: level, "\(sentence)", metadata: facts.mapValues { .string($0) })
  }
}

/// Writes log lines: time, level, sentence, facts in the order of their names.
private struct LineLog: LogHandler {
  let show: @Sendable (String) -> String
  let write: @Sendable (String) -> Void
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  init(show: @escaping @Sendable (String) -> String, write: @escaping @Sendable (String) -> Void) {
    self.show = show
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
      .sorted { $0.key < $1.key }.map { "\($0.key)=\(show("\($0.value)"))" }
    let time = Date().formatted(.iso8601)
    write(([time, "\(event.level)", show("\(event.message)")] + facts).joined(separator: " "))
  }
}
