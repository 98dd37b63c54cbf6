// SPDX-License-Identifier: Apache-2.0

/// What sort of sender a message has: a person, or a machine.
package enum MessageKind: String, Hashable, Sendable, CaseIterable {
  /// Written to be read and acted on.
  case message
  /// An automatic answer (RFC 3834): out of office, receipt, ticket robot.
  case autoReply = "auto_reply"
  /// A delivery status notification, or its free-text cousins (RFC 3464).
  case bounce
  /// A newsletter or other mail to many.
  case bulk
}

/// What a message is more exactly than its kind says.
package enum MessageForm: String, Hashable, Sendable, CaseIterable {
  /// The sender is away (an `autoReply`).
  case absence
  /// A program says that a message came in: ticket robots, web forms (an `autoReply`).
  case acknowledgement
  /// A message was displayed or deleted (RFC 8098; an `autoReply`).
  case readReceipt = "read_receipt"
  /// An invitation to a meeting, also a changed one (RFC 6047 `REQUEST`).
  case meetingRequest = "meeting_request"
  /// An answer to an invitation (RFC 6047 `REPLY`, `COUNTER`).
  case meetingAnswer = "meeting_answer"
  /// A meeting that will not take place (RFC 6047 `CANCEL`).
  case meetingCancelled = "meeting_cancelled"
  /// A newsletter (`bulk`).
  case newsletter
  /// A mailing list on which people write (`bulk`).
  case mailingList = "mailing_list"
}

/// Why no program may act on a message by itself.
package enum MessageCaution: String, Hashable, Sendable, CaseIterable {
  /// Several senders: more than one `From` field, or more than one address in it (RFC 5322 §3.6.2).
  case ambiguousIdentity = "ambiguous_identity"
  /// Other programs may read another structure or another content: two boundaries, two encodings, broken base64.
  case ambiguousMIME = "ambiguous_mime"
  /// Something went over a limit of the parser and was left out of the values; the stored bytes have it.
  case truncated
  /// The sender's domain or name looks like that of somebody we know, and is not theirs.
  case lookalike
}

/// An answer written between the lines of a quote.
package struct InlineAnswer: Hashable, Sendable {
  /// The quoted lines right above it, without their marks.
  package let question: String
  /// What the sender wrote below them.
  package let answer: String

  /// Creates an answer.
  package init(question: String, answer: String) {
    self.question = question
    self.answer = answer
  }
}

extension Set<MessageCaution> {
  /// Whether nobody can say for sure who sent the message or what it says: a person decides what follows from it.
  package var isAmbiguous: Bool { contains(.ambiguousIdentity) || contains(.ambiguousMIME) }
}
