// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// Hands messages to a submission server, each over a connection of its own.
package struct SubmissionClient: MailSender {
  private let settings: ServerSettings
  private let secrets: SecretReader
  private let dial: Dial

  /// Creates a client of a server.
  package init(
    _ settings: ServerSettings, secrets: SecretReader = SecretReader(), dial: @escaping Dial = Dialler.dial
  ) {
    self.settings = settings
    self.secrets = secrets
    self.dial = dial
  }

  /// Submits one message, at most once; see `MailSender`.
  package func submit(
    _ message: RawMessage, envelope: Envelope, pointOfNoReturn: @Sendable () async throws -> Void
  ) async -> SubmissionOutcome {
    let session = SMTPSession(settings, secrets: secrets, dial: dial)
    if let outcome = await session.handOver(message, envelope) { return outcome }
    do {
      try await pointOfNoReturn()
    } catch {
      await session.abandon()
      return .deferred(reason: "The intent to send could not be recorded: \(error)")
    }
    return await session.commit()
  }
}
