// SPDX-License-Identifier: Apache-2.0

/// How a connection is protected.
package enum TransportSecurity: String, Hashable, Sendable, CaseIterable {
  /// TLS from the first byte (RFC 8314), the default.
  case implicit
  /// TLS after STARTTLS; refused when the server doesn't offer it.
  case starttls
  /// No TLS: allowed to loopback addresses only.
  case none
}

/// Where a secret is read from; never from the environment, never written down in the configuration.
package enum SecretSource: Hashable, Sendable {
  /// The first line of a file that others can't read (absolute path).
  case file(String)
  /// The first line that a command prints (run by /bin/sh).
  case command(String)
  /// A systemd credential of this name (`$CREDENTIALS_DIRECTORY/NAME`).
  case credential(String)
}

/// A server of a mailbox: how to reach it and who logs in.
package struct ServerSettings: Hashable, Sendable {
  /// Host name or address.
  package var host: String
  /// TCP port.
  package var port: Int
  /// How the connection is protected.
  package var security: TransportSecurity
  /// The login name; nil for no authentication (SMTP on loopback).
  package var user: String?
  /// Where the password is read from.
  package var password: SecretSource?
  /// How the tokens are got that log in instead of a password.
  package var oauth: OAuthSettings?
  /// PEM file of the certificate authorities to trust instead of the system's (absolute path).
  package var certificateAuthorities: String?
  /// Whether to compress the connection where the server offers it (IMAP COMPRESS=DEFLATE, RFC 4978).
  package var compress: Bool

  /// Creates settings.
  package init(
    host: String,
    port: Int,
    security: TransportSecurity = .implicit,
    user: String? = nil,
    password: SecretSource? = nil,
    oauth: OAuthSettings? = nil,
    certificateAuthorities: String? = nil,
    compress: Bool = false
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.oauth = oauth
    self.certificateAuthorities = certificateAuthorities
    self.compress = compress
  }

  /// Whether a host is this machine by its very name or number, also as an address (RFC 3986) writes it.
  package static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
    let octets = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isDecimal = octets.allSatisfy { octet in
      octet.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        && UInt8(String(decoding: octet, as: UTF8.self)) != nil
    }
    return octets.count == 4 && isDecimal && host.hasPrefix("127.")
  }
}

/// A shared mailbox that Kontor works for.
package struct MailAccount: Hashable, Sendable {
  /// The name it has in the configuration and in every output.
  package var name: String
  /// The mailbox's own address: the sender of what is sent from it.
  package var address: Address
  /// Folders to read; nil for INBOX and the \Sent folder.
  package var folders: [String]?
  /// The IMAP server.
  package var imap: ServerSettings
  /// The submission server; nil when nothing is sent from this mailbox.
  package var smtp: ServerSettings?

  /// Creates an account.
  package init(
    name: String, address: Address, folders: [String]? = nil, imap: ServerSettings,
    smtp: ServerSettings? = nil
  ) {
    self.name = name
    self.address = address
    self.folders = folders
    self.imap = imap
    self.smtp = smtp
  }

  /// How the tokens of its servers are got; usually one way for both, none with passwords.
  package var oauth: [OAuthSettings] {
    let both = [imap.oauth, smtp?.oauth].compactMap(\.self)
    return both.count == 2 && both[0] == both[1] ? [both[0]] : both
  }
}
