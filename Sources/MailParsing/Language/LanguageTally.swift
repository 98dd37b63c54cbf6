// SPDX-License-Identifier: Apache-2.0

/// What was found for each language.
struct LanguageTally {
  private var values = [Double](repeating: 0, count: Self.codes.count)

  /// The languages that can be told, by their ISO 639-1 tags.
  private static let codes = ["ru", "en", "de"] + LanguageWords.byUse + LanguageWords.cyrillicOnly

  private static let indices = Dictionary(
    uniqueKeysWithValues: codes.enumerated().map { ($0.element, $0.offset) })

  /// The place of a language, that of Russian for one that can't be told.
  static func index(of language: String) -> Int { indices[language] ?? 0 }

  subscript(language: String) -> Double {
    get { values[Self.index(of: language)] }
    set { values[Self.index(of: language)] = newValue }
  }

  /// Adds evidence for the language at a place.
  mutating func add(_ share: Double, at index: Int) { values[index] += share }

  /// Weakens the evidence.
  mutating func scale(by factor: Double) { for index in values.indices { values[index] *= factor } }

  /// Adds other evidence.
  mutating func add(_ other: LanguageTally) {
    for index in values.indices { values[index] += other.values[index] }
  }

  /// The languages of Latin letters for which something was found, the most likely first.
  var ranked: [(key: String, value: Double)] {
    let latin = Self.codes.count - LanguageWords.cyrillicOnly.count
    return (0..<latin).filter { values[$0] > 0 }.map { (Self.codes[$0], values[$0]) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
  }
}
