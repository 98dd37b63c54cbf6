// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Yams

/// One YAML file, read into values with their places.
struct YAMLDocument {
  /// The most values that a file may have once its aliases are followed.
  static let valueLimit = 500_000
  /// The deepest nesting.
  static let depthLimit = 64

  private let file: String
  private var budget = valueLimit

  private init(file: String) { self.file = file }

  /// Reads a text as YAML; an empty file is `nothing`.
  static func parse(_ text: String, file: String) throws(RulebookError) -> YAMLValue {
    var document = YAMLDocument(file: file)
    if let place = AliasScan.place(ofDangerIn: text, file: file) {
      throw RulebookError(place, "aliases are refused here: as a key, beside composed keys, or a great many")
    }
    let root: Node?
    do {
      // Without resolver rules every scalar stays a text: what `no` or `2026-01-18` is, its reader says.
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      throw document.error(from: error, in: text)
    }
    guard let root else { return YAMLValue(content: .nothing, place: document.place(nil)) }
    return try document.value(of: root, depth: 0)
  }

  private mutating func value(of node: Node, depth: Int) throws(RulebookError) -> YAMLValue {
    budget -= 1
    let place = place(node.mark)
    guard budget > 0 else {
      throw RulebookError(
        place, "the file has more than \(Self.valueLimit) values once its aliases are followed")
    }
    guard depth < Self.depthLimit else {
      throw RulebookError(place, "values are nested more than \(Self.depthLimit) deep")
    }
    switch node {
    case .scalar(let scalar):
      return self.value(of: scalar)
    case .sequence(let sequence):
      var items: [YAMLValue] = []
      for item in sequence { items.append(try self.value(of: item, depth: depth + 1)) }
      return YAMLValue(content: .list(items), place: place)
    case .mapping(let mapping):
      var entries: [YAMLValue.Entry] = []
      for (key, item) in mapping {
        guard let name = key.scalar?.string else {
          throw RulebookError(self.place(key.mark), "a key must be a text")
        }
        let item = try self.value(of: item, depth: depth + 1)
        entries.append(YAMLValue.Entry(key: name, keyPlace: self.place(key.mark), value: item))
      }
      return YAMLValue(content: .mapping(entries), place: place)
    case .alias:
      throw RulebookError(place, "an alias that stands for nothing")
    }
  }

  private func value(of scalar: Node.Scalar) -> YAMLValue {
    let place = place(scalar.mark)
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      let inside = SourcePlace(file: file, line: place.line, column: place.column + 1)
      return YAMLValue(content: .text(scalar.string), place: inside)
    case .literal, .folded:
      let below = SourcePlace(file: file, line: place.line + 1, column: 1)
      return YAMLValue(content: .text(scalar.string), place: below)
    case .any, .plain:
      let isNothing = ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return YAMLValue(content: isNothing ? .nothing : .text(scalar.string), place: place)
    }
  }

  private func place(_ mark: Mark?) -> SourcePlace {
    SourcePlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func error(from error: any Error, in text: String) -> RulebookError {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      if startsWithTab(text, line: mark.line) {
        return RulebookError(place(mark), "not valid YAML: a line starts with a tab; use spaces")
      }
      let origin = context.map { " \($0.text) (from \($0.mark.line):\($0.mark.column))" } ?? ""
      return RulebookError(place(mark), "not valid YAML: \(problem)\(origin)")
    case .composer(let context, let problem, let mark, _):
      let expectation = context.map { $0.text + " " } ?? ""
      return RulebookError(place(mark), "not valid YAML: \(expectation)\(problem)")
    case .reader(let problem, let offset, _, _):
      let read = text.unicodeScalars.prefix(offset ?? 0)
      return RulebookError(SourceFile.place(after: String(read), file: file), "not valid YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { quoted($0) }.joined(separator: ", ")
      return RulebookError(place(context.mark), "the key \(names) stands twice in one mapping")
    default:
      return RulebookError(place(nil), "not valid YAML")
    }
  }

  private func startsWithTab(_ text: String, line: Int) -> Bool {
    text.split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false).dropFirst(line - 1).first?
      .first == "\t"
  }
}
