// SPDX-License-Identifier: Apache-2.0

/// The fields of a message that rules look at.
package struct RuleText: Hashable, Sendable {
  /// The new text.
  package var text: String
  /// The subject.
  package var subject: String
  /// What closes the new text.
  package var signature: String
  /// The names of the attachments, one a line.
  package var attachments: String
  /// What the attached documents say, one after the other.
  package var documents: String
  /// How they begin.
  package var documentHeads: String
  /// Whether it answers or forwards something, so that its subject is history.
  package var isReply: Bool

  /// Creates the fields.
  package init(
    text: String, signature: String = "", subject: String, attachments: [String], documents: [String] = [],
    isReply: Bool
  ) {
    self.text = text
    self.signature = signature
    self.subject = subject
    self.attachments = attachments.joined(separator: "\n")
    self.documents = documents.joined(separator: "\n\n")
    documentHeads = documents.map { $0.prefix(Self.headLength) }.joined(separator: "\n\n")
    self.isReply = isReply
  }

  /// Characters of a document that stand around its title.
  private static let headLength = 500

  /// The texts that are not empty, each with the fields that it is.
  var texts: [(text: String, fields: [RuleField])] {
    [
      (text, Self.text), (signature, Self.signature), (subject, isReply ? Self.subject : Self.freshSubject),
      (attachments, Self.attachments), (documents, Self.documents), (documentHeads, Self.documentHeads),
    ].filter { !$0.0.isEmpty }
  }

  private static let text = [RuleField.text]
  private static let signature = [RuleField.signature]
  private static let subject = [RuleField.subject]
  private static let freshSubject = [RuleField.subject, .freshSubject]
  private static let attachments = [RuleField.attachments]
  private static let documents = [RuleField.documents]
  private static let documentHeads = [RuleField.documentHeads]

  /// The text of a field.
  func text(of field: RuleField) -> String {
    switch field {
    case .text: text
    case .subject, .freshSubject: subject
    case .signature: signature
    case .attachments: attachments
    case .documents: documents
    case .documentHeads: documentHeads
    }
  }
}
