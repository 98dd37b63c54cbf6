// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// The way from the configuration of a mailbox to its servers.
package enum MailTransport {
  /// Connects to the IMAP server of a mailbox and logs in.
  ///
  /// - Throws: `unreachable`, `untrusted`, `encryptionUnavailable`, `secretUnavailable`, `credentialsRefused`.
  package static func openSession(
    account: MailAccount
  ) async throws(MailServerError) -> any MailboxSession {
    try await IMAPSession.open(account.imap)
  }

  /// The sender of a mailbox; nil where nothing is sent from it.
  ///
  /// It remembers that the server asked us to wait, so it is worth keeping from round to round.
  package static func sender(account: MailAccount) -> (any MailSender)? {
    account.smtp.map { SubmissionClient($0) }
  }

  /// Logs in to the IMAP server and lists the folders, for people who check a configuration.
  package static func probeSource(account: MailAccount) async throws(MailServerError) -> ServerReport {
    let session = try await IMAPSession.open(account.imap)
    do throws(MailServerError) {
      let report = ServerReport(
        server: session.server, security: account.imap.security, certificate: await session.certificate,
        greeting: await session.greeting, capabilities: await session.capabilities.sorted(),
        folders: try await session.folders())
      await session.close()
      return report
    } catch {
      await session.close()
      throw error
    }
  }

  /// Connects to the submission server and logs in, without a message; nil where none is configured.
  package static func probeSender(account: MailAccount) async throws(MailServerError) -> ServerReport? {
    guard let settings = account.smtp else { return nil }
    let session = SMTPSession(settings, secrets: SecretReader(), dial: Dialler.dial)
    try await session.open()
    let report = ServerReport(
      server: session.server, security: settings.security, certificate: await session.certificate,
      greeting: await session.greeting, capabilities: await session.extensions.keywords, folders: [])
    await session.quit()
    return report
  }
}

/// What was found at a server that let us in.
package struct ServerReport: Hashable, Sendable {
  /// Host and port.
  package let server: String
  /// How the connection was protected.
  package let security: TransportSecurity
  /// The certificate, nil without TLS.
  package let certificate: Certificate?
  /// The server's own first words, showable.
  package let greeting: String
  /// The capabilities or EHLO keywords it offers.
  package let capabilities: [String]
  /// The folders; none for a submission server.
  package let folders: [MailFolder]
}
