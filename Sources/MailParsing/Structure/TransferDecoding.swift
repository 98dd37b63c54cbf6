// SPDX-License-Identifier: Apache-2.0

import CGMime

/// A content transfer encoding (RFC 2045 §6).
enum TransferEncoding {
  case identity
  case base64
  case quotedPrintable
  case uuencode

  /// Reads the header's value; unknown ones are taken as identity.
  init(_ value: [UInt8]?) { self = Self.read(value).encoding }

  /// Whether a value names one encoding, spelled as the standard does or nearly so.
  static func isKnown(_ value: [UInt8]) -> Bool { read(value).isKnown }

  private static func read(_ value: [UInt8]?) -> (encoding: TransferEncoding, isKnown: Bool) {
    let comment = value?.firstIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ";") }
    let head = (value ?? [])[..<(comment ?? value?.count ?? 0)].prefix(100)
    // Letters and digits alone: senders write `7-bit`, `quoted_printable` and quotes.
    let folded = FoldedText(folded: head.filter { $0.isLetter || $0.isDigit }.map(\.lowered))
    switch String(decoding: folded.bytes, as: UTF8.self) {
    case "", "7bit", "8bit", "binary": return (.identity, true)
    case "base64": return (.base64, true)
    case "quotedprintable": return (.quotedPrintable, true)
    case "xuuencode", "uuencode", "xuue", "uue": return (.uuencode, true)
    default: break
    }
    if folded.contains("base64") { return (.base64, false) }
    if folded.contains("quotedprintable") { return (.quotedPrintable, false) }
    return (folded.contains("uuencode") ? .uuencode : .identity, false)
  }

  fileprivate var code: GMimeContentEncoding {
    switch self {
    case .identity: GMIME_CONTENT_ENCODING_BINARY
    case .base64: GMIME_CONTENT_ENCODING_BASE64
    case .quotedPrintable: GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
    case .uuencode: GMIME_CONTENT_ENCODING_UUENCODE
    }
  }
}

/// Decodes content, and encodes it with GMime.
enum TransferDecoding {
  /// What came out, and whether other programs may read the same bytes in another way.
  struct Result {
    var bytes: [UInt8]
    var isDoubtful: Bool
  }

  /// Decodes a buffer; malformed input gives what could be read.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, encoding: TransferEncoding) -> Result {
    switch encoding {
    case .identity: return Result(bytes: Array(bytes), isDoubtful: false)
    case .base64: return Base64Reading.read(bytes)
    case .quotedPrintable: return Result(bytes: QuotedPrintable.read(bytes), isDoubtful: false)
    case .uuencode:
      guard let block = UUEncoding.blocks(in: bytes).first else {
        return Result(bytes: Array(bytes), isDoubtful: true)
      }
      return Result(bytes: block.content, isDoubtful: false)
    }
  }

  /// The decoded bytes of an array.
  static func decode(_ bytes: [UInt8], encoding: TransferEncoding) -> [UInt8] {
    bytes.withUnsafeBufferPointer { read($0, encoding: encoding).bytes }
  }

  /// The encoded bytes, lines of at most 76 characters ended by LF.
  static func encode(_ bytes: [UInt8], encoding: TransferEncoding) -> [UInt8] {
    bytes.withUnsafeBufferPointer { buffer in
      transform(buffer, bound: kontor_mime_encoded_bound(encoding.code, buffer.count)) {
        kontor_mime_encode(encoding.code, $0, buffer.count, $1)
      }
    }
  }

  private static func transform(
    _ bytes: UnsafeBufferPointer<UInt8>, bound: Int,
    _ step: (UnsafePointer<CChar>?, UnsafeMutablePointer<CChar>?) -> Int
  ) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      let source = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let target = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
      count = step(source, target)
    }
  }
}
