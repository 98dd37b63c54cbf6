// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import MailModel
import OrderCore
import Store

extension OrderDossier {
  /// `kontor order show NUMBER --json`.
  var json: JSONValue {
    .object([
      ("order", .string(id.name)),
      ("number", .optional(number)),
      ("state", .string(state.rawValue)),
      ("opened", .string(Timestamp.rfc3339(opened))),
      ("last_activity", .string(Timestamp.rfc3339(lastActivity))),
      ("parties", .array(parties.map(\.json))),
      ("keys", Dictionary(grouping: keys, by: \.kind).mapValues { $0.map(\.value) }.json),
      ("timeline", .array(timeline.map(\.json))),
      ("steps", .array(steps.map(\.json))),
      ("drafts", .array(drafts.map(\.json))),
      ("documents", .array(documents.map(\.json))),
      ("anomalies", .array(anomalies.map(\.json))),
      ("holds", .array(holds.map(\.json))),
      ("awaiting", .array(awaited.map(\.json))),
      ("standing", standing.json),
      ("promises", .array(promises.map(\.json))),
    ])
  }
}

extension OrderDossier.Entry {
  fileprivate var json: JSONValue {
    .object([
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("direction", .string(direction.rawValue)), ("sender", .string(sender.address)),
      ("sender_name", .string(sender.name)), ("sender_role", .string(sender.role.rawValue)),
      ("subject", .string(subject)), ("events", .strings(events.map(\.rawValue))), ("gist", .string(gist)),
      ("thread", .string(thread)),
    ])
  }
}

extension OrderDossier.Step {
  fileprivate var json: JSONValue {
    .object([
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("event", .string(transition.event.rawValue)), ("from", .string(transition.from.rawValue)),
      ("to", .string(transition.to.rawValue)), ("warrant", .string(transition.warrant.rawValue)),
    ])
  }
}

extension OrderDossier.DraftEntry {
  fileprivate var json: JSONValue {
    .object([
      ("id", .integer(id.value)), ("state", .string(state.rawValue)), ("event", .string(event.rawValue)),
      ("subject", .string(subject)), ("outbox", .optional(outbox?.rawValue)),
    ])
  }
}

extension OrderDossier.Document {
  fileprivate var json: JSONValue {
    .object([
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("filename", .string(filename)), ("type", .string(type)), ("size", .integer(Int64(size))),
      ("sha256", .string(digest.description)),
    ])
  }
}

extension OrderDossier.Oddity {
  fileprivate var json: JSONValue {
    .object([
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("event", .string(anomaly.event.rawValue)), ("state", .string(anomaly.state.rawValue)),
      ("reason", .string(anomaly.reason)),
    ])
  }
}

extension OrderDossier.Hold {
  fileprivate var json: JSONValue {
    .object([
      ("kind", .string(kind.rawValue)), ("date", .string(Timestamp.rfc3339(date))),
      ("message_id", .optional(messageID)), ("reason", .string(reason)),
      ("released_by", .strings(releasedBy)),
    ])
  }
}

extension AwaitedEntry {
  fileprivate var json: JSONValue {
    .object([
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("sender", .string(sender)),
      ("event", .string(step.event.rawValue)), ("reason", .string(step.reason)),
    ])
  }
}

extension PromiseEntry {
  fileprivate var json: JSONValue {
    .object([
      ("day", .string(day.text)), ("event", .string(event.rawValue)),
      ("date", .string(Timestamp.rfc3339(date))), ("message_id", .optional(messageID)),
      ("sender", .string(sender)),
    ])
  }
}

extension OrderStanding {
  fileprivate var json: JSONValue {
    .object([
      ("open", .strings(open)), ("open_claims", .integer(Int64(openClaims))), ("reopened", .bool(isReopened)),
      ("shipments", .integer(Int64(shipments))), ("payments", .integer(Int64(payments))),
      ("prepaid", .bool(isPrepaid)), ("from_stock", .bool(isFromStock)),
      ("documents_outstanding", .bool(lacksDocuments)),
    ])
  }
}
