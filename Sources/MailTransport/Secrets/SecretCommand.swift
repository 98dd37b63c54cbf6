// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A command that prints a secret.
struct SecretCommand {
  /// The text for /bin/sh.
  let text: String

  /// Runs the command and returns what it printed, bounded in time and length.
  ///
  /// It gets no input; what it writes to standard error is dropped, for that may be secret.
  func output(within seconds: Int) throws(SecretFault) -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", text]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw SecretFault("/bin/sh could not be started")
    }
    let deadline = Deadline.after(seconds: seconds)
    guard let output = drain(pipe.fileHandleForReading.fileDescriptor, by: deadline),
      hasEnded(process, by: deadline)
    else {
      // The whole group, for the shell may wait for a child of its own.
      kill(-process.processIdentifier, SIGKILL)
      throw SecretFault("it did not end within \(seconds) seconds, or printed too much")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw SecretFault("it ended with status \(process.terminationStatus)")
    }
    return output
  }

  /// Reads to the end; nil when the deadline, the limit or a cancellation comes first.
  private func drain(_ file: Int32, by deadline: Deadline) -> [UInt8]? {
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while output.count <= SecretReader.limit {
      let left = deadline.millisecondsLeft
      guard left > 0, !Task.isCancelled else { return nil }
      var entry = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, min(left, 200)) > 0 else { continue }
      let count = read(file, &part, part.count)
      if count == 0 { return output }
      guard count > 0 else { return nil }
      output.append(contentsOf: part.prefix(count))
    }
    return nil
  }

  private func hasEnded(_ process: Process, by deadline: Deadline) -> Bool {
    while process.isRunning {
      guard deadline.millisecondsLeft > 0 else { return false }
      usleep(2000)
    }
    return true
  }
}
