// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// What a token server answered.
package struct TokenAnswer: Sendable {
  /// The HTTP status.
  package let status: Int
  /// How many seconds it asks us to wait.
  package let retryAfter: Int?
  private let bytes: [UInt8]

  /// Creates an answer.
  package init(status: Int, retryAfter: Int? = nil, bytes: [UInt8]) {
    self.status = status
    self.retryAfter = retryAfter
    self.bytes = bytes
  }

  /// A token as the server grants it (RFC 6749 §5.1).
  struct Grant: Sendable {
    let access: Secret
    /// Its life in seconds, where the server tells.
    let seconds: Int?
    let refresh: Secret?
  }

  /// A refusal with its code (RFC 6749 §5.2).
  struct Refusal: Error {
    let code: String
    /// Code and description, showable.
    let words: String
  }

  /// The members of the JSON object; nil where it is none.
  var members: [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
  }

  /// Whether the server is there, but not for us now.
  func checkReady(server: String) throws(MailServerError) {
    if status == 429 || (500...599).contains(status) {
      throw .busy(server: server, reason: "it answered with status \(status)", seconds: retryAfter)
    }
    guard status == 200 || (400...499).contains(status), members != nil else {
      throw .protocolViolation(
        server: server, reason: "it answered with status \(status) and not with an OAuth message")
    }
  }

  /// Reads the refusal; nil where it is none.
  var refusal: Refusal? {
    guard let members, status != 200 || members["error"] != nil else { return nil }
    let code = WireText.shown(members["error"] as? String ?? "status \(status)")
    let description = (members["error_description"] as? String).map { WireText.shown($0) } ?? ""
    return Refusal(code: code, words: description.isEmpty ? code : "\(code): \(description)")
  }

  /// Reads the grant.
  func grant(server: String) throws(MailServerError) -> Grant {
    guard let members, let access = Self.token(members["access_token"]) else {
      throw .protocolViolation(server: server, reason: "its answer holds no usable access token")
    }
    if let kind = members["token_type"] as? String, kind.lowercased() != "bearer" {
      throw .protocolViolation(server: server, reason: "its token is not a bearer token")
    }
    return Grant(
      access: access, seconds: Self.seconds(members["expires_in"]),
      refresh: Self.token(members["refresh_token"]))
  }

  /// Reads a whole number of seconds, also one that is written as a text.
  static func seconds(_ value: Any?) -> Int? {
    let number =
      (value as? Int) ?? (value as? Double).map { Int(clamped: $0) } ?? (value as? String).flatMap { Int($0) }
    return number.flatMap { $0 > 0 ? min($0, 10 * 366 * 86400) : nil }
  }

  /// A token is printable ASCII: it goes into a line of a mail protocol.
  private static func token(_ value: Any?) -> Secret? {
    guard let text = value as? String, !text.isEmpty, text.utf8.count <= 16_384,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return Secret(bytes: Array(text.utf8))
  }
}

extension Int {
  /// A number of seconds, whatever a server writes.
  fileprivate init(clamped value: Double) {
    self = value.isFinite ? Int(Swift.min(Swift.max(value, 0), 1e9)) : 0
  }
}
