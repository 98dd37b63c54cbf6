// SPDX-License-Identifier: Apache-2.0

/// Looks for the phrases of rules in messages and applies the rules.
///
/// It is pure, but it remembers word forms, so it belongs to one thread at a time.
package final class Classifier {
  private let rules: RuleSet
  private let tokenization: Tokenization
  private var presence: Presence
  /// By element: where in the reading its last hit as a lexicon stands.
  private var lastHits: [Int32]

  /// Creates a classifier for a set of rules.
  package init(_ rules: RuleSet) {
    self.rules = rules
    tokenization = Tokenization(rules)
    presence = Presence(elements: rules.elementCount)
    lastHits = [Int32](repeating: -1, count: rules.elementCount)
  }

  /// Returns the events that a message reports, with every rule that fired or nearly did.
  package func classify(_ input: ClassifierInput) -> Recognition {
    rules.judge(input, by: read(input.fields))
  }

  /// Returns what the phrases find in a message.
  package func read(_ fields: RuleText) -> PhraseReading {
    var reading = PhraseReading()
    survey(fields) { text, fields, stream, found in
      if let field = fields.first(where: { $0 == .text || $0 == .freshSubject }) {
        noteLexicons(of: stream, in: field, to: &reading)
      }
      guard !found.isEmpty else { return }
      var text = text
      text.withUTF8 { bytes in
        for field in fields { add(found, in: stream, of: field, bytes, to: &reading) }
      }
    }
    return reading
  }

  /// Calls `body` with each text of a message, the fields that it is, its words, and the phrases found in their moods.
  func survey(
    _ fields: RuleText, _ body: (String, [RuleField], TokenStream, [PhraseMatcher.Found]) -> Void
  ) {
    for (text, fields) in fields.texts {
      let stream = tokenization.tokens(of: text, field: fields[0])
      var found: [PhraseMatcher.Found] = []
      PhraseMatcher(rules: rules, stream: stream).forEach(in: FieldMask(fields), &presence) { match in
        if rules.phrases[match.phrase].moods.allows(match.moods) { found.append(match) }
      }
      body(text, fields, stream, found)
    }
  }

  /// Notes the lexicons that each sentence has entries of.
  private func noteLexicons(of stream: TokenStream, in field: RuleField, to reading: inout PhraseReading) {
    func note(_ element: Element, _ token: Token) {
      guard let concept = rules.concepts[Int(element)] else { return }
      let sentence = Int(token.sentence)
      let moods = token.moods.union(stream.sentences[sentence].moods)
      let last = Int(lastHits[Int(element)])
      if reading.lexicons.indices.contains(last), reading.lexicons[last].concept == concept,
        reading.lexicons[last].sentence == sentence, reading.lexicons[last].field == field
      {
        reading.lexicons[last].moods.formUnion(moods)
        if token.isCyrillic { reading.lexicons[last].isCyrillic = true }
        return
      }
      lastHits[Int(element)] = Int32(reading.lexicons.count)
      reading.lexicons.append(
        PhraseReading.LexiconHit(
          concept: concept, field: field, sentence: sentence, moods: moods, isCyrillic: token.isCyrillic))
    }
    let profiles = stream.profiles
    for token in stream.tokens {
      for concept in profiles.all[Int(token.profile)].concepts {
        note(profiles.concepts[Int(concept)], token)
      }
      for group in token.groups { note(stream.groups[group].element, token) }
    }
  }

  /// Adds what was found of the phrases for a field, but for sentences that say an exception.
  private func add(
    _ found: [PhraseMatcher.Found], in stream: TokenStream, of field: RuleField,
    _ bytes: UnsafeBufferPointer<UInt8>, to reading: inout PhraseReading
  ) {
    let mask = FieldMask(field)
    var exceptions: [Int: Set<Int32>] = [:]
    for match in found where rules.phrases[match.phrase].part == .except {
      let phrase = rules.phrases[match.phrase]
      if phrase.fields.contains(mask) { exceptions[phrase.rule, default: []].insert(match.sentence) }
    }
    for match in found {
      let phrase = rules.phrases[match.phrase]
      guard phrase.fields.contains(mask), phrase.part != .except else { continue }
      if !exceptions.isEmpty, phrase.part != .unless,
        exceptions[phrase.rule]?.contains(match.sentence) == true
      {
        continue
      }
      let excerpt = stream.excerpt(match.tokens)
      reading.add(
        match.phrase, phrase,
        (
          PhraseReading.Hit(phrase: match.phrase, field: field, excerpt: excerpt),
          isCyrillic: Self.hasCyrillic(bytes[excerpt])
        ))
    }
  }

  /// Whether a letter of U+0400…U+052F stands in UTF-8.
  private static func hasCyrillic(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var lead: UInt8 = 0
    for byte in bytes {
      if (0xD0...0xD3).contains(lead) || lead == 0xD4 && byte < 0xB0, byte & 0xC0 == 0x80 { return true }
      lead = byte
    }
    return false
  }
}
