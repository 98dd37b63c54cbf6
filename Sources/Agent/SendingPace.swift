// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// How fast a mailbox sends, over one pass and the next; kept as long as its limit is to hold.
package final class SendingPace: Sendable {
  private let sent = Mutex<[Date]>([])

  /// Creates the pace of a mailbox that has sent nothing yet.
  package init() {}

  /// Until when to wait before another message, with so many a minute; nil for not at all.
  func pause(at now: Date, perMinute: Int?) -> Date? {
    guard let perMinute, perMinute > 0 else { return nil }
    return sent.withLock { sent in
      // One of the future was noted before the clock was set back.
      sent.removeAll { $0 <= now.addingTimeInterval(-60) || $0 > now }
      guard sent.count >= perMinute else { return nil }
      return sent[sent.count - perMinute].addingTimeInterval(60)
    }
  }

  /// Notes a message.
  func note(_ now: Date) { sent.withLock { $0.append(now) } }
}
