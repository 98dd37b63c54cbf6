// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// One connection to a submission server, for one message after another (RFC 5321, RFC 6409).
///
/// It is spoken step by step, so that what became of the message is known at each of them. Its methods block the
/// thread of its own executor.
package actor SMTPSession {
  /// How long replies may take, in seconds (RFC 5321 §4.5.3.2).
  enum Patience {
    static let command = 300
    static let data = 120
    static let block = 180
    static let finalDot = 600
  }

  /// Why a message is not handed over, decided before the final dot.
  struct Refusal: Error {
    let outcome: SubmissionOutcome
  }

  nonisolated let executor: BlockingExecutor
  let settings: ServerSettings
  let server: String
  private let secrets: SecretReader
  private let dial: Dial
  var stream: (any ByteStream)?
  var replies = SMTPReplyParser()
  var greeting = ""
  var certificate: Certificate?
  /// Why no other message is to be tried for now: the server said so, and it holds for all of them.
  var hold: MailServerError?
  var extensions = SMTPExtensions(SMTPReply(code: 250, lines: []))

  /// The thread of its own on which the blocking library is called.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Creates a session that is not connected yet.
  package init(_ settings: ServerSettings, secrets: SecretReader, dial: @escaping Dial) {
    executor = BlockingExecutor(label: "smtp \(settings.label)")
    self.settings = settings
    server = settings.label
    self.secrets = secrets
    self.dial = dial
  }

  /// Connects, and logs in where a user is configured.
  ///
  /// - Throws: any error but `refused`; nothing of a message has been said then.
  package func open() throws(MailServerError) {
    do {
      try connect()
    } catch {
      abandon()
      throw error
    }
  }

  private func connect() throws(MailServerError) {
    guard settings.user != nil else { return try greet() }
    try secrets.logIn(to: settings) { login throws(MailServerError) in
      // Of a login before it that was refused.
      abandon()
      try greet()
      try logIn(login)
    }
  }

  private func greet() throws(MailServerError) {
    replies = SMTPReplyParser()
    let connection = try dial(settings, .smtp)
    stream = connection.stream
    certificate = connection.certificate
    try hear(connection.heard)
  }

  /// Reads the lines of the greeting phase, which libcurl has heard: the last reply is the one to EHLO.
  private func hear(_ heard: [UInt8]) throws(MailServerError) {
    var parser = SMTPReplyParser()
    parser.feed(heard)
    var isGreeted = false
    do {
      while let reply = try parser.next() {
        if !isGreeted { greeting = reply.words }
        isGreeted = true
        if reply.code == 250 { extensions = SMTPExtensions(reply) }
      }
    } catch {
      throw broken(error.reason)
    }
  }

  /// Says QUIT and closes; what the server makes of it does not matter to anything.
  package func quit() {
    guard let stream else { return }
    let deadline = Deadline.after(seconds: 1, isCancellable: false)
    do {
      try stream.write(Array("QUIT\r\n".utf8), by: deadline)
      try stream.read(by: deadline) { _ in }
    } catch {
      // Nothing depends on the farewell.
    }
    abandon()
  }

  /// Whether a message can be handed over without dialling.
  var isOpen: Bool { stream != nil }

  /// Closes without a word.
  package func abandon() {
    stream?.close()
    stream = nil
  }

  // MARK: - Lines

  /// Sends a command and returns its reply; `name` stands for it in messages.
  func ask(_ line: String, named name: String, within seconds: Int) throws(MailServerError) -> SMTPReply {
    try write(Array((line + "\r\n").utf8), named: name, within: seconds)
    return try reply(to: name, by: .after(seconds: seconds))
  }

  func write(_ bytes: [UInt8], named name: String, within seconds: Int) throws(MailServerError) {
    guard let stream else { throw .lost(server: server, command: name, reason: "the session is over") }
    do {
      try stream.write(bytes, by: .after(seconds: seconds))
    } catch {
      throw lost(during: name, error)
    }
  }

  func reply(to name: String, by deadline: Deadline) throws(MailServerError) -> SMTPReply {
    while true {
      do {
        if let reply = try replies.next() { return reply }
      } catch {
        throw broken(error.reason)
      }
      guard let stream else { throw .lost(server: server, command: name, reason: "the session is over") }
      do {
        try stream.read(by: deadline) { replies.feed($0) }
      } catch {
        throw lost(during: name, error)
      }
    }
  }

  private func lost(during name: String, _ fault: StreamFault) -> MailServerError {
    abandon()
    return .lost(server: server, command: name, reason: fault.description)
  }

  func broken(_ reason: String) -> MailServerError {
    abandon()
    return .protocolViolation(server: server, reason: reason)
  }
}
