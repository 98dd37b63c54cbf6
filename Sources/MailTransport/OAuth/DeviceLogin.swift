// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// What a person has to do, and where, to permit the login of a mailbox (RFC 8628 §3.2).
package struct DevicePrompt: Hashable, Sendable {
  /// The page.
  package let page: String
  /// The code to type in there.
  package let code: String
  /// When it is too late.
  package let expiry: Date
}

/// The login of a mailbox by a person with a browser, anywhere: the device grant (RFC 8628).
///
/// Its methods block the thread of its own executor.
package actor DeviceLogin {
  /// How a look at the server's side ended.
  package enum Progress: Sendable {
    /// The person has not decided yet; look again after so many seconds.
    case waiting(seconds: Int)
    /// Permitted, and the tokens are kept.
    case granted(TokenState)
  }

  private let executor: BlockingExecutor
  private let source: TokenSource
  private var code: Secret?
  private var expiry = Date.distantPast
  private var interval = 5

  /// The thread of its own on which the blocking library is called.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Creates a login that has not begun.
  package init(_ settings: OAuthSettings, user: String, secrets: SecretReader = SecretReader()) {
    executor = BlockingExecutor(label: "login \(settings.mailbox)")
    source = TokenSource(settings, user: user, secrets: secrets)
  }

  /// Asks the server for a code.
  ///
  /// - Throws: what keeps the server from giving one.
  package func begin() throws(MailServerError) -> DevicePrompt {
    var form = try source.form(at: source.endpoints.device)
    if !source.endpoints.scopes.isEmpty {
      form.add("scope", source.endpoints.scopes.joined(separator: " "))
    }
    let answer = try source.ask(form)
    if let refusal = answer.refusal { throw source.refused(refusal, form) }
    let members = answer.members ?? [:]
    // Google and Yandex have had a name of their own for the page since before the RFC.
    let page = members["verification_uri"] as? String ?? members["verification_url"] as? String
    guard let code = members["device_code"] as? String, !code.isEmpty,
      let shown = members["user_code"] as? String, let page
    else { throw .protocolViolation(server: form.server, reason: "its answer holds no code for a person") }
    self.code = Secret(bytes: Array(code.utf8))
    let seconds = TokenAnswer.seconds(members["expires_in"]) ?? 600
    expiry = source.secrets.clock().addingTimeInterval(Double(seconds))
    interval = min(max(TokenAnswer.seconds(members["interval"]) ?? 5, 1), 60)
    return DevicePrompt(page: WireText.shown(page), code: WireText.shown(shown), expiry: expiry)
  }

  /// Looks once whether the person has decided; keeps the tokens when they have.
  ///
  /// - Throws: `credentialsRefused` when they said no or the time is up.
  package func look() throws(MailServerError) -> Progress {
    guard let code else { throw .secretUnavailable(source: "the login", reason: "it has not begun") }
    var form = try source.form(at: source.endpoints.token)
    form.add("grant_type", source.endpoints.deviceGrant)
    form.add(source.endpoints.deviceField, code)
    let answer: TokenAnswer
    do {
      answer = try source.ask(form)
    } catch {
      // The server may be out of reach for a moment (RFC 8628 §3.5 asks for more patience then).
      guard source.secrets.clock() < expiry, error.isPassing else { throw error }
      interval = min(interval * 2, 60)
      return .waiting(seconds: interval)
    }
    switch answer.refusal?.code {
    case nil: return .granted(try keep(try answer.grant(server: form.server)))
    case "authorization_pending" where source.secrets.clock() < expiry: break
    case "slow_down" where source.secrets.clock() < expiry: interval = min(interval + 5, 60)
    case "authorization_pending", "slow_down", "expired_token":
      throw source.refused(TokenAnswer.Refusal(code: "expired_token", words: "the code has expired"), form)
    case "access_denied":
      throw source.refused(
        TokenAnswer.Refusal(code: "access_denied", words: "the login was not permitted"), form)
    default:
      throw source.refused(answer.refusal ?? TokenAnswer.Refusal(code: "", words: ""), form)
    }
    return .waiting(seconds: interval)
  }

  private func keep(_ grant: TokenAnswer.Grant) throws(MailServerError) -> TokenState {
    let source = source
    return try source.file.locked(failing: source.unusable) { () throws(MailServerError) in
      var contents = try source.read()
      // Of another person, perhaps: nothing of before counts but as what was replaced.
      contents = TokenFile.Contents(refresh: contents.refresh)
      let token = try source.keep(grant, in: &contents)
      return TokenState(expiry: token.expiry, isRenewable: contents.refresh != nil)
    }
  }
}

extension MailServerError {
  /// Whether trying again soon may help.
  fileprivate var isPassing: Bool {
    switch self {
    case .unreachable, .busy: true
    default: false
    }
  }
}
