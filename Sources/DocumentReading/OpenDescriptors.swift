// SPDX-License-Identifier: Apache-2.0

import CSeccomp
import Foundation
import OrderCore

/// The descriptors that a run has open; none of them is one of the standard streams, none outlives an exec.
struct OpenDescriptors {
  private var numbers: Set<Int32> = []

  /// Takes over a descriptor that a system call gave and returns its number.
  mutating func own(_ opened: Int32) throws(DocumentError) -> Int32 {
    guard opened >= 0 else { throw Self.failure("there is no descriptor") }
    numbers.insert(opened)
    guard opened <= 2 else { return opened }
    // A parent without standard streams gets their numbers, which the child's own streams would run over.
    let moved = try own(fcntl(opened, F_DUPFD_CLOEXEC, 3))
    close(opened)
    return moved
  }

  /// Makes a pipe whose end for reading never waits.
  mutating func pipe() throws(DocumentError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Self.failure("there is no pipe") }
    numbers.formUnion(ends)
    let (reading, writing) = (try own(ends[0]), try own(ends[1]))
    guard fcntl(reading, F_SETFL, O_NONBLOCK) == 0 else { throw Self.failure("a pipe can't be set up") }
    return (reading, writing)
  }

  /// Closes one of them.
  mutating func close(_ number: Int32) {
    if numbers.remove(number) != nil { _ = Foundation.close(number) }
  }

  /// Closes all.
  mutating func closeAll() {
    for number in numbers { close(number) }
  }

  /// What can't be done, with the words of the last system call.
  static func failure(_ what: String) -> DocumentError {
    .notStarted("\(what): \(String(cString: strerror(errno)))")
  }
}
