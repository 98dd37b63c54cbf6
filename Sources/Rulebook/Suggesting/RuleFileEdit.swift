// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// A rule file that rules and phrases are added to, its other lines untouched.
///
/// It understands YAML in block style as people write rules; what it doesn't understand it leaves alone.
struct RuleFileEdit {
  /// The file as it is.
  let original: TextLines
  /// What was changed, in the order it was asked for.
  private(set) var edits: [LineEdit] = []

  init(_ text: String) { original = TextLines(text) }

  /// The edits in the order of the file, those at one place joined.
  var ordered: [LineEdit] {
    var ordered: [LineEdit] = []
    let sorted = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for edit in sorted.map(\.element) {
      if let last = ordered.last, last.range.isEmpty, edit.range.isEmpty, last.range == edit.range {
        ordered[ordered.count - 1].lines += edit.lines
      } else {
        ordered.append(edit)
      }
    }
    return ordered
  }

  /// The changed text.
  var text: String {
    var changed = original
    for edit in ordered.reversed() { changed.lines.replaceSubrange(edit.range, with: edit.lines) }
    return changed.text
  }

  // MARK: Finding rules

  /// Where a rule stands: its lines, how far its dash and its keys are indented.
  private struct Block {
    var lines: Range<Int>
    var dash: Int
    var keys: Int
    var id: Int
  }

  /// Finds the lines of a rule from where its `id` stands.
  private func block(at place: SourcePlace) -> Block? {
    let lines = original.lines
    let id = place.line - 1
    guard lines.indices.contains(id) else { return nil }
    let before = lines[id].prefix { $0 == " " || $0 == "-" }
    guard lines[id].dropFirst(before.count).hasPrefix("id:") else { return nil }
    let keys = before.count
    var start = id
    while Self.dash(of: lines[start], before: keys) == nil {
      guard start > 0 else { return nil }
      start -= 1
    }
    guard let dash = Self.dash(of: lines[start], before: keys) else { return nil }
    var end = id + 1
    while end < lines.count, Self.isBlank(lines[end]) || Self.indentation(of: lines[end]) > dash { end += 1 }
    while end > id + 1, Self.isBlank(lines[end - 1]) { end -= 1 }
    return Block(lines: start..<end, dash: dash, keys: keys, id: id)
  }

  /// The indentation of a dash before a column, nil where there is none.
  private static func dash(of line: String, before column: Int) -> Int? {
    let indentation = indentation(of: line)
    return indentation < column && line.dropFirst(indentation).hasPrefix("- ") ? indentation : nil
  }

  private static func indentation(of line: String) -> Int { line.prefix { $0 == " " }.count }

  /// Whether a line says nothing: blanks or a comment.
  private static func isBlank(_ line: String) -> Bool {
    let text = line.drop(while: \.isWhitespace)
    return text.isEmpty || text.first == "#"
  }

  // MARK: Changing them

  /// Adds a rule after the last of the file's; false when the file can't be understood.
  mutating func append(_ rule: [String], after last: SourcePlace) -> Bool {
    guard let block = block(at: last) else { return false }
    let indentation = String(repeating: " ", count: block.dash)
    insert(rule.map { indentation + $0 }, at: block.lines.upperBound)
    return true
  }

  /// Adds items to a list of a rule, making the list where there is none; false when the file can't be understood.
  ///
  /// - Parameter items: quoted values, each with a comment or none.
  mutating func add(
    _ items: [(value: String, comment: String)], to key: String, ofRuleAt place: SourcePlace
  ) -> Bool {
    guard let block = block(at: place) else { return false }
    let indentation = String(repeating: " ", count: block.keys)
    let listed = block.lines.first { line in
      let text = original.lines[line].dropFirst(block.keys)
      let lead = original.lines[line].prefix(block.keys)
      return text.hasPrefix("\(key):")
        && lead.allSatisfy { $0 == " " || (line == block.lines.lowerBound && $0 == "-") }
    }
    guard let line = listed else {
      insert(
        ["\(indentation)\(key):"] + items.map { "\(indentation)  - \($0.value)\(Self.comment($0.comment))" },
        at: block.id + 1)
      return true
    }
    return extend(line, items, key: key, keys: block.keys)
  }

  private mutating func extend(
    _ line: Int, _ items: [(value: String, comment: String)], key: String, keys: Int
  ) -> Bool {
    let text = original.lines[line]
    let rest = text.dropFirst(keys + key.utf8.count + 1).drop { $0 == " " }
    let bare = rest.prefix { $0 != "#" }.filter { !$0.isWhitespace }
    if bare.isEmpty {
      // A list in block style: its items are indented like the first of them.
      guard let first = original.lines[(line + 1)...].first(where: { !Self.isBlank($0) }) else {
        return false
      }
      let depth = Self.indentation(of: first)
      guard depth >= keys, first.dropFirst(depth).hasPrefix("- ") else { return false }
      let indentation = String(repeating: " ", count: depth)
      insert(items.map { "\(indentation)- \($0.value)\(Self.comment($0.comment))" }, at: line + 1)
      return true
    }
    guard rest.first == "[" else { return false }
    // A list in flow style: the new items come first in it, their comments above it.
    let head = text.prefix(text.count - rest.count)
    let values = items.map(\.value).joined(separator: ", ")
    let isEmpty = rest.dropFirst().drop { $0 == " " }.first == "]"
    let indentation = String(repeating: " ", count: keys)
    let comments = items.filter { !$0.comment.isEmpty }.map {
      "\(indentation)# \($0.value)  \($0.comment)\(original.lineEnd)"
    }
    edits.append(
      LineEdit(
        range: line..<line + 1,
        lines: comments + ["\(head)[\(values)\(isEmpty ? "" : ", ")\(rest.dropFirst())"]))
    return true
  }

  private mutating func insert(_ lines: [String], at place: Int) {
    edits.append(LineEdit(range: place..<place, lines: lines.map { $0 + original.lineEnd }))
  }

  private static func comment(_ text: String) -> String { text.isEmpty ? "" : "  # \(text)" }
}
