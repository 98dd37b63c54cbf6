// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
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
  func logIn(_ login: Login, to settings: ServerSettings) throws(MailServerError) {
    let offered = Set(capabilities.filter { $0.hasPrefix("AUTH=") }.map { String($0.dropFirst(5)) })
    let mechanism: (any SASLMechanism)?
    do {
      mechanism = try login.mechanism(offered: offered, settings: settings)
    } catch {
      throw refused(login, error.reason)
    }
    if let mechanism {
      try authenticate(login, mechanism)
    } else {
      try logInByCommand(login)
    }
    if capabilities.isEmpty { try run(IMAPCommand("CAPABILITY")) }
  }

  /// Says AUTHENTICATE and answers the server's challenges (RFC 9051 §6.2.2, RFC 4959).
  private func authenticate(_ login: Login, _ mechanism: any SASLMechanism) throws(MailServerError) {
    var mechanism = mechanism
    var echo = LoginEcho(login)
    var initial = mechanism.start()
    var line = "\(nextTag()) AUTHENTICATE \(mechanism.name)"
    if let response = initial, capabilities.contains("SASL-IR") {
      echo.add(response)
      line += " " + Data(response).base64EncodedString()
      initial = nil
    }
    // What a server offers before the login is often less than what it offers after it.
    capabilities = []
    try say(line)
    var fault: SASLFault?
    while true {
      switch try nextResponse(during: "AUTHENTICATE") {
      case .continuation(let text):
        let answer: String
        do {
          let response = if let initial { initial } else { try mechanism.respond(to: challenge(text)) }
          echo.add(response)
          answer = Data(response).base64EncodedString()
        } catch {
          guard fault == nil else { throw broken("it goes on with a login that was broken off") }
          fault = error
          // The word that breaks a login off; the server says BAD to it.
          answer = "*"
        }
        initial = nil
        try say(answer)
      case .capability(let names): capabilities = Set(names)
      case .status(let status) where status.condition == .bye:
        let words = WireText.phrase(echo.removed(from: status.words))
        guard case .later(let seconds)? = ServerPlea.read(status) else {
          throw lost(during: "AUTHENTICATE", "the server said: " + words)
        }
        throw .busy(server: server, reason: words, seconds: seconds)
      case .tagged(_, let status):
        if case .capability(let names)? = status.code { capabilities = Set(names) }
        if let fault { throw refused(login, fault.reason) }
        guard status.condition == .ok else { throw refusal(of: login, status, mechanism.complaint, echo) }
        do {
          return try mechanism.confirm()
        } catch {
          throw refused(login, error.reason)
        }
      default: break
      }
    }
  }

  /// Says LOGIN, where the server names no mechanism that will do; passwords only.
  private func logInByCommand(_ login: Login) throws(MailServerError) {
    guard case .password(let password) = login.proof, !capabilities.contains("LOGINDISABLED") else {
      throw refused(login, login.lacksMechanism)
    }
    let command: IMAPCommand
    do {
      command = try IMAPCommand("LOGIN ", named: "LOGIN").value(Array(login.user.utf8)).text(" ")
        .value(password.bytes)
    } catch {
      throw refused(login, error.reason)
    }
    capabilities = []
    let status = try exchange([command])[0]
    guard status.condition == .ok else { throw refusal(of: login, status, nil, LoginEcho(login)) }
  }

  // MARK: - Words

  /// Judges a NO or BAD: whether the login is wrong, or only the moment.
  private func refusal(
    of login: Login, _ status: IMAPStatus, _ complaint: String?, _ echo: LoginEcho
  ) -> MailServerError {
    let words = [WireText.phrase(status.words), complaint].compactMap(\.self).joined(separator: ": ")
    let reply = echo.removed(from: words)
    var code: String?
    if case .other(let name)? = status.code { code = name }
    switch ServerPlea.read(reply, code: code) {
    case .later(let seconds): return .busy(server: server, reason: reply, seconds: seconds)
    // A server that fails says nothing about the login.
    case nil where code == "SERVERBUG": return .busy(server: server, reason: reply, seconds: nil)
    case .reconnect, nil: return refused(login, reply)
    }
  }

  private func refused(_ login: Login, _ reply: String) -> MailServerError {
    .credentialsRefused(server: server, user: login.user, reply: reply)
  }

  /// The bytes of a challenge; what is not base64 is taken as it is, for only its words matter then.
  private func challenge(_ text: String) -> [UInt8] {
    [UInt8](Data(base64Encoded: text) ?? Data(text.utf8))
  }

  private func say(_ line: String) throws(MailServerError) {
    try write(Array((line + "\r\n").utf8), during: "AUTHENTICATE")
  }
}
