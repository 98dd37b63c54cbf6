// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel
package import OrderCore

/// Bytes on their way in: where they came from, and what the parser made of them.
package struct ParsedMail: Sendable {
  /// The bytes.
  package var raw: RawMessage
  /// Where a server keeps them, nil for a file.
  package var delivery: Delivery?
  /// Where they came from, for people: a path, or `orders/INBOX/417`.
  package var origin: String
  /// The message, or why the bytes are none.
  package var result: Result<Message, ParseError>
  /// What its documents say, as far as they have been read.
  package var documents: [DocumentText] = []
  /// What was read of the message beforehand, nil to be read when it is decided on.
  package var reading: MessageReading?

  /// Parses bytes.
  package init(_ raw: RawMessage, delivery: Delivery?, origin: String, parser: any MessageParsing) {
    self.raw = raw
    self.delivery = delivery
    self.origin = origin
    do {
      result = .success(try parser.parse(raw))
    } catch {
      result = .failure(error)
    }
  }
}

extension ParsedMail {
  /// When it was written, seconds since 1970: the order in which a batch is decided on; undated mail comes last.
  package var sortDate: Double {
    guard case .success(let message) = result, let date = message.date else { return .infinity }
    return date.timeIntervalSince1970
  }
}

/// What became of one piece of mail.
package enum IntakeResult: Hashable, Sendable {
  /// Stored with everything that follows from it.
  case stored(StoredMessageID, events: [Event], draft: Bool)
  /// Its bytes were stored before.
  case known(StoredMessageID)
  /// Kept apart with the reason.
  case quarantined(reason: String)
}
