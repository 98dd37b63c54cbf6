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

  /// Returns a label as people read it: an A-label decoded (RFC 3492 §6.2), any other as it is.
  package static func unicode(_ label: String) -> String {
    guard label.hasPrefix("xn--"), label.utf8.count <= longestLabel else { return label }
    return decoded(Array(label.utf8.dropFirst(4))) ?? label
  }

  private static func decoded(_ input: [UInt8]) -> String? {
    let dash = input.lastIndex(of: UInt8(ascii: "-"))
    var output = dash.map { input[..<$0].map(UInt32.init) } ?? []
    var position = dash.map { $0 + 1 } ?? 0
    var code: UInt32 = 128
    var index: UInt32 = 0
    var bias: UInt32 = 72
    while position < input.count {
      let start = index
      var weight: UInt32 = 1
      var place: UInt32 = base
      while true {
        guard position < input.count, let digit = value(input[position]) else { return nil }
        position += 1
        let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
        guard !overflow, index <= UInt32.max - product else { return nil }
        index += product
        let threshold = place <= bias ? 1 : min(place - bias, 26)
        if digit < threshold { break }
        let (next, tooFar) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !tooFar else { return nil }
        weight = next
        place += base
      }
      let count = UInt32(output.count + 1)
      bias = adapted(index - start, to: count, isFirst: start == 0)
      guard code <= UInt32.max - index / count else { return nil }
      code += index / count
      index %= count
      output.insert(code, at: Int(index))
      index += 1
    }
    let scalars = output.compactMap(Unicode.Scalar.init)
    guard scalars.count == output.count else { return nil }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x61...0x7A: UInt32(digit) - 0x61
    case 0x41...0x5A: UInt32(digit) - 0x41
    case 0x30...0x39: UInt32(digit) - 0x30 + 26
    default: nil
    }
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
