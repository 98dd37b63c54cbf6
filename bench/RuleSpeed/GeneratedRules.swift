// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Phrases as people write them, of the words that the rules' lexicons hold.
enum GeneratedRules {
  /// Phrases in one rule.
  private static let ruleSize = 50

  /// Returns rules with a number of phrases, always the same ones, over the lexicons of a book.
  static func book(_ phrases: Int, from book: RulebookDefinition) -> RulebookDefinition {
    var dice = Dice()
    let languages = [Language.russian, .english, .german]
    let words = languages.map { language in
      book.lexicons.filter { $0.language == language && !Mood.lexicons.contains($0.name) }
        .flatMap(\.entries).map(\.text).filter { !$0.contains(where: \.isWhitespace) && !$0.hasPrefix("@") }
    }
    var rules: [RuleDefinition] = []
    for start in stride(from: 0, to: phrases, by: ruleSize) {
      let number = rules.count
      let language = number % languages.count
      let place = SourcePlace(file: "generated", line: number, column: 1)
      let any = (start..<min(phrases, start + ruleSize)).map { _ in
        PhraseDefinition(text: phrase(of: words[language], &dice), weight: 0.5, place: place)
      }
      rules.append(
        RuleDefinition(
          id: "r\(number)", event: Event.allCases[number % Event.allCases.count],
          languages: [languages[language]], any: any, place: place))
    }
    // Lexicons are looked up whether or not phrases name them; only their own cost is of interest here.
    let reserved = book.lexicons.filter { Mood.lexicons.contains($0.name) }
    return RulebookDefinition(rules: rules, lexicons: reserved)
  }

  private static func phrase(of words: [String], _ dice: inout Dice) -> String {
    func word() -> String { words[dice.roll(words.count)] }
    func choice() -> String { "(\((0..<2 + dice.roll(5)).map { _ in word() }.joined(separator: "|")))" }
    switch dice.roll(8) {
    case 0: return "\(word()) \(word())"
    case 1: return "\(choice()) .. \(word())"
    case 2: return "\(choice()) .. \(choice())"
    case 3: return "\(word()) + \(choice())"
    case 4: return "\(choice()) > \(word()) .. \(word())"
    case 5: return "\(word()) & \(choice())"
    case 6: return "^\(word()) \(choice())"
    default: return "\(choice()) .. \(word()) ?"
    }
  }
}

/// Numbers that only look random (xorshift64).
private struct Dice {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(sides))
  }
}
