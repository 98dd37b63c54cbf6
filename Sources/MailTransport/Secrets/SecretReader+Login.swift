// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

extension SecretReader {
  /// Runs `attempt` with what the settings log in with, and once more with a new token where one is refused.
  ///
  /// A token can be withdrawn before its time; a password that is refused once is refused again. Blocks.
  ///
  /// - Throws: `secretUnavailable`, `credentialsRefused`, and what keeps a token from coming.
  package func logIn(
    to settings: ServerSettings, _ attempt: (Login) throws(MailServerError) -> Void
  ) throws(MailServerError) {
    guard let user = settings.user else {
      throw .credentialsRefused(server: settings.label, user: "nobody", reply: "no user is configured")
    }
    guard let oauth = settings.oauth else {
      guard let source = settings.password else {
        throw .credentialsRefused(server: settings.label, user: user, reply: "no password is configured")
      }
      return try attempt(Login(user: user, proof: .password(try read(source))))
    }
    let tokens = TokenSource(oauth, user: user, secrets: self)
    let token = try tokens.token()
    do {
      try attempt(token.login(of: user))
    } catch {
      guard case .credentialsRefused = error else { throw error }
      try attempt(try tokens.token(refused: token.access).login(of: user))
    }
  }
}

extension AccessToken {
  /// The login of a user with this token.
  fileprivate func login(of user: String) -> Login {
    Login(user: user, proof: .token(access), renewal: renewal)
  }
}
