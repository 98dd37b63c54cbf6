// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
package import MailModel
package import OrderCore

/// Gets the access tokens of a mailbox; blocks, so it is for threads that may.
///
/// A new refresh token is durable before the access token that came with it is used: a server that rotates them
/// takes the old one back, and with it the mailbox would be lost to us after a crash.
package struct TokenSource: Sendable {
  let settings: OAuthSettings
  let endpoints: OAuthEndpoints
  let secrets: SecretReader
  private let user: String

  /// Creates a source of tokens with which `user` logs in.
  package init(_ settings: OAuthSettings, user: String, secrets: SecretReader) {
    self.settings = settings
    self.user = user
    self.secrets = secrets
    endpoints = OAuthEndpoints(settings)
  }

  /// Returns a token that is good for a while: the one in the file, or a new one.
  ///
  /// Sessions that need one at the same time wait for each other, in this process and others, and get the same.
  ///
  /// - Parameter refused: a token that a server has refused, and that is not to come again.
  /// - Throws: `credentialsRefused` when a person must log in again, `secretUnavailable`, `busy`, `unreachable`,
  ///   `untrusted`, `protocolViolation`.
  package func token(refused: Secret? = nil) throws(MailServerError) -> AccessToken {
    if settings.grant == .command { return try commandToken() }
    if let token = try usable(read(), refused) { return token }
    return try file.locked(failing: unusable) { () throws(MailServerError) in
      var contents = try read()
      if let token = usable(contents, refused) { return token }
      return try renew(&contents)
    }
  }

  /// Keeps what a login gave; called by one who holds the lock.
  func keep(_ grant: TokenAnswer.Grant, in contents: inout TokenFile.Contents) throws(MailServerError)
    -> AccessToken
  {
    let now = secrets.clock()
    let token = AccessToken(
      access: grant.access, obtained: now, expiry: grant.seconds.map { now.addingTimeInterval(Double($0)) })
    contents.access = token
    if let refresh = grant.refresh, refresh.bytes != contents.refresh?.bytes {
      contents.previous = contents.refresh
      contents.refresh = refresh
    }
    try write(contents)
    return token
  }

  // MARK: - Grants

  private func renew(_ contents: inout TokenFile.Contents) throws(MailServerError) -> AccessToken {
    var form = try form(at: endpoints.token)
    switch settings.grant {
    case .device, .refresh:
      try takeSeed(into: &contents)
      guard let refresh = contents.refresh else {
        throw .secretUnavailable(
          source: "file \(settings.tokenFile)", reason: "no token is kept there; \(remedy)")
      }
      form.add("grant_type", "refresh_token")
      form.add("refresh_token", refresh)
    case .clientCredentials:
      form.add("grant_type", "client_credentials")
      if !endpoints.scopes.isEmpty { form.add("scope", endpoints.scopes.joined(separator: " ")) }
    case .tokenExchange:
      form.add("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
      form.add("subject_token", user)
      form.add("subject_token_type", endpoints.subjectType)
    case .command:
      return try commandToken()
    }
    // A disk that is full shows now, while the old refresh token is still good.
    try write(contents)
    let answer = try ask(form)
    if let refusal = answer.refusal { throw refused(refusal, form) }
    return try keep(try answer.grant(server: form.server), in: &contents)
  }

  /// Starts anew with the refresh token of the configuration where that is another than before.
  private func takeSeed(into contents: inout TokenFile.Contents) throws(MailServerError) {
    guard let source = settings.refreshToken else { return }
    let given = try secrets.read(source)
    let seed = ContentDigest(of: given.bytes).description
    if contents.seed != seed { contents = TokenFile.Contents(refresh: given, seed: seed) }
  }

  private func commandToken() throws(MailServerError) -> AccessToken {
    guard let command = settings.command else {
      throw .secretUnavailable(source: "the configuration", reason: "no command for tokens is named")
    }
    return AccessToken(access: try secrets.read(.command(command)), obtained: secrets.clock(), expiry: nil)
  }

  // MARK: - Asking

  /// Starts a form that says which client asks.
  func form(at url: String?) throws(MailServerError) -> TokenForm {
    guard let url else {
      throw .secretUnavailable(
        source: "the configuration", reason: "the address of the token server is missing")
    }
    var form = TokenForm(url: url, authorities: settings.certificateAuthorities)
    form.add("client_id", settings.clientID)
    if let source = settings.clientSecret { form.add("client_secret", try secrets.read(source)) }
    return form
  }

  /// Sends a form; what comes back is a grant or a refusal.
  func ask(_ form: TokenForm) throws(MailServerError) -> TokenAnswer {
    let answer = try secrets.post(form)
    try answer.checkReady(server: form.server)
    return answer
  }

  /// What a refusal means for the mailbox; the server's words without what they may echo of the form.
  func refused(_ refusal: TokenAnswer.Refusal, _ form: TokenForm) -> MailServerError {
    let secret = form.fields.filter {
      ["client_secret", "refresh_token", "device_code", "code"].contains($0.name)
    }
    var words = refusal.words
    for field in secret {
      words = LoginEcho(Login(user: user, proof: .token(field.value))).removed(from: words)
    }
    if refusal.code == "temporarily_unavailable" {
      return .busy(server: form.server, reason: WireText.phrase(words), seconds: nil)
    }
    return .credentialsRefused(
      server: form.server, user: user, reply: "\(WireText.phrase(words)); \(remedy)")
  }

  private var remedy: String {
    switch settings.grant {
    case .device: "run 'kontor login \(settings.mailbox)'"
    case .refresh: "get a new refresh token"
    case .clientCredentials, .tokenExchange, .command: "check the client's registration and secret"
    }
  }

  // MARK: - File

  var file: TokenFile {
    let parts =
      [
        settings.clientID, settings.grant.rawValue, endpoints.token ?? "",
        settings.grant == .tokenExchange ? user : "",
      ]
      + endpoints.scopes
    return TokenFile(
      path: settings.tokenFile,
      client: ContentDigest(of: Array(parts.joined(separator: "\n").utf8)).description)
  }

  func unusable(_ fault: SecretFault) -> MailServerError {
    .secretUnavailable(source: "file \(settings.tokenFile)", reason: fault.reason)
  }

  func read() throws(MailServerError) -> TokenFile.Contents {
    do {
      return try file.read()
    } catch {
      throw unusable(error)
    }
  }

  private func write(_ contents: TokenFile.Contents) throws(MailServerError) {
    do {
      try file.write(contents)
    } catch {
      throw unusable(error)
    }
  }

  private func usable(_ contents: TokenFile.Contents, _ refused: Secret?) -> AccessToken? {
    guard let token = contents.access, token.access.bytes != refused?.bytes else { return nil }
    guard let renewal = token.renewal else { return token }
    return secrets.clock() < renewal ? token : nil
  }
}
