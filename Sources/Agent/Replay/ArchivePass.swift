// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// Goes through the whole archive with recognisers, message by message, and changes nothing.
///
/// Reading texts for phrases is most of the work and needs no order, so it is done side by side; what needs the order's
/// state is done in the order of the archive. No more of the archive is held than a few batches.
package struct ArchivePass: Sendable {
  /// A message with what each recogniser found in it; without where it stands before the date that was asked for.
  package struct Step: Sendable {
    /// The message.
    package let message: ArchivedMessage
    /// What was found, by recogniser; empty when the message is only passed.
    package let readings: [RecognitionReading]
  }

  private let archive: any ArchiveReading
  private let pools: [ReaderPool]

  /// Messages of a batch, and their bytes of text.
  private static let batch = 512
  private static let batchBytes = 8 << 20
  /// Messages that a thread reads at once.
  private static let width = 32

  /// Creates a pass with some recognisers.
  package init(_ archive: any ArchiveReading, recognisers: [Recogniser]) {
    self.archive = archive
    pools = recognisers.map(ReaderPool.init)
  }

  /// Calls `visit` for each message, in the order of the archive.
  ///
  /// - Parameter since: messages before it are passed without being read.
  package func run(since: Date? = nil, _ visit: (Step) throws -> Void) async throws {
    let archive = archive
    var batch = try await archive.archivedMessages(after: nil, limit: Self.batch, bytes: Self.batchBytes)
    while let last = batch.last {
      try Task.checkCancellation()
      // The next batch is read from the store while this one is looked at.
      async let next = archive.archivedMessages(after: last.place, limit: Self.batch, bytes: Self.batchBytes)
      for step in await read(batch, since: since) { try visit(step) }
      batch = try await next
    }
  }

  private func read(_ messages: [ArchivedMessage], since: Date?) async -> [Step] {
    let slices = stride(from: 0, to: messages.count, by: Self.width).map {
      messages[$0..<min($0 + Self.width, messages.count)]
    }
    let threads = ProcessInfo.processInfo.activeProcessorCount
    return await withTaskGroup(of: (Int, [Step]).self) { group in
      var parts: [[Step]] = Array(repeating: [], count: slices.count)
      for (place, slice) in slices.enumerated() {
        if place >= threads, let part = await group.next() { parts[part.0] = part.1 }
        group.addTask { (place, read(slice, since: since)) }
      }
      for await part in group { parts[part.0] = part.1 }
      return parts.flatMap { $0 }
    }
  }

  private func read(_ messages: ArraySlice<ArchivedMessage>, since: Date?) -> [Step] {
    let isRead = messages.map { message in since.map { message.place.date >= $0 } ?? true }
    var readings: [[RecognitionReading]] = Array(repeating: [], count: messages.count)
    for pool in pools {
      pool.lend { reader in
        for (place, message) in messages.enumerated() where isRead[place] {
          readings[place].append(reader.read(message.input))
        }
      }
    }
    return zip(messages, readings).map { Step(message: $0, readings: $1) }
  }
}
