// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// Finds the features of messages; belongs to one thread at a time.
///
/// Linear in the length of the text, of which the beginning counts: what people mean stands there.
package final class FeatureScanner {
  /// The version of the features: what a model was trained on must be what it is asked about.
  package static let scheme: UInt32 = 1

  private var memory: StemMemory
  private var sentence: [Item] = []
  private var questions = 0
  private let concepts: ConceptScanner

  /// A word of the sentence being read.
  private struct Item {
    let stem: UInt64
    let start: Int
    let end: Int
    var isDenied = false
  }

  /// Words of a text that are looked at, and of a sentence.
  private static let mostWords = 1_000
  private static let mostWordsOfSentence = 200

  /// Creates a scanner that knows the concepts of some rules and remembers so many word forms, a power of two.
  init(_ concepts: ConceptScanner, forms: Int = 1 << 14) {
    self.concepts = concepts
    memory = StemMemory(forms: forms)
  }

  /// Finds what the words of a message are, who says them and how; `phrases` is what the rules found in it.
  func scanWords(of input: ClassifierInput, _ phrases: PhraseReading, into sink: inout some FeatureSink) {
    let speaker = Speaker(input)
    concepts.scan(phrases, of: input, into: &sink)
    scan(input.text, language: input.language, speaker: speaker, into: &sink)
    if !input.isReply {
      forEachWord(of: input.subject, language: input.language) { stem, word in
        sink.take(FeatureKey(.subjectWord, stem), "new subject “\(word())”")
        sink.take(FeatureKey(.word, stem), "“\(word())”")
      }
    }
    for name in input.attachments.prefix(20) {
      forEachWord(of: name, language: input.language) { stem, word in
        guard stem != StemMemory.number else { return }
        sink.take(FeatureKey(.attachmentWord, stem), "attachment “\(word())”")
      }
    }
    if !input.attachments.isEmpty { sink.take(FeatureKey(.attachment, 0), "an attachment") }
    sink.take(FeatureKey(.speaker, speaker.hash), speaker.name)
    sink.take(
      FeatureKey(.language, input.language.rawValue), "language \(input.language.rawValue)")
    sink.take(FeatureKey(.kind, input.kind.rawValue), "kind \(input.kind.rawValue)")
    if input.isReply { sink.take(FeatureKey(.reply, 0), "a reply") }
  }

  /// Finds where a message stands in the trade: what needs the store to be known.
  static func scanPlace(of input: ClassifierInput, into sink: inout some FeatureSink) {
    let speaker = Speaker(input)
    let state = input.state?.rawValue ?? "none"
    sink.take(FeatureKey(.state, state), "order \(state)")
    sink.take(
      FeatureKey(.stateAndSpeaker, FeatureKey.hash(state), speaker.hash), "order \(state), \(speaker.name)")
    for event in Event.allCases where input.history.contains(event) {
      sink.take(FeatureKey(.past, event.rawValue), "after \(event.rawValue)")
      sink.take(
        FeatureKey(.pastAndSpeaker, FeatureKey.hash(event.rawValue), speaker.hash),
        "after \(event.rawValue), \(speaker.name)")
    }
  }

  private func scan(
    _ text: String, language: Language, speaker: Speaker, into sink: inout some FeatureSink
  ) {
    var text = text
    text.withUTF8 { all in
      let bytes = UnsafeBufferPointer(rebasing: all.prefix(Tokenization.reach))
      var scanner = WordScanner(bytes)
      var last = 0
      var count = 0
      questions = 0
      sentence.removeAll(keepingCapacity: true)
      while count < Self.mostWords, let word = scanner.next() {
        if !sentence.isEmpty {
          let end = Self.end(bytes[last..<word.start])
          if end != .none || sentence.count >= Self.mostWordsOfSentence {
            close(isQuestion: end == .question, bytes, language, speaker, &sink)
          }
        }
        add(word, of: scanner, language: language, bytes, &sink)
        scanner.forgetFolded()
        last = word.end
        count += 1
      }
      let rest = bytes[last..<min(bytes.count, last + 16)]
      close(isQuestion: rest.contains(UInt8(ascii: "?")), bytes, language, speaker, &sink)
      let bucket = Self.bucket(count)
      sink.take(FeatureKey(.length, UInt64(bucket)), "about \(1 << bucket) words")
      let asked = min(questions, 3)
      sink.take(FeatureKey(.questions, UInt64(asked)), "\(asked == 3 ? "3 or more" : "\(asked)") questions")
    }
  }

  private func add(
    _ word: Word, of scanner: WordScanner, language: Language, _ bytes: UnsafeBufferPointer<UInt8>,
    _ sink: inout some FeatureSink
  ) {
    scanner.folded.withUnsafeBufferPointer { folded in
      let form = UnsafeBufferPointer(rebasing: folded[word.foldedStart..<word.foldedEnd])
      let stem = memory.stem(form, script: word.script, hasDigit: word.hasDigit, language: language)
      sentence.append(Item(stem: stem, start: word.start, end: word.end))
      guard !word.hasDigit, word.script != .other else { return }
      let letter = word.script == .cyrillic ? 2 : 1
      guard form.count >= 7 * letter else { return }
      let beginning = UnsafeBufferPointer(rebasing: form.prefix(5 * letter))
      sink.take(
        FeatureKey(.beginningOfWord, FeatureKey.hash(beginning)),
        "“\(String(decoding: beginning, as: UTF8.self))…”")
    }
  }

  /// Gives the features of a sentence.
  private func close(
    isQuestion: Bool, _ bytes: UnsafeBufferPointer<UInt8>, _ language: Language, _ speaker: Speaker,
    _ sink: inout some FeatureSink
  ) {
    markDenied(language)
    if isQuestion { questions += 1 }
    func words(_ first: Int, _ last: Int) -> String {
      Self.words(bytes[sentence[first].start..<sentence[last].end])
    }
    for index in sentence.indices {
      let item = sentence[index]
      sink.take(FeatureKey(.word, item.stem), "“\(words(index, index))”")
      sink.take(
        FeatureKey(.wordOfSpeaker, item.stem, speaker.hash), "“\(words(index, index))” \(speaker.name)")
      if isQuestion {
        sink.take(FeatureKey(.wordOfQuestion, item.stem), "“\(words(index, index))” in a question")
      }
      if item.isDenied { sink.take(FeatureKey(.deniedWord, item.stem), "“\(words(index, index))” denied") }
      if index >= 1 {
        sink.take(
          FeatureKey(.pair, sentence[index - 1].stem, item.stem), "“\(words(index - 1, index))”")
      }
    }
    sentence.removeAll(keepingCapacity: true)
  }

  /// Marks the words that a denial near them concerns.
  private func markDenied(_ language: Language) {
    for index in sentence.indices where Denial.stems.contains(sentence[index].stem) {
      for next in (index + 1)..<max(index + 1, min(index + 5, sentence.count)) {
        sentence[next].isDenied = true
      }
      guard language == .german else { continue }
      for before in max(0, index - 4)..<index { sentence[before].isDenied = true }
    }
  }

  private enum End { case none, sentence, question }

  /// Whether the bytes between two words end a sentence.
  private static func end(_ gap: Slice<UnsafeBufferPointer<UInt8>>) -> End {
    if gap.count == 1, gap.first == 0x20 { return .none }
    var end = End.none
    var stopped = false
    for byte in gap {
      switch byte {
      case UInt8(ascii: "?"): return .question
      case UInt8(ascii: "!"), UInt8(ascii: ";"), UInt8(ascii: "\n"): end = .sentence
      case UInt8(ascii: "."): stopped = true
      case UInt8(ascii: " "): if stopped { end = .sentence }
      default: break
      }
    }
    return end
  }

  private func forEachWord(
    of text: String, language: Language, _ body: (_ stem: UInt64, _ word: () -> String) -> Void
  ) {
    var text = text
    text.withUTF8 { all in
      let bytes = UnsafeBufferPointer(rebasing: all.prefix(1_000))
      var scanner = WordScanner(bytes)
      while let word = scanner.next() {
        let stem = scanner.folded.withUnsafeBufferPointer { folded in
          memory.stem(
            UnsafeBufferPointer(rebasing: folded[word.foldedStart..<word.foldedEnd]), script: word.script,
            hasDigit: word.hasDigit, language: language)
        }
        body(stem) { Self.words(bytes[word.start..<word.end]) }
        scanner.forgetFolded()
      }
    }
  }

  /// Words as the sender wrote them, blanks run together.
  private static func words(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes.prefix(120), as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  /// The power of two below a number of words, at most 128.
  private static func bucket(_ count: Int) -> Int {
    min(7, max(0, Int.bitWidth - 1 - max(1, count).leadingZeroBitCount))
  }
}

/// Who speaks, and which way.
struct Speaker: Sendable {
  let hash: UInt64
  let name: String

  init(_ input: ClassifierInput) {
    name = input.direction == .outbound ? "sent by us" : "from \(input.sender.rawValue)"
    hash = FeatureKey.hash(name)
  }
}

/// The words that deny others, for the learned evidence: a few, since what they mean is learned.
private enum Denial {
  static let stems: Set<UInt64> = {
    let words: [(Language, [String])] = [
      (.russian, ["не", "нет", "ни", "без", "никак"]),
      (.english, ["not", "no", "never", "without", "t", "cannot", "neither"]),
      (.german, ["nicht", "kein", "keine", "keinen", "keiner", "keinerlei", "nie", "ohne", "weder", "noch"]),
    ]
    var memory = StemMemory(forms: 64)
    var stems: Set<UInt64> = []
    for (language, list) in words {
      for word in list {
        let script: Script = language == .russian ? .cyrillic : .latin
        Array(word.utf8).withUnsafeBufferPointer {
          _ = stems.insert(memory.stem($0, script: script, hasDigit: false, language: language))
        }
      }
    }
    return stems
  }()
}
