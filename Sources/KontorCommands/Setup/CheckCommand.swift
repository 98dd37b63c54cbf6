// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DocumentReading
import Foundation
import MailModel
import MailTransport
import OrderCore
import Rulebook
import Store

/// `kontor check`: whether everything that the configuration names works.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check configuration, rules, templates, servers and store.",
    discussion: "Each line says ok, or what to do. The exit code is that of the first finding.")

  @Flag(help: "Leave the servers out.")
  var offline = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    var findings = Findings(asJSON: output.json || output.jsonl)
    let workspace = try Workspace(global)
    let settings = workspace.configuration
    findings.ok(
      "configuration",
      "\(workspace.path): \(settings.mailboxes.count) mailboxes, you are \(workspace.identity.name) (\(workspace.identity.role.rawValue))"
    )
    let entries = settings.directory.byAddress.count + settings.directory.byDomain.count
    if entries == 0 {
      findings.remark("directory", "empty: all correspondents count as unknown; name them under 'directory:'")
    } else {
      findings.ok("directory", "\(entries) entries")
    }
    if let border = settings.border {
      findings.ok(
        "border",
        "\(border.authservID) says who sent a message, above Received by \(border.hosts.sorted().joined(separator: ", "))"
      )
    } else {
      findings.remark(
        "border",
        "not configured: nobody verifies who sent a message; steps of known parties move and are marked unverified; name "
          + "the host under 'border:' (docs/operating.md)")
    }
    findings.ok("keys", "\(settings.keyPatterns.values.map(\.count).reduce(0, +)) patterns of your own")
    findings.attempt("rules") {
      let rules = try workspace.rules()
      let report = rules.runExamples()
      if let first = report.failures.first {
        throw CommandFailure(
          .invalid,
          "\(report.failures.count) examples fail, the first at \(first.place); run 'kontor rules test'")
      }
      return "\(rules.count) rules, \(report.count) examples hold"
    }
    findings.attempt("templates") {
      let templates = try MustacheTemplates.load(folders: workspace.templateFolders())
      let missing = LetterName.allCases.map(\.rawValue).filter { !templates.names(.english).contains($0) }
      guard missing.isEmpty else {
        throw CommandFailure(.invalid, "no English template for \(missing.joined(separator: ", "))")
      }
      return "\(LetterName.allCases.count) letters"
    }
    await checkDocuments(into: &findings)
    await checkStore(workspace, into: &findings)
    checkSecret(workspace.replySecret, into: &findings)
    if !offline {
      for account in settings.mailboxes { await check(account, into: &findings) }
    }
    findings.finish()
    if let status = findings.status { throw CommandFailure(status, "") }
  }

  /// The secret of our letters' identifiers: made with the first approval, read by nobody else.
  private func checkSecret(_ secret: ReplySecret, into findings: inout Findings) {
    if let exposure = secret.exposure {
      findings.remark("reply tokens", exposure)
    } else if secret.tokens != nil {
      findings.ok("reply tokens", secret.path)
    } else if FileManager.default.fileExists(atPath: secret.path) {
      findings.remark("reply tokens", "\(secret.path) is no secret of ours, or not yours to read")
    } else {
      findings.ok("reply tokens", "none yet; the first approval makes \(secret.path)")
    }
  }

  /// Has a small document read: that takes the tool, and a kernel that lets its reader be confined.
  private func checkDocuments(into findings: inout Findings) async {
    do {
      let read = try await ConfinedDocumentReader().read(
        Array(Self.sampleDocument.utf8), as: .pdf, charset: nil)
      if read.text.contains("Kontor") {
        findings.ok("documents", "a PDF is read by a confined program")
      } else {
        findings.remark("documents", "the text of a sample PDF was not found; documents may stay unread")
      }
    } catch .toolMissing(let tool) {
      findings.remark(
        "documents", "\(tool) is not installed (Debian: poppler-utils); PDF files stay unread until it is")
    } catch {
      findings.remark("documents", "documents stay unread: \(error.description)")
    }
  }

  /// One line on one page; a reader mends the table of references that it does without.
  private static let sampleDocument = """
    %PDF-1.4
    1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
    2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
    3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
    4 0 obj <</Length 36>> stream
    BT /F 12 Tf 10 20 Td (Kontor) Tj ET
    endstream endobj
    5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
    trailer <</Root 1 0 R>>
    %%EOF

    """

  private func checkStore(_ workspace: Workspace, into findings: inout Findings) async {
    do {
      let store = try workspace.openStore()
      let counts = try await store.counts()
      let found = try await store.checkIntegrity()
      for finding in found where !finding.problems.isEmpty {
        findings.fail(
          "store",
          CommandFailure(
            .failed,
            "\(store.path) is damaged (\(finding.subject)): \(finding.problems.joined(separator: " ")) Work on with a backup."
          ))
      }
      if found.allSatisfy(\.problems.isEmpty) {
        findings.ok(
          "store",
          "\(store.path): \(counts.messages) messages, \(counts.orders) orders, \(found.count) checks hold")
      }
      if counts.quarantined > 0 {
        findings.remark(
          "quarantine", "\(counts.quarantined) pieces of mail could not be read; see 'kontor quarantine'")
      }
      if let uncertain = counts.outbox[.uncertain], uncertain > 0 {
        findings.remark("outbox", "\(uncertain) messages are uncertain; see 'kontor outbox'")
      }
    } catch {
      findings.fail("store", CommandFailure(error))
    }
  }

  private func check(_ account: MailAccount, into findings: inout Findings) async {
    let name = account.name
    do {
      let report = try await MailTransport.probeSource(account: account)
      let missing = (account.folders ?? []).filter { wanted in
        wanted.uppercased() != "INBOX" && !report.folders.contains { $0.name == wanted }
      }
      if missing.isEmpty {
        findings.ok(
          "\(name) imap", "\(report.server), tls \(report.security.rawValue), \(report.folders.count) folders"
        )
      } else {
        let there = report.folders.map(\.name).sorted().joined(separator: ", ")
        findings.fail(
          "\(name) imap",
          CommandFailure(.invalid, "no folder \(missing.joined(separator: ", ")); there are \(there)"))
      }
      if account.folders == nil, !report.folders.contains(where: \.isSent) {
        findings.remark(
          "\(name) imap", "no folder is marked \\Sent: answers by colleagues are not seen; list 'folders:'")
      }
    } catch {
      findings.fail("\(name) imap", CommandFailure(error))
    }
    do {
      if let report = try await MailTransport.probeSender(account: account) {
        findings.ok("\(name) smtp", "\(report.server), tls \(report.security.rawValue)")
      } else {
        findings.remark("\(name) smtp", "not configured: nothing is sent from this mailbox")
      }
    } catch {
      findings.fail("\(name) smtp", CommandFailure(error))
    }
    for settings in account.oauth {
      do {
        let state = try await TokenDesk().state(of: settings, user: account.user(of: settings))
        if state.isRenewable {
          findings.ok("\(name) token", state.sentence())
        } else {
          findings.remark("\(name) token", state.sentence())
        }
      } catch {
        findings.fail("\(name) token", CommandFailure(error))
      }
    }
  }
}

/// The findings of a check, shown as they come.
private struct Findings {
  let asJSON: Bool
  private var lines: [JSONValue] = []
  private(set) var status: ExitStatus?

  init(asJSON: Bool) { self.asJSON = asJSON }

  mutating func ok(_ subject: String, _ text: String) { add(subject, "ok", Style.success("ok"), text) }

  mutating func remark(_ subject: String, _ text: String) {
    add(subject, "remark", Style.warning("note"), text)
  }

  mutating func fail(_ subject: String, _ failure: CommandFailure) {
    status = status ?? failure.status
    add(subject, "failed", Style.failure("FAILED"), failure.message)
  }

  mutating func attempt(_ subject: String, _ work: () throws -> String) {
    do {
      ok(subject, try work())
    } catch {
      fail(subject, CommandFailure(error))
    }
  }

  func finish() {
    guard asJSON else { return }
    Output.line(JSONValue.object([("ok", .bool(status == nil)), ("checks", .array(lines))]).text)
  }

  private mutating func add(_ subject: String, _ result: String, _ mark: String, _ text: String) {
    lines.append(
      .object([("check", .string(subject)), ("result", .string(result)), ("text", .string(text))]))
    if !asJSON { Output.line("\(subject.padded(to: 16)) \(mark)  \(Visible.text(text))") }
  }
}
