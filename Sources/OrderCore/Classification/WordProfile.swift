// SPDX-License-Identifier: Apache-2.0

/// All that the rules need to know of words that fit the same elements.
struct WordProfile: Sendable {
  /// What they do to the words around them.
  var scope: Scope = []
  /// Their lists, each in the pool of its name.
  var elements: Range<Int32> = 0..<0
  var candidates: Range<Int32> = 0..<0
  var probes: Range<Int32> = 0..<0
  var concepts: Range<Int32> = 0..<0
  var groups: Range<Int32> = 0..<0
}

/// The profiles of the words seen so far, one for all words that fit the same elements.
///
/// Words fit dozens of elements each, so what follows from them is worked out once: the phrases to try, what to note for
/// phrases tried at other words, the lexicons, and the groups that may begin. Numbers share a profile, as do the forms of
/// a word, so there are not many more of them than words in the rules.
struct WordProfiles: Sendable {
  /// The profile of words that fit nothing stands first.
  private(set) var all = [WordProfile()]
  /// What they fit, ascending.
  private(set) var elements: [Element] = []
  /// The phrases that are anchored at one of their elements.
  private(set) var candidates: [PhraseCandidate] = []
  /// Their elements that phrases anchored at other words look for first.
  private(set) var probes: [Element] = []
  /// Their elements that stand for lexicons.
  private(set) var concepts: [Element] = []
  /// The groups that begin with one of their elements, ascending by the element of the second word.
  private(set) var groups: [WordGroup] = []

  private var known: [[Element]: Int32] = [[]: 0]
  private var plainNumber: Int32?

  /// The size above which it is better begun anew.
  var isLarge: Bool { elements.count + candidates.count > 1 << 21 }

  /// Returns the number of the profile of words that fit some elements.
  mutating func number(of fits: [Element], _ rules: RuleSet) -> Int32 {
    if let number = known[fits] { return number }
    let profile = WordProfile(
      scope: fits.reduce(into: []) { $0.formUnion(rules.scopes[Int($1)]) },
      elements: Self.append(fits, to: &elements),
      candidates: Self.append(fits.lazy.flatMap { rules.anchored[$0] }, to: &candidates),
      probes: Self.append(fits.lazy.filter { rules.isProbe[Int($0)] }, to: &probes),
      concepts: Self.append(fits.lazy.filter { rules.concepts[Int($0)] != nil }, to: &concepts),
      groups: Self.append(fits.flatMap { rules.groups[$0] }.sorted { $0.second < $1.second }, to: &groups))
    let number = Int32(all.count)
    all.append(profile)
    known[fits] = number
    return number
  }

  /// Returns the number of the profile of words with a digit, that fit some elements besides.
  mutating func number(ofNumber fits: [Element], _ rules: RuleSet) -> Int32 {
    guard fits.isEmpty else { return number(of: WordIndex.sorted(fits + rules.words.numbers), rules) }
    // Most numbers are like all others, and what fits them all is long.
    if let plainNumber { return plainNumber }
    let number = number(of: WordIndex.sorted(rules.words.numbers), rules)
    plainNumber = number
    return number
  }

  private static func append<Value>(_ values: some Sequence<Value>, to pool: inout [Value]) -> Range<Int32> {
    let start = Int32(pool.count)
    pool += values
    return start..<Int32(pool.count)
  }
}

/// Finding in a sorted part of a pool.
extension [Element] {
  @inline(__always)
  func contains(_ element: Element, in range: Range<Int32>) -> Bool {
    var (low, high) = (Int(range.lowerBound), Int(range.upperBound))
    while high - low > 8 {
      let middle = (low + high) / 2
      if self[middle] <= element { low = middle } else { high = middle }
    }
    while low < high {
      if self[low] == element { return true }
      low += 1
    }
    return false
  }
}
