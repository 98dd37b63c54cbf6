// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#endif

/// Reads quoted-printable (RFC 2045 §6.7); what is no code stays as it is written.
enum QuotedPrintable {
  /// Decodes in one pass.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let source = bytes.baseAddress else { return [] }
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
      guard let target = out.baseAddress else { return }
      var index = 0
      while index < bytes.count {
        let found = memchr(source + index, Int32(UInt8(ascii: "=")), bytes.count - index)
        let next = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(source) } ?? bytes.count
        memcpy(target + count, source + index, next - index)
        count += next - index
        index = next
        guard index < bytes.count else { break }
        if index + 2 < bytes.count, let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue
        {
          out[count] = high << 4 | low
          count += 1
          index += 3
        } else if let end = softBreak(bytes, at: index + 1) {
          index = end
        } else {
          out[count] = bytes[index]
          count += 1
          index += 1
        }
      }
    }
  }

  /// Where the next line starts when only blanks stand in front of the line end: relays add them.
  private static func softBreak(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index].isBlank || bytes[index] == 13 { index += 1 }
    if index == bytes.count { return index }
    return bytes[index] == 10 ? index + 1 : nil
  }
}
