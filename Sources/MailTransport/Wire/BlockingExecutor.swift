// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// The executor of one connection: a thread that may block in libcurl and in poll.
///
/// The cooperative pool has a thread a core; a session that waited there would stop everything else. A serial
/// queue's thread is made beside the pool when there is work and goes when there is none. `DispatchSerialQueue`
/// would do, but it is missing on Linux.
final class BlockingExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// Creates an executor whose thread carries `label`.
  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Runs a job after those before it.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
