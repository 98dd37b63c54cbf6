// SPDX-License-Identifier: Apache-2.0

/// An event that a message may report, not sure enough to be believed: a person decides, it moves nothing.
package struct UnclearEvent: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// How likely it is, from 0 to 1, as calibrated on labelled messages; without a learned model the share of the
  /// evidence that a rule would have needed.
  package let probability: Double
  /// What speaks for it and what against, strongest first, in words.
  package let reasons: [String]

  /// Creates a candidate.
  package init(event: Event, probability: Double, reasons: [String]) {
    self.event = event
    self.probability = probability
    self.reasons = reasons
  }
}
