// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// Tries rules, and what was learned beside them, on the whole archive before it goes live: what would be recognised otherwise.
package struct ArchiveReplay: Sendable {
  private let archive: any ArchiveReading
  private let new: Recogniser
  private let old: Recogniser?

  /// Creates a replay.
  ///
  /// - Parameter old: the rules to compare with; nil for what is recorded.
  package init(_ archive: any ArchiveReading, new: Recogniser, old: Recogniser?) {
    self.archive = archive
    self.new = new
    self.old = old
  }

  /// Goes through the archive.
  ///
  /// - Parameters:
  ///   - since: messages before it stand as they are.
  ///   - limit: how many changed messages are kept, 0 for all.
  ///   - progress: is told now and then how many messages were compared.
  package func run(
    since: Date? = nil, limit: Int, progress: (Int) -> Void = { _ in }
  ) async throws -> ReplayDiff {
    var diff = ReplayDiff(limit: limit)
    let pass = ArchivePass(archive, recognisers: [new] + [old].compactMap(\.self))
    try await pass.run(since: since) { step in
      guard let reading = step.readings.first else { return diff.pass(step.message) }
      let recognised = new.verdict(on: diff.courses.new.input(of: step.message), by: reading)
      let before: ReplayVerdict
      if let old, let reading = step.readings.last {
        before = old.verdict(on: diff.courses.old.input(of: step.message), by: reading)
      } else {
        before = ReplayVerdict(step.message.recognised, isUnclear: step.message.isUnclear)
      }
      diff.compare(step.message, old: before, new: recognised)
      if diff.messages.isMultiple(of: 1_000) { progress(diff.messages) }
    }
    return diff
  }
}

extension Recogniser {
  /// Returns what it makes of a message.
  fileprivate func verdict(on input: ClassifierInput, by reading: RecognitionReading) -> ReplayVerdict {
    let recognition = recognise(input, by: reading, quotes: false)
    return ReplayVerdict(recognition.recorded, isUnclear: !recognition.unclear.isEmpty)
  }
}
