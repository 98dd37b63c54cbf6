// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation

/// The bytes of a message as a server or a file gave them.
package struct RawMessage: Hashable, Sendable {
  /// The whole message (RFC 5322), headers and body.
  package let bytes: [UInt8]
  /// The identity of the message: the digest of its bytes.
  package let digest: ContentDigest

  /// Takes bytes and computes their identity.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
    digest = ContentDigest(of: bytes)
  }
}

/// A message as values: everything later stages read, decoded once.
package struct Message: Hashable, Sendable {
  /// The identity: digest of the raw bytes.
  package var digest: ContentDigest
  /// `Message-ID`, where there is a usable one.
  package var messageID: MessageID?
  /// `In-Reply-To`, in the order written.
  package var inReplyTo: [MessageID]
  /// `References`, oldest first, at most the last 100.
  package var references: [MessageID]
  /// The `Date` header, nil when missing or unreadable.
  package var date: Date?
  /// The decoded subject on one line, empty when missing.
  package var subject: String
  /// The mailboxes of `From` (more than one is ambiguous).
  package var from: [Address]
  /// The mailboxes of `Reply-To`.
  package var replyTo: [Address]
  /// The mailboxes of `To`.
  package var to: [Address]
  /// The mailboxes of `Cc`.
  package var cc: [Address]
  /// The readable body: plain text, or the HTML part turned into text where there is no plain part.
  package var text: String
  /// The body without quoted history and forwarded blocks: what the sender says now.
  package var newText: String
  /// The quoted history and forwarded blocks that `newText` leaves out.
  package var quotedText: String
  /// What closes the new text and is not part of it: the signature behind its delimiter, the line of a telephone,
  /// legal notices, the footer of a list.
  package var signature: String
  /// The answers that stand between quoted lines, each with what it answers; they are in `newText` too.
  package var inlineAnswers: [InlineAnswer]
  /// The language of the new text.
  package var language: Language
  /// Person or machine.
  package var kind: MessageKind
  /// What it is more exactly, nil when its kind says all.
  package var form: MessageForm?
  /// The leaves of the MIME tree in document order.
  package var parts: [MessagePart]
  /// What a bounce says, nil for other kinds.
  package var bounce: BounceReport?
  /// The fields that hosts on its way wrote, from the top down, as far as they are kept.
  package var trace: [TraceField]
  /// What makes the message unfit to be acted on by a program.
  package var cautions: Set<MessageCaution>
  /// What was wrong or ambiguous in the message, as short English sentences.
  package var warnings: [String]

  /// Creates a message; everything but the digest has an empty default, so fixtures stay short.
  package init(
    digest: ContentDigest,
    messageID: MessageID? = nil,
    inReplyTo: [MessageID] = [],
    references: [MessageID] = [],
    date: Date? = nil,
    subject: String = "",
    from: [Address] = [],
    replyTo: [Address] = [],
    to: [Address] = [],
    cc: [Address] = [],
    text: String = "",
    newText: String = "",
    quotedText: String = "",
    signature: String = "",
    inlineAnswers: [InlineAnswer] = [],
    language: Language = .undetermined,
    kind: MessageKind = .message,
    form: MessageForm? = nil,
    parts: [MessagePart] = [],
    bounce: BounceReport? = nil,
    trace: [TraceField] = [],
    cautions: Set<MessageCaution> = [],
    warnings: [String] = []
  ) {
    self.digest = digest
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.date = date
    self.subject = subject
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.cc = cc
    self.text = text
    self.newText = newText
    self.quotedText = quotedText
    self.signature = signature
    self.inlineAnswers = inlineAnswers
    self.language = language
    self.kind = kind
    self.form = form
    self.parts = parts
    self.bounce = bounce
    self.trace = trace
    self.cautions = cautions
    self.warnings = warnings
  }

  /// The first mailbox of `From`, nil when there is none.
  package var sender: Address? { from.first }

  /// The decoded file names of the attachments, in document order.
  package var attachmentNames: [String] { parts.compactMap(\.filename) }
}

/// A leaf of the MIME tree.
package struct MessagePart: Hashable, Sendable {
  /// The media type in lower case, such as `application/pdf`.
  package let type: String
  /// The decoded file name (display only: never used as a path), nil for bodies.
  package let filename: String?
  /// The size of the decoded content in bytes.
  package let size: Int
  /// The digest of the decoded content.
  package let digest: ContentDigest

  /// Creates a part from its facts.
  package init(type: String, filename: String?, size: Int, digest: ContentDigest) {
    self.type = type
    self.filename = filename
    self.size = size
    self.digest = digest
  }
}

/// What a delivery status notification reports (RFC 3464).
package struct BounceReport: Hashable, Sendable {
  /// One recipient of the report.
  package struct Recipient: Hashable, Sendable {
    /// `Original-Recipient` (the address we wrote to), else `Final-Recipient`, or what a free-text report names.
    package let address: String
    /// The enhanced status code (RFC 3463), such as `5.1.1`: as given, or derived from the server's words where it
    /// is missing or says nothing (`5.0.0`); empty when neither tells.
    package let status: String
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`.
    package let action: String

    /// Creates a recipient's result.
    package init(address: String, status: String, action: String) {
      self.address = address
      self.status = status
      self.action = action
    }
  }

  /// The recipients named, in the order of the report.
  package let recipients: [Recipient]
  /// The Message-ID of the mail that could not be delivered, where the report names it.
  package let originalMessageID: MessageID?

  /// Creates a report.
  package init(recipients: [Recipient], originalMessageID: MessageID?) {
    self.recipients = recipients
    self.originalMessageID = originalMessageID
  }
}
