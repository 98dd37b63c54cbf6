// SPDX-License-Identifier: Apache-2.0

import CCrypto

/// The SHA-256 of some bytes: the identity of a message, a part or a draft.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes of the digest.
  package let bytes: [UInt8]

  /// Creates a digest of 32 stored bytes, or nil when there are not 32.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Creates a digest from 64 hexadecimal digits, or nil when `hex` is anything else.
  package init?(hex: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in hex.utf8 {
      guard let nibble = Self.nibble(character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }

  /// Computes the digest of `content` with OpenSSL.
  package init(of content: [UInt8]) {
    self = content.withUnsafeBytes { ContentDigest(of: $0) }
  }

  /// Computes the digest of the bytes of a buffer with OpenSSL.
  package init(of content: UnsafeRawBufferPointer) {
    var out = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    // It fails only when OpenSSL can't allocate. Two messages must never share an identity, so the process ends
    // then, with the transaction undone: mail is fetched again, not taken for known.
    let isDone = EVP_Digest(content.baseAddress, content.count, &out, &length, EVP_sha256(), nil) == 1
    precondition(isDone && length == 32, "OpenSSL can't compute SHA-256.")
    bytes = out
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(64)
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func nibble(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
