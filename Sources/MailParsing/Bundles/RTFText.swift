// SPDX-License-Identifier: Apache-2.0

/// Turns the rich text in which Outlook keeps letters into plain text: paragraphs and characters, nothing else.
struct RTFText {
  /// A piece of the text.
  private enum Piece {
    /// UTF-8 as it is.
    case text([UInt8])
    /// The next run of the bytes in a charset.
    case run(Int)
  }

  /// The bytes in one charset, an LF between its runs: decoded together, however often the font changes.
  private struct Coded {
    let label: String
    var bytes: [UInt8] = []
    var runs = 0
  }

  private var pieces: [Piece] = []
  private var coded = [Coded(label: "windows-1252")]
  /// The charset of the run that goes on, nil when the next byte begins one.
  private var current: Int?

  /// What a closing brace brings back.
  private struct Group {
    var isHidden = false
    var isFontTable = false
    var font = 0
    /// How many characters stand in for one of `\u` (`\uc`).
    var substitutes = 1
  }

  private var group = Group()
  private var outer: [Group] = []
  /// Charsets by font, as indices into `coded`.
  private var fontCharsets: [Int: Int] = [:]
  private var documentCharset = 0
  private var toSkip = 0
  private var highSurrogate: UInt16?

  /// The text of a document; it never is longer than its source.
  static func plain(_ source: [UInt8]) -> String {
    var reader = RTFText()
    reader.read(source)
    return reader.finish()
  }

  private mutating func read(_ source: [UInt8]) {
    var index = 0
    while index < source.count {
      let byte = source[index]
      index += 1
      switch byte {
      case UInt8(ascii: "{"):
        // Deeper groups hide nothing that matters, and only their number is needed to find the end.
        if outer.count < 1_000 { outer.append(group) }
      case UInt8(ascii: "}"): group = outer.popLast() ?? group
      case UInt8(ascii: "\\"): index = control(source, index)
      case 0, 10, 13: break
      default: character(byte)
      }
    }
  }

  private mutating func control(_ source: [UInt8], _ start: Int) -> Int {
    guard start < source.count else { return start }
    var index = start
    guard source[index].isLetter else {
      switch source[index] {
      case UInt8(ascii: "'"):
        guard index + 2 < source.count, let high = source[index + 1].hexValue,
          let low = source[index + 2].hexValue
        else { return index + 1 }
        character(high << 4 | low)
        return index + 3
      case UInt8(ascii: "*"): group.isHidden = true
      case UInt8(ascii: "~"): character(32)
      case 10, 13: newLine()
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"): character(source[index])
      default: break
      }
      return index + 1
    }
    while index < source.count, source[index].isLetter, index - start < 32 { index += 1 }
    let word = String(decoding: source[start..<index], as: UTF8.self)
    var number: Int?
    var isNegative = false
    if index < source.count, source[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    while index < source.count, source[index].isDigit {
      number = min((number ?? 0) * 10 + Int(source[index] - 48), 1 << 30)
      index += 1
    }
    if index < source.count, source[index] == 32 { index += 1 }
    apply(word, number.map { isNegative ? -$0 : $0 })
    return index
  }

  private mutating func apply(_ word: String, _ number: Int?) {
    switch word {
    case "par", "line", "row", "sect", "page": newLine()
    case "tab", "cell": character(9)
    case "fonttbl":
      group.isHidden = true
      group.isFontTable = true
    case "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "htmltag":
      group.isHidden = true
    case "ansicpg": if let number, number > 0 { documentCharset = charset("cp\(number)") }
    case "f": group.font = number ?? 0
    case "fcharset":
      if group.isFontTable, fontCharsets.count < 1_000 {
        fontCharsets[group.font] = Self.charsets[number ?? 0].map { charset($0) }
      }
    case "uc": group.substitutes = min(max(number ?? 1, 0), 8)
    case "u": if let number { unicode(UInt16(truncatingIfNeeded: number)) }
    case "bullet": text("•")
    case "emdash": text("—")
    case "endash": text("–")
    case "lquote", "rquote": text("'")
    case "ldblquote", "rdblquote": text("\"")
    default: break
    }
  }

  private mutating func unicode(_ unit: UInt16) {
    toSkip = group.substitutes
    guard !group.isHidden else { return }
    if unit & 0xFC00 == 0xD800 { return highSurrogate = unit }
    let units = (unit & 0xFC00 == 0xDC00 ? highSurrogate.map { [$0] } ?? [] : []) + [unit]
    highSurrogate = nil
    text(String(decoding: units, as: UTF16.self))
  }

  private mutating func character(_ byte: UInt8) {
    if toSkip > 0 { return toSkip -= 1 }
    guard !group.isHidden else { return }
    if byte == 10 { return text("\n") }
    let charset = fontCharsets[group.font] ?? documentCharset
    if charset != current {
      if coded[charset].runs > 0 { coded[charset].bytes.append(10) }
      coded[charset].runs += 1
      pieces.append(.run(charset))
      current = charset
    }
    coded[charset].bytes.append(byte)
  }

  /// The index of a charset; of too many, that of the document stands for the rest.
  private mutating func charset(_ label: String) -> Int {
    if let known = coded.firstIndex(where: { $0.label == label }) { return known }
    guard coded.count < 64 else { return documentCharset }
    coded.append(Coded(label: label))
    return coded.count - 1
  }

  private mutating func newLine() {
    toSkip = 0
    text("\n")
  }

  private mutating func text(_ text: String) {
    guard !group.isHidden else { return }
    pieces.append(.text(Array(text.utf8)))
    current = nil
  }

  /// Decodes the runs and puts all pieces together.
  private func finish() -> String {
    var runs = coded.map { Self.decoded($0)[...] }
    var out: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let text): out += text
      case .run(let charset): out += runs[charset].popFirst() ?? []
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The runs of a charset in UTF-8; one that has no LF of its own is no charset of rich text.
  private static func decoded(_ coded: Coded) -> [ArraySlice<UInt8>] {
    func split(_ text: String?) -> [ArraySlice<UInt8>] {
      Array((text ?? "").utf8).split(separator: 10, omittingEmptySubsequences: false)
    }
    let runs = split(CharsetDecoding.decode(coded.bytes, label: coded.label).text)
    if runs.count == max(coded.runs, 1) { return runs }
    return split(CharsetDecoding.convert(coded.bytes, from: .known("windows-1252")))
  }

  /// The charsets of fonts by `\fcharset`; 1 is that of the document.
  private static let charsets = [
    0: "windows-1252", 77: "macintosh", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5",
    161: "windows-1253",
    162: "windows-1254", 177: "windows-1255", 178: "windows-1256", 186: "windows-1257", 204: "windows-1251",
    222: "cp874", 238: "windows-1250",
  ]
}

/// The compression of rich text in Outlook's messages (MS-OXRTFCP).
enum CompressedRTF {
  private static let dictionary = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
      + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
      + "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// The document, cut to what is read as text.
  static func expand(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 16 else { return [] }
    switch Array(bytes[8..<12]) {
    case Array("MELA".utf8): return Array(bytes[16...].prefix(ParseLimits.sourceBytes))
    case Array("LZFu".utf8): break
    default: return []
    }
    var ring = dictionary + [UInt8](repeating: 0, count: 4096 - dictionary.count)
    var end = dictionary.count
    var out: [UInt8] = []
    func put(_ byte: UInt8) {
      out.append(byte)
      ring[end] = byte
      end = (end + 1) & 0xFFF
    }
    var index = 16
    while index < bytes.count, out.count < ParseLimits.sourceBytes {
      let flags = bytes[index]
      index += 1
      for bit in 0..<8 {
        guard flags >> UInt8(bit) & 1 == 1 else {
          guard index < bytes.count else { return out }
          put(bytes[index])
          index += 1
          continue
        }
        guard index + 1 < bytes.count else { return out }
        let reference = Int(bytes[index]) << 8 | Int(bytes[index + 1])
        index += 2
        let offset = reference >> 4
        if offset == end { return out }
        for step in 0..<(reference & 0xF) + 2 { put(ring[(offset + step) & 0xFFF]) }
      }
    }
    return out
  }
}
