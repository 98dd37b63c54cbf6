// SPDX-License-Identifier: Apache-2.0

package import MailModel
import TextAnalysis

/// The words and numbers of a text, each as a number: goods, articles, amounts, names and places.
///
/// What few orders have in common tells them apart where nobody names a reference: the purchasing department
/// writes of the same `KSP 125-400`, the bank of the same 172 601,00, the warehouse of "Ottenmühle". Kept small:
/// a message gives at most `mostOfMessage` terms, an order has at most `mostOfOrder`.
package struct Fingerprint: Hashable, Sendable {
  /// The terms, sorted.
  package private(set) var terms: [UInt32] = []
  /// Whether the text names a price.
  package private(set) var namesPrice = false
  /// The names of an order's customers as terms, for the fingerprint of an order; nil when nobody noted them.
  package private(set) var names: Set<UInt32>?

  /// So many terms a message gives.
  static let mostOfMessage = 160
  /// So many terms an order keeps.
  static let mostOfOrder = 400
  /// Text beyond this many bytes adds no terms.
  private static let longestText = 12_000
  /// Marks the terms that have a digit: articles, dimensions, references, amounts.
  static let codeBit: UInt32 = 1 << 31
  /// Marks those of them that hardly stand in two places by chance: long ones, and letters with digits.
  static let distinctBit: UInt32 = 1 << 30

  /// Creates an empty fingerprint.
  package init() {}

  /// Reads texts: the subject, the new text, the names of attachments.
  package init(of texts: [String]) {
    var found: Set<UInt32> = []
    for text in texts { read(text, into: &found) }
    terms = found.sorted()
  }

  /// The texts of a message that its fingerprint is made of.
  package static func texts(of message: Message) -> [String] {
    [message.subject, message.newText] + message.attachmentNames.prefix(10)
  }

  /// Whether a term has a digit.
  static func isCode(_ term: UInt32) -> Bool { term & codeBit != 0 }

  /// Whether a term is a number or article that hardly stands in two places by chance.
  static func isDistinct(_ term: UInt32) -> Bool { term & (codeBit | distinctBit) == codeBit | distinctBit }

  /// Whether the text has the term.
  func contains(_ term: UInt32) -> Bool {
    var low = 0
    var high = terms.count
    while low < high {
      let middle = (low + high) / 2
      if terms[middle] < term { low = middle + 1 } else { high = middle }
    }
    return low < terms.count && terms[low] == term
  }

  /// Counts those of some terms, which are sorted, that it has: one step through both.
  func count(_ others: [UInt32], into counts: inout [Int]) {
    var place = 0
    for (index, other) in others.enumerated() {
      while place < terms.count, terms[place] < other { place += 1 }
      guard place < terms.count else { return }
      if terms[place] == other { counts[index] += 1 }
    }
  }

  /// Notes the names of an order's customers: companies, people, the domains of their addresses.
  package mutating func note(_ parties: [Party]) {
    for party in parties where party.role == .customer || party.role == .unknown {
      names = (names ?? []).union(Fingerprint(of: party.words).terms)
    }
    names = names ?? []
  }

  /// Adds the terms of another message of the same order; a full order takes no more.
  package mutating func formUnion(_ other: Fingerprint) {
    guard terms.count < Self.mostOfOrder else { return }
    var joined: [UInt32] = []
    joined.reserveCapacity(terms.count + other.terms.count)
    var left = terms[...]
    var right = other.terms[...]
    while let one = left.first, let two = right.first {
      joined.append(min(one, two))
      if one <= two { left.removeFirst() }
      if two <= one { right.removeFirst() }
    }
    terms = joined + left + right
  }

  // MARK: Reading

  private mutating func read(_ text: String, into found: inout Set<UInt32>) {
    var text = text
    text.withUTF8 { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes.prefix(Self.longestText))
      var scanner = WordScanner(bytes)
      var code = Code()
      while let word = scanner.next() {
        guard found.count < Self.mostOfMessage else { return }
        let letters = scanner.folded[word.foldedStart..<word.foldedEnd]
        defer { scanner.forgetFolded() }
        if code.takes(word, letters, in: bytes) { continue }
        if let term = code.term { found.insert(term) }
        if code.isNumber, Self.isCurrency(letters) || code.isBeforeSign(in: bytes) { namesPrice = true }
        code = Code()
        if word.hasDigit {
          code.begin(word, letters, in: bytes)
          if code.isAfterSign { namesPrice = true }
        } else if let stem = Self.stem(letters) {
          let term = Self.term(ofStem: stem)
          if !CommonWords.contains(term) { found.insert(term) }
        }
      }
      if let term = code.term { found.insert(term) }
      if code.isNumber, code.isBeforeSign(in: bytes) { namesPrice = true }
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A blank, a no-break space or a thin one, an apostrophe.
  static func isGroupGap(_ gap: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch gap.count {
    case 1:
      gap.first == 0x20 || gap.first == UInt8(ascii: "'") || gap.first == UInt8(ascii: ".")
        || gap.first == UInt8(ascii: ",")
    case 2: gap.first == 0xC2 && gap.last == 0xA0
    case 3: gap.first == 0xE2 && (gap.last == 0xAF || gap.last == 0x89)
    default: false
    }
  }

  static func isSign(after end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = end
    if index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return isSign(at: index, in: bytes)
  }

  static func isSign(before start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = start
    if index > 0, bytes[index - 1] == 0x20 { index -= 1 }
    if index >= 1, bytes[index - 1] == UInt8(ascii: "$") { return true }
    return (index >= 2 && isSign(at: index - 2, in: bytes))
      || (index >= 3 && isSign(at: index - 3, in: bytes))
  }

  /// `$`, `£`, `€`, `₽`.
  static func isSign(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index < bytes.count else { return false }
    if bytes[index] == UInt8(ascii: "$") { return true }
    if bytes[index] == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0xA3 }
    guard bytes[index] == 0xE2, index + 2 < bytes.count else { return false }
    return bytes[index + 1] == 0x82 && (bytes[index + 2] == 0xAC || bytes[index + 2] == 0xBD)
  }

  private static func isCurrency(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 12 && currencies.contains(String(decoding: word, as: UTF8.self))
  }

  private static let currencies: Set<String> = [
    "руб", "рублей", "рубля", "р", "rub", "eur", "euro", "евро", "usd", "gbp", "chf", "cny", "тенге", "kzt",
    "byn", "pln", "sek", "nok", "dkk", "try",
  ]

  // MARK: Words for people

  /// Returns how the texts write these terms, each once, in the order of the texts.
  static func words(of terms: Set<UInt32>, in texts: [String]) -> [String] {
    var found: [String] = []
    var left = terms
    for text in texts {
      for piece in text.prefix(longestText).split(whereSeparator: \.isWhitespace) where !left.isEmpty {
        let word = piece.drop { !$0.isLetter && !$0.isNumber }
        let trimmed = String(word.prefix(40)).trimmingEnd
        for term in Fingerprint(of: [trimmed]).terms where left.remove(term) != nil { found.append(trimmed) }
      }
    }
    // An amount in groups is several words.
    return left.isEmpty || !found.isEmpty ? found : ["a number or amount"]
  }

  // MARK: Stems

  /// The beginning of a word, without its ending: six letters are enough to tell goods and names apart.
  ///
  /// Nil for short words.
  static func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard word.count >= 4, word.count <= 96 else { return nil }
    let isCyrillic = word.first.map { $0 >= 0xD0 } ?? false
    let width = isCyrillic ? 2 : 1
    guard word.count >= 4 * width else { return nil }
    var stem = word
    while stem.count > 4 * width, isEnding(stem.suffix(width)) { stem.removeLast(width) }
    return stem.prefix(6 * width)
  }

  /// Vowels and what else an inflected word ends in.
  private static func isEnding(_ letter: ArraySlice<UInt8>) -> Bool {
    guard let first = letter.first, let last = letter.last else { return false }
    if letter.count == 1 {
      switch first {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
        UInt8(ascii: "s"), UInt8(ascii: "n"), UInt8(ascii: "y"):
        return true
      default: return false
      }
    }
    switch (first, last) {
    // а е и й м о х; у ы ь ю я
    case (0xD0, 0xB0), (0xD0, 0xB5), (0xD0, 0xB8), (0xD0, 0xB9), (0xD0, 0xBC), (0xD0, 0xBE), (0xD1, 0x85),
      (0xD1, 0x83), (0xD1, 0x8B), (0xD1, 0x8C), (0xD1, 0x8E), (0xD1, 0x8F):
      return true
    default: return false
    }
  }

  /// The term of a stem.
  static func term(ofStem stem: some Sequence<UInt8>) -> UInt32 { hash(stem) & ~codeBit }

  /// FNV-1a; an umlaut written as two letters counts as one.
  static func hash(_ letters: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811c_9dc5
    var before: UInt8 = 0
    for letter in letters {
      if letter == UInt8(ascii: "e"), before == UInt8(ascii: "u") || before == UInt8(ascii: "o") {
        before = letter
        continue
      }
      hash = (hash ^ UInt32(letter)) &* 0x0100_0193
      before = letter
    }
    return hash
  }
}

extension String {
  /// The text without the punctuation at its end.
  fileprivate var trimmingEnd: String {
    var text = self
    while let last = text.last, !last.isLetter, !last.isNumber { text.removeLast() }
    return text
  }
}
