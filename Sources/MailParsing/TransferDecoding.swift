// SPDX-License-Identifier: Apache-2.0

import CGMime

/// A content transfer encoding (RFC 2045 §6).
enum TransferEncoding {
  case identity
  case base64
  case quotedPrintable
  case uuencode

  /// Reads the header's value; unknown ones are taken as identity.
  init(_ value: [UInt8]?) {
    let name = FoldedText((value ?? [])[...], limit: 100)
    if name.contains("base64") {
      self = .base64
    } else if name.contains("quoted-printable") {
      self = .quotedPrintable
    } else if name.contains("uuencode") || name.contains("x-uue") {
      self = .uuencode
    } else {
      self = .identity
    }
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

/// Decodes and encodes content with GMime.
enum TransferDecoding {
  /// The decoded bytes; malformed input gives what could be read.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: TransferEncoding) -> [UInt8] {
    if case .identity = encoding { return Array(bytes) }
    let padding = encoding == .base64 ? missingPadding(bytes) : 0
    return transform(bytes, bound: kontor_mime_decoded_bound(encoding.code, bytes.count)) {
      kontor_mime_decode(encoding.code, $0, bytes.count, padding, $1)
    }
  }

  /// The decoded bytes of an array.
  static func decode(_ bytes: [UInt8], encoding: TransferEncoding) -> [UInt8] {
    bytes.withUnsafeBufferPointer { decode($0, encoding: encoding) }
  }

  /// The encoded bytes, lines of at most 76 characters ended by LF.
  static func encode(_ bytes: [UInt8], encoding: TransferEncoding) -> [UInt8] {
    bytes.withUnsafeBufferPointer { buffer in
      transform(buffer, bound: kontor_mime_encoded_bound(encoding.code, buffer.count)) {
        kontor_mime_encode(encoding.code, $0, buffer.count, $1)
      }
    }
  }

  /// How many `=` senders have left out at the end of base64.
  private static func missingPadding(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if bytes.last(where: { !$0.isWhitespace }) == UInt8(ascii: "=") { return 0 }
    var digits = 0
    for byte in bytes where byte.isLetter || byte.isDigit || byte == 43 || byte == 47 { digits += 1 }
    return digits % 4 < 2 ? 0 : 4 - digits % 4
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
