// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

extension IMAPSession {
  /// Reads the lines of the greeting phase, which libcurl has heard.
  func hear(_ heard: [UInt8]) throws(MailServerError) {
    var framer = ResponseFramer(limits: limits)
    heard.withUnsafeBytes { framer.feed($0) }
    var isGreeted = false
    do throws(IMAPFault) {
      while let frame = try framer.next() {
        switch try ResponseParser.parse(frame, limits: limits) {
        case .status(let status) where !isGreeted:
          isGreeted = true
          greeting = status.text
          if status.condition == .preauth { throw IMAPFault("it logged us in unasked (PREAUTH)") }
          if case .capability(let names)? = status.code { capabilities = Set(names) }
        case .capability(let names): capabilities = Set(names)
        default: break
        }
      }
    } catch {
      throw broken(error.reason)
    }
  }

  /// Logs in as the server offers it, then learns what it can do.
  func logIn(user: String, password: Secret) throws(MailServerError) {
    let command = try loginCommand(user: user, password: password)
    // What a server offers before the login is often less than what it offers after it.
    capabilities = []
    let status = try exchange([command])[0]
    guard status.condition == .ok else {
      let reply = WireText.phrase(status.words)
      switch status.code {
      case .other("UNAVAILABLE"), .other("LIMIT"), .other("INUSE"), .other("SERVERBUG"):
        throw .unreachable(server: server, reason: reply)
      default:
        throw .credentialsRefused(server: server, user: user, reply: reply)
      }
    }
    if capabilities.isEmpty { try run(IMAPCommand("CAPABILITY")) }
  }

  private func loginCommand(user: String, password: Secret) throws(MailServerError) -> IMAPCommand {
    let name = Array(user.utf8)
    guard !name.contains(0), !password.bytes.contains(0) else {
      throw .credentialsRefused(
        server: server, user: user, reply: "the user or the password holds a NUL byte")
    }
    if capabilities.contains("AUTH=PLAIN") {
      let message = Data([0] + name + [0] + password.bytes).base64EncodedString()
      guard capabilities.contains("SASL-IR") else {
        return IMAPCommand("AUTHENTICATE PLAIN").answer(Array(message.utf8))
      }
      return IMAPCommand("AUTHENTICATE PLAIN").text(" " + message)
    }
    guard !capabilities.contains("LOGINDISABLED") else {
      throw .credentialsRefused(
        server: server, user: user, reply: "the server offers no login with a password on this connection")
    }
    do {
      return try IMAPCommand("LOGIN ", named: "LOGIN").value(name).text(" ").value(password.bytes)
    } catch {
      throw .credentialsRefused(server: server, user: user, reply: error.reason)
    }
  }
}
