// SPDX-License-Identifier: Apache-2.0

@preconcurrency import Dispatch

/// A thread of its own for writing, off the threads that tasks share, since SQLite blocks.
///
/// Not GRDB's async `write`: that one rolls back when the task is cancelled, and what a server has just accepted must
/// be written down all the same.
actor WriterQueue {
  private let executor = QueueExecutor()
  private let memory = OrderMemory()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Runs `body` in its turn, with the orders that are remembered; cancelling the task does not cut it off.
  func perform<Result: Sendable>(_ body: @Sendable (OrderMemory) -> Result) -> Result {
    body(memory)
  }
}

/// An executor over a dispatch queue (Linux's Dispatch has no `DispatchSerialQueue`).
private final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "store.writer")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
