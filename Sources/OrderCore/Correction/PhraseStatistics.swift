// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A phrase of one to three stems in a row, as rules find it: with up to two words between its own.
package struct StemPhrase: Hashable, Sendable, Comparable {
  /// Its stems.
  package let stems: [String]

  package static func < (left: StemPhrase, right: StemPhrase) -> Bool {
    left.stems.lexicographicallyPrecedes(right.stems)
  }

  /// Words that may stand between two of a phrase.
  private static let gap = 2

  /// Whether the phrase stands among the words of a sentence.
  package func isFound(in words: [StemmedSentence.Word]) -> Bool {
    Self.phrases(of: words).contains { $0.phrase == self }
  }

  /// Returns the phrases of a sentence, each with the words that it was made of.
  static func phrases(of words: [StemmedSentence.Word]) -> [(phrase: StemPhrase, forms: [String])] {
    var found: [(phrase: StemPhrase, forms: [String])] = []
    func add(_ places: Int...) {
      let chosen = places.map { words[$0] }
      guard chosen.contains(where: { $0.stem.count > 2 }) else { return }
      found.append((StemPhrase(stems: chosen.map(\.stem)), chosen.map(\.form)))
    }
    for first in words.indices {
      if words[first].stem != "#" { add(first) }
      for second in first + 1..<min(first + 2 + gap, words.count) where second > first {
        add(first, second)
        if second == first + 1, second + 1 < words.count { add(first, second, second + 1) }
      }
    }
    return found
  }
}

/// How much more often phrases stand in some messages than in others like them: log-odds, with half a message added to
/// every count.
///
/// Where the others are few, the whole archive tells how usual a phrase is: it counts as so many of them as `weight`
/// says (an informative prior), so that common words must do much to stand out.
package struct PhraseStatistics: Sendable {
  /// What is known of one phrase.
  struct Count: Sendable {
    var inside = 0
    var outside = 0
    var everywhere = 0
    /// The words that it was written with, and how often.
    var forms: [[String]: Int] = [:]
  }

  /// A phrase that may be worth a rule.
  package struct Candidate: Hashable, Sendable {
    /// The phrase in the rule language.
    package let text: String
    /// Its stems.
    package let phrase: StemPhrase
    /// How many of the messages it stands in.
    package let inside: Int
    /// How many of the others it stands in.
    package let outside: Int
    /// The log-odds between both.
    package let logOdds: Double
    /// The lower end of what the log-odds may be, with a certainty of 95 %.
    package let surely: Double
  }

  private var counts: [StemPhrase: Count] = [:]
  /// The messages whose phrases are counted.
  package private(set) var inside = 0
  /// The other messages.
  package private(set) var outside = 0
  /// All messages of the archive in the language, whoever wrote them.
  package private(set) var everywhere = 0

  /// How many messages the archive is worth.
  private static let weight = 100.0
  /// The least log-odds that a phrase must have with certainty.
  private static let leastOdds = 1.5

  /// Creates statistics of nothing.
  package init() {}

  /// Takes a message of those that phrases are sought for.
  package mutating func add(_ sentences: [StemmedSentence]) {
    inside += 1
    var seen: Set<StemPhrase> = []
    for sentence in sentences {
      for (phrase, forms) in StemPhrase.phrases(of: sentence.words) {
        counts[phrase, default: Count()].forms[forms, default: 0] += 1
        if seen.insert(phrase).inserted { counts[phrase]?.inside += 1 }
      }
    }
  }

  /// Drops the phrases of fewer messages.
  package mutating func keep(atLeast minimum: Int) { counts = counts.filter { $0.value.inside >= minimum } }

  /// Takes a message of the archive; only phrases that are known are counted.
  ///
  /// - Parameter isOther: whether it is one of those that the messages are compared with.
  package mutating func addArchived(_ sentences: [StemmedSentence], isOther: Bool) {
    everywhere += 1
    if isOther { outside += 1 }
    guard !counts.isEmpty else { return }
    var seen: Set<StemPhrase> = []
    for sentence in sentences {
      for (phrase, _) in StemPhrase.phrases(of: sentence.words) where counts[phrase] != nil {
        guard seen.insert(phrase).inserted else { continue }
        counts[phrase]?.everywhere += 1
        if isOther { counts[phrase]?.outside += 1 }
      }
    }
  }

  /// Returns the phrases that speak most surely for the messages, at most `limit`.
  package func candidates(limit: Int) -> [Candidate] {
    let all = counts.map { phrase, count in
      let share = Double(count.everywhere) / Double(max(everywhere, 1))
      let found = Double(count.inside) + 0.5
      let usual = Double(count.outside) + Self.weight * share + 0.5
      let logOdds =
        log(found / (Double(inside - count.inside) + 0.5))
        - log(usual / (Double(outside - count.outside) + Self.weight * (1 - share) + 0.5))
      let deviation = (1 / found + 1 / usual).squareRoot()
      let written = count.forms.max {
        ($0.value, $1.key.joined(separator: " ")) < ($1.value, $0.key.joined(separator: " "))
      }
      return Candidate(
        text: (written?.key ?? phrase.stems).joined(separator: " "), phrase: phrase, inside: count.inside,
        outside: count.outside, logOdds: logOdds, surely: logOdds - 1.645 * deviation)
    }
    let speaking = all.filter { $0.surely > Self.leastOdds }
    return Array(
      speaking.sorted {
        ($0.surely, $0.inside, $1.phrase) > ($1.surely, $1.inside, $0.phrase)
      }.prefix(limit))
  }
}
