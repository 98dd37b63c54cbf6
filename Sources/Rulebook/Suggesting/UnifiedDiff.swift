// SPDX-License-Identifier: Apache-2.0

/// A text file as lines that keep their ends, so that changing some leaves the others byte for byte as they are.
struct TextLines {
  /// Its lines, without LF; a CR stays.
  var lines: [String]
  /// Whether the last line ends with LF.
  let endsWithBreak: Bool

  init(_ text: String) {
    // By bytes: Swift takes CR LF for one character.
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    endsWithBreak = lines.last == ""
    if endsWithBreak { lines.removeLast() }
  }

  /// The text.
  var text: String { lines.joined(separator: "\n") + (endsWithBreak ? "\n" : "") }

  /// What ends the lines besides LF.
  var lineEnd: String { lines.first?.utf8.last == 0x0D ? "\r" : "" }
}

/// A change of some lines: those of a range are taken out and others put there.
struct LineEdit {
  var range: Range<Int>
  var lines: [String]
}

/// Writes changes as `patch` and `git apply` read them.
enum UnifiedDiff {
  /// Lines of context around a change.
  private static let context = 3

  /// Returns the changes of a file as a patch.
  ///
  /// - Parameters:
  ///   - name: the file relative to where the patch will be applied.
  ///   - edits: in the order of the file, not overlapping.
  static func text(of old: TextLines, edits: [LineEdit], name: String) -> String {
    // A name with a blank ends at a tab (GNU diff).
    let end = name.contains(" ") ? "\t" : ""
    var out = "--- a/\(name)\(end)\n+++ b/\(name)\(end)\n"
    var shift = 0
    for hunk in hunks(of: settled(edits, in: old), count: old.lines.count) {
      var body = ""
      var added = 0
      var removed = 0
      var line = hunk.range.lowerBound
      func emit(_ sign: String, _ index: Int) {
        body += "\(sign)\(old.lines[index])\n"
        if index == old.lines.count - 1, !old.endsWithBreak { body += noBreak }
      }
      for edit in hunk.edits {
        while line < edit.range.lowerBound {
          emit(" ", line)
          line += 1
        }
        for index in edit.range { emit("-", index) }
        for text in edit.lines { body += "+\(text)\n" }
        if edit.range.contains(old.lines.count - 1), !old.endsWithBreak { body += noBreak }
        removed += edit.range.count
        added += edit.lines.count
        line = edit.range.upperBound
      }
      while line < hunk.range.upperBound {
        emit(" ", line)
        line += 1
      }
      let count = hunk.range.count
      let start = count == 0 ? 0 : hunk.range.lowerBound + 1
      let newStart = hunk.range.lowerBound + shift + 1
      out += "@@ -\(start),\(count) +\(newStart),\(count - removed + added) @@\n\(body)"
      shift += added - removed
    }
    return out
  }

  private static let noBreak = "\\ No newline at end of file\n"

  /// The edits with lines behind a last line that has no end written as a change of that line: it gets one.
  private static func settled(_ edits: [LineEdit], in old: TextLines) -> [LineEdit] {
    let end = old.lines.count
    guard !old.endsWithBreak, let last = old.lines.last, let tail = edits.last, tail.range == end..<end else {
      return edits
    }
    var edits = Array(edits.dropLast())
    if let change = edits.last, change.range == end - 1..<end {
      edits[edits.count - 1].lines += tail.lines
    } else {
      edits.append(LineEdit(range: end - 1..<end, lines: [last] + tail.lines))
    }
    return edits
  }

  private struct Hunk {
    var range: Range<Int>
    var edits: [LineEdit]
  }

  /// Edits with the lines around them; those that would share lines are one hunk.
  private static func hunks(of edits: [LineEdit], count: Int) -> [Hunk] {
    var hunks: [Hunk] = []
    for edit in edits {
      let range = max(0, edit.range.lowerBound - context)..<min(count, edit.range.upperBound + context)
      if let last = hunks.last, range.lowerBound <= last.range.upperBound {
        hunks[hunks.count - 1].range = last.range.lowerBound..<range.upperBound
        hunks[hunks.count - 1].edits.append(edit)
      } else {
        hunks.append(Hunk(range: range, edits: [edit]))
      }
    }
    return hunks
  }
}
