// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A file that nobody but its owner can read, or should.
struct GuardedFile {
  /// Where it is.
  let path: String

  /// Names a file.
  init(_ path: String) { self.path = path }

  /// Reads the start of the file, at most `limit` bytes.
  ///
  /// - Parameter isGuarded: whether its own mode must keep others out.
  func contents(limit: Int, isGuarded: Bool = true) throws(SecretFault) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw SecretFault(errno: errno) }
    defer { Glibc.close(file) }
    // Of the open file, not of the path: that could be exchanged in between.
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SecretFault(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SecretFault("it is not a regular file") }
    guard !isGuarded || status.st_mode & 0o077 == 0 else {
      throw SecretFault("others can read it; run chmod 600 on it")
    }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw SecretFault(errno: errno) }
    return [UInt8](bytes.prefix(count))
  }

  /// Puts `bytes` in place of the file, durable when it returns; a crash leaves the old file or the new one.
  func replace(with bytes: [UInt8]) throws(SecretFault) {
    try makeFolder()
    let fresh = path + ".new"
    unlink(fresh)
    let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SecretFault(errno: errno) }
    var start = 0
    var fault: SecretFault?
    while start < bytes.count, fault == nil {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 { start += count } else { fault = SecretFault(errno: errno) }
    }
    if fault == nil, fsync(file) != 0 { fault = SecretFault(errno: errno) }
    if Glibc.close(file) != 0, fault == nil { fault = SecretFault(errno: errno) }
    if fault == nil, rename(fresh, path) != 0 { fault = SecretFault(errno: errno) }
    if let fault {
      unlink(fresh)
      throw fault
    }
    try syncFolder()
  }

  /// Runs `body` while nobody else runs one for this file, in this process or another.
  ///
  /// - Throws: what `body` throws; `SecretFault` by way of `failing` when the lock can't be had in `seconds`.
  func locked<Result, Failure: Error>(
    within seconds: Int, failing: (SecretFault) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do throws(SecretFault) {
      try makeFolder()
    } catch {
      throw failing(error)
    }
    let file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failing(SecretFault(errno: errno)) }
    // Closing gives the lock back, also when the process ends.
    defer { Glibc.close(file) }
    let deadline = Deadline.after(seconds: seconds)
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw failing(SecretFault(errno: errno)) }
      guard deadline.millisecondsLeft > 0, !Task.isCancelled else {
        throw failing(SecretFault("another process has been working on it for \(seconds) seconds"))
      }
      usleep(2000)
    }
    return try body()
  }

  private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  private func makeFolder() throws(SecretFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw SecretFault("the folder \(folder) can't be made")
    }
  }

  private func syncFolder() throws(SecretFault) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw SecretFault(errno: errno) }
    defer { Glibc.close(directory) }
    guard fsync(directory) == 0 else { throw SecretFault(errno: errno) }
  }
}
