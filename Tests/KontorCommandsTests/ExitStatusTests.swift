// SPDX-License-Identifier: Apache-2.0

@testable import KontorCommands
import OrderCore
import Rulebook
import Store
import Testing

@Suite("What a command ends with")
struct ExitStatusTests {
  private struct Unknown: Error {}

  private static let servers: [(any Error, KontorCommands.ExitStatus)] = [
    (MailServerError.unreachable(server: "s", reason: "r"), .network),
    (MailServerError.untrusted(server: "s", reason: "r"), .network),
    (MailServerError.encryptionUnavailable(server: "s"), .network),
    (MailServerError.credentialsRefused(server: "s", user: "u", reply: "r"), .network),
    (MailServerError.secretUnavailable(source: "file x", reason: "r"), .invalid),
    (MailServerError.refused(server: "s", command: "c", reply: "r"), .network),
    (MailServerError.lost(server: "s", command: "c", reason: "r"), .network),
    (MailServerError.protocolViolation(server: "s", reason: "r"), .network),
  ]

  private static let others: [(any Error, KontorCommands.ExitStatus)] = [
    (LedgerError.notFound("draft 1"), .nothing), (LedgerError.conflict("c"), .conflict),
    (LedgerError.busy(path: "p"), .conflict), (LedgerError.diskFull(path: "p"), .failed),
    (LedgerError.unusable(path: "p", reason: "r"), .failed), (LedgerError.storage("s"), .failed),
    (ApprovalError.changed(DraftID(1)), .conflict), (ApprovalError.expired(DraftID(1)), .conflict),
    (LetterError.noRecipient, .failed), (LetterError.badAddress("a"), .failed),
    (LetterError.controlInHeader(field: "To"), .failed),
    (TemplateError.missing(template: "t", language: "en"), .invalid),
    (TemplateError.missingValue(template: "t", variable: "v"), .invalid),
    (ParseError.empty, .failed), (ParseError.notAMessage, .failed),
    (SearchQueryError.empty, .usage), (SearchQueryError.unknownField("f"), .usage),
    (CommandFailure(.notAllowed, "No."), .notAllowed), (Unknown(), .failed),
  ]

  @Test("has a code and words for every error of the parts below")
  func mapping() {
    for (error, status) in Self.servers + Self.others {
      let failure = CommandFailure(error)
      #expect(failure.status == status, "\(error)")
      #expect(!failure.message.isEmpty)
      #expect(!failure.message.contains("\n"))
    }
  }

  @Test("lists all that is wrong in a configuration, a line each")
  func configuration() throws {
    let error = #expect(throws: RulebookError.self) {
      try ConfigurationFile.load(text: "stor: x\ncompany: 3\n", file: "kontor.yaml")
    }
    let failure = CommandFailure(try #require(error))
    #expect(failure.status == .invalid)
    let lines = failure.message.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("kontor.yaml:") })
  }

  @Test("lists all that is wrong in rules, a line each")
  func rules() throws {
    let text = """
      event: order_placed
      language: en
      rules:
        - id: a
          any: ['<nothing> here', '(open']
          examples: ['x']
          counterexamples: ['y']
      """
    let error = #expect(throws: (any Error).self) { try RuleSet(RuleFiles.load(text: text, file: "a.yaml")) }
    let failure = CommandFailure(try #require(error))
    #expect(failure.status == .invalid)
    #expect(failure.message.split(separator: "\n").allSatisfy { $0.hasPrefix("a.yaml:") })
  }
}
