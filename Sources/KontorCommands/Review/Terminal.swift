// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The person's terminal: its size, single keys, and an editor.
enum Terminal {
  /// The columns of standard output; 80 where it is no terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether standard input is a terminal.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// Reads one key without waiting for Enter, or one line's first letter where standard input is no terminal.
  ///
  /// - Returns: the letter in lower case, nil at the end of input.
  static func readKey() -> Character? {
    guard isInteractive else {
      guard let line = readLine() else { return nil }
      return line.first?.lowercased().first ?? "\n"
    }
    var saved = termios()
    guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return nil }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
    var byte: UInt8 = 0
    guard read(STDIN_FILENO, &byte, 1) == 1, byte != 4 else { return nil }
    return Character(Unicode.Scalar(byte)).lowercased().first
  }

  /// Asks a question and reads the line that answers it, nil at the end of input.
  static func ask(_ question: String) -> String? {
    Output.text(question + " ")
    return readLine()
  }

  /// Lets the person edit a text in `$VISUAL`, `$EDITOR` or vi; returns what the file then holds.
  ///
  /// The text stands in a file of a new folder that only the person can read, and that is removed afterwards.
  static func edit(_ text: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let editor =
      [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("draft.txt")
      try text.write(to: file, atomically: false, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      // The editor may come with options ("code --wait"), so the shell splits it; the file's name is an argument.
      process.arguments = ["-c", "\(editor) \"$1\"", "editor", file.path]
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw CommandFailure(
          .failed,
          "The editor '\(editor)' ended with code \(process.terminationStatus); the draft is unchanged.")
      }
      return try String(contentsOf: file, encoding: .utf8)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.failed, "The draft can't be edited: \(error.localizedDescription)")
    }
  }
}
