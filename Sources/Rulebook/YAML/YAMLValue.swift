// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// A value of a YAML file and where it stands.
///
/// Scalars stay texts as written: `no` is a text until a reader asks for a flag.
struct YAMLValue {
  /// What it is.
  enum Content {
    /// An empty value, `~` or `null`.
    case nothing
    case text(String)
    case list([YAMLValue])
    case mapping([Entry])
  }

  /// A key of a mapping and its value.
  struct Entry {
    let key: String
    let keyPlace: SourcePlace
    let value: YAMLValue
  }

  let content: Content
  /// Where it starts; of a quoted text, its first character inside the quotes.
  let place: SourcePlace

  /// What it is, in words.
  private var kind: String {
    switch content {
    case .nothing: "nothing"
    case .text: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Notes that it is not what should stand here.
  func mismatch(_ expected: String, _ diagnostics: Diagnostics) {
    diagnostics.report("expected \(expected), found \(kind)", at: place)
  }
}

extension YAMLValue {
  /// Reads a text.
  func text(_ diagnostics: Diagnostics, expected: String = "a text") -> String? {
    guard case .text(let text) = content else {
      mismatch(expected, diagnostics)
      return nil
    }
    return text
  }

  /// Reads a list; an empty value is an empty list.
  func list(_ diagnostics: Diagnostics, expected: String = "a list") -> [YAMLValue]? {
    switch content {
    case .list(let items): return items
    case .nothing: return []
    case .text, .mapping:
      mismatch(expected, diagnostics)
      return nil
    }
  }

  /// Reads a list of texts, or one text as a list of one; leaves out what is not a text.
  func texts(_ diagnostics: Diagnostics) -> [(text: String, place: SourcePlace)]? {
    if case .text(let text) = content { return [(text, place)] }
    return list(diagnostics, expected: "a list of texts")?.compactMap { item in
      item.text(diagnostics).map { ($0, item.place) }
    }
  }

  /// Reads the keys of a mapping that may be named freely; an empty value is an empty mapping.
  func entries(_ diagnostics: Diagnostics) -> [Entry]? {
    switch content {
    case .mapping(let entries): return entries
    case .nothing: return []
    case .text, .list:
      mismatch("a mapping", diagnostics)
      return nil
    }
  }

  /// Reads yes or no, also written as true or false.
  func flag(_ diagnostics: Diagnostics) -> Bool? {
    guard let word = text(diagnostics, expected: "yes or no") else { return nil }
    switch word.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      diagnostics.report("expected yes or no, found \(quoted(word))", at: place)
      return nil
    }
  }

  /// Reads a whole number.
  func integer(in range: ClosedRange<Int>, _ diagnostics: Diagnostics) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let word = text(diagnostics, expected: expected) else { return nil }
    guard let number = Int(word), range.contains(number) else {
      diagnostics.report("expected \(expected), found \(quoted(word))", at: place)
      return nil
    }
    return number
  }

  /// Reads a number above zero, at most one.
  func share(_ diagnostics: Diagnostics) -> Double? {
    let expected = "a number above 0, at most 1"
    guard let word = text(diagnostics, expected: expected) else { return nil }
    guard let number = Double(word), number > 0, number <= 1 else {
      diagnostics.report("expected \(expected), found \(quoted(word))", at: place)
      return nil
    }
    return number
  }

  /// Reads one of the allowed words; `noun` says what sort of word it is.
  func word(among allowed: [String], _ noun: String, _ diagnostics: Diagnostics) -> String? {
    guard let word = text(diagnostics) else { return nil }
    if allowed.contains(word) { return word }
    diagnostics.report(
      "unknown \(noun) \(quoted(word))" + Suggestion.remedy(for: word, among: allowed), at: place)
    return nil
  }

  /// Reads one case of a vocabulary.
  func choice<Choice>(_ type: Choice.Type, _ noun: String, _ diagnostics: Diagnostics) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    word(among: type.allCases.map(\.rawValue), noun, diagnostics).flatMap(type.init(rawValue:))
  }

  /// Reads cases of a vocabulary: one, or a list.
  func choices<Choice>(_ type: Choice.Type, _ noun: String, _ diagnostics: Diagnostics) -> Set<Choice>?
  where Choice: RawRepresentable<String> & CaseIterable & Hashable {
    if case .text = content { return choice(type, noun, diagnostics).map { [$0] } }
    guard let items = list(diagnostics, expected: "a list of texts") else { return nil }
    guard !items.isEmpty else {
      diagnostics.report("expected at least one \(noun)", at: place)
      return nil
    }
    return Set(items.compactMap { $0.choice(type, noun, diagnostics) })
  }
}
