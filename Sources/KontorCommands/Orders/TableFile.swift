// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a table that some program has exported: such files don't say their charset.
enum TableFile {
  /// Longer files are no table of orders.
  private static let largest = 256 << 20

  /// Returns the text of a file: UTF-8 where it is valid, else one of the two charsets of Windows.
  static func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path), data.count <= largest else {
      throw CommandFailure(.failed, "\(Visible.line(path)): can't be read, or is larger than 256 MB")
    }
    guard let text = text(data) else {
      throw CommandFailure(
        .failed, "\(Visible.line(path)): is neither UTF-8 nor Windows text; export it as CSV in UTF-8")
    }
    return text
  }

  /// Turns bytes into text, nil when they are none.
  static func text(_ data: Data) -> String? {
    if let text = String(data: data, encoding: .utf8) { return text }
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
      return String(data: data, encoding: .utf16)
    }
    return String(data: data, encoding: isCyrillic(data) ? .windowsCP1251 : .windowsCP1252)
  }

  /// Whether the letters outside ASCII stand in words of their own, as Russian ones do, and not one by one in words of
  /// other letters, as umlauts do.
  private static func isCyrillic(_ data: Data) -> Bool {
    var high = 0
    var paired = 0
    var before: UInt8 = 0
    for byte in data {
      if byte >= 0xC0 {
        high += 1
        if before >= 0xC0 { paired += 1 }
      }
      before = byte
    }
    return paired * 2 > high
  }
}
