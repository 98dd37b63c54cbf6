// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// A way to fill a place of a phrase, numbered: words are resolved to the numbers they fit, once per word form.
typealias Element = Int32

/// Words side by side that together fit an element, by the element of their first word.
struct WordGroup: Sendable {
  /// The element of the second word.
  let second: Element
  /// Those of the words after it, among the group words of the rule set.
  let rest: Range<Int32>
  /// What the group as a whole fits.
  let element: Element
}

/// Which elements a word fits: built once from all phrases, then only read.
struct WordIndex: Sendable {
  /// Elements by stem, a table a stem language.
  var stems: [[String: [Element]]] = Array(repeating: [:], count: StemLanguage.allCases.count)
  /// Elements by folded form.
  var exact: [String: [Element]] = [:]
  /// Elements by beginning, by ending (its bytes back to front), and by part of the folded form.
  var prefixes = PartIndex()
  var suffixes = PartIndex()
  var infixes = PartIndex()
  /// Elements that any word with a digit fits.
  var numbers: [Element] = []

  /// Returns the elements that a folded word fits, without those for any number, ascending, without repeats.
  func elements(of folded: [UInt8], script: Script, stemmers: Stemmers) -> [Element] {
    var found: [Element] = []
    if let listed = exact[String(decoding: folded, as: UTF8.self)] { found += listed }
    switch script {
    case .cyrillic: found += elements(stem: stemmers.stem(folded, .russian), .russian)
    case .latin:
      found += elements(stem: stemmers.stem(folded, .english), .english)
      found += elements(stem: stemmers.stem(folded, .german), .german)
    case .other: break
    }
    prefixes.forEachPart(startingFrom: folded) { _, element in found.append(element) }
    suffixes.forEachPart(startingFrom: folded.reversed()) { length, element in
      if folded.count > length { found.append(element) }
    }
    for start in folded.indices {
      infixes.forEachPart(startingFrom: folded[start...]) { _, element in found.append(element) }
    }
    return found.count > 1 ? Self.sorted(found) : found
  }

  /// Returns elements ascending, without repeats.
  static func sorted(_ elements: [Element]) -> [Element] {
    var sorted = elements.sorted()
    var last: Element = -1
    sorted.removeAll { element in
      defer { last = element }
      return element == last
    }
    return sorted
  }

  private func elements(stem: [UInt8], _ language: StemLanguage) -> [Element] {
    stems[language.rawValue][String(decoding: stem, as: UTF8.self)] ?? []
  }
}

/// Parts of words in a tree of their bytes: a word is led down it once, however many parts there are.
struct PartIndex: Sendable {
  private struct Node {
    let byte: UInt8
    /// The first node below, and the next one beside; 0 for none.
    var first = 0
    var next = 0
    /// What ends here.
    var elements: [Element] = []
  }

  /// The root is the first.
  private var nodes = [Node(byte: 0)]

  /// Enters a part.
  mutating func add(_ part: some Sequence<UInt8>, _ element: Element) {
    var node = 0
    for byte in part {
      if let below = below(node, byte) {
        node = below
      } else {
        nodes.append(Node(byte: byte, next: nodes[node].first))
        nodes[node].first = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].elements.append(element)
  }

  /// Calls `body` with the length and element of each part that a sequence of bytes starts with.
  @inline(__always)
  func forEachPart(startingFrom word: some Sequence<UInt8>, _ body: (Int, Element) -> Void) {
    var node = 0
    var length = 0
    for byte in word {
      guard let below = below(node, byte) else { return }
      node = below
      length += 1
      for element in nodes[node].elements { body(length, element) }
    }
  }

  @inline(__always)
  private func below(_ node: Int, _ byte: UInt8) -> Int? {
    var below = nodes[node].first
    while below != 0, nodes[below].byte != byte { below = nodes[below].next }
    return below == 0 ? nil : below
  }
}

/// One stemmer a language; belongs to one thread at a time.
struct Stemmers {
  private let all = StemLanguage.allCases.map { Stemmer($0) }

  /// Returns the stem of a folded word.
  func stem(_ folded: [UInt8], _ language: StemLanguage) -> [UInt8] {
    all[language.rawValue].stem(folded)
  }
}

extension StemLanguage {
  /// The language that it stems.
  var language: Language {
    switch self {
    case .russian: .russian
    case .english: .english
    case .german: .german
    }
  }

  /// The stemmer for a word of a rule file: by its script, then by the file's language.
  init(script: Script, language: Language) {
    switch (script, language) {
    case (.cyrillic, _): self = .russian
    case (_, .german): self = .german
    default: self = .english
    }
  }
}
