// SPDX-License-Identifier: Apache-2.0

/// Makes text from mail harmless for a terminal: controls and invisible format characters become visible escapes.
enum Visible {
  /// Returns the text on one line.
  static func line(_ text: String) -> String { escape(text, keepingLines: false) }

  /// Returns the text with its line breaks and tabs.
  static func text(_ text: String) -> String { escape(text, keepingLines: true) }

  /// Whether a scalar may move the cursor, colour, reorder or hide what stands around it.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: return true
    default: return false
    }
  }

  private static func escape(_ text: String, keepingLines: Bool) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isDangerous(scalar) {
        out.append(scalar)
      } else if scalar == "\n" || scalar == "\t" {
        out.append(keepingLines ? scalar : " ")
      } else if scalar == "\r" {
        if !keepingLines { out.append(" ") }
      } else if scalar != "\u{AD}" {
        out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      }
    }
    return String(out)
  }
}
