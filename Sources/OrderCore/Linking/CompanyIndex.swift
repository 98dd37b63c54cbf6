// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// Finds the companies of the directory that a text names: notices of warehouses and banks often name nothing
/// else.
package struct CompanyIndex: Sendable {
  private struct Company: Sendable {
    let words: [String]
    let parties: [Party]
  }

  private let companies: [Company]
  /// Companies by the first letters of their first word.
  private let byStart: [UInt64: [Int]]

  /// So many first letters of a word are looked up; shorter words name nothing.
  private static let startLength = 4
  /// Text beyond this many bytes names no more companies.
  private static let longestText = 100_000
  /// A text names at most so many companies.
  private static let most = 8

  /// Builds the index of a directory's companies that are not ours.
  package init(_ directory: Directory) {
    var parties: [String: [Party]] = [:]
    let listed = Array(directory.byAddress.values) + Array(directory.byDomain.values)
    for party in listed where party.role != .internal && !party.company.isEmpty {
      parties[party.company, default: []].append(party)
    }
    var companies: [Company] = []
    var byStart: [UInt64: [Int]] = [:]
    for name in parties.keys.sorted() {
      let words = Array(Self.words(of: name).drop { Self.common.contains($0) })
      guard let first = words.first, first.count >= Self.startLength else { continue }
      let members = (parties[name] ?? []).sorted { $0.address < $1.address }
      byStart[Self.startKey(Array(first.utf8)[...]), default: []].append(companies.count)
      companies.append(Company(words: words, parties: members))
    }
    self.companies = companies
    self.byStart = byStart
  }

  /// Returns the directory's entries of the companies that the text names, in the order named.
  ///
  /// All words of a company's name must stand one after the other, legal forms and words such as `Stadt`
  /// before it left out; endings may be inflected. The first word is enough when it has five letters or more,
  /// is written with a capital and begins the name of no other company.
  package func parties(namedIn text: String) -> [Party] {
    guard !companies.isEmpty else { return [] }
    var text = text
    if text.utf8.count > Self.longestText {
      text = String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self)
    }
    var found: [Int] = []
    text.withUTF8 { bytes in
      let words = Words(bytes)
      for index in words.tokens.indices {
        guard found.count < Self.most, let near = byStart[Self.startKey(words[index])] else { continue }
        for company in near where !found.contains(company) {
          if isNamed(companies[company], at: index, in: words, isOnly: near.count == 1) {
            found.append(company)
          }
        }
      }
    }
    return found.flatMap { companies[$0].parties }
  }

  private func isNamed(_ company: Company, at index: Int, in words: Words, isOnly: Bool) -> Bool {
    guard let first = company.words.first, Self.same(first, words.string(index)) else { return false }
    let rest = company.words.dropFirst()
    let following = words.tokens.indices[(index + 1)...].prefix(rest.count)
    if rest.count == following.count, zip(rest, following).allSatisfy({ Self.same($0, words.string($1)) }) {
      return words.tokens[index].isCapitalised
    }
    return isOnly && first.count >= 5 && words.tokens[index].isCapitalised
  }

  /// Whether two words are the same but for an ending.
  private static func same(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard left.count >= 6, abs(left.count - right.count) <= 3 else { return false }
    let common = zip(left, right).prefix { $0 == $1 }.count
    return common >= max(5, left.count - 3) && common >= right.count - 3
  }

  private static func words(of name: String) -> [String] {
    var name = name
    return name.withUTF8 { bytes in
      let words = Words(bytes)
      return words.tokens.indices.map { words.string($0) }.filter { $0.count > 1 }
    }
  }

  /// A number for the first letters of a word: their bytes, hashed.
  private static func startKey(_ word: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var letters = 0
    for byte in word {
      if byte & 0xC0 != 0x80 { letters += 1 }
      if letters > startLength { break }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }

  /// The folded words of a text, umlauts written as two letters like those written as one, legal forms left out.
  private struct Words {
    struct Token {
      /// Its bytes in `bytes`.
      let range: Range<Int>
      let isCapitalised: Bool
    }

    private(set) var tokens: [Token] = []
    private var bytes: [UInt8] = []

    init(_ text: UnsafeBufferPointer<UInt8>) {
      var scanner = WordScanner(text)
      while let word = scanner.next() {
        let start = bytes.count
        let isShort = word.end - word.start <= 80
        if isShort { bytes += scanner.folded[word.foldedStart..<word.foldedEnd] }
        scanner.forgetFolded()
        guard isShort else { continue }
        for vowel in "uoa".utf8 { dropE(after: vowel, from: start) }
        if let packed = packed(bytes[start...]), CompanyIndex.packedForms.contains(packed) {
          bytes.removeSubrange(start...)
          continue
        }
        let isCapitalised = Self.isCapitalised(text[word.start..<word.end])
        tokens.append(Token(range: start..<bytes.count, isCapitalised: isCapitalised))
      }
    }

    subscript(index: Int) -> ArraySlice<UInt8> { bytes[tokens[index].range] }

    func string(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// Writes `ue` as `u` and the like.
    private mutating func dropE(after vowel: UInt8, from start: Int) {
      var read = start
      var write = start
      while read < bytes.count {
        let byte = bytes[read]
        bytes[write] = byte
        write += 1
        read += byte == vowel && read + 1 < bytes.count && bytes[read + 1] == UInt8(ascii: "e") ? 2 : 1
      }
      bytes.removeSubrange(write...)
    }

    private static func isCapitalised(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
      guard let first = word.first, first >= 0x80 else {
        return word.first.map { (0x41...0x5A).contains($0) } ?? false
      }
      return String(decoding: word.prefix(8), as: UTF8.self).first?.isUppercase ?? false
    }
  }

  private static let packedForms = Set(forms.compactMap { packed(Array($0.utf8)[...]) })

  /// Legal forms and the like: no part of a name.
  private static let forms: Set<String> = [
    "ооо", "ао", "пао", "зао", "оао", "ип", "тд", "тпк", "гк", "тоо", "gmbh", "mbh", "ag", "kg", "co", "ohg",
    "ek", "ev",
    "eg", "ltd", "limited", "llc", "inc", "plc", "llp", "corp", "sa", "ab", "as", "oy", "bv", "nv", "srl",
    "spa", "pvt",
    "the", "and", "und", "u", "company", "se", "dr",
  ]

  /// Words before a name that say what sort of company it is: they name none by themselves.
  private static let common: Set<String> = [
    "stadt", "gemeinde", "papierfabrik", "zahnradwerk", "maschinenfabrik", "wasserverband", "ingenieurburo",
    "brouwerij", "brauerei", "chemiehandel", "autohaus", "metropolitan", "national", "international",
    "general",
    "anadolu", "завод", "торговый", "дом", "первый", "банк", "клиника", "сеть", "магазинов", "группа",
    "компания",
    "фабрика", "комбинат", "больница",
  ]
}

/// The bytes of a short word as a number, nil for more than eight.
private func packed(_ word: ArraySlice<UInt8>) -> UInt64? {
  word.count <= 8 ? word.reduce(0) { $0 << 8 | UInt64($1) } : nil
}
