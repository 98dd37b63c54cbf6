// SPDX-License-Identifier: Apache-2.0

import ContentHashing
package import Foundation

/// An access token and how long it is good for.
package struct AccessToken: Sendable {
  /// The token.
  package let access: Secret
  /// When it was given.
  package let obtained: Date
  /// When it ends; nil where nobody told.
  package let expiry: Date?

  /// When to open another session in place of one that this token opened: five minutes before it ends, or a
  /// quarter of its life where that is shorter.
  package var renewal: Date? {
    expiry.map { $0.addingTimeInterval(-min(300, $0.timeIntervalSince(obtained) / 4)) }
  }
}

/// The tokens of a mailbox between two runs, in a file of mode 0600.
struct TokenFile {
  /// What the file holds.
  struct Contents {
    /// The token in use.
    var access: AccessToken?
    /// What gets the next one.
    var refresh: Secret?
    /// What it replaced: a person may try it when the newest is lost.
    var previous: Secret?
    /// The digest of the refresh token in the configuration that all this came from.
    var seed: String?
  }

  private static let limit = 131_072

  private let file: GuardedFile
  /// What the tokens are bound to: client, server and scopes.
  private let client: String

  /// Names the file of a mailbox; what it holds counts only for the same `client`.
  init(path: String, client: String) {
    file = GuardedFile(path)
    self.client = client
  }

  /// Reads the file; empty when it is not there or belongs to another client.
  func read() throws(SecretFault) -> Contents {
    let bytes: [UInt8]
    do {
      bytes = try file.contents(limit: Self.limit)
    } catch {
      if !FileManager.default.fileExists(atPath: file.path) { return Contents() }
      throw error
    }
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)),
      let members = object as? [String: Any]
    else { throw SecretFault("it is damaged; move it away and log in again") }
    guard members["client"] as? String == client else { return Contents() }
    func secret(_ name: String) -> Secret? {
      (members[name] as? String).map { Secret(bytes: Array($0.utf8)) }
    }
    func time(_ name: String) -> Date? {
      (members[name] as? Double).map { Date(timeIntervalSince1970: $0) }
    }
    var contents = Contents(
      refresh: secret("refresh_token"), previous: secret("previous_refresh_token"),
      seed: members["seed"] as? String)
    if let token = secret("access_token"), let obtained = time("obtained") {
      contents.access = AccessToken(access: token, obtained: obtained, expiry: time("expires"))
    }
    return contents
  }

  /// Replaces the file, durable when it returns.
  func write(_ contents: Contents) throws(SecretFault) {
    var members: [String: Any] = ["client": client]
    members["access_token"] = contents.access.map { text($0.access) }
    members["obtained"] = contents.access?.obtained.timeIntervalSince1970
    members["expires"] = contents.access?.expiry?.timeIntervalSince1970
    members["refresh_token"] = contents.refresh.map(text)
    members["previous_refresh_token"] = contents.previous.map(text)
    members["seed"] = contents.seed
    guard
      let data = try? JSONSerialization.data(withJSONObject: members, options: [.prettyPrinted, .sortedKeys])
    else { throw SecretFault("the tokens can't be written down") }
    try file.replace(with: [UInt8](data) + [UInt8(ascii: "\n")])
  }

  /// Runs `body` alone: one refresh serves all sessions of the mailbox.
  func locked<Result, Failure: Error>(
    failing: (SecretFault) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try file.locked(within: 60, failing: failing, body)
  }

  private func text(_ secret: Secret) -> String { String(decoding: secret.bytes, as: UTF8.self) }
}
