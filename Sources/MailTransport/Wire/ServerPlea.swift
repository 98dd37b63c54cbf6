// SPDX-License-Identifier: Apache-2.0

/// What a server asks for when it says no, or goodbye: to come back, now or later.
///
/// Anything else is a refusal: the same command will be refused again.
package enum ServerPlea: Hashable, Sendable {
  /// It has too much to do, or we asked for too much: come back, where it says so after so many seconds.
  case later(seconds: Int?)
  /// The session is over, because the login has expired: connect and log in anew.
  case reconnect

  /// Codes that ask for patience: RFC 5530 UNAVAILABLE and INUSE, RFC 9051 LIMIT, Dovecot's and Gmail's THROTTLED.
  private static let codes: Set<String> = ["THROTTLED", "LIMIT", "UNAVAILABLE", "INUSE"]
  /// Words of servers that use no code, in lower case; each was seen in replies of a provider.
  private static let words = [
    "throttled", "suggested backoff time", "too many simultaneous connections", "too many connections",
    "concurrent connections", "connection limit", "maximum number of connections", "bandwidth limit",
    "rate limit", "storedrv", "try again later", "try later", "server is busy", "server busy",
    "temporarily unavailable", "temporary failure", "service unavailable",
  ]
  private static let expiries = ["accesstokenexpired", "token expired", "token has expired"]

  /// Reads the words of a refusal, IMAP's or SMTP's; nil where they ask for nothing of the kind.
  ///
  /// - Parameter code: the IMAP response code, in upper case.
  package static func read(_ words: String, code: String? = nil) -> ServerPlea? {
    let text = words.lowercased()
    if expiries.contains(where: text.contains) { return .reconnect }
    guard Self.words.contains(where: text.contains) || code.map(codes.contains) ?? false else { return nil }
    return .later(seconds: seconds(in: text))
  }

  /// Reads a NO, a BAD or a BYE; nil where it asks for nothing of the kind.
  package static func read(_ status: IMAPStatus) -> ServerPlea? {
    guard status.condition != .ok, status.condition != .preauth else { return nil }
    guard case .other(let name)? = status.code else { return read(status.text) }
    return read(status.text, code: name)
  }

  /// The delay that a text names, as in `Suggested Backoff Time: 299961 milliseconds`, at most a day; nil for none.
  package static func seconds(in words: String) -> Int? {
    let words = words.lowercased().split { " .,:;()[]".contains($0) }
    for (number, unit) in zip(words, words.dropFirst()) {
      guard let count = Int(number), (1...100_000_000).contains(count) else { continue }
      let seconds: Int? =
        switch unit {
        case "milliseconds", "millisecond", "ms": (count + 999) / 1000
        case "seconds", "second", "sec", "s": count
        case "minutes", "minute", "min": count * 60
        case "hours", "hour": count * 3600
        default: nil
        }
      if let seconds { return min(seconds, 86_400) }
    }
    return nil
  }
}
