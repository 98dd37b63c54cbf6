// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore
import Synchronization

/// A submission server in memory that answers as a test tells it and remembers what it took.
///
/// It keeps to the contract of `MailSender`: the point of no return comes before the final dot, and what it refuses
/// is not sent.
package final class RecordingSender: MailSender {
  /// How it meets one submission.
  package enum Answer: Hashable, Sendable {
    /// Refuses before the final dot: the outcome, which must not be `accepted`.
    case early(SubmissionOutcome)
    /// Answers the final dot.
    case atDot(SubmissionOutcome)
    /// Takes the message, and the answer to the final dot is lost.
    case takenUnheard
  }

  /// One submission.
  package struct Submission: Hashable, Sendable {
    /// The bytes that came.
    package let message: RawMessage
    /// Who from and to.
    package let envelope: Envelope
    /// Whether the final dot was written.
    package let isDotted: Bool
    /// Whether the server took responsibility.
    package let isTaken: Bool
    /// What the client was told.
    package let outcome: SubmissionOutcome
  }

  private let answers: Mutex<[Answer]>
  private let faults: Mutex<[MailServerError?]>
  private let dials = Mutex(0)
  private let seen = Mutex<[Submission]>([])
  private let beforeDot: @Sendable (RawMessage) async -> Void
  private let afterDot: @Sendable (RawMessage) async -> Void

  /// Creates a sender.
  ///
  /// - Parameters:
  ///   - answers: one a submission; after the last everything is accepted.
  ///   - faults: one a connection: why it is not made, or nil; after the last all are.
  ///   - beforeDot: runs when the text has been written and the point of no return not been reached.
  ///   - afterDot: runs once the point of no return is behind.
  package init(
    _ answers: [Answer] = [], faults: [MailServerError?] = [],
    beforeDot: @escaping @Sendable (RawMessage) async -> Void = { _ in },
    afterDot: @escaping @Sendable (RawMessage) async -> Void = { _ in }
  ) {
    self.answers = Mutex(answers)
    self.faults = Mutex(faults)
    self.beforeDot = beforeDot
    self.afterDot = afterDot
  }

  /// What was submitted so far, in order.
  package var submissions: [Submission] { seen.withLock { $0 } }

  /// What it took responsibility for, in order.
  package var taken: [RawMessage] { submissions.filter(\.isTaken).map(\.message) }

  /// How often a connection was asked for.
  package var opens: Int { dials.withLock { $0 } }

  package func open() async throws(MailServerError) {
    dials.withLock { $0 += 1 }
    if let fault = faults.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw fault }
  }

  package func submit(
    _ message: RawMessage, envelope: Envelope, pointOfNoReturn: @Sendable () async throws -> Void
  ) async -> SubmissionOutcome {
    let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    func end(_ outcome: SubmissionOutcome, isDotted: Bool, isTaken: Bool = false) -> SubmissionOutcome {
      let submission = Submission(
        message: message, envelope: envelope, isDotted: isDotted, isTaken: isTaken, outcome: outcome)
      seen.withLock { $0.append(submission) }
      return outcome
    }
    if case .early(let outcome) = answer { return end(outcome, isDotted: false) }
    await beforeDot(message)
    do {
      try await pointOfNoReturn()
    } catch {
      return end(.deferred(reason: "\(error)"), isDotted: false)
    }
    await afterDot(message)
    switch answer {
    case .atDot(let outcome):
      var isTaken = false
      if case .accepted = outcome { isTaken = true }
      return end(outcome, isDotted: true, isTaken: isTaken)
    case .takenUnheard:
      return end(.uncertain(reason: "no answer to the final dot"), isDotted: true, isTaken: true)
    case .early, nil:
      return end(.accepted(reply: "250 queued"), isDotted: true, isTaken: true)
    }
  }
}
