// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Writes to standard output and standard error.
///
/// Everything that may come from mail goes through `Visible.text` on its way to a person's terminal.
enum Output {
  /// Writes a line to standard output.
  static func line(_ text: String = "") {
    endProgress()
    write(text + "\n", to: FileHandle.standardOutput)
  }

  /// Writes text to standard output as it is.
  static func text(_ text: String) {
    write(text, to: FileHandle.standardOutput)
  }

  /// Writes bytes to standard output as they are.
  static func bytes(_ bytes: [UInt8]) {
    try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  /// Writes a line to standard error.
  static func warn(_ text: String) {
    endProgress()
    write(text + "\n", to: FileHandle.standardError)
  }

  /// Shows how far long work is, on one line of standard error that is written over.
  static func progress(_ text: String) {
    write("\r\u{1B}[K\(text)", to: FileHandle.standardError)
    progressShown.withLock { $0 = true }
  }

  private static let progressShown = Mutex(false)

  /// Wipes the line of progress before something else is written.
  private static func endProgress() {
    let wasShown = progressShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if wasShown { try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8)) }
  }

  private static func write(_ text: String, to handle: FileHandle) {
    // A closed pipe is the reader's wish to see no more.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
