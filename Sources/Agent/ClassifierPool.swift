// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Synchronization

/// Classifiers at rest, with the word forms that they remember: as many as threads have read messages at once.
final class ClassifierPool: Sendable {
  /// A classifier that one thread has at a time.
  private final class Place: Sendable {
    let classifier: Mutex<Classifier>

    init(_ rules: RuleSet) { classifier = Mutex(Classifier(rules)) }
  }

  private let rules: RuleSet
  private let idle = Mutex<[Place]>([])

  init(_ rules: RuleSet) { self.rules = rules }

  /// Lends an idle classifier, else a new one.
  func lend<Result: Sendable>(_ body: (Classifier) -> Result) -> Result {
    let place = idle.withLock { $0.popLast() } ?? Place(rules)
    defer { idle.withLock { $0.append(place) } }
    return place.classifier.withLock { classifier in body(classifier) }
  }
}
