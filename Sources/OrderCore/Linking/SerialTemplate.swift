// SPDX-License-Identifier: Apache-2.0

/// How a number of ours is built, read from a simple key pattern: `ЗК-\d{6}`, `SO-\d{4}-\d{5}`.
///
/// It recognises the number in other writings (`ZK-4512`, `ЗК 004512`, `so2026-417`) and completes a bare
/// serial (`заказ 4512`). Patterns with alternatives or open repeats give no template.
struct SerialTemplate: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case literal(String)
    case digits(Int)
  }

  /// The kind of key.
  let kind: KeyKind
  private let parts: [Part]

  /// Reads a PCRE2 expression; nil when it is not a plain sequence of literals and digits of fixed number.
  init?(kind: KeyKind, expression: String) {
    var parts: [Part] = []
    var rest = Substring(expression)
    func literal(_ character: Character) {
      if case .literal(let before)? = parts.last {
        parts[parts.count - 1] = .literal(before + String(character))
      } else {
        parts.append(.literal(String(character)))
      }
    }
    while let first = rest.first {
      if rest.hasPrefix(#"\b"#) {
        rest.removeFirst(2)
      } else if rest.hasPrefix(#"\d{"#) || rest.hasPrefix("[0-9]{") {
        guard let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}"),
          let width = Int(rest[rest.index(after: open)..<close]), (1...18).contains(width)
        else { return nil }
        parts.append(.digits(width))
        rest = rest[rest.index(after: close)...]
      } else if first == "\\" {
        rest.removeFirst()
        guard let escaped = rest.first, !escaped.isLetter, !escaped.isNumber else { return nil }
        literal(escaped)
        rest.removeFirst()
      } else {
        guard first.isLetter || "-/ _№#".contains(first) else { return nil }
        literal(first)
        rest.removeFirst()
      }
    }
    let digits = parts.filter { if case .digits = $0 { true } else { false } }
    guard (1...2).contains(digits.count), case .digits? = parts.last else { return nil }
    guard digits.count == 1 || digits.first == .digits(4) else { return nil }
    self.kind = kind
    self.parts = parts
  }

  /// The letters it begins with, in Latin transcription; empty when it begins with digits.
  var start: [UInt8] {
    guard case .literal(let text)? = parts.first, case .letters(let first)? = ReferenceGroup.split(text).first
    else { return [] }
    return Array(Transcription.latin(first).utf8)
  }

  /// The digits of the serial, the last group.
  var serialWidth: Int {
    guard case .digits(let width)? = parts.last else { return 0 }
    return width
  }

  /// Returns the number in its own writing if the groups of letters and digits of a token are it.
  ///
  /// Letters are compared in Latin transcription, so `ZP-00886` is `ЗП-00886`; the serial may lack leading
  /// zeros.
  func value(of groups: [ReferenceGroup]) -> String? {
    var expected: [ReferenceGroup] = []
    for part in parts {
      switch part {
      case .literal(let text): expected += ReferenceGroup.split(text)
      case .digits(let width): expected.append(.digits(String(repeating: "0", count: width)))
      }
    }
    let groups = Self.separated(groups, as: expected)
    guard groups.count == expected.count, case .letters? = groups.first else { return nil }
    var numbers: [String] = []
    for (index, pair) in zip(groups, expected).enumerated() {
      switch pair {
      case (.letters(let left), .letters(let right)):
        guard Transcription.latin(left) == Transcription.latin(right) else { return nil }
      case (.digits(let left), .digits(let right)):
        guard index == groups.count - 1 ? left.count <= right.count : left.count == right.count else {
          return nil
        }
        numbers.append(left)
      default: return nil
      }
    }
    return filled(numbers)
  }

  /// Takes the year and the serial apart that were written as one: `so202600417`.
  private static func separated(
    _ groups: [ReferenceGroup], as expected: [ReferenceGroup]
  ) -> [ReferenceGroup] {
    guard groups.count == expected.count - 1, case .digits(let run)? = groups.last,
      case .digits(let serial)? = expected.last, case .digits(let year) = expected[expected.count - 2],
      run.count == year.count + serial.count, run.hasPrefix("20")
    else { return groups }
    return groups.dropLast() + [
      .digits(String(run.prefix(year.count))), .digits(String(run.suffix(serial.count))),
    ]
  }

  /// Returns the number with this serial, of the given year where the number has one.
  func value(serial: String, year: Int) -> String? {
    guard serial.count <= serialWidth else { return nil }
    let needsYear = parts.contains { $0 == .digits(4) } && parts.filter(isDigits).count == 2
    return filled(needsYear ? [String(year), serial] : [serial])
  }

  /// Whether a serial belongs to a year.
  var hasYear: Bool { parts.filter(isDigits).count == 2 }

  private func isDigits(_ part: Part) -> Bool {
    if case .digits = part { true } else { false }
  }

  private func filled(_ numbers: [String]) -> String? {
    var numbers = numbers[...]
    var text = ""
    for part in parts {
      switch part {
      case .literal(let letters): text += letters
      case .digits(let width):
        guard let number = numbers.popFirst(), number.count <= width else { return nil }
        text += String(repeating: "0", count: width - number.count) + number
      }
    }
    return text
  }
}

/// A run of letters or of digits in a reference.
enum ReferenceGroup: Hashable, Sendable {
  case letters(String)
  case digits(String)

  /// Splits a reference into its runs; what is neither letter nor digit only separates.
  static func split(_ text: some StringProtocol) -> [ReferenceGroup] {
    if let groups = splitPlain(text.utf8) { return groups }
    var groups: [ReferenceGroup] = []
    var separated = true
    for character in text {
      if character.isNumber {
        if !separated, case .digits(let run)? = groups.last {
          groups[groups.count - 1] = .digits(run + String(character))
        } else {
          groups.append(.digits(String(character)))
        }
        separated = false
      } else if character.isLetter {
        if !separated, case .letters(let run)? = groups.last {
          groups[groups.count - 1] = .letters(run + String(character))
        } else {
          groups.append(.letters(String(character)))
        }
        separated = false
      } else {
        separated = true
      }
    }
    return groups
  }
}

extension ReferenceGroup {
  /// Splits what has no characters but those of ASCII and Cyrillic letters, byte by byte; nil for other text.
  private static func splitPlain(_ text: some Collection<UInt8>) -> [ReferenceGroup]? {
    var groups: [ReferenceGroup] = []
    var run: [UInt8] = []
    var isDigits = false
    func flush() {
      guard !run.isEmpty else { return }
      let word = String(decoding: run, as: UTF8.self)
      groups.append(isDigits ? .digits(word) : .letters(word))
      run.removeAll(keepingCapacity: true)
    }
    var lead: UInt8 = 0
    for byte in text {
      switch byte {
      case 0x30...0x39:
        if !isDigits { flush() }
        isDigits = true
        run.append(byte)
      case 0x41...0x5A, 0x61...0x7A, 0xD0, 0xD1:
        if isDigits { flush() }
        isDigits = false
        run.append(byte)
      case 0x80...0xBF:
        // U+0410…U+044F, ё and Ё are letters; what else these leads begin is not looked at here.
        let isLetter =
          lead == 0xD0 ? byte >= 0x90 || byte == 0x81 : lead == 0xD1 && (byte <= 0x8F || byte == 0x91)
        guard isLetter else { return nil }
        run.append(byte)
      case ..<0x80: flush()
      default: return nil
      }
      lead = byte
    }
    flush()
    return groups
  }
}

/// Cyrillic letters as people type them in Latin.
enum Transcription {
  /// The first letter of the transcription of a text, in upper case; nil where only `latin` can tell.
  static func start(of text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
    guard let first = text.first else { return nil }
    if (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first) { return first & 0xDF }
    guard first == 0xD0 || first == 0xD1, text.count >= 2 else { return nil }
    let scalar = UInt32(first & 0x1F) << 6 | UInt32(text[text.startIndex + 1] & 0x3F)
    guard let letter = Unicode.Scalar(scalar >= 0x430 && scalar < 0x450 ? scalar - 0x20 : scalar) else {
      return nil
    }
    return table[Character(letter)]?.utf8.first
  }

  /// Returns the text in upper-case Latin letters.
  static func latin(_ text: String) -> String {
    var out = ""
    for character in text.uppercased() { out += table[character] ?? String(character) }
    return out
  }

  private static let table: [Character: String] = [
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z", "И": "I",
    "Й": "J",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U",
    "Ф": "F",
    "Х": "H", "Ц": "C", "Ч": "CH", "Ш": "SH", "Щ": "SCH", "Ы": "Y", "Э": "E", "Ю": "YU", "Я": "YA",
  ]
}
