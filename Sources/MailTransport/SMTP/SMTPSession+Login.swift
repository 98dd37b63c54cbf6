// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

extension SMTPSession {
  /// Says AUTH and answers the server's challenges (RFC 4954).
  func logIn(_ login: Login) throws(MailServerError) {
    let chosen: (any SASLMechanism)?
    do {
      chosen = try login.mechanism(offered: extensions.mechanisms, settings: settings)
    } catch {
      throw refused(login, error.reason)
    }
    guard var mechanism = chosen else { throw refused(login, login.lacksMechanism) }
    var echo = LoginEcho(login)
    var line = "AUTH \(mechanism.name)"
    if let response = mechanism.start() {
      echo.add(response)
      line += " " + Data(response).base64EncodedString()
    }
    var reply = try ask(line, named: "AUTH", within: Patience.command)
    var fault: SASLFault?
    while reply.code == 334 {
      let answer: String
      do {
        let response = try mechanism.respond(to: challenge(reply))
        echo.add(response)
        answer = Data(response).base64EncodedString()
      } catch {
        guard fault == nil else { throw broken("it goes on with a login that was broken off") }
        fault = error
        // The word that breaks a login off; the server says 501 to it.
        answer = "*"
      }
      reply = try ask(answer, named: "AUTH", within: Patience.command)
    }
    if let fault { throw refused(login, fault.reason) }
    guard reply.code == 235 else { throw refusal(of: login, reply, mechanism.complaint, echo) }
    do {
      try mechanism.confirm()
    } catch {
      throw refused(login, error.reason)
    }
  }

  /// Judges a refusal: whether the login is wrong, or only the moment.
  private func refusal(
    of login: Login, _ reply: SMTPReply, _ complaint: String?, _ echo: LoginEcho
  ) -> MailServerError {
    let all = [WireText.phrase(reply.words), complaint].compactMap(\.self).joined(separator: ": ")
    let words = echo.removed(from: all)
    guard reply.isPermanent else {
      return .busy(server: server, reason: words, seconds: ServerPlea.seconds(in: words))
    }
    return refused(login, words)
  }

  private func refused(_ login: Login, _ reply: String) -> MailServerError {
    .credentialsRefused(server: server, user: login.user, reply: reply)
  }

  /// The bytes of a challenge; what is not base64 is taken as it is, for only its words matter then.
  private func challenge(_ reply: SMTPReply) -> [UInt8] {
    let text = reply.lines.first ?? ""
    return [UInt8](Data(base64Encoded: text) ?? Data(text.utf8))
  }
}
