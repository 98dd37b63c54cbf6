// SPDX-License-Identifier: Apache-2.0

import Markup

/// The text of XML whose elements mean nothing to us: a line for each, but one for a sentence with marks
/// inside.
struct XMLLines: XMLListener {
  private var out: [UInt8] = []
  /// Whether each open element has text of its own, which its children then stand in.
  private var hasText: [Bool] = []

  /// The lines; what is one long word is a file in base64.
  var text: String {
    let lines = out.split(separator: UInt8(ascii: "\n")).filter { line in
      line.contains { $0 > 0x20 } && (line.count < 1_000 || line.contains(UInt8(ascii: " ")))
    }
    return String(decoding: Array(lines.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
  }

  var isFull: Bool { out.count > ReadingLimits.writtenBytes }

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    separate()
    hasText.append(false)
  }

  mutating func end(_ name: String) {
    _ = hasText.popLast()
    separate()
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let depth = hasText.indices.last else { return }
    if bytes.contains(where: { $0 > 0x20 }) { hasText[depth] = true }
    // A line break of the source is a space to its reader; runs of them are one.
    for byte in bytes where byte > 0x20 || out.last.map({ $0 > 0x20 }) ?? false {
      out.append(byte > 0x20 ? byte : UInt8(ascii: " "))
    }
  }

  private mutating func separate() {
    let isInline = hasText.last ?? false
    if isInline, let last = out.last, last > 0x20 { out.append(UInt8(ascii: " ")) }
    if !isInline { out.append(UInt8(ascii: "\n")) }
  }
}
