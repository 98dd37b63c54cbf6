// SPDX-License-Identifier: Apache-2.0

/// How a mailbox gets the tokens that it logs in with instead of a password (OAuth 2, RFC 6749).
package struct OAuthSettings: Hashable, Sendable {
  /// Whose tokens these are: says where they are asked for.
  package enum Provider: String, Hashable, Sendable, CaseIterable {
    /// Gmail and Google Workspace.
    case google
    /// Microsoft 365 and Outlook.com.
    case microsoft
    /// Yandex 360.
    case yandex
    /// Any other; its addresses stand in the configuration.
    case custom
  }

  /// What a token is asked for with.
  package enum Grant: String, Hashable, Sendable, CaseIterable {
    /// A person permits it once on a web page, with a code that `kontor login` shows (RFC 8628).
    case device
    /// A refresh token from elsewhere.
    case refresh
    /// The client's own right, without a person (RFC 6749 §4.4).
    case clientCredentials = "client_credentials"
    /// The client's right over the users of an organisation (RFC 8693), as Yandex 360 has it.
    case tokenExchange = "token_exchange"
    /// A command that prints an access token.
    case command
  }

  /// The mailbox that it is for: what messages tell people to log in.
  package var mailbox: String
  /// Whose tokens these are.
  package var provider: Provider
  /// What they are asked for with.
  package var grant: Grant
  /// The organisation, for Microsoft.
  package var tenant: String?
  /// The registered client; empty where a command gives the tokens.
  package var clientID: String
  /// Where the client's secret is read from; nil for public clients.
  package var clientSecret: SecretSource?
  /// Where the first refresh token is read from, for the grant `refresh`.
  package var refreshToken: SecretSource?
  /// The command that prints an access token, for the grant `command`.
  package var command: String?
  /// The file that keeps the tokens (absolute path).
  package var tokenFile: String
  /// Where tokens are asked for, in place of the provider's own address.
  package var tokenURL: String?
  /// Where codes for people are asked for, in place of the provider's own address.
  package var deviceURL: String?
  /// The scopes, in place of the provider's own.
  package var scopes: [String]
  /// PEM file of the certificate authorities to trust instead of the system's (absolute path).
  package var certificateAuthorities: String?

  /// Creates settings.
  package init(
    mailbox: String, provider: Provider, grant: Grant, tenant: String? = nil, clientID: String = "",
    clientSecret: SecretSource? = nil, refreshToken: SecretSource? = nil, command: String? = nil,
    tokenFile: String, tokenURL: String? = nil, deviceURL: String? = nil, scopes: [String] = [],
    certificateAuthorities: String? = nil
  ) {
    self.mailbox = mailbox
    self.provider = provider
    self.grant = grant
    self.tenant = tenant
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.refreshToken = refreshToken
    self.command = command
    self.tokenFile = tokenFile
    self.tokenURL = tokenURL
    self.deviceURL = deviceURL
    self.scopes = scopes
    self.certificateAuthorities = certificateAuthorities
  }
}
