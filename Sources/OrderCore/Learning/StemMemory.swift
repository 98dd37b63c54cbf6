// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// Word forms and the hashes of their stems, remembered: stemming one takes far longer than finding it here.
///
/// A form has one slot of a fixed table, so that no text makes it slow or large. Belongs to one thread at a time.
struct StemMemory {
  private struct Slot {
    var form: UInt64 = 0
    var stem: UInt64 = 0
  }

  private var slots: [Slot]
  private let stemmers = Stemmers()

  /// Creates a memory of a power of two of forms.
  init(forms: Int) { slots = [Slot](repeating: Slot(), count: forms) }

  /// Returns the hash of the stem of a folded word in a language's mail; words with digits are all one.
  mutating func stem(
    _ word: UnsafeBufferPointer<UInt8>, script: Script, hasDigit: Bool, language: Language
  ) -> UInt64 {
    if hasDigit { return Self.number }
    let stemLanguage: StemLanguage
    switch script {
    case .cyrillic: stemLanguage = .russian
    case .latin: stemLanguage = language == .german ? .german : .english
    case .other: return FeatureKey.hash(word)
    }
    let form = FeatureKey.hash(word) ^ UInt64(stemLanguage.rawValue + 1) &* 0x9E37_79B9_7F4A_7C15
    let place = Int(truncatingIfNeeded: (form ^ form >> 32) & UInt64(slots.count - 1))
    if slots[place].form == form { return slots[place].stem }
    let stem = stemmers.stem(Array(word), stemLanguage).withUnsafeBufferPointer { FeatureKey.hash($0) }
    slots[place] = Slot(form: form, stem: stem)
    return stem
  }

  /// What stands for any number.
  static let number = FeatureKey.hash("#")
}
