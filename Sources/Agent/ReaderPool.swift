// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Synchronization

/// Readers at rest, with the word forms that they remember: as many as threads have read messages at once.
final class ReaderPool: Sendable {
  /// A reader that one thread has at a time.
  private final class Place: Sendable {
    let reader: Mutex<RecognitionReader>

    init(_ recogniser: Recogniser) { reader = Mutex(RecognitionReader(recogniser)) }
  }

  private let recogniser: Recogniser
  private let idle = Mutex<[Place]>([])

  init(_ recogniser: Recogniser) { self.recogniser = recogniser }

  /// Lends an idle reader, else a new one.
  func lend<Result: Sendable>(_ body: (RecognitionReader) -> Result) -> Result {
    let place = idle.withLock { $0.popLast() } ?? Place(recogniser)
    defer { idle.withLock { $0.append(place) } }
    return place.reader.withLock { reader in body(reader) }
  }
}
