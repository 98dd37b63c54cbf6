// SPDX-License-Identifier: Apache-2.0

/// Reads little-endian numbers and runs of bytes; nothing behind the end can be asked for.
struct ByteCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Starts at the head of a buffer, which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether all has been read.
  var isAtEnd: Bool { position == bytes.count }

  /// The next bytes, nil when there are not so many.
  mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard count >= 0, count <= bytes.count - position else { return nil }
    defer { position += count }
    return UnsafeBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// The number in the next `size` bytes (at most 8), nil when there are not so many.
  mutating func number(_ size: Int) -> Int? {
    take(size).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } }
  }

  /// As many bytes as a 32-bit number in front of them says, and the zeros that fill up to four.
  mutating func counted() -> UnsafeBufferPointer<UInt8>? {
    guard let size = number(4), let value = take(size) else { return nil }
    // The last value of a stream often lacks them.
    _ = take(min(-size & 3, bytes.count - position))
    return value
  }
}

/// The properties of Outlook's messages and attachments (MS-OXCDATA §2.11, in the form of MS-OXTNEF §2.1.3.4).
enum MAPIProperties {
  /// Properties that are read, by identifier.
  enum Identifier {
    static let body = 0x1000
    static let compressedRTF = 0x1009
    static let html = 0x1013
    static let content = 0x3701
    static let shortName = 0x3704
    static let longName = 0x3707
    static let mediaType = 0x370E
  }

  /// Types that are read.
  enum Kind {
    static let object = 0x0D
    static let string = 0x1E
    static let unicode = 0x1F
    static let binary = 0x102
  }

  /// Gives each single value to `body`; false when the properties break off.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ body: (_ identifier: Int, _ kind: Int, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    var cursor = ByteCursor(bytes)
    guard let count = cursor.number(4) else { return false }
    for _ in 0..<count {
      guard let type = cursor.number(2), let identifier = cursor.number(2) else { return false }
      if identifier >= 0x8000, !skipName(&cursor) { return false }
      let kind = type & 0xFFF
      let isList = type & 0x1000 != 0
      let isVariable = [Kind.object, Kind.string, Kind.unicode, Kind.binary].contains(kind)
      guard let values = isList || isVariable ? cursor.number(4) : 1 else { return false }
      for index in 0..<values {
        guard let value = isVariable ? cursor.counted() : cursor.take(size(of: kind)) else { return false }
        if index == 0, !isList { body(identifier, kind, value) }
      }
    }
    return true
  }

  /// Skips the name of a named property: a GUID, and a number or a string.
  private static func skipName(_ cursor: inout ByteCursor) -> Bool {
    guard cursor.take(16) != nil, let form = cursor.number(4) else { return false }
    return (form == 0 ? cursor.take(4) : cursor.counted()) != nil
  }

  private static func size(of kind: Int) -> Int {
    switch kind {
    case 0x05...0x07, 0x14, 0x40: 8
    case 0x48: 16
    default: 4
    }
  }

  /// The text of a value; `charset` is that of 8-bit strings.
  static func text(_ value: UnsafeBufferPointer<UInt8>, kind: Int, charset: String) -> String {
    guard kind == Kind.unicode else {
      return CharsetDecoding.decode(Array(value.prefix { $0 != 0 }), label: charset).text
    }
    var units: [UInt16] = []
    for index in 0..<value.count / 2 {
      let unit = UInt16(value[index * 2]) | UInt16(value[index * 2 + 1]) << 8
      if unit == 0 { break }
      units.append(unit)
    }
    return String(decoding: units, as: UTF16.self)
  }
}
