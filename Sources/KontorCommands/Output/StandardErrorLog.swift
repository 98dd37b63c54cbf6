// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// Writes log lines to standard error: time, level, sentence, facts; one line each, whatever stands in the facts.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  init(label: String) {}

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
      .sorted { $0.key < $1.key }.map { "\($0.key)=\(Visible.line("\($0.value)"))" }
    let words = [Timestamp.rfc3339(Date()), "\(event.level)", Visible.line("\(event.message)")] + facts
    Output.warn(words.joined(separator: " "))
  }
}
