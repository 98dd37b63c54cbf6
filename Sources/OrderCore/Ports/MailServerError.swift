// SPDX-License-Identifier: Apache-2.0

/// Why a mail server could not be used, by what the caller can do about it.
///
/// Payloads carry facts (server, its words); never a password, never the body of a message.
package enum MailServerError: Error, Hashable, Sendable {
  /// No connection could be made: refused, unknown host, time-out. Trying later may help.
  case unreachable(server: String, reason: String)
  /// The certificate is not to be trusted: expired, other host, unknown authority. A person must act.
  case untrusted(server: String, reason: String)
  /// STARTTLS is asked for and not offered.
  case encryptionUnavailable(server: String)
  /// The server asks us to come back later: a limit, a throttle, a short outage. `seconds` where it says when.
  case busy(server: String, reason: String, seconds: Int?)
  /// The login was refused; `reply` is the server's text.
  case credentialsRefused(server: String, user: String, reply: String)
  /// The secret could not be read.
  case secretUnavailable(source: String, reason: String)
  /// The server answered NO or BAD (IMAP), 4yz or 5yz (SMTP) to `command`.
  case refused(server: String, command: String, reply: String)
  /// The connection ended, or fell silent, while `command` was under way: its outcome is unknown.
  case lost(server: String, command: String, reason: String)
  /// The server broke the protocol or a limit of ours; the connection was closed.
  case protocolViolation(server: String, reason: String)
}

extension MailServerError: CustomStringConvertible {
  /// One sentence for people.
  package var description: String {
    switch self {
    case .unreachable(let server, let reason): "Can't reach \(server): \(reason)."
    case .untrusted(let server, let reason): "The certificate of \(server) is not trusted: \(reason)."
    case .encryptionUnavailable(let server):
      "\(server) offers no STARTTLS; set tls: implicit or ask its operator."
    case .busy(let server, let reason, let seconds):
      "\(server) asks to come back later\(seconds.map { ", in \($0) seconds" } ?? ""): \(reason)."
    case .credentialsRefused(let server, let user, let reply):
      "\(server) refused the login of \(user): \(reply)."
    case .secretUnavailable(let source, let reason): "Can't read the secret from \(source): \(reason)."
    case .refused(let server, let command, let reply): "\(server) refused \(command): \(reply)."
    case .lost(let server, let command, let reason):
      "The connection to \(server) was lost during \(command): \(reason)."
    case .protocolViolation(let server, let reason): "\(server) broke the protocol: \(reason)."
    }
  }
}
