// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// How a mailbox stands with its tokens, without the tokens.
package struct TokenState: Hashable, Sendable {
  /// Whether there is an access token, good or not.
  package let isPresent: Bool
  /// When the access token at hand ends; nil where nobody told, or there is none.
  package let expiry: Date?
  /// Whether the next one comes without a person.
  package let isRenewable: Bool

  /// Creates a state.
  package init(isPresent: Bool = true, expiry: Date?, isRenewable: Bool) {
    self.isPresent = isPresent
    self.expiry = expiry
    self.isRenewable = isRenewable
  }
}

/// The tokens of mailboxes for people who log in and who check.
package actor TokenDesk {
  private let executor: BlockingExecutor
  private let secrets: SecretReader

  /// The thread of its own on which the blocking library is called.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Creates a desk.
  package init(secrets: SecretReader = SecretReader()) {
    executor = BlockingExecutor(label: "tokens")
    self.secrets = secrets
  }

  /// Reads how a mailbox stands, from its file; asks no server.
  ///
  /// - Throws: `secretUnavailable` when the file can't be used.
  package func state(of settings: OAuthSettings, user: String) throws(MailServerError) -> TokenState {
    let contents = try TokenSource(settings, user: user, secrets: secrets).read()
    return TokenState(
      isPresent: contents.access != nil || settings.grant == .command, expiry: contents.access?.expiry,
      isRenewable: isRenewable(settings, contents))
  }

  /// Makes sure of a token that is good for a while; asks for one where none is.
  ///
  /// - Throws: what `TokenSource.token` throws.
  package func renew(_ settings: OAuthSettings, user: String) throws(MailServerError) -> TokenState {
    let source = TokenSource(settings, user: user, secrets: secrets)
    let token = try source.token()
    return TokenState(expiry: token.expiry, isRenewable: isRenewable(settings, try source.read()))
  }

  private func isRenewable(_ settings: OAuthSettings, _ contents: TokenFile.Contents) -> Bool {
    switch settings.grant {
    case .device: contents.refresh != nil
    case .refresh, .clientCredentials, .tokenExchange, .command: true
    }
  }
}
