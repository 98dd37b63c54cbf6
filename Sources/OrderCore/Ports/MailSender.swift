// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Who a message is from and goes to on the wire (RFC 5321), apart from its headers.
package struct Envelope: Hashable, Sendable {
  /// The reverse-path; bounces go there.
  package let sender: String
  /// The forward-paths, in the order they are given to the server; never empty.
  package let recipients: [String]

  /// Creates an envelope.
  package init(sender: String, recipients: [String]) {
    self.sender = sender
    self.recipients = recipients
  }
}

/// How the handing over of one message ended.
package enum SubmissionOutcome: Hashable, Sendable {
  /// The server took responsibility (250 after the dot); its words.
  case accepted(reply: String)
  /// Certainly not taken, and trying again later may help: 4yz, or no connection before the dot.
  case deferred(reason: String)
  /// Certainly not taken, and a person must act: 5yz.
  case rejected(reason: String)
  /// The final dot may have been seen and no answer came: never to be repeated by a machine.
  case uncertain(reason: String)
}

/// Hands frozen messages to a submission server, at most once.
package protocol MailSender: Sendable {
  /// Makes sure of a connection for the messages that follow; does nothing where there is one.
  ///
  /// What it throws is the fault of no message and holds for all of the mailbox: a server that is not there, that
  /// asks us to wait, whose certificate is not trusted, that refuses the login.
  func open() async throws(MailServerError)
  /// Ends the connection of `open`; never throws.
  func close() async
  /// Submits one message: MAIL, RCPT each (all must be accepted), DATA, body, final dot.
  ///
  /// - Parameters:
  ///   - message: the final bytes; line ends are made CRLF and dots are stuffed on the wire.
  ///   - envelope: who from and to.
  ///   - pointOfNoReturn: called once when everything but the final dot has been written; it makes the intent
  ///     durable. If it throws, the dot is not written and the outcome is `deferred`.
  func submit(
    _ message: RawMessage, envelope: Envelope, pointOfNoReturn: @Sendable () async throws -> Void
  ) async -> SubmissionOutcome
}

extension MailSender {
  /// Nothing: for senders that connect for each message.
  package func open() async throws(MailServerError) {}
  /// Nothing.
  package func close() async {}
}
