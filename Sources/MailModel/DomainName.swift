// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Names of domains in the form in which they are compared and sent: lower case, A-labels (RFC 5890 §2.3.2.1).
///
/// `bücher.example`, `BÜCHER.example` and `xn--bcher-kva.example` are one domain. Which characters a registry allows is
/// not checked: what it does not allow is found nowhere.
package enum DomainName {
  /// Returns the comparable form of a domain name.
  package static func folded(_ name: some StringProtocol) -> String {
    if name.utf8.allSatisfy({ $0 < 128 }) { return name.lowercased() }
    // RFC 5895: width and composition don't matter, and the ideographic full stop separates labels too.
    let mapped = name.lowercased().precomposedStringWithCompatibilityMapping.replacing("\u{3002}", with: ".")
    let labels = mapped.split(separator: ".", omittingEmptySubsequences: false)
    return labels.map { label in
      if label.utf8.allSatisfy({ $0 < 128 }) { return String(label) }
      return punycode(label.unicodeScalars).map { "xn--" + $0 } ?? String(label)
    }.joined(separator: ".")
  }

  /// Encodes a label as RFC 3492 §6.3 does, nil when it is longer than any label can be.
  private static func punycode(_ label: Substring.UnicodeScalarView) -> String? {
    let input = label.map(\.value)
    guard input.count <= longestLabel else { return nil }
    var output = input.filter { $0 < 128 }
    var handled = UInt32(output.count)
    let basic = handled
    if basic > 0 { output.append(0x2D) }
    var code: UInt32 = 128
    var delta: UInt32 = 0
    var bias: UInt32 = 72
    while handled < UInt32(input.count) {
      let next = input.filter { $0 >= code }.min() ?? code
      delta += (next - code) * (handled + 1)
      code = next
      for value in input {
        if value < code { delta += 1 }
        guard value == code else { continue }
        var rest = delta
        var position: UInt32 = base
        while true {
          let threshold = position <= bias ? 1 : min(position - bias, 26)
          if rest < threshold { break }
          output.append(digit(threshold + (rest - threshold) % (base - threshold)))
          rest = (rest - threshold) / (base - threshold)
          position += base
        }
        output.append(digit(rest))
        bias = adapted(delta, to: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return String(String.UnicodeScalarView(output.compactMap(Unicode.Scalar.init)))
  }

  private static let base: UInt32 = 36
  /// A label has 63 bytes at most (RFC 1035 §2.3.4); so short a one can't make the sums overflow.
  private static let longestLabel = 63

  private static func digit(_ value: UInt32) -> UInt32 { value < 26 ? value + 0x61 : value - 26 + 0x30 }

  /// RFC 3492 §6.1.
  private static func adapted(_ delta: UInt32, to count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > 455 {
      delta /= 35
      steps += base
    }
    return steps + 36 * delta / (delta + 38)
  }
}
