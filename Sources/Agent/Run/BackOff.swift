// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// How long a mailbox is left alone after a failure: pauses that double up to a limit, by what failed.
///
/// Pure: chance comes from the caller. A pause never undercuts what the server asked for.
package struct BackOff: Hashable, Sendable {
  /// How often in a row it failed.
  package private(set) var failures = 0

  /// Creates a back-off at its beginning.
  package init() {}

  /// Forgets the failures: all went well.
  package mutating func succeed() { failures = 0 }

  /// Counts a failure and returns the pause after it, in seconds.
  ///
  /// - Parameter chance: from 0 to 1; spreads the pauses by a quarter, so that mailboxes which failed together don't
  ///   come back together.
  package mutating func pause(after error: any Error, chance: Double) -> Double {
    let (first, longest) = Self.bounds(of: error)
    let doubled = first * Double(1 << min(failures, 16))
    failures += 1
    let pause = min(doubled, longest) * (0.75 + min(max(chance, 0), 1) / 2)
    guard case .busy(_, _, let asked?) = error as? MailServerError else { return pause }
    // A server that is asked again too early starts its clock anew.
    return max(pause, Double(asked) + Double(asked) * min(max(chance, 0), 1) / 10)
  }

  /// The first pause and the longest, in seconds.
  private static func bounds(of error: any Error) -> (Double, Double) {
    switch error as? MailServerError {
    // Nothing changes before a person acts, and too many refused logins lock an account out.
    case .untrusted, .encryptionUnavailable, .credentialsRefused, .secretUnavailable: (60, 1800)
    case .busy: (5, 300)
    case .unreachable, .refused, .lost, .protocolViolation, nil: (1, 300)
    }
  }
}
