// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What servers say when we are too fast for them.
package enum Throttle {
  /// Words of a throttled request; each was seen in replies of a provider.
  private static let words = [
    "throttled", "suggested backoff time", "[throttled]", "too many simultaneous connections", "storedrv",
    "concurrent connections", "rate limit", "try again later",
  ]

  /// Whether the words of a refusal mean: not so fast.
  package static func isMeant(by words: String) -> Bool {
    let words = words.lowercased()
    return Self.words.contains { words.contains($0) }
  }

  /// The seconds that a server asks us to wait, by `Suggested Backoff Time: N milliseconds`; nil where it names none.
  package static func seconds(in words: String) -> Int? {
    let words = words.lowercased()
    guard let name = words.range(of: "backoff time:") else { return nil }
    let digits = words[name.upperBound...].drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }.prefix(9)
    return Int(digits).map { max(1, ($0 + 999) / 1000) }
  }
}
