// SPDX-License-Identifier: Apache-2.0

import MailModel
import TestSupport
import Testing

@Suite("A set of UIDs")
struct UIDIntervalsTests {
  @Test("is the same however it was put together")
  func equality() {
    var one = UIDIntervals([7...9, 1...3])
    one.insert(4...6)
    #expect(one == UIDIntervals(uids: 1...9))
    #expect(one.ranges == [1...9])
    #expect(UIDIntervals([UInt32.max...UInt32.max, 5...UInt32.max]).ranges == [5...UInt32.max])
    #expect(UIDIntervals().lowest == nil && one.lowest == 1 && one.highest == 9)
  }

  @Test("does what sets of numbers do")
  func property() {
    for seed in 0..<3_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      func anything() -> UInt32 { UInt32.random(in: 1...40, using: &random) }
      func range() -> ClosedRange<UInt32> {
        let low = anything()
        return low...(low + UInt32.random(in: 0...9, using: &random))
      }
      func set() -> (UIDIntervals, Set<UInt32>) {
        var intervals = UIDIntervals()
        var plain: Set<UInt32> = []
        for _ in 0..<Int.random(in: 0...8, using: &random) {
          let some = range()
          if Int.random(in: 0..<3, using: &random) > 0 {
            intervals.insert(some)
            plain.formUnion(some)
          } else {
            intervals.remove(some)
            plain.subtract(some)
          }
        }
        return (intervals, plain)
      }
      let (one, plain) = set()
      let (other, others) = set()
      let window = range()
      let comment: Comment = "seed \(seed)"
      #expect(one == UIDIntervals(uids: plain), comment)
      #expect(one.count == plain.count && one.isEmpty == plain.isEmpty, comment)
      #expect((1...60).allSatisfy { one.contains($0) == plain.contains($0) }, comment)
      #expect(one.subtracting(other) == UIDIntervals(uids: plain.subtracting(others)), comment)
      #expect(one.clamped(to: window) == UIDIntervals(uids: plain.intersection(window)), comment)
      #expect(
        UIDIntervals(one.gaps(in: window)) == UIDIntervals(uids: Set(window).subtracting(plain)), comment)
    }
  }
}
