// SPDX-License-Identifier: Apache-2.0

/// The order that a message is linked to.
package enum OrderTarget: Hashable, Sendable {
  /// An order of the store.
  case existing(OrderID)
  /// The order that this message opens.
  case opened
}

/// A link between a message and an order, with the reasons for it.
package struct Link: Hashable, Sendable {
  /// Which order.
  package let target: OrderTarget
  /// How sure it is, from 0 to 1.
  package let score: Double
  /// The reasons in words, strongest first: `our_order SO-2026-00417 in the subject`.
  package let evidence: [String]

  /// Creates a link.
  package init(target: OrderTarget, score: Double, evidence: [String]) {
    self.target = target
    self.score = score
    self.evidence = evidence
  }
}
