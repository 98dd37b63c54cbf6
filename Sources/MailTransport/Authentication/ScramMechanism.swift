// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation

/// A login that shows the password to nobody and makes the server prove that it knows it: SCRAM-SHA-256
/// (RFC 5802, RFC 7677), without channel binding.
struct ScramMechanism: SASLMechanism {
  /// How often the password may be hashed: fewer would make a stolen exchange cheap to guess, more would let a
  /// server keep us busy.
  static let iterations = 4096...1_000_000

  private enum Step {
    case first
    case final
    /// The server has to say this.
    case proof(signature: [UInt8])
    case done
    case refused
  }

  let name = "SCRAM-SHA-256"
  private let user: [UInt8]
  private let password: [UInt8]
  private let nonce: [UInt8]
  private var step = Step.first
  private(set) var complaint: String?

  /// Creates a login; `nonce` is printable ASCII without a comma, never used twice.
  init(user: String, password: Secret, nonce: String = Self.freshNonce()) throws(SASLFault) {
    self.user = SASLText.escaped(try SASLText.prepared(Array(user.utf8)))
    self.password = try SASLText.prepared(password.bytes)
    self.nonce = Array(nonce.utf8)
  }

  /// Makes a nonce of 144 random bits.
  static func freshNonce() -> String {
    // The system's generator is one for cryptography (getrandom).
    Data((0..<18).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
  }

  private var firstBare: [UInt8] { Array("n=".utf8) + user + Array(",r=".utf8) + nonce }

  mutating func start() -> [UInt8]? {
    step = .final
    return Array("n,,".utf8) + firstBare
  }

  mutating func respond(to challenge: [UInt8]) throws(SASLFault) -> [UInt8] {
    switch step {
    case .final: return try finalMessage(answering: challenge)
    case .proof(let signature):
      try check(challenge, signature)
      return []
    case .first, .done, .refused: throw .unexpected
    }
  }

  /// Without the proof anybody may have said OK who does not know the password.
  func confirm() throws(SASLFault) {
    guard case .done = step else { throw SASLFault("the server did not prove that it knows the password") }
  }

  private mutating func finalMessage(answering challenge: [UInt8]) throws(SASLFault) -> [UInt8] {
    let fields = Self.fields(challenge)
    guard fields.count >= 3, fields[0].key == UInt8(ascii: "r"), fields[1].key == UInt8(ascii: "s"),
      fields[2].key == UInt8(ascii: "i")
    else { throw SASLFault("its SCRAM challenge can't be read") }
    let serverNonce = fields[0].value
    guard serverNonce.starts(with: nonce), serverNonce.count > nonce.count else {
      throw SASLFault("its SCRAM challenge answers another login")
    }
    guard let salt = Data(base64Encoded: Data(fields[1].value)), !salt.isEmpty,
      let iterations = Int(String(decoding: fields[2].value, as: UTF8.self)),
      Self.iterations.contains(iterations)
    else {
      throw SASLFault(
        "its SCRAM challenge has no salt, or an iteration count outside "
          + "\(Self.iterations.lowerBound) to \(Self.iterations.upperBound)")
    }
    let salted = KeyedHash.pbkdf2(password: password, salt: [UInt8](salt), iterations: iterations)
    let clientKey = KeyedHash.hmac(key: salted, Array("Client Key".utf8))
    let withoutProof = Array("c=biws,r=".utf8) + serverNonce
    let comma = [UInt8(ascii: ",")]
    let exchange = firstBare + comma + challenge + comma + withoutProof
    let signature = KeyedHash.hmac(key: ContentDigest(of: clientKey).bytes, exchange)
    let proof = Data(zip(clientKey, signature).map { $0 ^ $1 })
    let serverKey = KeyedHash.hmac(key: salted, Array("Server Key".utf8))
    step = .proof(signature: KeyedHash.hmac(key: serverKey, exchange))
    return withoutProof + Array(",p=\(proof.base64EncodedString())".utf8)
  }

  private mutating func check(_ challenge: [UInt8], _ signature: [UInt8]) throws(SASLFault) {
    guard let field = Self.fields(challenge).first else { throw SASLFault("its SCRAM proof can't be read") }
    if field.key == UInt8(ascii: "e") {
      complaint = WireText.shown(field.value)
      step = .refused
      return
    }
    guard field.key == UInt8(ascii: "v"), let given = Data(base64Encoded: Data(field.value)),
      KeyedHash.areEqual([UInt8](given), signature)
    else { throw SASLFault("the server did not prove that it knows the password") }
    step = .done
  }

  private static func fields(_ message: [UInt8]) -> [(key: UInt8, value: [UInt8])] {
    message.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { field in
      guard field.count >= 2, field[field.startIndex + 1] == UInt8(ascii: "=") else { return (0, []) }
      return (field[field.startIndex], [UInt8](field.dropFirst(2)))
    }
  }
}
