// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// One line of `kontor search --jsonl`.
package struct SearchHit: Hashable, Sendable {
  /// The message.
  package let message: StoredMessageID
  /// Its `Message-ID` in brackets, nil when there is none.
  package let messageID: String?
  /// The stable name of the order it belongs to.
  package let order: String?
  /// Our number of that order, where it is known.
  package let orderNumber: String?
  /// Its thread's stable name.
  package let thread: String
  /// Its date.
  package let date: Date
  /// The sender's address.
  package let sender: String
  /// Its subject.
  package let subject: String
  /// The words found in their surroundings, hits between «».
  package let snippet: String
  /// How well it fits, more is better; 0 for a query without words.
  package let score: Double
}
