// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import OrderCore

/// The secret behind the identifiers of our letters: a file beside the store that only its owner reads.
///
/// Without it new letters bear no proof, and answers to earlier ones are judged by their sender alone. It is made once;
/// who moves the store takes it along.
struct ReplySecret {
  /// `kontor.sqlite` → `kontor.sqlite.secret`.
  let path: String

  init(store: String) { path = store + ".secret" }

  /// The tokens of the secret that is there, nil when there is none or it can't be read.
  var tokens: ReplyTokens? {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { return nil }
    return ReplyTokens(secret: Self.bytes(text))
  }

  /// The tokens of the secret, which is made where there is none yet.
  ///
  /// - Throws: `CommandFailure` when the file is there and can't be read as a secret, or can't be written.
  func made() throws -> ReplyTokens {
    if let tokens { return tokens }
    try write()
    guard let tokens else {
      throw CommandFailure(
        .failed,
        "\(path): is no secret of ours or not yours to read; set it right, or move it away and a new one is made"
      )
    }
    return tokens
  }

  /// What others may do with the file, in words; nil when only its owner may read it, or it is not there.
  var exposure: String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
    return "others may read \(path): chmod 600 \(path)"
  }

  /// Writes a new secret, but never over a file that is there.
  private func write() throws {
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { return }
      throw CommandFailure(.failed, "\(path): can't be written: \(String(cString: strerror(errno)))")
    }
    defer { close(file) }
    var generator = SystemRandomNumberGenerator()
    let secret = (0..<ReplyTokens.secretLength).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let text = secret.map { String(format: "%02x", $0) }.joined() + "\n"
    let written = text.utf8.withContiguousStorageIfAvailable { Glibc.write(file, $0.baseAddress, $0.count) }
    guard written == text.utf8.count, fsync(file) == 0 else {
      throw CommandFailure(.failed, "\(path): can't be written")
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
