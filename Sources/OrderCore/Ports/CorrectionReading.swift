// SPDX-License-Identifier: Apache-2.0

/// Gives the messages whose events people of the desk corrected: what a training learns from besides the shipped ones.
package protocol CorrectionReading: Sendable {
  /// Returns the corrected messages, each as it was when it came in and with the events that a person sees in it.
  func correctedMessages() async throws(LedgerError) -> [LabelledMessage]
}
