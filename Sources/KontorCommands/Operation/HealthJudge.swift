// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailTransport
import Store

/// One line of a report on health.
struct HealthFinding: Hashable, Sendable {
  /// How bad it is.
  enum Level: String, Hashable, Sendable {
    case ok
    /// Worth knowing.
    case note
    /// A person must act.
    case alarm
  }

  /// The mailbox, `files`, `outbox` or `documents`.
  let subject: String
  /// What is judged: `contact`, `folder`, `work`, `held`, `unavailable`, `quarantine`, `login`, `unsent`, `uncertain`,
  /// `documents`, `bank_details`, `awaiting`.
  let matter: String
  let level: Level
  /// One line for people.
  let text: String

  init(_ subject: String, _ matter: String, _ level: Level, _ words: String) {
    self.subject = subject
    self.matter = matter
    self.level = level
    text = "\(subject): \(words)"
  }

  /// The finding as JSON.
  var json: JSONValue {
    .object([
      ("subject", .string(subject)), ("matter", .string(matter)), ("level", .string(level.rawValue)),
      ("text", .string(text)),
    ])
  }
}

/// Judges how the work goes: facts in, findings out.
struct HealthJudge: Sendable {
  /// The time.
  let now: Date
  /// How long things may wait before that is an alarm, in seconds.
  let patience: TimeInterval

  /// Judges a configured mailbox; nil for one that was never read.
  func judge(_ mailbox: StoreHealth.Mailbox?, named name: String) -> [HealthFinding] {
    guard let mailbox else { return [HealthFinding(name, "contact", .alarm, "never read; run 'kontor run'")] }
    return [contact(of: mailbox)]
      + mailbox.folders.filter { $0.pending > 0 }.map { folder in
        HealthFinding(
          name, "folder", .note, "\(folder.pending) messages of \(folder.name) are still to be fetched")
      } + judgeWork(of: mailbox, named: name)
  }

  private func contact(of mailbox: StoreHealth.Mailbox) -> HealthFinding {
    let why = mailbox.failure.isEmpty || !mailbox.isFailing ? "" : ": \(mailbox.failure)"
    guard let success = mailbox.lastSuccess else {
      return HealthFinding(mailbox.name, "contact", .alarm, "never read without a failure\(why)")
    }
    let age = now.timeIntervalSince(success)
    let words = "last read without a failure \(ago(success))\(why)"
    guard age <= patience else { return HealthFinding(mailbox.name, "contact", .alarm, words) }
    let present = mailbox.folders.reduce(0) { $0 + $1.present }
    return mailbox.isFailing
      ? HealthFinding(mailbox.name, "contact", .note, words)
      : HealthFinding(
        mailbox.name, "contact", .ok,
        "read \(ago(success)), \(present) messages in \(mailbox.folders.count) folders")
  }

  /// Judges what was fetched and is not taken in.
  func judgeWork(of mailbox: StoreHealth.Mailbox, named name: String) -> [HealthFinding] {
    var findings: [HealthFinding] = []
    if let oldest = mailbox.landed.oldest {
      let level: HealthFinding.Level = now.timeIntervalSince(oldest) > patience ? .alarm : .note
      findings.append(
        HealthFinding(
          name, "work", level,
          "\(mailbox.landed.count) messages wait to be processed, the oldest came \(ago(oldest))"))
    }
    if mailbox.held.count > 0 {
      findings.append(
        HealthFinding(
          name, "held", .alarm,
          "\(mailbox.held.count) messages are held, and nothing is sent until they are decided; see 'kontor quarantine'"
        ))
    }
    let refused = mailbox.folders.reduce(0) { $0 + $1.unavailable }
    if refused > 0 {
      findings.append(
        HealthFinding(
          name, "unavailable", .alarm, "the server does not give \(refused) messages; see 'kontor quarantine'"
        ))
    }
    if mailbox.quarantined.count > 0 {
      findings.append(
        HealthFinding(
          name, "quarantine", .note,
          "\(mailbox.quarantined.count) messages could not be read; see 'kontor quarantine'"))
    }
    return findings
  }

  /// Judges the replies on their way.
  func judgeOutbox(_ health: StoreHealth) -> [HealthFinding] {
    var findings: [HealthFinding] = []
    if health.uncertain.count > 0 {
      findings.append(
        HealthFinding(
          "outbox", "uncertain", .alarm,
          "\(health.uncertain.count) messages may have been sent or not; see 'kontor outbox'"))
    }
    if let oldest = health.unsent.oldest {
      let level: HealthFinding.Level = now.timeIntervalSince(oldest) > patience ? .alarm : .note
      findings.append(
        HealthFinding(
          "outbox", "unsent", level,
          "\(health.unsent.count) messages wait to be sent, the oldest since \(ago(oldest))"))
    }
    return findings.isEmpty ? [HealthFinding("outbox", "unsent", .ok, "nothing waits")] : findings
  }

  /// Judges what people have to decide about orders.
  func judgeOrders(_ health: StoreHealth) -> [HealthFinding] {
    var findings: [HealthFinding] = []
    if let oldest = health.holds.oldest {
      findings.append(
        HealthFinding(
          "orders", "bank_details", .alarm,
          "\(health.holds.count) holds over bank details, the oldest since \(ago(oldest)); see 'kontor orders'"
        ))
    }
    if let oldest = health.awaited.oldest {
      findings.append(
        HealthFinding(
          "orders", "awaiting", .note,
          "\(health.awaited.count) steps wait for a person, the oldest since \(ago(oldest)); see 'kontor orders'"
        ))
    }
    return findings
  }

  /// Judges the documents that wait to be read; mail is usable without them, so they are never an alarm.
  func judgeDocuments(_ health: StoreHealth) -> [HealthFinding] {
    guard let oldest = health.documents.oldest, now.timeIntervalSince(oldest) > patience else { return [] }
    return [
      HealthFinding(
        "documents", "documents", .note,
        "\(health.documents.count) wait to be read, the oldest since \(ago(oldest)); see 'kontor documents'")
    ]
  }

  /// Judges a login by tokens.
  func judge(_ state: TokenState, named name: String) -> HealthFinding {
    guard let expiry = state.expiry else {
      return state.isRenewable
        ? HealthFinding(name, "login", .ok, "the next token comes by itself")
        : HealthFinding(name, "login", .alarm, "no login is kept; run 'kontor login \(name)'")
    }
    if state.isRenewable {
      return HealthFinding(
        name, "login", .ok, "the token is good until \(Timestamp.short(expiry)), and renewed by itself")
    }
    let isOver = expiry.timeIntervalSince(now) < patience
    return HealthFinding(
      name, "login", isOver ? .alarm : .note,
      "the token is good until \(Timestamp.short(expiry)) and can't be renewed; run 'kontor login \(name)'")
  }

  /// How long ago, for people.
  private func ago(_ date: Date) -> String {
    let seconds = Int(now.timeIntervalSince(date))
    switch seconds {
    case ..<120: return "\(max(0, seconds)) seconds ago"
    case ..<7200: return "\(seconds / 60) minutes ago"
    case ..<172_800: return "\(seconds / 3600) hours ago"
    default: return "\(seconds / 86_400) days ago"
    }
  }
}
