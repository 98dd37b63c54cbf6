// SPDX-License-Identifier: Apache-2.0

/// What has been found for each rule in one message.
struct EvidenceLedger {
  /// Evidence for one rule.
  struct Found {
    /// The sum of the weights, each phrase counted once.
    var score = 0.0
    var groups: Set<Int> = []
    var veto: String?
    var hits: [PhraseHit] = []
    var phrases: Set<Int> = []

    /// Whether any evidence is written in Cyrillic letters.
    var hasCyrillic: Bool {
      hits.contains { hit in hit.excerpt.unicodeScalars.contains { (0x400...0x52F).contains($0.value) } }
    }
  }

  private(set) var found: [Found?]

  init(ruleCount: Int) {
    found = Array(repeating: nil, count: ruleCount)
  }

  /// Notes a phrase found; a phrase that is there already adds nothing.
  mutating func add(_ number: Int, phrase: CompiledPhrase, field: RuleField, excerpt: () -> String) {
    var entry = found[phrase.rule] ?? Found()
    guard entry.phrases.insert(number).inserted else { return }
    switch phrase.part {
    case .evidence:
      entry.score += phrase.weight
      entry.hits.append(hit(phrase, field: field, excerpt: excerpt()))
    case .group(let group):
      entry.groups.insert(group)
      entry.hits.append(hit(phrase, field: field, excerpt: excerpt()))
    case .unless:
      if entry.veto == nil { entry.veto = phrase.text }
    case .except: break
    }
    found[phrase.rule] = entry
  }

  private func hit(_ phrase: CompiledPhrase, field: RuleField, excerpt: String) -> PhraseHit {
    PhraseHit(phrase: phrase.text, field: field, excerpt: excerpt, weight: phrase.weight)
  }
}
