// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// `kontor health`: whether everything runs, and what waits for a person.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Say what runs and what waits for a person, for monitoring.",
    discussion: """
      Reads the store and the token files only; asks no server. Exit code 1 when anything is an alarm: no contact with
      a mailbox for too long, mail that is held or that a server does not give, work or replies that wait too long,
      uncertain sends, a login that runs out and can't be renewed.
      """)

  @Option(help: "Minutes after which waiting is an alarm.")
  var maxAge: Int = 15

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard maxAge >= 1 else { throw ValidationError("--max-age must be at least 1 minute.") }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let store = try workspace.readStore()
    let now = Date()
    let judge = HealthJudge(now: now, patience: Double(maxAge) * 60)
    var findings: [HealthFinding] = []
    let health = try await store.health()
    for account in workspace.configuration.mailboxes {
      findings += judge.judge(health.mailboxes.first { $0.name == account.name }, named: account.name)
      findings += await tokens(of: account, judge: judge)
    }
    // Mail from files, and of mailboxes that are not configured any more.
    let configured = Set(workspace.configuration.mailboxes.map(\.name))
    for mailbox in health.mailboxes where !configured.contains(mailbox.name) {
      findings += judge.judgeWork(of: mailbox, named: mailbox.name.isEmpty ? "files" : mailbox.name)
    }
    findings += judge.judgeOutbox(health) + judge.judgeOrders(health) + judge.judgeDocuments(health)
    show(findings)
    if findings.contains(where: { $0.level == .alarm }) { throw CommandFailure(.failed, "") }
  }

  /// How the logins of a mailbox stand; nothing for passwords.
  private func tokens(of account: MailAccount, judge: HealthJudge) async -> [HealthFinding] {
    var findings: [HealthFinding] = []
    for settings in account.oauth {
      do {
        let state = try await TokenDesk().state(of: settings, user: account.user(of: settings))
        findings.append(judge.judge(state, named: account.name))
      } catch {
        findings.append(HealthFinding(account.name, "login", .alarm, error.description))
      }
    }
    return findings
  }

  private func show(_ findings: [HealthFinding]) {
    let isHealthy = !findings.contains { $0.level == .alarm }
    if output.json {
      Output.line(
        JSONValue.object([
          ("healthy", .bool(isHealthy)), ("findings", .array(findings.map(\.json))),
        ]).text)
      return
    }
    for finding in findings {
      if output.jsonl {
        Output.line(finding.json.text)
        continue
      }
      let mark =
        switch finding.level {
        case .ok: Style.success("ok   ")
        case .note: Style.warning("note ")
        case .alarm: Style.failure("ALARM")
        }
      Output.line("\(mark)  \(Visible.line(finding.text))")
    }
  }
}
