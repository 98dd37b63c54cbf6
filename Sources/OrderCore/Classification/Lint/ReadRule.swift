// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A rule as it is compiled for its languages, to be compared with others.
struct ReadRule {
  let definition: RuleDefinition
  let languages: [Language]
  let senders: Set<PartyRole>
  let directions: Set<Direction>
  /// By language: the phrases of all parts, in the order of the file.
  let phrases: [Language: [ReadPhrase]]

  init(_ rule: RuleDefinition, spoken: [Language], _ wording: Wording) {
    definition = rule
    let languages = rule.languages.isEmpty ? spoken : rule.languages
    self.languages = languages
    senders = rule.senders ?? rule.event.senders
    directions = rule.directions ?? rule.event.directions
    phrases = languages.reduce(into: [:]) { phrases, language in
      phrases[language] = rule.phrasesByPart.compactMap {
        ReadPhrase($0.phrase, $0.part, of: rule, in: language, wording)
      }
    }
  }

  /// The phrases of a part in a language.
  func phrases(_ part: CompiledPhrase.Part, _ language: Language) -> [ReadPhrase] {
    phrases[language, default: []].filter { $0.part == part }
  }

  /// Whether it looks at every message that another rule looks at.
  func looksAt(allThat other: ReadRule) -> Bool {
    let (own, others) = (definition, other.definition)
    let statesFit =
      own.states.map { own in others.states.map { own.isSuperset(of: $0) } ?? false } ?? true
    let keysFit = own.keys.isEmpty || !others.keys.isEmpty && others.keys.isSubset(of: own.keys)
    let historyFits =
      (own.after.isEmpty || !others.after.isEmpty && others.after.isSubset(of: own.after))
      && own.notAfter.isSubset(of: others.notAfter)
    return senders.isSuperset(of: other.senders) && directions.isSuperset(of: other.directions)
      && own.kinds.isSuperset(of: others.kinds) && statesFit && keysFit && historyFits
      && (own.reply == nil || own.reply == others.reply) && languages.allSatisfy(other.languages.contains)
      && other.languages.allSatisfy(languages.contains)
  }

  /// Whether it fires whenever another rule does.
  ///
  /// Only looked for where one phrase of either is enough: what takes several rarely hides in another rule.
  func fires(whenever other: ReadRule) -> Bool {
    let (own, others) = (definition, other.definition)
    guard own.all.isEmpty, others.all.isEmpty, !own.always, !others.always, looksAt(allThat: other),
      others.any.allSatisfy({ $0.weight >= 1 })
    else { return false }
    return languages.allSatisfy { language in
      let evidence = phrases(.evidence, language).filter { $0.definition.weight >= 1 }
      return other.phrases(.evidence, language).allSatisfy { phrase in
        evidence.contains { $0.finds(allThat: phrase) }
      } && forbids(noMoreThan: other, in: language)
    }
  }

  private func forbids(noMoreThan other: ReadRule, in language: Language) -> Bool {
    [CompiledPhrase.Part.unless, .except].allSatisfy { part in
      let others = other.phrases(part, language)
      return phrases(part, language).allSatisfy { own in others.contains { $0.finds(allThat: own) } }
    }
  }
}

extension RuleDefinition {
  /// Its phrases with the part that they stand in, in the order of the parts.
  var phrasesByPart: [(phrase: PhraseDefinition, part: CompiledPhrase.Part)] {
    any.map { ($0, .evidence) }
      + all.enumerated().flatMap { index, group in group.map { ($0, CompiledPhrase.Part.group(index)) } }
      + unless.map { ($0, .unless) } + except.map { ($0, .except) }
  }
}
