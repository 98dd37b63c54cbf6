// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// The vocabulary as texts.
enum EventNames {
  /// All names, in the order of the vocabulary.
  static let all = Event.allCases.map(\.rawValue)
}
