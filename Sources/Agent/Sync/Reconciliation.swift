// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Finds what the server and the ledger disagree about, when the numbers of messages differ.
///
/// Once every range was listed, the ledger has at least what the server has: so the server lacks just as many as the
/// ledger has too many, and the search may end when that many are found. It goes from the newest, where most
/// messages are moved and deleted, to the oldest, in steps that grow.
struct Reconciliation: Hashable, Sendable {
  /// The ranges to ask for, in this order.
  let steps: [ClosedRange<UInt32>]
  private let present: UIDIntervals
  private var missing: [ClosedRange<UInt32>] = []
  private var extra: [ClosedRange<UInt32>] = []
  /// How many more the ledger has than the server.
  private var surplus: Int

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - present: what the ledger has.
  ///   - exists: how many messages the server has.
  ///   - top: the highest UID to ask for.
  ///   - first: how many messages of the ledger lie in the first step.
  init(present: UIDIntervals, exists: Int, through top: UInt32, first: Int) {
    self.present = present
    surplus = present.count - exists
    steps = ListingPlan.pieces(of: 1...max(1, top), holding: present, limit: first, growth: 4)
  }

  /// Whether the numbers agree with what was found so far.
  var isSettled: Bool { surplus == 0 }

  /// The UIDs found that the ledger has and the server does not.
  var gone: UIDIntervals { UIDIntervals(missing) }

  /// The UIDs found that the server has and the ledger does not.
  var unknown: UIDIntervals { UIDIntervals(extra) }

  /// Takes in what the server has in a range.
  mutating func learn(_ server: UIDIntervals, in range: ClosedRange<UInt32>) {
    let ours = present.clamped(to: range)
    let theirs = server.clamped(to: range)
    let lost = ours.subtracting(theirs)
    let found = theirs.subtracting(ours)
    surplus += found.count - lost.count
    missing += lost.ranges
    extra += found.ranges
  }
}
