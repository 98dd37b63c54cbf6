// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A login with an OAuth 2 token as Google made it and Microsoft and Yandex took it over (no RFC).
struct XOAuth2Mechanism: SASLMechanism {
  let name = "XOAUTH2"
  private let user: [UInt8]
  private let token: Secret
  private(set) var complaint: String?

  /// Creates a login.
  init(user: String, token: Secret) throws(SASLFault) {
    self.user = try BearerText.checked(user, token)
    self.token = token
  }

  func start() -> [UInt8]? {
    Array("user=".utf8) + user + Array("\u{1}auth=Bearer ".utf8) + token.bytes + [1, 1]
  }

  /// Takes the server's reasons and answers with the empty line that it waits for before it says NO.
  mutating func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8] {
    guard complaint == nil else { throw .unexpected }
    complaint = BearerText.complaint(in: challenge)
    return []
  }
}

/// A login with an OAuth 2 token as RFC 7628 has it.
struct OAuthBearerMechanism: SASLMechanism {
  let name = "OAUTHBEARER"
  private let user: [UInt8]
  private let host: String
  private let port: Int
  private let token: Secret
  private(set) var complaint: String?

  /// Creates a login to a server.
  init(user: String, token: Secret, host: String, port: Int) throws(SASLFault) {
    _ = try BearerText.checked(user, token)
    self.user = SASLText.escaped(Array(user.utf8))
    self.token = token
    self.host = host
    self.port = port
  }

  func start() -> [UInt8]? {
    let end = "\u{1}host=\(host)\u{1}port=\(port)\u{1}auth=Bearer "
    return Array("n,a=".utf8) + user + Array(",".utf8) + Array(end.utf8) + token.bytes + [1, 1]
  }

  /// Takes the server's reasons and answers with the one byte that it waits for (RFC 7628 §3.2.3).
  mutating func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8] {
    guard complaint == nil else { throw .unexpected }
    complaint = BearerText.complaint(in: challenge)
    return [1]
  }
}

/// What both bearer mechanisms have in common.
private enum BearerText {
  /// Refuses what could end a field of the message; returns the user's bytes.
  static func checked(_ user: String, _ token: Secret) throws(SASLFault) -> [UInt8] {
    let bytes = Array(user.utf8)
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw SASLFault("the user holds a control character")
    }
    guard !token.bytes.isEmpty, token.bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw SASLFault("the token holds a blank or a control character")
    }
    return bytes
  }

  /// Reads the JSON object that says why a token is refused.
  static func complaint(in challenge: [UInt8]) -> String {
    guard let object = try? JSONSerialization.jsonObject(with: Data(challenge.prefix(8192))),
      let fields = object as? [String: Any]
    else { return WireText.shown(challenge) }
    let known = ["status", "error", "error_description", "scope"].compactMap { key in
      (fields[key] as? String).map { "\(key) \($0)" } ?? (fields[key] as? Int).map { "\(key) \($0)" }
    }
    return WireText.shown(known.joined(separator: ", "))
  }
}
