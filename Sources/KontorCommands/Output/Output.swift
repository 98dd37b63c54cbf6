// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes to standard output and standard error.
///
/// Everything that may come from mail goes through `Visible.text` on its way to a person's terminal.
enum Output {
  /// Writes a line to standard output.
  static func line(_ text: String = "") {
    write(text + "\n", to: FileHandle.standardOutput)
  }

  /// Writes text to standard output as it is.
  static func text(_ text: String) {
    write(text, to: FileHandle.standardOutput)
  }

  /// Writes a line to standard error.
  static func warn(_ text: String) {
    write(text + "\n", to: FileHandle.standardError)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    // A closed pipe is the reader's wish to see no more.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
