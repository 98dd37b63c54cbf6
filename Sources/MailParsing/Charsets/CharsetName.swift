// SPDX-License-Identifier: Apache-2.0

/// What a charset label of a message means, by the name iconv knows.
///
/// Labels are taken for the superset that senders really write: windows-1252 for iso-8859-1, gb18030 for gb2312.
struct CharsetName: Hashable {
  /// The name for iconv.
  let value: String

  private init(known value: String) { self.value = value }

  static let utf8 = CharsetName(known: "utf-8")
  static let iso2022JP = CharsetName(known: "iso-2022-jp-3")
  static let iso2022KR = CharsetName(known: "iso-2022-kr")
  static let hz = CharsetName(known: "hz-gb-2312")
  static let utf16 = CharsetName(known: "utf-16")

  /// Names a charset that this module chose itself.
  static func known(_ value: String) -> CharsetName { CharsetName(known: value) }

  /// Reads a label; nil when it names no charset, or one that is refused.
  ///
  /// UTF-7 is refused, because it can hide markup and controls. Quotes, blanks and marks around the name, `x-` and
  /// `cs` in front of it and other writings of its dashes don't matter.
  init?(_ label: String) {
    // The usual label.
    if label == "utf-8" || label == "UTF-8" {
      self = .utf8
      return
    }
    var name = Self.bare(label)
    if name.hasPrefix("charset=") { name.removeFirst(8) }
    let folded = Self.folded(name)
    guard !name.isEmpty, !Self.refuses(folded) else { return nil }
    if let known = Self.names[folded] {
      guard !known.isEmpty else { return nil }
      value = known
    } else {
      value = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    }
  }

  /// Whether a label is one of UTF-7, which is never decoded.
  static func isRefused(_ label: String) -> Bool { refuses(folded(label.lowercased())) }

  private static func refuses(_ folded: String) -> Bool {
    FoldedText(folded: Array(folded.utf8)).contains("utf7")
  }

  /// Whether bytes below 128 may mean something else than ASCII.
  var isStateful: Bool { self != .utf8 && (value.hasPrefix("iso-2022") || self == .hz || isWide) }

  /// Whether its units have two or four bytes.
  var isWide: Bool {
    self != .utf8 && (value.hasPrefix("utf-16") || value.hasPrefix("utf-32") || value.hasPrefix("ucs"))
  }

  /// Whether a character outside ASCII has two bytes and more, so that UTF-8 may pass for it by chance.
  var isMultibyte: Bool {
    isStateful || value.hasPrefix("gb") || value.hasPrefix("big5") || value.hasPrefix("euc")
      || value.hasPrefix("cp9")
  }

  /// The label in lower case, with the bytes that names consist of.
  private static func bare(_ label: String) -> String {
    let signs = Set("-_:.+=()".utf8)
    let bytes = label.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }.prefix(64)
    return String(
      decoding: bytes.lazy.filter { $0.isLetter || $0.isDigit || signs.contains($0) }.map(\.lowered),
      as: UTF8.self)
  }

  /// The name without dashes and the like, `x-` and `cs`: `ISO_8859-1`, `x-iso8859-1` → `iso88591`.
  private static func folded(_ name: String) -> String {
    var out = name.utf8.filter { $0.isLetter || $0.isDigit }[...]
    if out.first == UInt8(ascii: "x"), name.hasPrefix("x-") { out.removeFirst() }
    if out.starts(with: Array("cs".utf8)) { out.removeFirst(2) }
    return String(decoding: out, as: UTF8.self)
  }

  /// iconv's name by the folded label; an empty one says that the label names no charset.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table {
      for label in line.1.split(separator: " ") { names[String(label)] = line.0 }
    }
    return names
  }()

  private static let table: [(String, String)] = [
    ("utf-8", "utf8 unicode11utf8 utf8n utf8mb4 utf8mac cp65001 u8 uft8 utf88 unicode"),
    ("", "usascii ascii ansix341968 ansix34 iso646us us 7bit 8bit binary none null default userdefined"),
    ("", "unknown unknown8bit defaultcharset autodetect autodetectall iso8859 ansi charset text"),
    (
      "windows-1252", "iso88591 iso885911987 latin1 l1 cp1252 windows1252 win1252 isoir100 88591 cp819 ibm819"
    ),
    ("iso-8859-2", "iso88592 latin2 l2 88592"),
    ("iso-8859-5", "iso88595 isocyrillic cyrillic isoir144 88595"),
    ("iso-8859-8", "iso88598 iso88598i iso88598e hebrew"),
    ("iso-8859-6", "iso88596 iso88596i iso88596e arabic"),
    ("iso-8859-15", "iso885915 latin9 l9"),
    ("windows-1250", "windows1250 cp1250 win1250"),
    ("windows-1251", "windows1251 cp1251 win1251 1251 windowscyrillic cp1251windows mswin1251 ansi1251"),
    ("windows-1253", "windows1253 cp1253"),
    ("windows-1254", "windows1254 cp1254 iso88599 latin5 l5"),
    ("windows-1257", "windows1257 cp1257"),
    ("koi8-r", "koi8r koi8 koi"),
    ("koi8-u", "koi8u koi8ru"),
    ("ibm866", "ibm866 cp866 866 dos866 oem866"),
    ("mac-cyrillic", "maccyrillic maccyr mac10007 macukrainian"),
    ("macintosh", "macroman mac macintosh"),
    ("mac-centraleurope", "macce maccentraleurope"),
    ("gb18030", "gb2312 gbk gb231280 gb18030 cp936 windows936 ms936 euccn gb isoir58 cngb"),
    ("hz-gb-2312", "hzgb2312 hz"),
    ("big5-hkscs", "big5 xbig5 big5hkscs cp950 windows950 cnbig5 big5eten"),
    ("cp932", "shiftjis sjis mskanji windows31j cp932 ms932 windows932 shiftjisx0213 jisx0208"),
    ("euc-jp", "eucjp eucjpms ujis extendedunixcodepackedformatforjapanese"),
    ("iso-2022-jp-3", "iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpms jis cp50220 cp50221"),
    ("cp949", "ksc56011987 ksc56011989 ksc5601 euckr cp949 uhc windows949 ks korean"),
    ("tis-620", "tis620 iso885911 windows874 cp874"),
    ("utf-16le", "utf16le ucs2le"),
    ("utf-16be", "utf16be ucs2be"),
  ]
}
