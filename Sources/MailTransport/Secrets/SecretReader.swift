// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// Reads secrets from where the configuration says; blocks, for a command may take its time.
package struct SecretReader: Sendable {
  /// The longest secret, in bytes.
  static let limit = 65_536

  private let environment: [String: String]
  private let commandSeconds: Int
  /// How tokens are asked for.
  let post: TokenPost
  /// What time it is, for the life of tokens.
  let clock: @Sendable () -> Date

  /// Creates a reader; `environment` says where systemd keeps the credentials.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment, commandSeconds: Int = 30,
    post: @escaping TokenPost = TokenForm.post, clock: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.environment = environment
    self.commandSeconds = commandSeconds
    self.post = post
    self.clock = clock
  }

  /// Reads a secret: the first line of its source, without the line end.
  ///
  /// - Throws: `secretUnavailable`; never with a byte of what was read.
  package func read(_ source: SecretSource) throws(MailServerError) -> Secret {
    let bytes: [UInt8]
    do {
      switch source {
      case .file(let path): bytes = try GuardedFile(path).contents(limit: Self.limit)
      case .command(let command): bytes = try SecretCommand(text: command).output(within: commandSeconds)
      case .credential(let name):
        // Those of systemd are guarded by their folder, and an access list makes their mode look open.
        bytes = try GuardedFile(path(ofCredential: name)).contents(limit: Self.limit, isGuarded: false)
      }
    } catch {
      throw .secretUnavailable(source: source.label, reason: error.reason)
    }
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else {
      throw .secretUnavailable(source: source.label, reason: "its first line is empty")
    }
    return Secret(bytes: [UInt8](line))
  }

  private func path(ofCredential name: String) throws(SecretFault) -> String {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      throw SecretFault("that is no name of a credential")
    }
    guard let folder = environment["CREDENTIALS_DIRECTORY"], folder.hasPrefix("/") else {
      throw SecretFault("systemd has given no credentials (CREDENTIALS_DIRECTORY is not set)")
    }
    return folder + "/" + name
  }
}

/// Why a secret could not be read.
struct SecretFault: Error {
  /// The rest of a sentence, without a full stop.
  let reason: String

  /// Creates a fault.
  init(_ reason: String) { self.reason = reason }

  /// Creates a fault of the operating system.
  init(errno code: Int32) { reason = String(cString: strerror(code)).lowercased() }
}

extension SecretSource {
  /// The source in messages; a command is not shown, for its arguments may be secret.
  var label: String {
    switch self {
    case .file(let path): "file \(path)"
    case .command: "the configured command"
    case .credential(let name): "credential \(WireText.shown(name))"
    }
  }
}
