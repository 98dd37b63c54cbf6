// SPDX-License-Identifier: Apache-2.0

/// Text of a server on its way to people: one line, no controls, bounded.
enum WireText {
  /// What is shown of a reply, in bytes.
  static let limit = 500

  /// Makes bytes of a server showable: invalid UTF-8 repaired, controls turned into blanks, cut at the limit.
  static func shown(_ bytes: some Collection<UInt8>) -> String {
    shown(String(decoding: bytes.prefix(limit), as: UTF8.self))
  }

  /// Makes text showable.
  static func shown(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      let isControl =
        scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      scalars.append(isControl || scalar.properties.generalCategory == .lineSeparator ? " " : scalar)
    }
    let line = String(scalars)
    let start = line.firstIndex { $0 != " " } ?? line.endIndex
    let end = line.lastIndex { $0 != " " }.map(line.index(after:)) ?? start
    return String(line[start..<end])
  }

  /// Turns a reply into the end of a sentence: no full stop, never empty.
  static func phrase(_ text: String) -> String {
    var phrase = Substring(text)
    while phrase.last == "." || phrase.last == " " { phrase.removeLast() }
    return phrase.isEmpty ? "no reason given" : String(phrase)
  }
}
