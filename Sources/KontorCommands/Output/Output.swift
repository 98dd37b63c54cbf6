// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Writes to standard output and standard error.
///
/// Everything that may come from mail goes through `Visible.text` on its way to a person's terminal.
enum Output {
  /// Writes a line to standard output.
  static func line(_ text: String = "") {
    endProgress()
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// Writes a value as a line to standard output.
  static func line(_ value: JSONValue) {
    endProgress()
    var bytes = value.bytes
    bytes.append(10)
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes text to standard output as it is.
  static func text(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output as they are.
  static func bytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes lines to standard error; what a server or a mail says in them is made harmless here.
  static func warn(_ text: String) {
    endProgress()
    write(Visible.text(text) + "\n", to: STDERR_FILENO)
  }

  /// Why standard output could not take everything, such as a full disk; nil when it did.
  ///
  /// A command goes on all the same, for what it does matters more than what it says; its exit code tells.
  static var failure: String? { outputFailure.withLock { $0 } }

  /// Shows how far long work is, on one line of standard error that is written over.
  static func progress(_ text: String) {
    write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    progressShown.withLock { $0 = true }
  }

  private static let progressShown = Mutex(false)

  /// Wipes the line of progress before something else is written.
  private static func endProgress() {
    let wasShown = progressShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if wasShown { write("\r\u{1B}[K", to: STDERR_FILENO) }
  }

  private static let outputFailure = Mutex<String?>(nil)

  private static func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

  private static func write(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        let code = errno
        // A closed pipe is the reader's wish to see no more.
        guard file == STDOUT_FILENO, code != EPIPE else { return }
        return outputFailure.withLock { $0 = $0 ?? String(cString: strerror(code)) }
      }
    }
  }
}
