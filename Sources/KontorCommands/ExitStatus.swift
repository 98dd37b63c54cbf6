// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import OrderCore
import Rulebook
import Store

/// The exit codes of `kontor`, as docs and scripts rely on them.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case invalid = 3
  case nothing = 4
  case network = 5
  case notAllowed = 6
  case conflict = 7

  /// What the code means, one line.
  var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "failed, or a check found something"
    case .usage: "the command line can't be understood"
    case .invalid: "configuration, rules or templates are invalid"
    case .nothing: "nothing matched"
    case .network: "a server or the network failed"
    case .notAllowed: "not allowed"
    case .conflict: "conflict: a stale draft, already decided or already sent, or the store is in use"
    }
  }
}

/// What a command ends with when it does not end well: words for standard error and an exit code.
///
/// The only place that turns errors into words and codes: commands throw what they meet.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Finds words and a code for any error of the parts below.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as RulebookError: self.init(.invalid, error.description)
    case let error as RuleCompilationError:
      self.init(.invalid, error.diagnostics.map(\.description).joined(separator: "\n"))
    case let error as MailServerError: self.init(Self.status(of: error), error.description)
    case let error as LedgerError: self.init(Self.status(of: error), error.description)
    case let error as ApprovalError: self.init(.conflict, error.description)
    case let error as LetterError: self.init(.failed, error.description)
    case let error as TemplateError: self.init(.invalid, error.description)
    case let error as ParseError: self.init(.failed, error.description)
    case let error as SearchQueryError: self.init(.usage, error.description)
    default: self.init(.failed, "\(error)")
    }
  }

  /// Joins failures, a line each, under the code that all share, else that of a server; nil when there are none.
  init?(_ failures: [CommandFailure]) {
    guard let first = failures.first else { return nil }
    let isShared = failures.allSatisfy { $0.status == first.status }
    self.init(isShared ? first.status : .network, failures.map(\.message).joined(separator: "\n"))
  }

  private static func status(of error: MailServerError) -> ExitStatus {
    if case .secretUnavailable = error { return .invalid }
    return .network
  }

  private static func status(of error: LedgerError) -> ExitStatus {
    switch error {
    case .notFound: .nothing
    case .conflict, .busy: .conflict
    case .diskFull, .unusable, .storage: .failed
    }
  }
}
