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
  private let byStart: [String: [Int]]

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
    var byStart: [String: [Int]] = [:]
    for name in parties.keys.sorted() {
      let words = Array(Self.words(of: name).drop { Self.common.contains($0) })
      guard let first = words.first, first.count >= Self.startLength else { continue }
      let members = (parties[name] ?? []).sorted { $0.address < $1.address }
      byStart[String(first.prefix(Self.startLength)), default: []].append(companies.count)
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
      let tokens = Self.tokens(bytes)
      for index in tokens.indices {
        guard found.count < Self.most, let near = byStart[String(tokens[index].word.prefix(Self.startLength))]
        else {
          continue
        }
        for company in near where !found.contains(company) {
          if isNamed(companies[company], at: index, in: tokens, isOnly: near.count == 1) {
            found.append(company)
          }
        }
      }
    }
    return found.flatMap { companies[$0].parties }
  }

  private struct Token {
    let word: String
    let isCapitalised: Bool
  }

  private func isNamed(_ company: Company, at index: Int, in tokens: [Token], isOnly: Bool) -> Bool {
    guard let first = company.words.first, Self.same(first, tokens[index].word) else { return false }
    let rest = company.words.dropFirst()
    let following = tokens[(index + 1)...].prefix(rest.count)
    if rest.count == following.count, zip(rest, following).allSatisfy({ Self.same($0, $1.word) }) {
      return tokens[index].isCapitalised
    }
    return isOnly && first.count >= 5 && tokens[index].isCapitalised
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
      tokens(bytes).map(\.word).filter { $0.count > 1 && !forms.contains($0) }
    }
  }

  /// The folded words, umlauts written as two letters like those written as one.
  private static func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [Token] {
    var scanner = WordScanner(bytes)
    var tokens: [Token] = []
    while let word = scanner.next() {
      let folded = String(decoding: scanner.folded[word.foldedStart..<word.foldedEnd], as: UTF8.self)
      scanner.forgetFolded()
      guard word.end - word.start <= 80 else { continue }
      let written = String(decoding: bytes[word.start..<word.end], as: UTF8.self)
      let plain = folded.replacing("ue", with: "u").replacing("oe", with: "o").replacing("ae", with: "a")
      if forms.contains(plain) { continue }
      tokens.append(Token(word: plain, isCapitalised: written.first?.isUppercase ?? false))
    }
    return tokens
  }

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
