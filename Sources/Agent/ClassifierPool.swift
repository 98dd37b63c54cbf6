// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Synchronization

/// Classifiers at rest, with the word forms that they remember: as many as threads have read messages at once.
final class ClassifierPool: Sendable {
  private let rules: RuleSet
  private let idle = Mutex<[Loan]>([])

  /// A classifier in the hands of one thread.
  // @unchecked: it is either idle, in the pool, or with the one caller who took it.
  struct Loan: @unchecked Sendable {
    let value: Classifier
  }

  init(_ rules: RuleSet) { self.rules = rules }

  /// Takes an idle classifier, else a new one.
  func take() -> Loan { idle.withLock { $0.popLast() } ?? Loan(value: Classifier(rules)) }

  /// Ends a loan.
  func giveBack(_ loan: Loan) { idle.withLock { $0.append(loan) } }
}
