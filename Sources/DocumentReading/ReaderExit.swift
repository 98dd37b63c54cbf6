// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// The exit codes of a reader, after those of sysexits.h.
enum ReaderExit: Int32 {
  case unreadable = 65
  case toolMissing = 69
  case notConfined = 71

  /// Ends this process with the code and the words of an error.
  static func end(_ error: DocumentError) -> Never {
    let (code, reason): (ReaderExit, String) =
      switch error {
      case .toolMissing(let tool): (.toolMissing, tool)
      case .notStarted(let reason): (.notConfined, reason)
      case .unreadable(let reason): (.unreadable, reason)
      case .tooSlow, .killed: (.unreadable, "its reader gave up")
      }
    _ = Array(reason.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    _exit(code.rawValue)
  }

  /// What the parent makes of a code and of the words on standard error, of which it believes little.
  static func error(code: Int32, message: [UInt8], format: DocumentFormat) -> DocumentError {
    var cleaned = CleanedText(limit: 200, joinsSpaces: true)
    cleaned.append(message.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    let words = cleaned.text
    switch ReaderExit(rawValue: code) {
    case .unreadable: return .unreadable(words.isEmpty ? "its reader gives no reason" : words)
    case .toolMissing: return .toolMissing(words)
    case .notConfined: return .notStarted(words)
    case nil where format == .pdf && code < 100:
      let isLocked = code == 3 || String(decoding: message, as: UTF8.self).contains("Incorrect password")
      return .unreadable(isLocked ? "it is encrypted" : "it is no PDF, or damaged")
    // It was started, and what it stumbled over is the document.
    case nil: return .unreadable("its reader ended with code \(code)")
    }
  }
}
