// SPDX-License-Identifier: Apache-2.0

/// What a reader found in a message: all of a recognition that needs no store.
package struct RecognitionReading: Sendable {
  /// What the phrases of the rules found.
  package let phrases: PhraseReading
  /// What the words say; nil without a model.
  package let words: LearnedReading?
}

/// Reads messages for a recogniser.
///
/// It is pure, but it remembers word forms, so it belongs to one thread at a time.
package final class RecognitionReader {
  private let classifier: Classifier
  private let words: LearnedReader?

  /// Creates a reader for a recogniser.
  package init(_ recogniser: Recogniser) {
    classifier = Classifier(recogniser.rules)
    words = recogniser.model.map { LearnedReader($0, recogniser.concepts) }
  }

  /// Reads a message; neither the state nor the history of its order matter.
  package func read(_ input: ClassifierInput) -> RecognitionReading {
    let phrases = classifier.read(input.fields)
    return RecognitionReading(phrases: phrases, words: words?.read(input, phrases))
  }
}
