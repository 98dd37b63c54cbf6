// SPDX-License-Identifier: Apache-2.0

import CXML2

/// Undoes character references in what comes out of libxml2, where DEL stands for `&`.
///
/// The names are libxml2's (HTML 4) and those of HTML 5 that letters use. As browsers do, names of Latin-1
/// count without their semicolon, and numbers from 128 to 159 are windows-1252. What is no reference stays.
struct CharacterReferences {
  /// The beginning of a reference at the end of a piece of text.
  private var pending: [UInt8] = []
  private var scratch: [UInt8] = []

  private static let longest = 34

  /// Passes on a piece of text, except for the beginning of a reference at its end.
  mutating func resolve(_ text: UnsafeBufferPointer<UInt8>, emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    if pending.isEmpty, !text.contains(HTMLIntake.ampersand) { return emit(text) }
    let joined = pending + text
    pending.removeAll()
    var end = joined.count
    if let mark = joined.suffix(Self.longest).lastIndex(of: HTMLIntake.ampersand),
      joined[(mark + 1)...].allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "#") })
    {
      end = mark
      pending = Array(joined[mark...])
    }
    pass(joined[..<end], emit: emit)
  }

  /// Passes on what was held back.
  mutating func finish(emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard !pending.isEmpty else { return }
    let rest = pending
    pending.removeAll()
    pass(rest[...], emit: emit)
  }

  private mutating func pass(_ text: ArraySlice<UInt8>, emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    scratch.removeAll(keepingCapacity: true)
    text.withUnsafeBufferPointer { Self.append($0, to: &scratch, isAttribute: false) }
    if !scratch.isEmpty { scratch.withUnsafeBufferPointer { emit($0) } }
  }

  /// The value of an attribute.
  static func resolved(_ value: UnsafeBufferPointer<UInt8>) -> String {
    guard value.contains(HTMLIntake.ampersand) else { return String(decoding: value, as: UTF8.self) }
    var out: [UInt8] = []
    append(value, to: &out, isAttribute: true)
    return String(decoding: out, as: UTF8.self)
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8], isAttribute: Bool) {
    var index = 0
    while index < text.count {
      if text[index] != HTMLIntake.ampersand {
        out.append(text[index])
        index += 1
      } else if let (scalar, end) = reference(text, at: index + 1, isAttribute: isAttribute) {
        out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        index = end
      } else {
        out.append(UInt8(ascii: "&"))
        index += 1
      }
    }
  }

  /// The reference whose `&` stands before `start`, and where it ends.
  private static func reference(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, isAttribute: Bool
  ) -> (Unicode.Scalar, Int)? {
    guard start < text.count else { return nil }
    if text[start] == UInt8(ascii: "#") { return number(text, at: start + 1) }
    let name = text[start...].prefix(longest).prefix(while: \.isAlphanumeric)
    guard !name.isEmpty else { return nil }
    if name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: ";"), let scalar = scalar(named: name)
    {
      return (scalar, name.endIndex + 1)
    }
    // `&copy=1` in a link is a parameter.
    if isAttribute, name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: "=") { return nil }
    let lengths = isAttribute ? name.count...name.count : 2...max(2, name.count)
    for length in lengths.clamped(to: 2...6).reversed() {
      if length <= name.count, let scalar = scalar(named: name.prefix(length)), scalar.value < 256,
        name.count == length || scalar.value != 39
      {
        return (scalar, start + length)
      }
    }
    return nil
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
    var index = start
    var radix: UInt32 = 10
    if index < text.count, text[index] | 32 == UInt8(ascii: "x") {
      radix = 16
      index += 1
    }
    let digits = text[index...].prefix { $0.isAlphanumeric && $0.digit(radix: radix) != nil }
    guard !digits.isEmpty else { return nil }
    var number: UInt32 = 0
    for digit in digits { number = min(number * radix + (digit.digit(radix: radix) ?? 0), 0x110000) }
    index = digits.endIndex
    if index < text.count, text[index] == UInt8(ascii: ";") { index += 1 }
    if (128..<160).contains(number) { number = windows1252[Int(number) - 128] }
    return (number == 0 ? "\u{FFFD}" : Unicode.Scalar(number) ?? "\u{FFFD}", index)
  }

  /// The scalar of a name.
  private static func scalar(named name: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    let found = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest + 1) { buffer in
      for (offset, byte) in name.enumerated() { buffer[offset] = byte }
      buffer[name.count] = 0
      return htmlEntityLookup(buffer.baseAddress)?.pointee.value
    }
    return (found ?? html5[String(decoding: name, as: UTF8.self)]).flatMap { Unicode.Scalar(UInt32($0)) }
  }

  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static let html5: [String: UInt32] = {
    var names: [String: UInt32] = [:]
    for entry in table.split(whereSeparator: \.isWhitespace) {
      let halves = entry.split(separator: "=")
      if halves.count == 2, let number = UInt32(halves[1]) { names[String(halves[0])] = number }
    }
    return names
  }()

  /// Names that HTML 4 lacks: old upper-case ones, punctuation, Cyrillic, letters of Central Europe.
  private static let table = """
    AMP=38 COPY=169 GT=62 LT=60 QUOT=34 REG=174 \
    Abreve=258 Acy=1040 Aogon=260 Bcy=1041 CHcy=1063 Cacute=262 Ccaron=268 Dcaron=270 Dcy=1044 Dstrok=272 \
    Ecaron=282 Ecy=1069 Eogon=280 Fcy=1060 Gbreve=286 Gcy=1043 HARDcy=1066 IEcy=1045 IOcy=1025 Icy=1048 \
    Idot=304 Iukcy=1030 Jcy=1049 Jukcy=1028 KHcy=1061 Kcy=1050 Lcy=1051 Lstrok=321 Mcy=1052 NewLine=10 \
    Nacute=323 Ncaron=327 Ncy=1053 Ocy=1054 Odblac=336 Pcy=1055 Rcaron=344 Rcy=1056 SHCHcy=1065 SHcy=1064 \
    SOFTcy=1068 Sacute=346 Scedil=350 Scy=1057 TScy=1062 Tab=9 Tcaron=356 Tcy=1058 Ucy=1059 Udblac=368 \
    Uring=366 Vcy=1042 YAcy=1071 YIcy=1031 YUcy=1070 Ycy=1067 ZHcy=1046 Zacute=377 Zcaron=381 Zcy=1047 \
    Zdot=379 abreve=259 acy=1072 aogon=261 ast=42 bcy=1073 bsol=92 cacute=263 ccaron=269 chcy=1095 \
    check=10003 checkmark=10003 colon=58 comma=44 commat=64 cross=10007 dash=8208 dcaron=271 dcy=1076 \
    dollar=36 dstrok=273 ecaron=283 ecy=1101 eogon=281 equals=61 excl=33 fcy=1092 female=9792 gbreve=287 \
    gcy=1075 half=189 hardcy=1098 horbar=8213 hyphen=8208 icy=1080 iecy=1077 imath=305 inodot=305 iocy=1105 \
    iukcy=1110 jcy=1081 jukcy=1108 kcy=1082 khcy=1093 lbrack=91 lcub=123 lcy=1083 lowbar=95 lpar=40 lsqb=91 \
    lstrok=322 male=9794 mcy=1084 nacute=324 ncaron=328 ncy=1085 num=35 numero=8470 numsp=8199 ocy=1086 \
    odblac=337 pcy=1087 percnt=37 period=46 phone=9742 plus=43 quest=63 rbrack=93 rcaron=345 rcub=125 \
    rcy=1088 rpar=41 rsqb=93 sacute=347 scedil=351 scy=1089 semi=59 shchcy=1097 shcy=1096 softcy=1100 sol=47 \
    star=9734 starf=9733 tcaron=357 tcy=1090 tscy=1094 ubrcy=1118 ucy=1091 udblac=369 uring=367 vcy=1074 \
    verbar=124 vert=124 yacy=1103 ycy=1099 yicy=1111 yucy=1102 zacute=378 zcaron=382 zcy=1079 zdot=380 \
    zhcy=1078
    """
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    (self | 32) >= 97 && (self | 32) <= 122 || self >= 48 && self <= 57
  }

  fileprivate func digit(radix: UInt32) -> UInt32? {
    let value: UInt32 =
      switch self {
      case 48...57: UInt32(self) - 48
      case 65...70, 97...102: UInt32(self | 32) - 87
      default: radix
      }
    return value < radix ? value : nil
  }
}
