// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A file in the `Fixtures` folder of these tests.
struct Fixture: CustomTestStringConvertible {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// The path below `Fixtures`, such as `invalid/kontor-keys.yaml`.
  let path: String

  var testDescription: String { path }

  /// The path from the root.
  var absolutePath: String { Self.folder.appendingPathComponent(path).path }

  /// The content.
  var text: String {
    get throws { String(decoding: try Data(contentsOf: URL(fileURLWithPath: absolutePath)), as: UTF8.self) }
  }

  /// Lists the YAML files of a folder below `Fixtures`, sorted.
  static func all(in name: String) -> [Fixture] {
    let path = folder.appendingPathComponent(name).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { Fixture(path: "\(name)/\($0)") }
  }
}
