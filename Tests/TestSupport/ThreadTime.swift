// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#endif

/// Returns the processor time that `body` takes on this thread, which other tests and programs do not change.
package func threadTime(_ body: () throws -> Void) rethrows -> Duration {
  func clock() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
  let start = clock()
  try body()
  return clock() - start
}
