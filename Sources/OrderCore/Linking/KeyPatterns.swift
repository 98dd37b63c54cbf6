// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// The patterns that find keys by their looks alone: the company's own, and the general shapes of the trade.
struct KeyPatterns: Sendable {
  /// A compiled pattern.
  struct Compiled: Sendable {
    let kind: KeyKind
    let pattern: Pattern
    /// Whether the company wrote it: its own patterns win over general shapes.
    let isConfigured: Bool
  }

  /// The company's patterns first.
  let compiled: [Compiled]
  /// How the company's own numbers are built, where its patterns are plain enough to say.
  let templates: [SerialTemplate]
  /// The letters that the templates begin with, transcribed: the first ones, and how many at most.
  private let templateStarts: Set<UInt8>
  private let longestStart: Int
  /// Kinds that the company has patterns for.
  let configuredKinds: Set<KeyKind>
  /// What is wrong with the company's patterns.
  let diagnostics: [Diagnostic]

  /// Compiles the patterns of the configuration and the built-in ones that they do not replace.
  ///
  /// Own numbers (`our_order`, `our_quote`, `supplier_order`) of a company that has patterns for them look
  /// like that and no other way; the other kinds are given by everybody, so the company's patterns only add
  /// to ours.
  init(configured: [KeyKind: [KeyPatternDefinition]]) {
    var compiled: [Compiled] = []
    var templates: [SerialTemplate] = []
    var diagnostics: [Diagnostic] = []
    var kinds: Set<KeyKind> = []
    for kind in KeyKind.allCases {
      for definition in configured[kind] ?? [] {
        do throws(PatternError) {
          let pattern = try Pattern(definition.expression, ignoringCase: true)
          compiled.append(Compiled(kind: kind, pattern: pattern, isConfigured: true))
          kinds.insert(kind)
        } catch {
          diagnostics.append(Diagnostic(definition.place, error.description))
        }
        if let template = SerialTemplate(kind: kind, expression: definition.expression) {
          templates.append(template)
        }
      }
    }
    for (kind, expression) in Self.shapes {
      if Self.ownKinds.contains(kind), kinds.contains(kind) { continue }
      let guarded = #"(?<![\p{L}\p{N}])(?:"# + expression + #")(?!-?[\p{L}\p{N}]|/\p{N})"#
      guard let pattern = try? Pattern(guarded) else { continue }
      compiled.append(Compiled(kind: kind, pattern: pattern, isConfigured: false))
    }
    self.compiled = compiled
    self.templates = templates
    templateStarts = Set(templates.compactMap(\.start.first))
    longestStart = templates.map(\.start.count).max() ?? 0
    self.diagnostics = diagnostics
    configuredKinds = kinds
  }

  /// Whether a word may begin a number that a template builds, by its first letter and its length.
  ///
  /// It is a quick look that misses none which does.
  func mayBeginNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if let first = Transcription.start(of: word), !templateStarts.contains(first) { return false }
    // Letters of one and of two bytes are transcribed as one letter or more.
    var letters = 0
    var index = word.startIndex
    while index < word.endIndex {
      let byte = word[index]
      if (0x41...0x5A).contains(byte & 0xDF), byte < 0x80 {
        index += 1
      } else if byte == 0xD0 || byte == 0xD1 {
        index += 2
      } else {
        break
      }
      letters += 1
    }
    return letters <= longestStart
  }

  /// The kinds whose numbers we give ourselves.
  static let ownKinds: Set<KeyKind> = [.ourOrder, .ourQuote, .supplierOrder]

  /// General shapes, each bounded, so that matching is linear.
  private static let shapes: [(KeyKind, String)] = [
    (.ourOrder, #"SO-\d{4}-\d{3,6}"#),
    (.ourOrder, #"ЗК-?\d{4,8}"#),
    (.ourQuote, #"КП-\d{4}[/-]\d{2,5}"#),
    (.ourQuote, #"(?:QT|QU|AN)-\d{4}-\d{2,6}"#),
    (.supplierOrder, #"ЗП-?\d{4,8}"#),
    (.supplierOrder, #"PO-S-\d{4}-\d{2,6}"#),
    // Containers (ISO 6346), with the blanks and hyphen that people put in.
    (.shipping, #"[A-Z]{3}[UJZ] ?\d{6}[ -]?\d"#),
    // Air waybills: prefix of the airline and eight digits.
    (.shipping, #"\d{3}-\d{8}"#),
    // Parcels (UPU S10 and its cousins), UPS, DHL, the serial shipping container code (SSCC).
    (.shipping, #"[A-Z]{2}\d{8,9}[A-Z]{2}"#),
    (.shipping, "1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4}"),
    (.shipping, #"JJD\d{14,20}"#),
    (.shipping, #"00\d{18}"#),
    // Customs declarations: Russian, European (MRN, of this decade).
    (.shipping, #"\d{8}/\d{6}/\d{7}"#),
    (.shipping, #"2\d[A-Z]{2}[0-9A-Z]{9,13}\d"#),
    (.invoice, #"INV[-/ ]?(?:\d{2,4}[-/])?\d{3,10}"#),
    (.invoice, #"R[EG]-(?:\d{2,4}-)?\d{3,10}"#),
    (.invoice, #"R[EG]\d{6,10}"#),
    // Purchase orders of SAP's standard number range.
    (.customerOrder, #"45\d{8}"#),
  ]
}

/// The check digit of a container number (ISO 6346).
enum ContainerNumber {
  /// Whether the last of the eleven characters is the check digit of the others.
  static func isValid(_ number: String) -> Bool {
    let characters = Array(number.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "-") })
    guard characters.count == 11, let last = characters.last, last >= 0x30, last <= 0x39 else { return false }
    var sum = 0
    var weight = 1
    for character in characters.dropLast() {
      let value: Int
      switch character {
      case 0x30...0x39: value = Int(character) - 0x30
      case 0x41...0x5A:
        // Letters count 10, 12, 13 … 38: multiples of eleven are left out.
        let raw = Int(character) - 0x41 + 10
        value = raw + (raw > 10 ? 1 : 0) + (raw > 20 ? 1 : 0) + (raw > 30 ? 1 : 0)
      default: return false
      }
      sum += value * weight
      weight *= 2
    }
    return sum % 11 % 10 == Int(last) - 0x30
  }
}
