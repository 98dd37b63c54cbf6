// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// What the present rules still get wrong of the messages that people have corrected.
struct CorrectedMail {
  /// An event that rules of a language miss.
  struct Topic: Hashable, Comparable {
    let event: Event
    let language: Language

    static func < (left: Topic, right: Topic) -> Bool {
      (left.event.rawValue, left.language.rawValue) < (right.event.rawValue, right.language.rawValue)
    }

    /// Whether a message could report the event in this language.
    func mayBeReported(by message: ArchivedMessage) -> Bool {
      message.input.stemLanguage == language && event.senders.contains(message.input.sender)
        && event.directions.contains(message.input.direction) && message.input.kind == .message
    }
  }

  /// Messages by the event that is missed in them.
  private(set) var missed: [Topic: [ArchivedMessage]] = [:]
  /// Messages, with the state of their orders, by the rule that is wrong about them.
  private(set) var wrong: [String: [(message: ArchivedMessage, input: ClassifierInput)]] = [:]

  /// Looks at all corrected messages of an archive.
  init(_ archive: any ArchiveReading, rules: RuleSet, event: Event?) async throws {
    let classifier = Classifier(rules)
    var course = ArchiveCourse()
    var found = (missed: missed, wrong: wrong)
    try await ArchivePass(archive, rules: []).run { step in
      let message = step.message
      defer { course.take(message, recognised: message.recognised) }
      guard let corrected = message.corrected else { return }
      let input = course.input(of: message)
      let recognition = classifier.classify(input)
      for missing in corrected
      where !recognition.events.contains(missing) && event.map({ $0 == missing }) ?? true {
        let topic = Topic(event: missing, language: input.stemLanguage)
        if topic.mayBeReported(by: message) { found.missed[topic, default: []].append(message) }
      }
      for extra in recognition.events where !corrected.contains(extra) && event.map({ $0 == extra }) ?? true {
        guard let rule = recognition.firing(of: extra)?.rule else { continue }
        found.wrong[rule, default: []].append((message, input))
      }
    }
    (missed, wrong) = found
  }

  /// Drops what fewer messages than `minimum` ask for.
  mutating func keep(atLeast minimum: Int) {
    missed = missed.filter { $0.value.count >= minimum }
    wrong = wrong.filter { $0.value.count >= minimum }
  }
}

extension ClassifierInput {
  /// The language whose rules read the message: its own, else by its letters.
  var stemLanguage: Language {
    if [.russian, .english, .german].contains(language) { return language }
    let isCyrillic = text.unicodeScalars.contains { (0x400...0x52F).contains($0.value) }
    return isCyrillic ? .russian : .english
  }

  /// The sentences that phrases are looked for in when a rule says nothing else.
  func sentences(_ scanner: StemScanner) -> [StemmedSentence] {
    scanner.sentences(of: text) + (isReply ? [] : scanner.sentences(of: subject))
  }
}
