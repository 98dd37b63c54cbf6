// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A phrase of a rule in one language, its places resolved to numbers of `Wording`.
struct ReadPhrase {
  let definition: PhraseDefinition
  let part: CompiledPhrase.Part
  let syntax: PhraseSyntax
  let moods: MoodFilter
  private let places: [[Int]]
  /// Whether it names a denial itself, and so counts as it is written.
  private let namesDenial: Bool
  private let wording: Wording

  init?(
    _ definition: PhraseDefinition, _ part: CompiledPhrase.Part, of rule: RuleDefinition,
    in language: Language,
    _ wording: Wording
  ) {
    guard let syntax = try? PhraseReader.read(definition.text) else { return nil }
    self.definition = definition
    self.part = part
    self.syntax = syntax
    self.wording = wording
    moods = rule.moods(of: definition, part, isQuestion: syntax.isQuestion)
    places = syntax.sequences.map { $0.steps.map { wording.number(of: $0.choices, language) } }
    let denial = wording.number(of: [.lexicon(Mood.negated.lexicon)], language)
    namesDenial = places.joined().contains { wording.overlaps($0, denial) }
  }

  /// Whether it finds something wherever another phrase does.
  func finds(allThat other: ReadPhrase) -> Bool {
    guard moods.allowsAll(of: other.moods), hasFields(of: other) else { return false }
    // What the other finds denied, because it names the denial, this one would not take.
    guard !other.namesDenial || !moods.forbidden.contains(.negated) else { return false }
    // A mood may come from a word that only the other one has.
    guard moods.required.subtracting([.question, .conditional]).isEmpty || self.isSame(as: other) else {
      return false
    }
    return parts.allSatisfy { part in
      part.count == 1
        ? other.places.indices.contains { embeds(part.lowerBound, in: other, at: $0) }
        : other.parts.contains { otherPart in
          otherPart.count > 1
            && part.allSatisfy { own in otherPart.contains { embeds(own, in: other, at: $0) } }
        }
    }
  }

  private func isSame(as other: ReadPhrase) -> Bool { syntax == other.syntax && places == other.places }

  private func hasFields(of other: ReadPhrase) -> Bool {
    other.definition.fields.allSatisfy { field in
      switch field {
      case .freshSubject: !definition.fields.isDisjoint(with: [.freshSubject, .subject])
      case .documentHeads: !definition.fields.isDisjoint(with: [.documentHeads, .documents])
      case .text, .subject, .signature, .attachments, .documents: definition.fields.contains(field)
      }
    }
  }

  /// The sequences, those joined by `&` together.
  private var parts: [Range<Int>] {
    var parts: [Range<Int>] = []
    for (number, sequence) in syntax.sequences.enumerated() {
      if sequence.joinsClause, let last = parts.last {
        parts[parts.count - 1] = last.lowerBound..<number + 1
      } else {
        parts.append(number..<number + 1)
      }
    }
    return parts
  }

  /// Whether the words of a sequence of the other phrase hold a sequence of this one.
  private func embeds(_ own: Int, in other: ReadPhrase, at number: Int) -> Bool {
    let steps = syntax.sequences[own].steps
    let others = other.syntax.sequences[number].steps
    guard steps.count <= others.count else { return false }
    func follows(_ step: Int, after previous: Int) -> Bool {
      guard step < steps.count else { return true }
      var distance = 0
      for place in previous + 1..<others.count {
        distance += others[place].gap
        if step > 0, distance > steps[step].gap { return false }
        if fits(step, place), follows(step + 1, after: place) { return true }
        distance += wording.length(of: other.places[number][place])
      }
      return false
    }
    func fits(_ step: Int, _ place: Int) -> Bool {
      (!steps[step].startsSentence || others[place].startsSentence)
        && wording.covers(places[own][step], other.places[number][place])
    }
    return follows(0, after: -1)
  }
}

extension MoodFilter {
  /// Whether it allows all that another one does.
  func allowsAll(of other: MoodFilter) -> Bool {
    required.isSubset(of: other.required) && forbidden.isSubset(of: other.forbidden)
  }
}
