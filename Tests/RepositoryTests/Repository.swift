// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The checkout that the tests run in.
enum Repository {
  /// Its root, from the place of this file.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The absolute path of something in it.
  static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

  /// The text of a file in it.
  static func text(_ relative: String) throws -> String {
    try String(contentsOfFile: path(relative), encoding: .utf8)
  }

  /// The files below a folder whose names end so, as sorted relative paths.
  static func files(in folder: String, suffix: String) -> [String] {
    guard let all = FileManager.default.enumerator(atPath: path(folder)) else { return [] }
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
  }
}
