// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Hands messages to a submission server: each over a connection of its own, or several over one between `open` and
/// `close`.
package actor SubmissionClient: MailSender {
  private let settings: ServerSettings
  private let secrets: SecretReader
  private let dial: Dial
  private let clock: @Sendable () -> Date
  private var session: SMTPSession?
  /// Until when the server does not want to see us, and what it said.
  private var hold: (reason: MailServerError, end: Date)?

  /// Creates a client of a server.
  package init(
    _ settings: ServerSettings, secrets: SecretReader = SecretReader(), dial: @escaping Dial = Dialler.dial,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.settings = settings
    self.secrets = secrets
    self.dial = dial
    self.clock = clock
  }

  /// Connects and logs in, if that is not done; see `MailSender`.
  ///
  /// - Throws: at once, and without dialling, while the server wants us to wait.
  package func open() async throws(MailServerError) {
    if let hold, clock() < hold.end { throw hold.reason }
    hold = nil
    if let session, await session.isOpen { return }
    let fresh = SMTPSession(settings, secrets: secrets, dial: dial)
    do {
      try await fresh.open()
    } catch {
      note(error)
      throw error
    }
    session = fresh
  }

  /// Says QUIT to a connection that `open` has made.
  package func close() async {
    await session?.quit()
    session = nil
  }

  /// Submits one message, at most once; see `MailSender`.
  package func submit(
    _ message: RawMessage, envelope: Envelope, pointOfNoReturn: @Sendable () async throws -> Void
  ) async -> SubmissionOutcome {
    let isLent = session != nil
    let session = session ?? SMTPSession(settings, secrets: secrets, dial: dial)
    let outcome = await hand(message, envelope, to: session, staysOpen: isLent, pointOfNoReturn)
    note(await session.hold)
    return outcome
  }

  private func hand(
    _ message: RawMessage, _ envelope: Envelope, to session: SMTPSession, staysOpen: Bool,
    _ pointOfNoReturn: @Sendable () async throws -> Void
  ) async -> SubmissionOutcome {
    if let outcome = await session.handOver(message, envelope) { return outcome }
    do {
      try await pointOfNoReturn()
    } catch {
      await session.abandon()
      return .deferred(reason: "The intent to send could not be recorded: \(error)")
    }
    return await session.commit(staysOpen: staysOpen)
  }

  private func note(_ error: MailServerError?) {
    guard case .busy(_, _, let seconds)? = error, let error else { return }
    hold = (error, clock().addingTimeInterval(Double(min(max(seconds ?? 60, 1), 3600))))
  }
}
