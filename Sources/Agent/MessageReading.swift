// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel
package import OrderCore

/// All that can be said of a message without the store: what the writer, of which there is one, need not work out.
package struct MessageReading: Sendable {
  /// What linking looks at; its date is the message's own, 0 where it has none.
  package var request: LinkingRequest
  /// The identifiers whose threads decide.
  package var identifiers: [MessageID]
  /// What to ask for when none of them is known.
  package var subjectQuery: Threader.SubjectQuery?
  /// The subject without the marks of replies and forwards.
  package var foldedSubject: String
  /// Whether it answers or forwards something.
  package var isReply: Bool
  /// What the phrases of the rules find, and what the words say.
  package var recognition: RecognitionReading
  /// What our border found about it.
  package var authentication: SenderAuthentication
  /// The domain of the known company that the sender looks like, nil when they look like none.
  package var lookalike: String?
  /// What it says of accounts.
  package var mention: AccountMention
}

extension Pipeline {
  /// Reads a message; `documents` is what its attachments say, as far as they have been read.
  package func read(
    _ message: Message, documents: [DocumentText] = [], with reader: RecognitionReader
  ) -> MessageReading {
    let folded = FoldedSubject.fold(message.subject)
    let isReply =
      folded.isReply || folded.isForward || !message.inReplyTo.isEmpty || !message.references.isEmpty
    let request = LinkingRequest(
      message, documents: documents, date: message.date?.timeIntervalSince1970 ?? 0, directory: directory,
      extractor: extractor, companies: companies, answered: tokens?.orders(answeredBy: message) ?? [])
    return MessageReading(
      request: request, identifiers: Threader.identifiers(of: message),
      subjectQuery: Threader.subjectQuery(of: message, in: directory), foldedSubject: folded.text,
      isReply: isReply,
      recognition: reader.read(
        ClassifierInput(message, documents: documents, request: request, isReply: isReply)),
      authentication: trust.authentication(of: message),
      lookalike: trust.target(of: message, sender: request.sender),
      mention: AccountMention(message, documents: documents, own: trust.ownAccounts))
  }
}

extension ClassifierInput {
  /// What rules look at in a message before its order is known.
  init(_ message: Message, documents: [DocumentText], request: LinkingRequest, isReply: Bool) {
    self.init(
      text: message.newText, signature: message.signature, subject: message.subject,
      attachments: message.attachmentNames, documents: documents.map(\.text), sender: request.sender.role,
      direction: request.direction, kind: message.kind, isReply: isReply,
      keys: Set(request.extraction.keys.map(\.kind)), language: message.language)
  }
}
