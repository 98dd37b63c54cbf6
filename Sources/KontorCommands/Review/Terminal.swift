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
  /// What was typed before the question is thrown away, and a key that sends several characters (an arrow sends
  /// `ESC [ A`) is never taken for one of them: neither may approve a letter.
  ///
  /// - Returns: the letter in lower case, `?` for a key that is no letter, nil at the end of input.
  static func readKey() -> Character? {
    guard isInteractive else {
      guard let line = readLine() else { return nil }
      return line.first?.lowercased().first ?? "\n"
    }
    var saved = termios()
    guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return nil }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0, bytes[0] != 4 else { return nil }
    return key(bytes.prefix(count))
  }

  /// The key that the bytes of one reading stand for.
  static func key(_ bytes: some Collection<UInt8>) -> Character {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    guard text.count == 1, let letter = text.first, letter.isLetter || letter.isNewline else { return "?" }
    return letter
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
      // The editor may come with options ("code --wait"), so the shell splits it; the file's name is an argument.
      let code = try Child.run(["/bin/sh", "-c", "\(editor) \"$1\"", "editor", file.path])
      guard code == 0 else {
        throw CommandFailure(
          .failed, "The editor '\(editor)' ended with code \(code); the draft is unchanged.")
      }
      return try String(contentsOf: file, encoding: .utf8)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.failed, "The draft can't be edited: \(error.localizedDescription)")
    }
  }
}
