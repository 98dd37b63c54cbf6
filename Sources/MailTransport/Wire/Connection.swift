// SPDX-License-Identifier: Apache-2.0

/// A connection on which the greeting has been heard and nobody has logged in yet.
package struct Connection {
  /// The bytes after the greeting phase.
  package let stream: any ByteStream
  /// Every line the server said in the greeting phase: greeting, CAPABILITY or EHLO, before and after STARTTLS.
  package let heard: [UInt8]
  /// The certificate, nil for a connection without TLS.
  package let certificate: Certificate?

  /// Creates a connection.
  package init(stream: any ByteStream, heard: [UInt8], certificate: Certificate? = nil) {
    self.stream = stream
    self.heard = heard
    self.certificate = certificate
  }
}

/// The facts of a verified server certificate that people ask about.
package struct Certificate: Hashable, Sendable {
  /// Whom it names, as OpenSSL prints it.
  package let subject: String
  /// Until when it is valid, as OpenSSL prints it.
  package let expiry: String

  /// Creates a certificate's facts.
  package init(subject: String, expiry: String) {
    self.subject = subject
    self.expiry = expiry
  }
}

/// The protocols that are spoken over a connection.
package enum MailProtocol: String, Hashable, Sendable {
  /// IMAP4rev1 (RFC 3501) and rev2 (RFC 9051).
  case imap
  /// Submission (RFC 6409).
  case smtp
}
