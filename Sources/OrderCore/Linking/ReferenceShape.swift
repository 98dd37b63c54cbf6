// SPDX-License-Identifier: Apache-2.0

/// What a token with digits looks like: the things that are never a key.
struct ReferenceShape {
  /// The runs of letters and digits.
  let groups: [ReferenceGroup]
  /// Whether it is digits and nothing else.
  let isBareDigits: Bool
  /// How many letters and digits it has.
  let length: Int
  /// How many digits it has.
  let digits: Int
  private let text: String

  init(_ text: String) {
    self.text = text
    groups = ReferenceGroup.split(text)
    isBareDigits = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    digits = text.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
    length = text.count { $0.isLetter || $0.isNumber }
  }

  /// Whether letters and digits, or several runs of digits, stand together: nobody writes a quantity like
  /// that.
  var isDistinct: Bool { !isBareDigits && !isNever }

  /// Whether three digits stand together, or a joiner stands in it: `42CrMo4` and `CW10` are things, not
  /// numbers.
  var isNumberLike: Bool {
    text.contains { !$0.isLetter && !$0.isNumber }
      || groups.contains { if case .digits(let run) = $0 { run.count >= 3 } else { false } }
  }

  /// Whether it is a year.
  var isYear: Bool {
    guard isBareDigits, text.count == 4, let value = Int(text) else { return false }
    return (1970...2049).contains(value)
  }

  /// Whether it can't be a key: a date, an amount, a telephone number, a dimension, an ordinal, an address.
  var isNever: Bool { isDecimal || isDate || isTelephone || isMeasure }

  /// `1.234,50`, `12.03.2026`, `192.0.2.1`: digits joined by dots or commas only.
  private var isDecimal: Bool {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
      return false
    }
    return text.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
  }

  private var isDate: Bool {
    guard groups.count == 3 else { return false }
    if case .letters(let month) = groups[1], let day = number(0), number(2) != nil, (1...31).contains(day) {
      return Self.months.contains(String(month.lowercased().prefix(3)))
    }
    guard !text.contains(where: \.isLetter), let first = number(0), let second = number(1),
      let third = number(2)
    else { return false }
    if width(0) == 4 {
      return (1970...2049).contains(first) && (1...12).contains(second) && (1...31).contains(third)
    }
    guard width(2) == 4 || width(2) == 2, width(0) <= 2, width(1) <= 2 else { return false }
    let isDayFirst = (1...31).contains(first) && (1...12).contains(second)
    let isMonthFirst = (1...12).contains(first) && (1...31).contains(second)
    return (isDayFirst || isMonthFirst) && (width(2) == 2 || (1970...2049).contains(third))
  }

  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez",
    "янв",
    "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
  ]

  /// `8-928-555-60-14`, `555-01-42`.
  private var isTelephone: Bool {
    guard !text.contains(where: \.isLetter), text.contains("-") else { return false }
    if groups.count >= 4 { return digits <= 15 }
    return groups.count == 3 && width(1) == 2 && width(2) == 2
  }

  /// `500ММ`, `24V`, `12х2000х6000`, `3rd`, `5-й`, `M8x40`: a number with its unit, a dimension, an ordinal.
  private var isMeasure: Bool {
    if isDimension { return true }
    guard groups.count == 2, case .digits = groups[0], case .letters(let letters) = groups[1] else {
      return false
    }
    let folded = letters.lowercased()
    return ContextWords.units.contains(folded) || Self.suffixes.contains(folded)
  }

  /// Numbers with nothing but × between them, perhaps a unit at the end.
  private var isDimension: Bool {
    var letters = groups.compactMap { group -> String? in
      if case .letters(let run) = group { run.lowercased() } else { nil }
    }
    if case .letters(let last)? = groups.last, ContextWords.units.contains(last.lowercased()) {
      letters.removeLast()
    }
    guard !letters.isEmpty, case .digits? = groups.first else { return false }
    return letters.allSatisfy { $0 == "x" || $0 == "х" }
  }

  private static let suffixes: Set<String> = [
    "st", "nd", "rd", "th", "й", "я", "е", "го", "му", "х", "ого", "ый", "ая", "ти", "ми", "er", "v", "в",
    "hz", "гц",
    "w", "kw", "квт", "вт", "a", "а", "мкм", "psi", "bar", "бар", "c", "f", "°c", "k", "am", "pm", "ft",
    "лет",
  ]

  private func number(_ index: Int) -> Int? {
    guard case .digits(let run) = groups[index], run.count <= 9 else { return nil }
    return Int(run)
  }

  private func width(_ index: Int) -> Int {
    guard case .digits(let run) = groups[index] else { return 0 }
    return run.count
  }
}
