// SPDX-License-Identifier: Apache-2.0

/// A set of UIDs as disjoint ranges in ascending order, for sets that are mostly unbroken.
///
/// Neighbouring ranges are one range, so equal sets have equal ranges. Adding and removing a range is linear in the
/// number of ranges.
package struct UIDIntervals: Hashable, Sendable {
  /// The ranges: ascending, disjoint, no two of them neighbours.
  package private(set) var ranges: [ClosedRange<UInt32>] = []

  /// Creates an empty set.
  package init() {}

  /// Creates a set of ranges in any order; they may overlap.
  package init(_ ranges: some Sequence<ClosedRange<UInt32>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(range) }
  }

  /// Creates a set of single UIDs in any order.
  package init(uids: some Sequence<UInt32>) {
    for uid in uids.sorted() { append(uid...uid) }
  }

  /// Whether nothing is in it.
  package var isEmpty: Bool { ranges.isEmpty }

  /// How many UIDs are in it.
  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Whether a UID is in it.
  package func contains(_ uid: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < uid { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= uid
  }

  /// Adds a range.
  package mutating func insert(_ range: ClosedRange<UInt32>) {
    if let last = ranges.last, range.lowerBound >= last.lowerBound {
      append(range)
    } else {
      self = UIDIntervals(ranges + [range])
    }
  }

  /// Takes a range out.
  package mutating func remove(_ range: ClosedRange<UInt32>) {
    var kept: [ClosedRange<UInt32>] = []
    kept.reserveCapacity(ranges.count + 1)
    for old in ranges {
      guard old.overlaps(range) else {
        kept.append(old)
        continue
      }
      if old.lowerBound < range.lowerBound { kept.append(old.lowerBound...(range.lowerBound - 1)) }
      if old.upperBound > range.upperBound { kept.append((range.upperBound + 1)...old.upperBound) }
    }
    ranges = kept
  }

  /// The lowest UID, nil for an empty set.
  package var lowest: UInt32? { ranges.first?.lowerBound }

  /// The highest UID, nil for an empty set.
  package var highest: UInt32? { ranges.last?.upperBound }

  /// Returns what of `range` is not in it, ascending.
  package func gaps(in range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    var gaps: [ClosedRange<UInt32>] = []
    var next = range.lowerBound
    for known in ranges where known.overlaps(range) {
      if known.lowerBound > next { gaps.append(next...(known.lowerBound - 1)) }
      guard known.upperBound < range.upperBound else { return gaps }
      next = known.upperBound + 1
    }
    gaps.append(next...range.upperBound)
    return gaps
  }

  /// Returns what of it lies in `range`.
  package func clamped(to range: ClosedRange<UInt32>) -> UIDIntervals {
    var inside = UIDIntervals()
    for known in ranges where known.overlaps(range) { inside.append(known.clamped(to: range)) }
    return inside
  }

  /// Returns what is in it and not in `others`; linear in the number of ranges of both.
  package func subtracting(_ others: UIDIntervals) -> UIDIntervals {
    var left = UIDIntervals()
    var first = 0
    for range in ranges {
      while first < others.ranges.count, others.ranges[first].upperBound < range.lowerBound { first += 1 }
      var next = range.lowerBound
      var isUsedUp = false
      var position = first
      while position < others.ranges.count, others.ranges[position].lowerBound <= range.upperBound {
        let other = others.ranges[position]
        if other.lowerBound > next { left.append(next...(other.lowerBound - 1)) }
        isUsedUp = other.upperBound >= range.upperBound
        if isUsedUp { break }
        next = other.upperBound + 1
        position += 1
      }
      if !isUsedUp { left.append(next...range.upperBound) }
      first = position
    }
    return left
  }

  /// Adds a range that does not begin before the last one does.
  private mutating func append(_ range: ClosedRange<UInt32>) {
    guard let last = ranges.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 else {
      ranges.append(range)
      return
    }
    ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
  }
}
