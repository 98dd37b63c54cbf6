// SPDX-License-Identifier: Apache-2.0

import Agent
import MailModel
import OrderCore

extension OutboxReport {
  /// What a person should know of, a sentence each.
  func failures(of account: MailAccount) -> [String] {
    let waiting = fault.map {
      ["\(account.name): nothing can be sent, \(held.count) messages wait and are tried again later: \($0)"]
    }
    return (waiting ?? [])
      + submitted.compactMap { entry in
        switch entry.outcome {
        case .accepted: nil
        case .deferred(let reason): "Outbox \(entry.id.value): not sent yet, tried again later: \(reason)"
        case .rejected(let reason): "Outbox \(entry.id.value): not sent: \(reason)"
        case .uncertain(let reason):
          "Outbox \(entry.id.value): nobody can know whether it was sent: \(reason) "
            + "It is not sent again by itself; see 'kontor outbox'."
        }
      } + filingFailures.map { "\(account.name): a copy could not be put into the Sent folder: \($0)" }
  }
}

extension OutboxReport {
  /// What was sent, filed and settled, a line each.
  var lines: [String] {
    let sent: [String] = submitted.compactMap { entry in
      guard case .accepted(let reply) = entry.outcome else { return nil }
      return "outbox \(entry.id.value): sent (\(Visible.line(reply)))"
    }
    return sent + settled.map { "outbox \($0.value): was sent after all; it stands in Sent" }
      + filed.map { "outbox \($0.value): filed in Sent" }
  }
}

extension SyncReport.FolderCounts {
  /// Whether anything happened in the folder that a log should tell.
  var hasNews: Bool { stored + quarantined + gone + held + unavailable + rebound > 0 }

  /// The counts for people; what is 0 is left out, but for the new ones.
  var line: String {
    var parts = ["\(stored) new"]
    func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(count) \(words)") } }
    add(landed, "fetched and not yet processed")
    add(known, "known already")
    add(rebound, "recognised under new numbers")
    add(quarantined, "in quarantine")
    add(held, "held for a person")
    add(withheld, "withheld by the server, asked for again later")
    add(unavailable, "given up: the server does not give them")
    add(gone, "gone from the server")
    parts += ["\(events) events", "\(drafts) drafts"]
    return parts.joined(separator: ", ")
  }

  fileprivate var json: JSONValue {
    let counts = [
      ("stored", stored), ("landed", landed), ("known", known), ("rebound", rebound),
      ("quarantined", quarantined), ("held", held), ("withheld", withheld), ("unavailable", unavailable),
      ("gone", gone), ("events", events), ("drafts", drafts),
    ]
    return .object([("folder", .string(folder))] + counts.map { ($0, .integer(Int64($1))) })
  }
}

extension MailExchange.Result {
  /// The round as one JSON object.
  var json: JSONValue {
    .object([
      ("mailbox", .string(sync.mailbox)), ("folders", .array(sync.folders.map(\.json))),
      ("sent", .array(outbox.submitted.filter(\.isAccepted).map { .integer($0.id.value) })),
      ("filed", .array(outbox.filed.map { .integer($0.value) })),
      ("settled", .array(outbox.settled.map { .integer($0.value) })),
      ("failures", .strings(sync.problems + failures)),
    ])
  }
}

extension OutboxReport.Entry {
  /// Whether the server took responsibility.
  fileprivate var isAccepted: Bool {
    if case .accepted = outcome { true } else { false }
  }
}
