// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Makes a connection; `Dialler.dial`, or a scripted server in tests.
package typealias Dial = @Sendable (ServerSettings, MailProtocol) throws(MailServerError) -> Connection

/// One connection to an IMAP server, logged in (RFC 9051, RFC 3501).
///
/// Its methods block the thread of its own executor and never suspend, so one command is over before the next
/// begins. After any error but `refused` the connection is closed: what is uncertain is never read as empty.
package actor IMAPSession: MailboxSession {
  /// A folder that EXAMINE has opened.
  struct OpenFolder {
    var name: String
    var uidValidity: UInt32
    var exists: Int
    /// How many messages have gone since it was opened: sequence numbers move with each.
    var expunged = 0
    /// Whether something happened in it since the caller was told how it is.
    var hasNews = false
  }

  nonisolated let executor: BlockingExecutor
  let server: String
  let limits: IMAPLimits
  var stream: (any ByteStream)?
  var framer: ResponseFramer
  /// What the server offers, in upper case.
  package internal(set) var capabilities: Set<String> = []
  /// Extensions that are switched on (RFC 5161).
  var enabled: Set<String> = []
  var namespaces: [MailNamespace] = []
  /// What the server says of itself (RFC 2971).
  var identity: [String: String] = [:]
  var greeting = ""
  var certificate: Certificate?
  /// What is known of the provider.
  package internal(set) var profile = ProviderProfile.standard
  /// When to open another session in place of this one, before the token ends that it logged in with.
  package private(set) var renewal: Date?
  var folder: OpenFolder?
  /// Names that don't come out of modified UTF-7 as they went in, by their decoded form.
  var oddNames: [String: [UInt8]] = [:]
  /// Sizes of messages of the open folder as they were listed.
  var sizes: [UInt32: Int] = [:]
  /// UIDs of the open folder that are gone, as far as the caller has not taken them.
  var vanished: [ClosedRange<UInt32>] = []
  /// The folders as the caller was last told they are.
  var told: [String: FolderStatus] = [:]
  /// The folders that NOTIFY tells of, and those of them that something happened in.
  var notified: [String] = []
  var newsElsewhere: Set<String> = []
  private var lastTag = 0

  /// The thread of its own on which the blocking library is called.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(server: String, limits: IMAPLimits) {
    executor = BlockingExecutor(label: "imap \(server)")
    self.server = server
    self.limits = limits
    framer = ResponseFramer(limits: limits)
  }

  /// Connects and logs in.
  ///
  /// - Throws: `unreachable`, `untrusted`, `encryptionUnavailable`, `secretUnavailable`, `credentialsRefused`.
  package static func open(
    _ settings: ServerSettings, secrets: SecretReader = SecretReader(), limits: IMAPLimits = IMAPLimits(),
    dial: Dial = Dialler.dial
  ) async throws(MailServerError) -> IMAPSession {
    let session = IMAPSession(server: settings.label, limits: limits)
    try await session.start(settings, secrets: secrets, dial: dial)
    return session
  }

  private func start(
    _ settings: ServerSettings, secrets: SecretReader, dial: Dial
  ) throws(MailServerError) {
    do {
      try connect(settings, secrets: secrets, dial: dial)
    } catch {
      abandon()
      throw error
    }
  }

  private func connect(
    _ settings: ServerSettings, secrets: SecretReader, dial: Dial
  ) throws(MailServerError) {
    try secrets.logIn(to: settings) { login throws(MailServerError) in
      // Of a login before it that was refused.
      abandon()
      framer = ResponseFramer(limits: limits)
      lastTag = 0
      let connection = try dial(settings, .imap)
      stream = connection.stream
      certificate = connection.certificate
      try hear(connection.heard)
      try logIn(login, to: settings)
      renewal = login.renewal
    }
    try introduce(to: settings)
  }

  /// Says LOGOUT and closes; never throws.
  package func close() {
    guard let stream else { return }
    // Said even by a task that is being cancelled, but not waited for long.
    let deadline = Deadline.after(seconds: 2, isCancellable: false)
    var isOver = false
    do {
      try stream.write(Array("\(nextTag()) LOGOUT\r\n".utf8), by: deadline)
      while !isOver {
        try stream.read(by: deadline) { framer.feed($0) }
        while let frame = try framer.next() {
          if case .tagged = try ResponseParser.parse(frame, limits: limits) { isOver = true }
        }
      }
    } catch {
      // Nothing depends on the farewell.
    }
    stream.close()
    self.stream = nil
  }

  func nextTag() -> String {
    lastTag += 1
    return "k\(lastTag)"
  }
}
