// SPDX-License-Identifier: Apache-2.0

/// Undoes `format=flowed` (RFC 3676): soft-broken lines become one again.
enum FlowedText {
  /// Joins the soft lines of a text with LF line ends.
  static func unwrap(_ text: String, deletesSpace: Bool) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var open: Int?
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
      let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
      var rest = line.dropFirst(depth)
      if rest.first == 32 { rest = rest.dropFirst() }
      let isSignature = rest.elementsEqual([45, 45, 32])
      if let current = open, current == depth, !isSignature {
        if deletesSpace, out.last == 32 { out.removeLast() }
      } else {
        if open != nil { out.append(10) }
        for _ in 0..<depth { out.append(UInt8(ascii: ">")) }
        if depth > 0 { out.append(32) }
      }
      out += rest
      if rest.last == 32, !isSignature {
        open = depth
      } else {
        out.append(10)
        open = nil
      }
    }
    if out.last == 10 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
