// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel

/// The private Dovecot and Postfix of `scripts/mail-server`, as its environment describes them.
///
/// Without them suites that need them are disabled, except with `CI=true`: there a missing server is a failure.
package struct TestServers: Sendable {
  /// The port that speaks IMAP in clear, and STARTTLS.
  package let imap: Int
  /// The port with TLS from the first byte.
  package let imaps: Int
  /// The same with a certificate of the year 2020.
  package let expiredIMAPS: Int
  /// The same with a certificate for another host.
  package let wrongHostIMAPS: Int
  /// The port that speaks IMAP in clear, with hardly more than Microsoft 365 offers, over the same mail.
  package let plainIMAP: Int
  /// The port that speaks SMTP in clear.
  package let smtp: Int
  /// The port that offers the login only after STARTTLS.
  package let smtpStartTLS: Int
  /// The port with TLS from the first byte.
  package let smtps: Int
  /// The authority that signed the certificates.
  package let authorities: String
  /// A file with the password of every user, closed to others.
  package let passwordFile: String

  /// Whether tests against the servers are to run: always in CI, even to fail.
  package static var areExpected: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["CI"] == "true" || environment["KONTOR_TEST_IMAP_PORT"] != nil
  }

  /// Finds the servers.
  ///
  /// - Throws: `MissingServer` naming the variable that is not set.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    func text(_ name: String) throws -> String {
      guard let value = environment["KONTOR_TEST_" + name] else { throw MissingServer(variable: name) }
      return value
    }
    func port(_ name: String) throws -> Int {
      guard let port = Int(try text(name)) else { throw MissingServer(variable: name) }
      return port
    }
    imap = try port("IMAP_PORT")
    imaps = try port("IMAPS_PORT")
    expiredIMAPS = try port("EXPIRED_IMAPS_PORT")
    wrongHostIMAPS = try port("WRONGHOST_IMAPS_PORT")
    plainIMAP = try port("PLAIN_IMAP_PORT")
    smtp = try port("SMTP_PORT")
    smtpStartTLS = try port("SMTP_STARTTLS_PORT")
    smtps = try port("SMTPS_PORT")
    authorities = try text("CA_FILE")
    passwordFile = try Self.secretFile(holding: try text("USER_PASSWORD"))
  }

  /// The port of the Cyrus that speaks IMAP in clear.
  ///
  /// Apart from the others, because only `scripts/test` starts it.
  package static func cyrusPort() throws -> Int {
    let text = ProcessInfo.processInfo.environment["KONTOR_TEST_CYRUS_PORT"]
    guard let port = text.flatMap({ Int($0) }) else { throw MissingServer(variable: "CYRUS_PORT") }
    return port
  }

  /// The settings of a port for a user; any user name is a fresh mailbox.
  package func settings(
    port: Int, security: TransportSecurity = .implicit, user: String? = nil, host: String = "localhost"
  ) -> ServerSettings {
    ServerSettings(
      host: host, port: port, security: security, user: user, password: user.map { _ in .file(passwordFile) },
      certificateAuthorities: security == .none ? nil : authorities)
  }

  /// An account of a user on the clear ports of this machine.
  package func account(user: String) -> MailAccount {
    MailAccount(
      name: user, address: Address(address: "\(user)@ourco.example"),
      imap: settings(port: imap, security: .none, user: user), smtp: settings(port: smtp, security: .none))
  }

  /// A user name that no other test has.
  package static func freshUser(_ prefix: String = "t") -> String {
    prefix + UUID().uuidString.prefix(13).lowercased()
  }

  /// Writes a secret to a file that only we can read, and returns its path.
  package static func secretFile(holding secret: String) throws -> String {
    // Below the build folder of the checkout: a test run leaves nothing in the system's folders.
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent(".build/test-secrets").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/\(UUID().uuidString)"
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data((secret + "\n").utf8), attributes: [.posixPermissions: 0o600])
    else { throw MissingServer(variable: folder) }
    return path
  }
}

/// A server that the environment does not name.
package struct MissingServer: Error, CustomStringConvertible {
  let variable: String

  /// How to get one.
  package var description: String {
    "KONTOR_TEST_\(variable) is not set: run the tests with scripts/test, which starts the servers."
  }
}
