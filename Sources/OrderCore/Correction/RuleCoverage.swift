// SPDX-License-Identifier: Apache-2.0

/// What rules do over a stretch of the archive: which fire, which never do, and which people correct away.
package struct RuleCoverage: Sendable {
  /// One rule.
  package struct Rule: Hashable, Sendable {
    /// The rule.
    package let id: String
    /// What it recognises.
    package let event: Event
    /// How many messages it fires on.
    package internal(set) var fired = 0
    /// How many of the events that it gave people have confirmed.
    package internal(set) var right = 0
    /// How many they have taken away.
    package internal(set) var wrong = 0

    /// The share of its events that stood before people, nil when none came before them.
    package var precision: Double? {
      right + wrong == 0 ? nil : Double(right) / Double(right + wrong)
    }
  }

  /// A phrase that nobody has said.
  package struct Phrase: Hashable, Sendable {
    /// Its rule.
    package let rule: String
    /// The phrase as it is written.
    package let text: String
  }

  private let rules: RuleSet
  private var places: [String: Int] = [:]
  /// By rule, in the order of the files.
  package private(set) var counts: [Rule] = []
  /// How many messages were looked at.
  package private(set) var messages = 0
  private var seen: [Bool]
  private var course = ArchiveCourse()

  /// Creates an empty coverage of some rules.
  package init(_ rules: RuleSet) {
    self.rules = rules
    seen = Array(repeating: false, count: rules.phrases.count)
    for rule in rules.definition.rules where places[rule.id] == nil {
      places[rule.id] = counts.count
      counts.append(Rule(id: rule.id, event: rule.event))
    }
  }

  /// Goes past a message that is not looked at.
  package mutating func pass(_ message: ArchivedMessage) {
    course.take(message, recognised: message.recognised)
  }

  /// Counts what the rules do on the next message, and what people made of what they did when it came.
  package mutating func take(_ message: ArchivedMessage, reading: PhraseReading) {
    messages += 1
    let recognition = rules.judge(course.input(of: message), by: reading, quotes: false)
    pass(message)
    for evidence in reading.evidence {
      for phrase in evidence.phrases { seen[phrase] = true }
    }
    for rule in Set(recognition.outcomes.filter(\.fired).map(\.rule)) {
      if let place = places[rule] { counts[place].fired += 1 }
    }
    guard let corrected = message.corrected else { return }
    for event in message.recognised {
      guard let place = places[event.rule] else { continue }
      if corrected.contains(event.event) { counts[place].right += 1 } else { counts[place].wrong += 1 }
    }
  }

  /// The rules that never fired, in the order of the files.
  package var idle: [Rule] { counts.filter { $0.fired == 0 } }

  /// The rules that fired, those that fire most first.
  package var busy: [Rule] { ranked(counts.filter { $0.fired > 0 }) { Double($0.fired) } }

  /// The rules whose events people have taken away, those with the most first.
  package var doubtful: [Rule] { ranked(counts.filter { $0.wrong > 0 }) { Double($0.wrong) } }

  /// The phrases of evidence that stand in no message, in the order of the files; those of exceptions don't count.
  package var unseen: [Phrase] {
    var said: Set<Phrase> = []
    var all: [Phrase] = []
    for (number, phrase) in rules.phrases.enumerated() {
      switch phrase.part {
      case .evidence, .group:
        let phrase = Phrase(rule: rules.rules[phrase.rule].id, text: rules.texts[number])
        all.append(phrase)
        if seen[number] { said.insert(phrase) }
      case .unless, .except: continue
      }
    }
    var told: Set<Phrase> = []
    return all.filter { !said.contains($0) && told.insert($0).inserted }
  }

  private func ranked(_ rules: [Rule], by rank: (Rule) -> Double) -> [Rule] {
    rules.enumerated().sorted { (rank($0.element), -$0.offset) > (rank($1.element), -$1.offset) }.map(
      \.element)
  }
}
