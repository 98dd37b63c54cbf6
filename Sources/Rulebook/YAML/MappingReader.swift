// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// A mapping whose keys are known: what is not is reported with what was probably meant.
struct MappingReader {
  /// Where the mapping starts.
  let place: SourcePlace
  /// Where findings go.
  let diagnostics: Diagnostics
  private let values: [String: YAMLValue]

  /// Opens a mapping and reports keys that it may not have; nil if the value is something else.
  init?(_ value: YAMLValue, keys: [String], _ diagnostics: Diagnostics, expected: String = "a mapping") {
    guard case .mapping(let entries) = value.content else {
      value.mismatch(expected, diagnostics)
      return nil
    }
    var values: [String: YAMLValue] = [:]
    for entry in entries {
      guard keys.contains(entry.key) else {
        let remedy = Suggestion.remedy(for: entry.key, among: keys)
        diagnostics.report("unknown key \(quoted(entry.key))\(remedy)", at: entry.keyPlace)
        continue
      }
      values[entry.key] = entry.value
    }
    place = value.place
    self.diagnostics = diagnostics
    self.values = values
  }

  /// Returns a key's value; nil when the key is left out.
  subscript(_ key: String) -> YAMLValue? { values[key] }

  /// Returns the value of a key that must be there; reports it when it isn't.
  func required(_ key: String) -> YAMLValue? {
    if let value = values[key] { return value }
    diagnostics.report("the key '\(key)' is missing", at: place)
    return nil
  }

  /// Returns where a key's value stands; the mapping's own place when the key is left out.
  func place(of key: String) -> SourcePlace { values[key]?.place ?? place }

  /// Reads a text; nil when the key is left out.
  func text(_ key: String) -> String? {
    values[key]?.text(diagnostics)
  }

  /// Reads a text that must be there and not be blank.
  func requiredText(_ key: String) -> String? {
    guard let value = required(key), let text = value.text(diagnostics) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      diagnostics.report("'\(key)' is blank", at: value.place)
      return nil
    }
    return text
  }
}
