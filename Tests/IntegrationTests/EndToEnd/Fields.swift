// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// One JSON object as another program reads it.
struct Fields {
  private let values: [String: Any]

  /// Reads an object.
  init(_ line: some StringProtocol) throws {
    values = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "no JSON object: \(line)")
  }

  private init(values: [String: Any]) { self.values = values }

  /// The names of the members.
  var names: Set<String> { Set(values.keys) }

  /// A string; nil for anything else.
  func text(_ name: String) -> String? { values[name] as? String }
  /// A whole number; nil for anything else.
  func number(_ name: String) -> Int? { values[name] as? Int }
  /// A list of strings; empty for anything else.
  func texts(_ name: String) -> [String] { values[name] as? [String] ?? [] }
  /// An object; nil for anything else.
  func object(_ name: String) -> Fields? { (values[name] as? [String: Any]).map(Fields.init(values:)) }
  /// A list of objects; empty for anything else.
  func objects(_ name: String) -> [Fields] {
    (values[name] as? [[String: Any]] ?? []).map(Fields.init(values:))
  }
  /// Whether the member is there and true.
  func isTrue(_ name: String) -> Bool { values[name] as? Bool == true }
  /// Whether the member is there and null.
  func isNull(_ name: String) -> Bool { values[name] is NSNull }
}

extension Program.Outcome {
  /// The objects of standard output, one a line.
  func objects() throws -> [Fields] { try lines.map { try Fields($0) } }
}
