// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel

/// Everything that goes into the bytes of an outgoing message.
package struct Letter: Hashable, Sendable {
  /// The author.
  package var from: Address
  /// The recipients in `To`.
  package var to: [Address]
  /// The recipients in `Cc`.
  package var cc: [Address]
  /// The subject.
  package var subject: String
  /// The plain text, with signature and quoted original.
  package var body: String
  /// The fixed identifier.
  package var messageID: MessageID
  /// What it answers.
  package var inReplyTo: MessageID?
  /// The thread, oldest first.
  package var references: [MessageID]
  /// The date it bears.
  package var date: Date

  /// Creates a letter.
  package init(
    from: Address, to: [Address], cc: [Address] = [], subject: String, body: String, messageID: MessageID,
    inReplyTo: MessageID? = nil, references: [MessageID] = [], date: Date
  ) {
    self.from = from
    self.to = to
    self.cc = cc
    self.subject = subject
    self.body = body
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.date = date
  }

  /// The envelope: the author's address, and every recipient once.
  package var envelope: Envelope {
    var seen: Set<String> = []
    let recipients = (to + cc).filter { seen.insert($0.folded).inserted }.map(\.address)
    return Envelope(sender: from.address, recipients: recipients)
  }
}

/// Why a letter can't be written.
package enum LetterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A header's value holds CR, LF or NUL.
  case controlInHeader(field: String)
  /// An address is not a plain addr-spec of at most 254 bytes.
  case badAddress(String)
  /// Nobody to send it to.
  case noRecipient

  /// One sentence for people.
  package var description: String {
    switch self {
    case .controlInHeader(let field): "The \(field) header would hold a line break or NUL."
    case .badAddress(let address): "“\(address)” can't be used as an address."
    case .noRecipient: "The letter has no recipient."
    }
  }
}
