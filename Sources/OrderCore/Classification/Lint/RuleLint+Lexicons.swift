// SPDX-License-Identifier: Apache-2.0

import MailModel

extension RuleLint {
  /// Lexicons that nothing names, and entries that are found by another of the same list.
  func lexicons() -> [LintFinding] { unusedLexicons() + repeatedEntries() }

  private func unusedLexicons() -> [LintFinding] {
    var used: [Language: Set<String>] = [:]
    for rule in rules {
      for language in rule.languages {
        for phrase in rule.phrases[language, default: []] {
          let choices = phrase.syntax.sequences.flatMap(\.steps).flatMap(\.choices)
          used[language, default: []].formUnion(choices.flatMap(\.lexicons))
        }
      }
    }
    let named = Dictionary(grouping: set.definition.lexicons, by: \.language)
    for language in named.keys {
      used[language, default: []].formUnion(Mood.lexicons)
      spread(&used[language, default: []], over: named[language, default: []])
    }
    return set.definition.lexicons.compactMap { lexicon in
      guard used[lexicon.language]?.contains(lexicon.name) != true else { return nil }
      return LintFinding(
        .unused, at: lexicon.place, "no rule for '\(lexicon.language)' names the lexicon '\(lexicon.name)'",
        remedy: "keep it as a concept for the learned model, or remove it")
    }
  }

  /// Adds the lexicons that used ones name, through any number of others.
  private func spread(_ used: inout Set<String>, over lexicons: [LexiconDefinition]) {
    let entries = Dictionary(lexicons.map { ($0.name, $0.entries) }, uniquingKeysWith: { first, _ in first })
    var fresh = Array(used)
    while let name = fresh.popLast() {
      for entry in entries[name] ?? [] {
        for word in (try? PhraseReader.entry(entry.text)) ?? [] {
          for other in word.lexicons where used.insert(other).inserted { fresh.append(other) }
        }
      }
    }
  }

  private func repeatedEntries() -> [LintFinding] {
    set.definition.lexicons.flatMap { lexicon in
      let read = lexicon.entries.compactMap { entry -> (text: String, place: SourcePlace, number: Int)? in
        guard let words = try? PhraseReader.entry(entry.text), let first = words.first else { return nil }
        let choice = words.count == 1 ? first : WordSyntax.group(words)
        return (entry.text, entry.place, wording.number(of: [choice], lexicon.language))
      }
      return read.enumerated().compactMap { index, entry -> LintFinding? in
        let other = read.enumerated().first { place, other in
          place != index && wording.covers(other.number, entry.number)
            && (place < index || !wording.covers(entry.number, other.number))
        }
        guard let other = other?.element else { return nil }
        return LintFinding(
          .repeated, at: entry.place,
          "'\(entry.text)' of the lexicon '\(lexicon.name)' is found by '\(other.text)' (line \(other.place.line))",
          remedy: "remove it")
      }
    }
  }
}

extension WordSyntax {
  /// The names of the lexicons in it.
  var lexicons: [String] {
    switch self {
    case .lexicon(let name): [name]
    case .group(let words): words.flatMap(\.lexicons)
    case .stem, .exact, .prefix, .suffix, .infix, .number: []
    }
  }
}
