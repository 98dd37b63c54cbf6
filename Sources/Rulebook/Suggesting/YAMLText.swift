// SPDX-License-Identifier: Apache-2.0

/// Writes texts as YAML values.
enum YAMLText {
  /// Returns a text in double quotes, on one line; whatever could hide or end something is escaped (YAML 1.2 §5.7).
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case _ where isHidden(scalar):
        let hex = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        out += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return true
    default: return false
    }
  }
}
