// SPDX-License-Identifier: Apache-2.0

import MailModel

extension RuleSet {
  /// Looks for what in the rules can't be meant: pure, and as slow as comparing phrases with each other is.
  ///
  /// - Returns: what was found, in the order of files and lines.
  package func lint() -> [LintFinding] {
    let lint = RuleLint(self)
    let findings =
      lint.unreachable() + lint.contradictory() + lint.shadowed() + lint.suppressed() + lint.lexicons()
      + lint.examples()
    var seen: Set<LintFinding> = []
    return findings.filter { seen.insert($0).inserted }.sorted {
      ($0.place.file, $0.place.line, $0.place.column) < ($1.place.file, $1.place.line, $1.place.column)
    }
  }
}

/// The rules of a set, read to be compared.
struct RuleLint {
  let set: RuleSet
  let rules: [ReadRule]
  let wording: Wording
  /// The names of the lexicons of each language.
  let lexiconNames: [Language: Set<String>]

  init(_ set: RuleSet) {
    self.set = set
    let wording = Wording(set.definition.lexicons)
    let spoken = set.definition.spoken
    self.wording = wording
    rules = set.definition.rules.map { ReadRule($0, spoken: spoken, wording) }
    lexiconNames = set.definition.lexicons.reduce(into: [:]) { $0[$1.language, default: []].insert($1.name) }
  }

  /// What can't be: conditions that exclude each other, phrases that nothing fits.
  func unreachable() -> [LintFinding] {
    rules.flatMap { conditions(of: $0) + evidence(of: $0) + phrases(of: $0) }
  }

  private func conditions(of rule: ReadRule) -> [LintFinding] {
    let definition = rule.definition
    let event = definition.event
    var findings: [LintFinding] = []
    func report(_ message: String, _ remedy: String) {
      findings.append(
        LintFinding(
          .unreachable, .error, at: definition.place, rule: definition.id, message, remedy: remedy))
    }
    if rule.senders.isDisjoint(with: event.senders) {
      report(
        "none of \(list(rule.senders)) can report '\(event.rawValue)'",
        "name one of \(list(event.senders)) in 'from', or leave it out")
    }
    if rule.directions.isDisjoint(with: event.directions) {
      report(
        "'\(event.rawValue)' is not reported \(list(rule.directions))bound",
        "set 'direction' to \(list(event.directions)), or leave it out")
    }
    if !definition.after.isEmpty, definition.after.isSubset(of: definition.notAfter) {
      report("'not_after' excludes all that 'after' asks for", "leave one of them out")
    }
    return findings
  }

  private func evidence(of rule: ReadRule) -> [LintFinding] {
    let definition = rule.definition
    guard !definition.any.isEmpty, definition.any.reduce(0, { $0 + $1.weight }) < 0.999 else { return [] }
    return [
      LintFinding(
        .unreachable, .error, at: definition.place, rule: definition.id,
        "all evidence together does not add up to 1", remedy: "raise a weight, or add a phrase")
    ]
  }

  private func phrases(of rule: ReadRule) -> [LintFinding] {
    let definition = rule.definition
    return rule.languages.flatMap { language in
      rule.phrases[language, default: []].compactMap { phrase -> LintFinding? in
        guard let (why, remedy) = obstacle(to: phrase, of: definition, in: language) else { return nil }
        return LintFinding(
          .unreachable, .error, at: phrase.definition.place, rule: definition.id,
          "'\(phrase.definition.text)' is never found: \(why)", remedy: remedy)
      }
    }
  }

  private func obstacle(
    to phrase: ReadPhrase, of rule: RuleDefinition, in language: Language
  ) -> (why: String, remedy: String)? {
    if phrase.syntax.sequences.contains(where: { $0.steps.dropFirst().contains(where: \.startsSentence) }) {
      return ("no word stands before the first of a sentence", "put '^' first")
    }
    if phrase.definition.fields == [.freshSubject], rule.reply == true {
      return ("replies have no fresh subject", "look in 'subject', or drop 'reply'")
    }
    for mood in Mood.allCases where mood != .question && phrase.moods.required.contains(Moods(mood)) {
      guard lexiconNames[language]?.contains(mood.lexicon) != true else { continue }
      return (
        "nothing is \(mood.rawValue) in '\(language)'",
        "give '\(language)' a lexicon '\(mood.lexicon)', or drop '\(mood.rawValue): yes'"
      )
    }
    return nil
  }
}

/// Words of a vocabulary as a list.
private func list<Word: RawRepresentable<String>>(_ words: Set<Word>) -> String {
  words.map(\.rawValue).sorted().joined(separator: ", ")
}
