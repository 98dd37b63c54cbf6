// SPDX-License-Identifier: Apache-2.0

/// One login in the form that IMAP and SMTP share (SASL, RFC 4422): challenges in, responses out, no I/O.
protocol SASLMechanism: Sendable {
  /// The name that servers offer it by.
  var name: String { get }
  /// What the server said of its refusal in a challenge, showable; nil where it said nothing.
  var complaint: String? { get }

  /// Returns what may be sent with the command; nil where the server speaks first.
  mutating func start() -> [UInt8]?
  /// Answers a challenge; empty for an empty answer.
  mutating func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8]
  /// Checks, once the server says that we are in, that it has proved what it had to.
  func confirm() throws(SASLFault)
}

extension SASLMechanism {
  var complaint: String? { nil }
  func confirm() throws(SASLFault) {}
}

/// Why a login is broken off by us.
struct SASLFault: Error, Hashable, Sendable {
  /// The rest of a sentence, without a full stop and without anything secret.
  let reason: String

  /// Creates a fault.
  init(_ reason: String) { self.reason = reason }

  /// A challenge where none may come.
  static let unexpected = SASLFault("the server asks for more than the mechanism has")
}

/// User and password in one message, readable to whoever reads the connection (RFC 4616).
struct PlainMechanism: SASLMechanism {
  let name = "PLAIN"
  private let user: [UInt8]
  private let password: Secret

  /// Creates a login; neither may hold a NUL byte.
  init(user: String, password: Secret) throws(SASLFault) {
    self.user = Array(user.utf8)
    self.password = password
    guard !self.user.contains(0), !password.bytes.contains(0) else {
      throw SASLFault("the user or the password holds a NUL byte")
    }
  }

  func start() -> [UInt8]? { [0] + user + [0] + password.bytes }

  func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8] { throw .unexpected }
}

/// User, then password, each when asked: what servers have that never learned PLAIN (no RFC).
struct LoginMechanism: SASLMechanism {
  let name = "LOGIN"
  private var answers: [[UInt8]]

  /// Creates a login.
  init(user: String, password: Secret) {
    answers = [Array(user.utf8), password.bytes]
  }

  func start() -> [UInt8]? { nil }

  mutating func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8] {
    guard !answers.isEmpty else { throw .unexpected }
    return answers.removeFirst()
  }
}
