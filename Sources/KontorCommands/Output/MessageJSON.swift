// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import MailModel
import OrderCore

extension Message {
  /// One line of `kontor parse --jsonl`.
  func json(file: String) -> JSONValue {
    .object([
      ("file", .string(file)),
      ("message_id", .optional(messageID?.description)),
      ("subject", .string(subject)),
      ("date", .optional(date.map { Timestamp.rfc3339($0) })),
      ("from", .array(from.map(\.json))),
      ("to", .array(to.map(\.json))),
      ("cc", .array(cc.map(\.json))),
      ("reply_to", .array(replyTo.map(\.json))),
      ("in_reply_to", .optional(inReplyTo.first?.description)),
      ("references", .strings(references.map(\.description))),
      ("text", .string(text)),
      ("new_text", .string(newText)),
      ("quoted_text", .string(quotedText)),
      ("signature", .string(signature)),
      ("inline_answers", .array(inlineAnswers.map(\.json))),
      ("language", .string(language.rawValue)),
      ("kind", .string(kind.rawValue)),
      ("form", .optional(form?.rawValue)),
      ("parts", .array(parts.map(\.json))),
      ("bounce", bounce?.json ?? .null),
      ("flags", .strings(cautions.map(\.rawValue).sorted())),
      ("warnings", .strings(warnings)),
    ])
  }
}

extension InlineAnswer {
  fileprivate var json: JSONValue {
    .object([("question", .string(question)), ("answer", .string(answer))])
  }
}

extension Address {
  /// `{name, address}`.
  var json: JSONValue { .object([("name", .string(name)), ("address", .string(address))]) }

  /// `Name <address>`, or the bare address.
  var display: String { name.isEmpty ? address : "\(name) <\(address)>" }
}

extension MessagePart {
  fileprivate var json: JSONValue {
    .object([
      ("type", .string(type)), ("filename", .optional(filename)), ("size", .integer(Int64(size))),
      ("sha256", .string(digest.description)),
    ])
  }
}

extension BounceReport {
  fileprivate var json: JSONValue {
    .object([
      (
        "recipients",
        .array(
          recipients.map {
            .object([
              ("address", .string($0.address)), ("status", .string($0.status)),
              ("action", .string($0.action)),
            ])
          })
      ),
      ("original_message_id", .optional(originalMessageID?.description)),
    ])
  }
}
