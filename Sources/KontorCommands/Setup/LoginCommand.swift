// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import MailTransport
import OrderCore

/// `kontor login`: gets the tokens of a mailbox that logs in by OAuth 2.
struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Log a mailbox in with OAuth 2, and keep its tokens.",
    discussion: """
      With the grant 'device' it shows a page and a code: open the page anywhere, log in as the person whose rights
      the mailbox is to use, and type the code. With other grants it gets one token, to see that it works.
      """)

  @Argument(help: "The mailbox, by its name in the configuration.")
  var mailbox: String

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object; page and code go to standard error.")
  var json = false

  func run() async throws {
    let workspace = try Workspace(global)
    let account = try workspace.accounts(named: mailbox)[0]
    guard !account.oauth.isEmpty else {
      throw CommandFailure(
        .invalid, "\(account.name) logs in with a password; there is no 'oauth2' in the configuration.")
    }
    var states: [TokenState] = []
    for settings in account.oauth {
      let user = account.user(of: settings)
      states.append(
        settings.grant == .device
          ? try await permit(settings, user: user) : try await TokenDesk().renew(settings, user: user))
    }
    for state in states { show(state, of: account) }
  }

  /// Shows the code and waits until the person has decided.
  private func permit(_ settings: OAuthSettings, user: String) async throws -> TokenState {
    let login = DeviceLogin(settings, user: user)
    let prompt = try await login.begin()
    Output.warn("Open  \(Visible.line(prompt.page))  and type  \(Visible.line(prompt.code))")
    Output.warn("The code is good until \(Timestamp.rfc3339(prompt.expiry)). Waiting…")
    while true {
      switch try await login.look() {
      case .granted(let state): return state
      case .waiting(let seconds): try await Task.sleep(for: .seconds(seconds))
      }
    }
  }

  private func show(_ state: TokenState, of account: MailAccount) {
    guard json else {
      Output.line("\(account.name): logged in; \(state.sentence())")
      return
    }
    Output.line(
      JSONValue.object([
        ("mailbox", .string(account.name)),
        ("expires", .optional(state.expiry.map { Timestamp.rfc3339($0) })),
        ("renewable", .bool(state.isRenewable)),
      ]).text)
  }
}

extension TokenState {
  /// How it stands, for people.
  func sentence(now: Date = Date()) -> String {
    guard isPresent else {
      return isRenewable ? "no token yet; one is fetched when it is needed." : "no token; run 'kontor login'."
    }
    let end =
      switch expiry {
      case nil: "no end of the token is known"
      case let end? where end < now: "the token ended at \(Timestamp.rfc3339(end))"
      case let end?: "the token is good until \(Timestamp.rfc3339(end))"
      }
    return end
      + (isRenewable
        ? ", and is renewed by itself." : "; then a person has to log in again: no refresh token came.")
  }
}

extension MailAccount {
  /// Who logs in with these tokens.
  func user(of settings: OAuthSettings) -> String {
    (imap.oauth == settings ? imap.user : smtp?.user) ?? address.address
  }
}
