// SPDX-License-Identifier: Apache-2.0

import CGMime

/// Turns bytes of a labelled, mislabelled or unlabelled charset into text; never fails, never loses ASCII.
enum CharsetDecoding {
  /// What came out, and whether the label had to be set aside.
  struct Result {
    var text: String
    var labelIgnored: Bool
  }

  /// Decodes `bytes`; `label` is a charset name as mail writes it.
  ///
  /// Bytes that are UTF-8 are read as such even under an 8-bit label: no real 8-bit text looks like several
  /// UTF-8 sequences. UTF-7 is refused, because it can hide markup.
  static func decode(_ bytes: [UInt8], label: String?) -> Result {
    if bytes.allSatisfy({ $0 < 128 }), !isStateful(label) {
      return Result(text: String(decoding: bytes, as: UTF8.self), labelIgnored: label.map(isRefused) ?? false)
    }
    let name = label.map(canonical)
    if let name, name != "utf-8", name != "us-ascii", !isRefused(name) {
      if !isMultibyte(name), UTF8Shape(bytes).isUTF8 {
        return Result(text: String(decoding: bytes, as: UTF8.self), labelIgnored: true)
      }
      if let text = convert(bytes, from: name) { return Result(text: text, labelIgnored: false) }
      return Result(text: guess(bytes), labelIgnored: true)
    }
    let shape = UTF8Shape(bytes)
    if shape.invalid == 0 || shape.sequences > shape.invalid {
      return Result(
        text: String(decoding: bytes, as: UTF8.self),
        labelIgnored: name != "utf-8" && name != nil || shape.invalid > 0)
    }
    return Result(text: guess(bytes), labelIgnored: true)
  }

  /// Decodes bytes that have no label: UTF-8, else the likeliest 8-bit charset.
  static func decode(unlabelled bytes: [UInt8]) -> String {
    decode(bytes, label: nil).text
  }

  /// Converts with iconv, U+FFFD for what has no meaning; nil when the charset is unknown.
  private static func convert(_ bytes: [UInt8], from name: String) -> String? {
    guard let converter = kontor_iconv_open("UTF-8", name) else { return nil }
    defer { kontor_iconv_close(converter) }
    var out = [UInt8](repeating: 0, count: bytes.count * 2 + 64)
    var consumed = 0
    var produced = 0
    bytes.withUnsafeBytes { input in
      guard let source = input.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
      while consumed < input.count {
        let room = out.count
        let failure = out.withUnsafeMutableBytes { output -> Int32 in
          let target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
          return kontor_iconv(converter, source, input.count, &consumed, target, room, &produced)
        }
        if failure == 0 { break }
        if room - produced < 16 || failure == E2BIG {
          out.append(contentsOf: repeatElement(0, count: out.count))
          if failure == E2BIG { continue }
        }
        for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
          out[produced] = byte
          produced += 1
        }
        consumed += 1
      }
    }
    return String(decoding: out[..<produced], as: UTF8.self)
  }

  /// Reads bytes as the likeliest of the 8-bit charsets of this trade's mail.
  private static func guess(_ bytes: [UInt8]) -> String {
    convert(bytes, from: EightBitGuess(bytes).charset) ?? String(decoding: bytes, as: UTF8.self)
  }

  /// The name iconv knows: supersets for the labels that senders use too narrowly.
  private static func canonical(_ label: String) -> String {
    let name = label.lowercased().filter { $0 != "\"" && $0 != "'" && $0 != " " }
    return switch name {
    case "utf8", "utf-8", "unicode-1-1-utf-8", "utf-8n", "utf8mb4", "cp65001": "utf-8"
    case "us-ascii", "ascii", "ansi_x3.4-1968", "": "us-ascii"
    case "iso-8859-1", "iso8859-1", "latin1", "iso_8859-1", "cp1252", "windows-1252", "l1": "windows-1252"
    case "cp1251", "win-1251", "cp-1251", "x-cp1251", "windows1251", "win1251": "windows-1251"
    case "koi8", "koi8r", "koi8-r": "koi8-r"
    case "gb2312", "gbk", "x-gbk": "gb18030"
    case "ks_c_5601-1987", "ks_c_5601", "euc-kr": "cp949"
    case "shift_jis", "sjis", "x-sjis": "cp932"
    case "iso-8859-8-i": "iso-8859-8"
    // GMime takes these for the charset of the locale, and iconv does so with a name of signs only.
    case _ where name.hasPrefix("x-unknown") || name.hasPrefix("unknown"): "us-ascii"
    case _ where !name.utf8.allSatisfy(isNameByte): "us-ascii"
    default: name
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
  }

  private static func isRefused(_ label: String) -> Bool {
    FoldedText(label).contains(anyOf: ["utf-7", "utf7"])
  }

  private static func isStateful(_ label: String?) -> Bool {
    guard let name = label?.lowercased() else { return false }
    return name.hasPrefix("iso-2022") || name.hasPrefix("hz") || name.hasPrefix("utf-16")
      || name.hasPrefix("utf-32")
      || name.hasPrefix("ucs")
  }

  private static func isMultibyte(_ name: String) -> Bool {
    isStateful(name) || name.hasPrefix("gb") || name.hasPrefix("big5") || name.hasPrefix("euc")
      || name.hasPrefix("cp9")
  }
}

/// How much of some bytes is UTF-8.
struct UTF8Shape {
  /// Well-formed sequences of two bytes and more.
  private(set) var sequences = 0
  /// Bytes that belong to no well-formed sequence.
  private(set) var invalid = 0

  /// Counts over `bytes`.
  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length =
        lead >= 0xC2 && lead < 0xE0
        ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0
      let end = index + length
      if length > 0, end <= bytes.count, bytes[index + 1..<end].allSatisfy({ $0 & 0xC0 == 0x80 }) {
        sequences += 1
        index = end
      } else {
        invalid += 1
        index += 1
      }
    }
  }

  /// Whether this can hardly be anything but UTF-8.
  var isUTF8: Bool { invalid == 0 && sequences >= 2 }
}
