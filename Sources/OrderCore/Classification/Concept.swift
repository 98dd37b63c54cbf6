// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// The lexicon that an element stands for.
struct ElementConcept: Hashable, Sendable {
  /// Its place in `RuleSet.conceptNames`, the same in all languages.
  let index: Int32
  /// The language of its entries.
  let language: Language
}

/// A lexicon of which a sentence holds an entry, whether or not a rule names it.
package struct ConceptHit: Hashable, Sendable {
  /// Its place in `RuleSet.conceptNames`.
  package let concept: Int
  /// Where: the text, or the subject of a message that starts a thread.
  package let field: RuleField
  /// The sentence in its field, from 0.
  package let sentence: Int
  /// How it is said there.
  package let moods: Moods
}

extension RuleSet {
  /// Returns the lexicons that a reading found, once a sentence, by those of the message's language.
  ///
  /// - Parameters:
  ///   - reading: what these rules found in the message.
  ///   - language: the message's.
  package func concepts(in reading: PhraseReading, language: Language) -> [ConceptHit] {
    var places: [ConceptPlace: Int] = [:]
    var hits: [ConceptHit] = []
    for hit in reading.lexicons
    where reads(hit.concept.language, inMessageOf: language, hasCyrillic: hit.isCyrillic) {
      let place = ConceptPlace(concept: hit.concept.index, field: hit.field, sentence: hit.sentence)
      let known = places[place]
      let fresh = ConceptHit(
        concept: Int(hit.concept.index), field: hit.field, sentence: hit.sentence,
        moods: hit.moods.union(known.map { hits[$0].moods } ?? []))
      if let known {
        hits[known] = fresh
      } else {
        places[place] = hits.count
        hits.append(fresh)
      }
    }
    return hits
  }
}

/// Where a lexicon was found.
private struct ConceptPlace: Hashable {
  let concept: Int32
  let field: RuleField
  let sentence: Int
}
