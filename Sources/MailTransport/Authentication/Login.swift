// SPDX-License-Identifier: Apache-2.0

package import Foundation
import MailModel

/// Who logs in, and with what.
package struct Login: Sendable {
  /// What shows that it is them.
  package enum Proof: Sendable {
    case password(Secret)
    /// An OAuth 2 access token.
    case token(Secret)
  }

  /// The user.
  package let user: String
  /// The proof.
  package let proof: Proof
  /// When to open another session in place of one that this opens, before its token ends; nil for never.
  package let renewal: Date?

  /// Creates a login.
  package init(user: String, proof: Proof, renewal: Date? = nil) {
    self.user = user
    self.proof = proof
    self.renewal = renewal
  }

  /// The secret itself.
  var secret: Secret {
    switch proof {
    case .password(let secret), .token(let secret): secret
    }
  }

  /// Chooses how to log in to a server that offers these mechanisms; nil when none of them will do.
  ///
  /// A token is never sent as a password. Of the ways for passwords the one comes first that does not show it.
  func mechanism(
    offered: Set<String>, settings: ServerSettings
  ) throws(SASLFault) -> (any SASLMechanism)? {
    switch proof {
    case .password(let password):
      if offered.contains("SCRAM-SHA-256") { return try ScramMechanism(user: user, password: password) }
      if offered.contains("PLAIN") { return try PlainMechanism(user: user, password: password) }
      if offered.contains("LOGIN") { return LoginMechanism(user: user, password: password) }
    case .token(let token):
      // Yandex takes XOAUTH2 and does not always offer it.
      if offered.contains("XOAUTH2") || settings.oauth?.provider == .yandex {
        return try XOAuth2Mechanism(user: user, token: token)
      }
      if offered.contains("OAUTHBEARER") {
        return try OAuthBearerMechanism(user: user, token: token, host: settings.host, port: settings.port)
      }
    }
    return nil
  }

  /// What to say where no mechanism will do.
  var lacksMechanism: String {
    switch proof {
    case .password: "the server offers no login with a password on this connection"
    case .token: "the server offers no login with a token (XOAUTH2, OAUTHBEARER) on this connection"
    }
  }
}

/// Takes out of a server's words what it may have echoed of a login.
struct LoginEcho {
  private var secrets: [String] = []

  /// Starts with the secret itself.
  init(_ login: Login) { add(login.secret.bytes) }

  /// Adds a response, as it was and as it was sent.
  mutating func add(_ response: [UInt8]) {
    // Shorter ones would blot out half the sentence, and tell nothing.
    guard response.count >= 4 else { return }
    secrets.append(Data(response).base64EncodedString())
    if let text = String(validating: response, as: UTF8.self) { secrets.append(text) }
  }

  /// Returns the text without the secrets.
  func removed(from text: String) -> String {
    secrets.reduce(text) { text, secret in
      // By its beginning: a reply is cut at a length of ours, and so may be what it echoes.
      let head = secret.prefix(16)
      var rest = text[...]
      var out = ""
      while let found = rest.range(of: head) {
        out += rest[..<found.lowerBound] + "•••"
        rest = rest[found.upperBound...]
        if head.count == 16 { rest = rest.drop { $0 != " " } }
      }
      return out + rest
    }
  }
}
