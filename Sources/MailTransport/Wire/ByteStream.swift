// SPDX-License-Identifier: Apache-2.0

/// A connected pair of byte directions that blocks its thread, with a deadline on each call.
///
/// Sessions speak to this and never to libcurl, so a test can play a server byte by byte. Not for two threads at
/// once: it belongs to one actor.
package protocol ByteStream: AnyObject {
  /// Waits for bytes and lends them to `sink` for the length of the call, at least one byte.
  ///
  /// - Throws: `ended` at the end of the stream, wherever in a response that is.
  func read(by deadline: Deadline, into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault)
  /// Returns when the operating system has taken all of `bytes`; keeps reading while it waits.
  func write(_ bytes: [UInt8], by deadline: Deadline) throws(StreamFault)
  /// Closes without a farewell; later calls throw `ended`.
  func close()
}

/// Why a stream gave up, which leaves the outcome of what was under way unknown.
package enum StreamFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The other side closed, perhaps in the middle of something.
  case ended
  /// The connection broke; libcurl's words.
  case failed(String)
  /// Nothing happened within the deadline.
  case silent(seconds: Int)
  /// The task that waits was cancelled.
  case cancelled
  /// The other side sent more than `limit` bytes while it took nothing.
  case flooded(limit: Int)

  /// The rest of a sentence about the connection, without a full stop.
  package var description: String {
    switch self {
    case .ended: "the server closed the connection"
    case .failed(let words): words
    case .silent(let seconds): "no answer within \(seconds) seconds"
    case .cancelled: "the work was cancelled"
    case .flooded(let limit): "the server sent more than \(limit) bytes unasked"
    }
  }
}

/// The moment until which a call may wait.
package struct Deadline: Sendable {
  /// The length that was granted, for messages.
  package let seconds: Int
  /// Whether the cancellation of the task ends the waiting at once.
  package let isCancellable: Bool
  private let instant: ContinuousClock.Instant

  /// Creates a deadline that many seconds from now; 0 takes only what is already there.
  package static func after(seconds: Int, isCancellable: Bool = true) -> Deadline {
    Deadline(
      seconds: seconds, isCancellable: isCancellable, instant: .now.advanced(by: .seconds(seconds)))
  }

  /// Creates a deadline that many milliseconds from now.
  package static func after(milliseconds: Int) -> Deadline {
    Deadline(
      seconds: milliseconds / 1000, isCancellable: true,
      instant: .now.advanced(by: .milliseconds(milliseconds)))
  }

  /// The milliseconds left, 0 when it has passed.
  package var millisecondsLeft: Int32 {
    let left = ContinuousClock.Instant.now.duration(to: instant).components
    let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: max(0, milliseconds))
  }
}
