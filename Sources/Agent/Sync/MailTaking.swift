// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import OrderCore

/// What takes landed mail in.
package protocol MailTaking: Sendable {
  /// Parses mail; needs no store, and may run beside it.
  func parse(_ mail: [LandedMail]) async -> [ParsedMail]
  /// Decides about parsed mail and stores it in the given order, in one transaction.
  ///
  /// - Returns: what became of each piece, in the same order.
  func store(_ mail: [ParsedMail], now: Date) async throws(LedgerError) -> [IntakeResult]
}

extension Intake: MailTaking {
  package func parse(_ mail: [LandedMail]) async -> [ParsedMail] {
    await parse(mail.map { Item(raw: $0.raw, delivery: $0.delivery, origin: $0.origin) })
  }
}
