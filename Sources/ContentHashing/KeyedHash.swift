// SPDX-License-Identifier: Apache-2.0

import CCrypto

/// SHA-256 with a key: what proves that somebody knows a password, without showing it.
package enum KeyedHash {
  /// Computes HMAC-SHA-256 (RFC 2104) with OpenSSL.
  package static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &out, &length)
    // It fails only when OpenSSL can't allocate.
    precondition(result != nil && length == 32, "OpenSSL can't compute HMAC-SHA-256.")
    return out
  }

  /// Derives 32 bytes from a password by PBKDF2 with HMAC-SHA-256 (RFC 8018), in time linear in `iterations`.
  package static func pbkdf2(password: [UInt8], salt: [UInt8], iterations: Int) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: 32)
    let characters = password.map { CChar(bitPattern: $0) }
    let result = PKCS5_PBKDF2_HMAC(
      characters, Int32(characters.count), salt, Int32(salt.count), Int32(clamping: iterations), EVP_sha256(),
      32, &out)
    precondition(result == 1, "OpenSSL can't compute PBKDF2.")
    return out
  }

  /// Compares in a time that tells nothing of where the bytes differ.
  package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
