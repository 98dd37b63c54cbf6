// SPDX-License-Identifier: Apache-2.0

/// Reads a date out of the words that programs write: RFC 5322 and its obsolete forms, asctime, ISO 8601, `2.3.2026`,
/// names of months in several languages.
///
/// Each word is taken for what it looks like: a time has colons, a month is a name, a year has four digits or comes last
/// of the numbers. The weekday, which is often wrong, is passed over. Without a zone the time is UTC.
struct DateReading {
  /// The moment in seconds since 1970, nil when no day can be read.
  let seconds: Int64?

  /// What was found so far.
  private struct Fields {
    var numbers: [(value: Int, digits: Int)] = []
    var month: Int?
    var date: (year: Int, month: Int, day: Int)?
    var time: Int?
    var offset: Int?
    var isAfternoon: Bool?
  }

  /// Reads the value of a field.
  init(_ value: some Collection<UInt8>) {
    var fields = Fields()
    for word in Self.words(of: Self.withoutComments(value)) { Self.read(word, into: &fields) }
    seconds = Self.moment(fields)
  }

  /// The words in lower case.
  private static func words(of value: [UInt8]) -> [ArraySlice<UInt8>] {
    if value.isASCII, !value.contains(0x1B) {
      return value.map(\.lowered).split { $0 == 32 || $0 == UInt8(ascii: ",") || (9...13).contains($0) }
    }
    return CharsetDecoding.decode(unlabelled: value).lowercased()
      .split { $0 == " " || $0 == "," || $0 == "\t" || $0.isNewline }.map { Array($0.utf8)[...] }
  }

  private static func withoutComments(_ value: some Collection<UInt8>) -> [UInt8] {
    var depth = 0
    var out: [UInt8] = []
    for byte in value {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if depth == 0 {
        // Blanks may stand around the colons of a time.
        if byte == UInt8(ascii: ":") { while out.last?.isWhitespace == true { out.removeLast() } }
        if !byte.isWhitespace || out.last != UInt8(ascii: ":") { out.append(byte) }
      }
      if byte == UInt8(ascii: ")"), depth > 0 {
        depth -= 1
        if out.last != UInt8(ascii: ":") { out.append(32) }
      }
    }
    return out
  }

  // MARK: Words

  private static func read(_ word: ArraySlice<UInt8>, into fields: inout Fields) {
    guard let first = word.first else { return }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      if fields.time != nil, let offset = DateZone.offset(word) { fields.offset = offset }
      return
    }
    guard first.isDigit else { return readName(word, into: &fields) }
    if let at = word.firstIndex(of: UInt8(ascii: "t")),
      word[..<at].contains(UInt8(ascii: "-")) || word[..<at].count == 8,
      at + 1 < word.endIndex,
      word[at + 1].isDigit
    {
      // ISO 8601.
      read(word[..<at], into: &fields)
      return read(word[(at + 1)...], into: &fields)
    }
    if word.contains(UInt8(ascii: ":")) { return readTime(word, into: &fields) }
    let pieces = word.split { !$0.isDigit && !$0.isLetter && $0 < 128 }
    if pieces.count == 1 {
      let number = word.prefix(while: \.isDigit)
      // `2nd`, `2026г.`, and `5pm`.
      let rest = word[number.endIndex...]
      if rest.starts(with: Array("am".utf8)) || rest.starts(with: Array("pm".utf8)), let hour = value(number)
      {
        fields.time = hour * 3600
        fields.isAfternoon = rest.first == UInt8(ascii: "p")
      } else if number.count == 4, rest.contains(where: { $0 >= 128 }), rest.contains(where: \.isDigit) {
        // `2026年3月2日`.
        readDate(word.split { !$0.isDigit }, isSlashed: false, into: &fields)
      } else if number.count == 8, let all = value(number), all > 19_000_000 {
        fields.date = (all / 10_000, all / 100 % 100, all % 100)
      } else if let value = value(number) {
        fields.numbers.append((value, number.count))
      }
    } else if fields.date != nil || fields.numbers.count > 1, fields.time == nil {
      // `09.14.00`.
      let clock = word.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: ":") : $0 }
      if clock.contains(UInt8(ascii: ":")) { readTime(clock[...], into: &fields) }
    } else if fields.date == nil {
      readDate(pieces, isSlashed: word.contains(UInt8(ascii: "/")), into: &fields)
    }
  }

  private static func readName(_ word: ArraySlice<UInt8>, into fields: inout Fields) {
    let name = word.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
    switch String(decoding: word.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self) {
    case "am", "a": fields.isAfternoon = false
    case "pm", "p": fields.isAfternoon = true
    default:
      // Before the time a later name counts: `mar, 3 abr 2026` has a Tuesday in front.
      if fields.month == nil || fields.time == nil, let month = DateWords.month(named: name) {
        fields.month = month
        // `Mar-02-2026`.
        for piece in word[name.endIndex...].split(whereSeparator: { !$0.isDigit }) {
          if let value = value(piece) { fields.numbers.append((value, piece.count)) }
        }
      } else if fields.offset == nil, let offset = DateZone.offset(word) {
        fields.offset = offset
      }
    }
  }

  /// `09:14`, `09:14:00.123`, `09:14:00+0300`, `9:14pm`.
  private static func readTime(_ word: ArraySlice<UInt8>, into fields: inout Fields) {
    let clock = word.prefix { $0.isDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    let parts = clock.split(separator: UInt8(ascii: ":")).map { value($0.prefix(while: \.isDigit)) }
    let rest = word[clock.endIndex...]
    guard parts.count > 1, fields.time == nil, let hour = parts[0], let minute = parts[1] else { return }
    let second = parts.count > 2 ? parts[2] ?? 0 : 0
    guard hour <= 24, minute < 60, second <= 60 else { return }
    fields.time = hour * 3600 + minute * 60 + second
    if !rest.isEmpty { read(rest, into: &fields) }
  }

  /// `2026-03-02`, `02-Mar-2026`, `2.3.26`, `3/2/2026`.
  private static func readDate(
    _ pieces: [ArraySlice<UInt8>], isSlashed: Bool, into fields: inout Fields
  ) {
    guard pieces.count == 3, let first = value(pieces[0]) else { return }
    let last = value(pieces[2].prefix(while: \.isDigit))
    if let month = DateWords.month(named: pieces[1]), let last {
      fields.date =
        pieces[0].count == 4
        ? (first, month, last) : (fullYear(last, digits: pieces[2].count), month, first)
    } else if let second = value(pieces[1]), let last {
      if pieces[0].count == 4 {
        fields.date = (first, second, last)
      } else {
        let year = fullYear(last, digits: pieces[2].count)
        // With slashes the month stands first, as it does where they are written, unless it can't be one.
        let isMonthFirst = isSlashed ? first <= 12 : second > 12
        fields.date = isMonthFirst ? (year, first, second) : (year, second, first)
      }
    }
  }

  private static func value(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 8, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  // MARK: Sums

  private static func moment(_ fields: Fields) -> Int64? {
    guard let (year, month, day) = fields.date ?? dayOfNumbers(fields), (1...31).contains(day),
      (1...12).contains(month), (1900...9999).contains(year)
    else { return nil }
    var time = fields.time ?? 0
    if let isAfternoon = fields.isAfternoon, time / 3600 <= 12, time >= 3600 {
      time = time % 43_200 + (isAfternoon ? 43_200 : 0)
    }
    return days(year, month, day) * 86_400 + Int64(time - (fields.offset ?? 0))
  }

  /// The day out of a month's name and the numbers around it.
  private static func dayOfNumbers(_ fields: Fields) -> (year: Int, month: Int, day: Int)? {
    var numbers = fields.numbers
    guard let month = fields.month ?? japaneseMonth(&numbers), numbers.count >= 2 else { return nil }
    if let place = numbers.firstIndex(where: { $0.digits == 4 })
      ?? numbers.firstIndex(where: { $0.value > 31 })
    {
      let year = numbers.remove(at: place)
      return (fullYear(year.value, digits: year.digits), month, numbers[0].value)
    }
    return (fullYear(numbers[1].value, digits: numbers[1].digits), month, numbers[0].value)
  }

  /// Three numbers with blanks between: year, month, day, or the other way round.
  private static func japaneseMonth(_ numbers: inout [(value: Int, digits: Int)]) -> Int? {
    guard numbers.count == 3, numbers[0].digits == 4 || numbers[2].digits == 4 else { return nil }
    return numbers.remove(at: 1).value
  }

  /// RFC 5322 §4.3: two digits up to 49 are of this century, two others and three count from 1900.
  private static func fullYear(_ year: Int, digits: Int) -> Int {
    if digits >= 4 || year > 999 { return year }
    return digits == 3 || year >= 50 ? 1900 + year : 2000 + year
  }

  /// Days since 1970 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
