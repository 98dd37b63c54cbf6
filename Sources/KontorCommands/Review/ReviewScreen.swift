// SPDX-License-Identifier: Apache-2.0

/// What a reviewer sees of one draft: a pure picture of it for a terminal of a given size.
struct ReviewScreen {
  /// The line on top: which draft of how many, order, state, event.
  var title: String
  /// The message that is answered: headers and new text; empty for a letter that answers nothing.
  var message: [String]
  /// The draft: headers and body.
  var draft: [String]
  /// What must not be overlooked: anomalies, holds, a reply address that differs.
  var warnings: [String]

  /// Columns from which message and draft stand side by side.
  static let sideBySideWidth = 110

  /// Returns the screen's lines, each at most `width` columns wide; text from mail is made harmless here.
  ///
  /// Nothing is cut off at the bottom: a terminal scrolls, and what is approved must have been shown.
  func lines(width: Int) -> [String] {
    var lines = [Style.bold(DisplayWidth.cut(Visible.line(title), to: width))]
    lines += warnings.flatMap { Self.wrap(Visible.line("! \($0)"), to: width) }.map(Style.warning)
    lines.append(String(repeating: "─", count: width))
    if width >= Self.sideBySideWidth, !message.isEmpty {
      lines += sideBySide(width: width)
    } else {
      if !message.isEmpty {
        lines.append(Style.dim("Message"))
        lines += wrapped(message, to: width)
        lines.append(String(repeating: "─", count: width))
      }
      lines.append(Style.dim("Draft"))
      lines += wrapped(draft, to: width)
    }
    lines.append(String(repeating: "─", count: width))
    return lines
  }

  private func sideBySide(width: Int) -> [String] {
    let column = (width - 3) / 2
    let left = wrapped(message, to: column)
    let right = wrapped(draft, to: column)
    var lines = [Style.dim(DisplayWidth.pad("Message", to: column) + "   Draft")]
    for row in 0..<max(left.count, right.count) {
      let leftCell = row < left.count ? left[row] : ""
      let rightCell = row < right.count ? right[row] : ""
      lines.append(DisplayWidth.pad(leftCell, to: column) + " │ " + rightCell)
    }
    return lines
  }

  private func wrapped(_ texts: [String], to width: Int) -> [String] {
    texts.flatMap { text in
      Visible.text(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        Self.wrap(String(line.replacing("\t", with: "    ")), to: width)
      }
    }
  }

  /// Breaks a line at blanks, or inside words that are wider than the line.
  static func wrap(_ line: String, to width: Int) -> [String] {
    guard DisplayWidth.of(line) > width else { return [line] }
    var lines: [String] = []
    var current = ""
    var used = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      var size = DisplayWidth.of(word)
      if !current.isEmpty, used + 1 + size > width {
        lines.append(current)
        current = ""
        used = 0
      }
      while size > width {
        let head = DisplayWidth.prefix(of: word, width: width)
        lines.append(head)
        word.removeFirst(head.count)
        size = DisplayWidth.of(word)
      }
      current += (current.isEmpty && used == 0 ? "" : " ") + word
      used = DisplayWidth.of(current)
    }
    lines.append(current)
    return lines
  }
}

extension DisplayWidth {
  /// Returns as much of the start of a text as fits a width; at least one character.
  static func prefix(of text: String, width: Int) -> String {
    var out = ""
    var used = 0
    for character in text {
      let next = of(String(character))
      if used + next > width, !out.isEmpty { break }
      out.append(character)
      used += next
    }
    return out
  }
}
