// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What comes out of one pipe of a reader.
struct ReaderStream {
  /// The pipe, negative once it is at its end.
  private(set) var descriptor: Int32
  /// The bytes so far, at most the limit.
  private(set) var bytes: [UInt8] = []
  /// Whether there were more.
  private(set) var isTooMuch = false
  private let limit: Int

  init(_ descriptor: Int32, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// Takes in what is there, without waiting.
  ///
  /// Bounded, so that a reader which writes without end can't keep us from looking at the clock; sixteen
  /// reads are more than a pipe holds.
  mutating func drain() {
    guard descriptor >= 0 else { return }
    for _ in 0..<16 {
      let (count, code) = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { room in
        let count = read(descriptor, room.baseAddress, room.count)
        let code = errno
        if count > 0 {
          let fitting = min(count, limit - bytes.count)
          bytes.append(contentsOf: room[..<fitting])
          isTooMuch = isTooMuch || fitting < count
        }
        return (count, code)
      }
      if count == 0 { descriptor = -1 }
      if count == 0 || count < 0 && code != EINTR { return }
    }
  }
}
