// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// How often the phrases of corrected messages stand in the rest of the archive.
struct Background {
  /// By missed event and language: against the messages that could report the event and don't.
  private(set) var missed: [CorrectedMail.Topic: PhraseStatistics] = [:]
  /// By rule: against the messages that the rule was right about, as far as anybody knows.
  private(set) var wrong: [String: PhraseStatistics] = [:]
  /// Some of the latter, with the state of their orders.
  private(set) var right: [String: [ClassifierInput]] = [:]

  /// Counts the phrases of an archive.
  init(_ archive: any ArchiveReading, mail: CorrectedMail, minimum: Int, kept: Int) async throws {
    let scanners: [Language: StemScanner] = [
      .russian: StemScanner(.russian), .english: StemScanner(.english), .german: StemScanner(.german),
    ]
    func sentences(of message: ArchivedMessage) -> [StemmedSentence] {
      scanners[message.input.stemLanguage].map(message.input.sentences) ?? []
    }
    var counted = (missed: missed, wrong: wrong, right: right)
    let languages = mail.wrong.mapValues { Set($0.map(\.input.stemLanguage)) }
    for (topic, messages) in mail.missed {
      var statistics = PhraseStatistics()
      for message in messages { statistics.add(sentences(of: message)) }
      statistics.keep(atLeast: minimum)
      counted.missed[topic] = statistics
    }
    for (rule, messages) in mail.wrong {
      var statistics = PhraseStatistics()
      for message in messages { statistics.add(sentences(of: message.message)) }
      statistics.keep(atLeast: minimum)
      counted.wrong[rule] = statistics
    }
    var course = ArchiveCourse()
    try await ArchivePass(archive, rules: []).run { step in
      let message = step.message
      let input = course.input(of: message)
      course.take(message, recognised: message.recognised)
      let events = message.corrected ?? message.recognised.map(\.event)
      let language = input.stemLanguage
      let topics = mail.missed.keys.filter { $0.language == language }
      let rules = languages.filter { $0.value.contains(language) }.keys
      guard !topics.isEmpty || !rules.isEmpty else { return }
      let sentences = sentences(of: message)
      for topic in topics {
        let isOther = topic.mayBeReported(by: message) && !events.contains(topic.event)
        counted.missed[topic]?.addArchived(sentences, isOther: isOther)
      }
      for rule in rules {
        let isRight = message.recognised.contains { $0.rule == rule && events.contains($0.event) }
        counted.wrong[rule]?.addArchived(sentences, isOther: isRight)
        if isRight, counted.right[rule, default: []].count < kept {
          counted.right[rule, default: []].append(input)
        }
      }
    }
    (missed, wrong, right) = counted
  }
}
