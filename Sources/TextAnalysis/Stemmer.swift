// SPDX-License-Identifier: Apache-2.0

import CStemmer

/// A language that words are reduced to stems in.
package enum StemLanguage: Int, Hashable, Sendable, CaseIterable {
  /// Snowball's Russian.
  case russian
  /// Snowball's English (Porter 2).
  case english
  /// Snowball's German, over words whose ae, oe, ue are folded like ä, ö, ü.
  case german

  fileprivate var algorithm: String {
    switch self {
    case .russian: "russian"
    case .english: "english"
    case .german: "german"
    }
  }
}

/// Reduces folded words of one language to stems with Snowball.
///
/// It keeps libstemmer's buffer, so an instance belongs to one thread at a time.
package final class Stemmer {
  private let language: StemLanguage
  private let stemmer: OpaquePointer?
  private var scratch: [UInt8] = []

  /// Opens Snowball's algorithm for a language.
  package init(_ language: StemLanguage) {
    self.language = language
    stemmer = sb_stemmer_new(language.algorithm, "UTF_8")
  }

  deinit {
    if let stemmer { sb_stemmer_delete(stemmer) }
  }

  /// Calls `body` with the stem of a folded word; the bytes are valid during the call only.
  ///
  /// Words of more than 128 bytes are no words of a language and come back as they are.
  package func stem<Result>(
    _ word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let stemmer, !word.isEmpty, word.count <= 128 else { return body(word) }
    if language == .german, foldDigraphs(word) {
      return scratch.withUnsafeBufferPointer { run(stemmer, $0, body) }
    }
    return run(stemmer, word, body)
  }

  /// Returns the stem of a folded word.
  package func stem(_ word: some Sequence<UInt8>) -> [UInt8] {
    Array(word).withUnsafeBufferPointer { stem($0) { Array($0) } }
  }

  private func run<Result>(
    _ stemmer: OpaquePointer, _ word: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let found = sb_stemmer_stem(stemmer, word.baseAddress, Int32(word.count)) else { return body(word) }
    return body(UnsafeBufferPointer(start: found, count: Int(sb_stemmer_length(stemmer))))
  }

  /// Writes the word with ae, oe, ue as a, o, u into `scratch`; false when there is none of them.
  ///
  /// So „bestaetigen“ and „bestätigen“ (folded to „bestatigen“) have one stem. „ue“ after a, e or q is no umlaut
  /// (neue, Quelle).
  private func foldDigraphs(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    var changed = false
    var previous: UInt8 = 0
    for byte in word {
      if byte == UInt8(ascii: "e"), let last = scratch.last, isUmlautBase(last, after: previous) {
        changed = true
        continue
      }
      previous = scratch.last ?? 0
      scratch.append(byte)
    }
    return changed
  }

  private func isUmlautBase(_ byte: UInt8, after previous: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "o"): true
    case UInt8(ascii: "u"):
      previous != UInt8(ascii: "a") && previous != UInt8(ascii: "e") && previous != UInt8(ascii: "q")
    default: false
    }
  }
}
