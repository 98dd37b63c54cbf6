// SPDX-License-Identifier: Apache-2.0

/// A message that holds a NUL byte, which neither IMAP literals nor SMTP can carry.
package struct NULByte: Error, Hashable, Sendable {}

/// The line ends of a message on the wire.
package enum LineEnds {
  private static let cr = UInt8(ascii: "\r")
  private static let lf = UInt8(ascii: "\n")

  /// Makes every line end CRLF; gives back the same bytes where nothing has to change.
  ///
  /// A bare CR or LF that one server takes for a line end and the next does not is what SMTP smuggling lives on.
  package static func canonical(_ bytes: [UInt8]) throws(NULByte) -> [UInt8] {
    if bytes.contains(0) { throw NULByte() }
    guard let first = firstBareEnd(in: bytes) else { return bytes }
    var out = [UInt8](bytes[..<first])
    out.reserveCapacity(bytes.count + bytes.count / 32 + 2)
    var start = first
    while let end = bytes[start...].firstIndex(where: { $0 == cr || $0 == lf }) {
      out.append(contentsOf: bytes[start..<end])
      out.append(cr)
      out.append(lf)
      let isPair = bytes[end] == cr && end + 1 < bytes.count && bytes[end + 1] == lf
      start = end + (isPair ? 2 : 1)
    }
    out.append(contentsOf: bytes[start...])
    return out
  }

  private static func firstBareEnd(in bytes: [UInt8]) -> Int? {
    var start = 0
    while let end = bytes[start...].firstIndex(where: { $0 == cr || $0 == lf }) {
      guard bytes[end] == cr, end + 1 < bytes.count, bytes[end + 1] == lf else { return end }
      start = end + 2
    }
    return nil
  }
}
