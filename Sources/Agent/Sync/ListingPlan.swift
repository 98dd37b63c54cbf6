// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Which ranges of UIDs are listed, so that each listing has a bounded number of messages; the newest first.
enum ListingPlan {
  /// Returns the ranges that were not listed to the end, the newest first.
  ///
  /// Where the server does not tell UIDNEXT (0), that is everything above the highest UID that was listed too: an
  /// open end, of which only what lies below the highest message found may be noted as listed.
  static func gaps(scanned: UIDIntervals, uidNext: UInt32) -> [ClosedRange<UInt32>] {
    switch uidNext {
    case 0: scanned.gaps(in: 1...UInt32.max).reversed()
    case 1: []
    default: scanned.gaps(in: 1...(uidNext - 1)).reversed()
    }
  }

  /// Cuts a range into pieces that hold at most `limit` of `uids` each, the newest first; together they are the
  /// range, so that a UID which `uids` lacks is listed all the same.
  ///
  /// - Parameter growth: how many times the limit grows from piece to piece.
  static func pieces(
    of range: ClosedRange<UInt32>, holding uids: UIDIntervals, limit: Int, growth: Int = 1
  ) -> [ClosedRange<UInt32>] {
    var pieces: [ClosedRange<UInt32>] = []
    var high = range.upperBound
    var limit = limit
    var room = limit
    for held in uids.clamped(to: range).ranges.reversed() {
      var left: ClosedRange<UInt32>? = held
      while let rest = left {
        guard rest.count >= room else {
          room -= rest.count
          break
        }
        let low = rest.upperBound - UInt32(room - 1)
        pieces.append(low...high)
        guard low > range.lowerBound else { return pieces }
        high = low - 1
        limit *= growth
        room = limit
        left = low > rest.lowerBound ? rest.lowerBound...high : nil
      }
    }
    pieces.append(range.lowerBound...high)
    return pieces
  }
}
