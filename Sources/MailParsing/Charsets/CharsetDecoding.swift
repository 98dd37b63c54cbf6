// SPDX-License-Identifier: Apache-2.0

import CGMime

/// Turns bytes of a labelled, mislabelled or unlabelled charset into text; never fails, never loses ASCII.
enum CharsetDecoding {
  /// What came out, and whether the label had to be set aside.
  struct Result {
    var text: String
    var labelIgnored: Bool
  }

  /// Decodes `bytes`; `label` is a charset name as mail writes it, nil without one.
  ///
  /// A label is believed unless the bytes speak clearly against it: they are UTF-8, or read much better in another of
  /// the charsets that `CharsetGuess` knows. What has no label, or one that says nothing, is UTF-8 where it can be, else
  /// `fallback`, else the likeliest charset.
  static func decode(_ bytes: [UInt8], label: String?, fallback: CharsetName? = nil) -> Result {
    let name = label.flatMap(CharsetName.init)
    if bytes.isASCII {
      let coded = statefulName(bytes, name)
      if let coded, let text = convert(bytes, from: coded) {
        return Result(text: text, labelIgnored: label != nil && name != coded)
      }
      return Result(
        text: String(decoding: bytes, as: UTF8.self),
        labelIgnored: name == nil && label.map(CharsetName.isRefused) ?? false)
    }
    let shape = UTF8Shape(bytes)
    let isClaimed = label != nil && name != .utf8
    guard let name, name != .utf8, name.isWide || !name.isStateful else {
      return decode(bytes, shape: shape, isClaimed: isClaimed, fallback: fallback)
    }
    if shape.isWhole, shape.isUTF8 && !name.isMultibyte || CharsetGuess.speaksAgainst(name, bytes) {
      return Result(text: String(decoding: bytes, as: UTF8.self), labelIgnored: true)
    }
    if let better = CharsetGuess.better(than: name, for: bytes), let text = convert(bytes, from: better) {
      return Result(text: text, labelIgnored: true)
    }
    if let text = convert(bytes, from: name) { return Result(text: text, labelIgnored: false) }
    return decode(bytes, shape: shape, isClaimed: isClaimed, fallback: fallback)
  }

  /// Decodes bytes that have no label: UTF-8, else `fallback`, else the likeliest charset.
  static func decode(unlabelled bytes: [UInt8], fallback: CharsetName? = nil) -> String {
    decode(bytes, label: nil, fallback: fallback).text
  }

  /// Decodes 8-bit bytes that should be UTF-8, or whose label says nothing.
  private static func decode(
    _ bytes: [UInt8], shape: UTF8Shape, isClaimed: Bool, fallback: CharsetName?
  ) -> Result {
    if shape.isMostly {
      return Result(
        text: shape.invalid == 0 ? String(decoding: bytes, as: UTF8.self) : mixed(bytes, fallback),
        labelIgnored: isClaimed || !shape.isWhole)
    }
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let name = isWide && bytes.count.isMultiple(of: 2) ? .utf16 : fallback ?? CharsetGuess(bytes).charset
    return Result(
      text: convert(bytes, from: name) ?? String(decoding: bytes, as: UTF8.self), labelIgnored: true)
  }

  /// Decodes UTF-8 with lines in another charset, such as the footer that a gateway adds.
  ///
  /// All of them are taken for the same charset: together they tell it better than one does.
  private static func mixed(_ bytes: [UInt8], _ fallback: CharsetName?) -> String {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let foreign = lines.indices.filter {
      lines[$0].contains { $0 >= 128 } && !UTF8Shape(Array(lines[$0])).isMostly
    }
    let joined = Array(foreign.map { lines[$0] }.joined(separator: [10]))
    if !foreign.isEmpty, let text = convert(joined, from: fallback ?? CharsetGuess(joined).charset) {
      let decoded = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
      if decoded.count == foreign.count { for (place, line) in zip(foreign, decoded) { lines[place] = line } }
    }
    return String(decoding: Array(lines.joined(separator: [10])), as: UTF8.self)
  }

  /// The charset in which 7-bit bytes mean more than ASCII: that of the label, or what escape sequences tell.
  private static func statefulName(_ bytes: [UInt8], _ name: CharsetName?) -> CharsetName? {
    if let name, name.isWide { return bytes.contains { $0 < 9 } ? name : nil }
    if let name, name.isStateful { return name }
    guard let escape = bytes.firstIndex(of: 0x1B), escape + 2 < bytes.count else { return nil }
    // ISO 2022: `ESC $ @`, `ESC $ B`, `ESC ( J`, `ESC ( I` begin Japanese, `ESC $ ) C` Korean.
    switch (bytes[escape + 1], bytes[escape + 2]) {
    case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")),
      (UInt8(ascii: "("), UInt8(ascii: "J")), (UInt8(ascii: "("), UInt8(ascii: "I")):
      return .iso2022JP
    case (UInt8(ascii: "$"), UInt8(ascii: ")")): return .iso2022KR
    default: return nil
    }
  }

  /// Converts with iconv, U+FFFD for what has no meaning; nil when the charset is unknown.
  static func convert(_ bytes: [UInt8], from name: CharsetName) -> String? {
    // iconv does not know HZ.
    let (bytes, name) = name == .hz ? (HZText.unfolded(bytes), .known("gb18030")) : (bytes, name)
    return convert(bytes, from: name.value, to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a text in another charset, nil when the charset is unknown.
  static func encode(_ text: String, in name: CharsetName) -> [UInt8]? {
    convert(Array(text.utf8), from: "UTF-8", to: name.value)
  }

  private static func convert(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
    guard let converter = kontor_iconv_open(to, from) else { return nil }
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
    return Array(out[..<produced])
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
    self = bytes.withUnsafeBufferPointer { UTF8Shape(counting: $0) }
  }

  private init(counting bytes: UnsafeBufferPointer<UInt8>) {
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

  /// Whether nothing but UTF-8 is in it.
  var isWhole: Bool { invalid == 0 && sequences > 0 }
  /// Whether this can hardly be anything but UTF-8.
  var isUTF8: Bool { invalid == 0 && sequences >= 2 }
  /// Whether it is UTF-8 with damage at most.
  var isMostly: Bool { invalid == 0 || sequences > invalid }
}
