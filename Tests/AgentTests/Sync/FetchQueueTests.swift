// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@testable import Agent

@Suite("The queue of messages to fetch")
struct FetchQueueTests {
  /// Messages of a folder: UID, when received, size.
  private func messages(
    _ folder: Int64, _ entries: (uid: UInt32, received: Double, size: Int)...
  ) -> [PendingMessage] {
    entries.map {
      PendingMessage(
        name: FolderName(mailbox: "orders", folder: "\(folder)"), generation: GenerationID(folder),
        uidValidity: 1, uid: $0.uid, size: $0.size, received: $0.received, attempts: 0)
    }
  }

  /// The UIDs of each batch, with the folder's number before them.
  private func batches(_ queue: FetchQueue, bytes: Int = 10_000, count: Int = 100) -> [[String]] {
    var queue = queue
    var out: [[String]] = []
    while let batch = queue.next(bytes: bytes, count: count) {
      out.append(batch.map { "\($0.generation.value):\($0.uid)" })
    }
    return out
  }

  @Test("takes folders in step, by the time the server received each message")
  func inStep() {
    var queue = FetchQueue()
    queue.add(
      history: messages(1, (1, 10, 9), (2, 30, 9)) + messages(2, (7, 20, 9), (8, 40, 9)))
    #expect(batches(queue) == [["1:1", "2:7", "1:2", "2:8"]])
  }

  @Test("takes what came at one time by folder, then by UID; what has no time first")
  func ties() {
    var queue = FetchQueue()
    queue.add(history: messages(2, (1, 5, 9)) + messages(1, (2, 5, 9), (1, 5, 9), (3, 0, 9)))
    #expect(batches(queue) == [["1:3", "1:1", "1:2", "2:1"]])
  }

  @Test("cuts batches by number")
  func byNumber() {
    var queue = FetchQueue()
    queue.add(history: messages(1, (1, 1, 9), (2, 2, 9), (3, 3, 9)))
    #expect(batches(queue, count: 2) == [["1:1", "1:2"], ["1:3"]])
  }

  @Test("cuts batches by bytes, and takes a larger message alone")
  func byBytes() {
    var queue = FetchQueue()
    queue.add(
      history: messages(1, (1, 0, 40), (2, 0, 60), (3, 0, 1), (4, 0, 500), (5, 0, 1), (6, 0, 1)))
    #expect(batches(queue, bytes: 100) == [["1:1", "1:2"], ["1:3"], ["1:4"], ["1:5", "1:6"]])
  }

  @Test("takes what is urgent first, in batches of its own")
  func urgent() {
    var queue = FetchQueue()
    queue.add(history: messages(1, (1, 10, 9), (2, 20, 9)))
    queue.add(urgent: messages(1, (9, 90, 9), (8, 80, 9)))
    #expect(batches(queue) == [["1:8", "1:9"], ["1:1", "1:2"]])
  }

  @Test("lets go of a folder that was renumbered or failed")
  func keeps() {
    var queue = FetchQueue()
    queue.add(history: messages(1, (1, 10, 9)) + messages(2, (1, 20, 9)))
    queue.add(urgent: messages(1, (2, 30, 9)))
    queue.keep([GenerationID(2)])
    #expect(batches(queue) == [["2:1"]])
  }

  @Test("holds no batch when there is nothing to fetch")
  func nothing() {
    #expect(batches(FetchQueue()) == [])
    #expect(FetchQueue().isEmpty)
  }
}
