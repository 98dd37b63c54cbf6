// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// When a message that the server has and does not give is asked for again, and when it is given up.
enum WithholdingRule {
  /// How often it is asked for in all, each time in another pass.
  static let attempts = 3
  /// The least time between two of them, so that they cover at least ten minutes.
  static let pause: TimeInterval = 300

  /// The time before which a message must have been asked for to be asked for again at `now`.
  static func retryBefore(_ now: Date) -> Date { now.addingTimeInterval(-pause) }

  /// What is noted of a message that was not given.
  static func note(_ pending: PendingMessage, reason: String) -> WithheldMessage {
    WithheldMessage(pending: pending, reason: reason, isGivenUp: pending.attempts + 1 >= attempts)
  }

  /// What is noted of a message over the limit: asking again would not make it shorter.
  static func note(_ pending: PendingMessage, tooLong bytes: Int) -> WithheldMessage {
    WithheldMessage(
      pending: pending, reason: "it is longer than the limit: \(bytes) bytes were read", isGivenUp: true)
  }
}

/// How often a folder may be renumbered before its server is not believed any more.
enum GenerationStorm {
  /// The generations of a folder that may begin in `window`.
  static let limit = 5
  /// A day.
  static let window: TimeInterval = 86_400

  /// Whether a further generation would be one too many.
  static func isReached(begun: Int) -> Bool { begun >= limit }
}

/// Keeps mail that turns up with a renumbering from acting as new: it should have been known.
///
/// A server that renumbers a folder may also give its messages other bytes; then nothing of the old mail is
/// recognised, and all of it would be answered a second time.
struct RenumberingBrake: Hashable, Sendable {
  /// What was received before is old: it should have been known.
  let line: Date
  /// Whether so much is new at once that nothing of it is believed.
  let isFull: Bool

  /// How long before the last completed pass mail may have been received and still be new.
  static let slack: TimeInterval = 7 * 86_400
  /// How many new messages at once are believed.
  static let limit = 50

  /// The line of a folder, nil when nothing is braked: it was not renumbered, was read through since, or had never
  /// been read through, so that there is nothing it should have known.
  static func line(of record: FolderRecord) -> Date? {
    guard record.isRenumbered, record.completed == nil else { return nil }
    return record.formerlyCompleted?.addingTimeInterval(-slack)
  }

  /// Creates a brake.
  ///
  /// - Parameters:
  ///   - recent: how many messages that were not recognised by name were received since the line.
  ///   - held: how many messages of the mailbox are held already, from an earlier try.
  init(line: Date, recent: Int, held: Int) {
    self.line = line
    isFull = recent + held > Self.limit
  }

  /// Why a message must wait for a person if its bytes are new, nil when it need not.
  ///
  /// - Parameter received: INTERNALDATE in seconds since 1970; without one (0) a message counts as old.
  func reason(received: Double) -> String? {
    if received < line.timeIntervalSince1970 {
      return "it turned up when the server renumbered the folder, and is older than the last complete pass"
    }
    return isFull
      ? "it is one of more than \(Self.limit) that turned up when the server renumbered the folder" : nil
  }
}
