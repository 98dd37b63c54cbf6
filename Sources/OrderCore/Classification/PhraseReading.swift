// SPDX-License-Identifier: Apache-2.0

/// What the phrases of the rules found in a message: all of a classification that needs no store.
package struct PhraseReading: Sendable {
  /// Evidence for one rule.
  struct Evidence: Sendable {
    let rule: Int
    /// The sum of the weights, each phrase counted once.
    var score = 0.0
    var groups: Set<Int> = []
    /// The phrase that forbids the rule.
    var veto: Int?
    var hits: [Hit] = []
    var phrases: [Int] = []
    /// Whether any evidence is written in Cyrillic letters.
    var hasCyrillic = false
  }

  /// A phrase found.
  struct Hit: Sendable {
    let phrase: Int
    let field: RuleField
    /// The bytes of the field.
    let excerpt: Range<Int>
  }

  /// A lexicon found, before it is known whether its language has a say.
  struct LexiconHit: Sendable {
    let concept: ElementConcept
    let field: RuleField
    let sentence: Int
    var moods: Moods
    var isCyrillic: Bool
  }

  /// By rule, in the order in which they were found.
  private(set) var evidence: [Evidence] = []
  /// By field, sentence and lexicon, in the order in which they were found.
  var lexicons: [LexiconHit] = []

  /// Notes a phrase found; a phrase that is there already adds nothing.
  mutating func add(
    _ number: Int, _ phrase: CompiledPhrase, _ hit: @autoclosure () -> (Hit, isCyrillic: Bool)
  ) {
    let known = evidence.firstIndex { $0.rule == phrase.rule }
    let place = known ?? evidence.count
    if evidence.isEmpty { evidence.reserveCapacity(16) }
    if known == nil { evidence.append(Evidence(rule: phrase.rule)) }
    guard !evidence[place].phrases.contains(number) else { return }
    evidence[place].phrases.append(number)
    switch phrase.part {
    case .evidence: evidence[place].score += phrase.weight
    case .group(let group): evidence[place].groups.insert(group)
    case .unless:
      if evidence[place].veto == nil { evidence[place].veto = number }
      return
    case .except: return
    }
    let (hit, isCyrillic) = hit()
    evidence[place].hits.append(hit)
    if isCyrillic { evidence[place].hasCyrillic = true }
  }
}
