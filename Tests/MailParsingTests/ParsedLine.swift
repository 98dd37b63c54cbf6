// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing

/// A parsed message in the fields of `kontor parse --jsonl`, to be compared with the JSON beside a fixture.
struct ParsedLine: Codable, Equatable {
  struct Mailbox: Codable, Equatable {
    var name: String
    var address: String
  }

  struct Part: Codable, Equatable {
    var type: String
    var filename: String?
    var size: Int
    var sha256: String
  }

  struct Bounce: Codable, Equatable {
    struct Recipient: Codable, Equatable {
      var address: String
      var status: String
      var action: String
    }

    var recipients: [Recipient]
    var original_message_id: String?
  }

  var message_id: String?
  var subject: String
  var date: Date?
  var from: [Mailbox]
  var to: [Mailbox]
  var cc: [Mailbox]
  var reply_to: [Mailbox]
  var in_reply_to: [String]
  var references: [String]
  var text: String
  var new_text: String
  var language: String
  var kind: String
  var parts: [Part]
  var bounce: Bounce?
  /// The cautions, left out when there are none.
  var flags: [String]?
  var warnings: [String]

  init(_ message: Message) {
    func mailboxes(_ list: [Address]) -> [Mailbox] {
      list.map { Mailbox(name: $0.name, address: $0.address) }
    }
    message_id = message.messageID?.description
    subject = message.subject
    date = message.date
    from = mailboxes(message.from)
    to = mailboxes(message.to)
    cc = mailboxes(message.cc)
    reply_to = mailboxes(message.replyTo)
    in_reply_to = message.inReplyTo.map(\.description)
    references = message.references.map(\.description)
    text = message.text
    new_text = message.newText
    language = message.language.rawValue
    kind = message.kind.rawValue
    parts = message.parts.map {
      Part(type: $0.type, filename: $0.filename, size: $0.size, sha256: "\($0.digest)")
    }
    bounce = message.bounce.map { report in
      Bounce(
        recipients: report.recipients.map {
          Bounce.Recipient(address: $0.address, status: $0.status, action: $0.action)
        },
        original_message_id: report.originalMessageID?.description)
    }
    flags = message.cautions.isEmpty ? nil : message.cautions.map(\.rawValue).sorted()
    warnings = message.warnings
  }

  /// The line without what depends on the line ends of the file: sizes and digests of texts.
  var withoutTextSizes: ParsedLine {
    var line = self
    line.parts = parts.map { part in
      let isText = part.type.hasPrefix("text/") || part.type.hasPrefix("message/")
      return isText ? Part(type: part.type, filename: part.filename, size: 0, sha256: "") : part
    }
    return line
  }
}
