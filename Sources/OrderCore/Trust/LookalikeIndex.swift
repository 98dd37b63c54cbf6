// SPDX-License-Identifier: Apache-2.0

import MailModel

/// The companies that we know, ready to tell a sender who looks like one of them and is not.
package struct LookalikeIndex: Sendable {
  private struct Known: Sendable {
    let domain: String
    let skeleton: DomainSkeleton
    /// Which letters it has, one bit each: far fewer in common, far more changes.
    let letters: UInt64
  }

  private var known: [Known] = []
  private var domains: Set<String> = []
  /// Names of companies and full names of people, as drawn, each with its domain.
  private var names: [[UInt8]: String] = [:]

  /// Shorter names are alike by chance.
  private static let shortestName = 5

  /// Collects the domains of a directory, ours among them: a letter "from the boss" is the other half of the trade.
  package init(_ directory: Directory) {
    let parties = (Array(directory.byAddress.values) + Array(directory.byDomain.values))
      .sorted { $0.address < $1.address }
    for party in parties where party.role != .unknown {
      let domain = party.address.contains("@") ? party.domain : party.address
      guard !PublicMail.domains.contains(domain) else { continue }
      add(domain)
      for name in [party.company, party.name] { add(name, of: domain) }
    }
    for domain in directory.ownDomains.sorted() { add(domain) }
  }

  private mutating func add(_ domain: String) {
    guard !domain.isEmpty, domains.insert(domain).inserted else { return }
    let skeleton = DomainSkeleton(domain)
    known.append(Known(domain: domain, skeleton: skeleton, letters: Self.letters(skeleton.name)))
  }

  private mutating func add(_ name: String, of domain: String) {
    let words = Self.words(name)
    // One word, such as a first name, is many people's.
    guard words.count > 1 || (words.first?.count ?? 0) >= 8 else { return }
    let drawn = Self.joined(words)
    if names[drawn] == nil { names[drawn] = domain }
  }

  /// Returns the domain of the company that a sender looks like, nil when they look like none or belong to one.
  ///
  /// - Parameter writtenName: the name that they bear in `From`.
  package func target(of sender: Party, writtenName: String) -> String? {
    guard sender.role == .unknown, !sender.domain.isEmpty else { return nil }
    if !PublicMail.domains.contains(sender.domain), let target = target(of: sender.domain) { return target }
    return impersonated(by: writtenName, at: sender.domain)
  }

  // MARK: Domains

  /// Returns the known domain that another one looks like.
  package func target(of domain: String) -> String? {
    let labels = domain.split(separator: ".").suffix(Self.mostLabels)
    for start in labels.indices {
      // Domains below a known one are that company's.
      if domains.contains(labels[start...].joined(separator: ".")) { return nil }
    }
    for start in labels.indices {
      for end in labels.indices where end > start {
        // bearings.example.evil.example
        let inner = labels[start..<end].joined(separator: ".")
        if domains.contains(inner) { return inner }
      }
    }
    let skeleton = DomainSkeleton(domain)
    let letters = Self.letters(skeleton.name)
    return known.first { Self.isAlike(skeleton, letters, $0) }?.domain
  }

  /// Labels in front of more than these say nothing to anybody.
  private static let mostLabels = 10

  private static func isAlike(_ other: DomainSkeleton, _ letters: UInt64, _ known: Known) -> Bool {
    let (left, right) = (other.name, known.skeleton.name)
    guard left.count >= 3, right.count >= 3 else { return false }
    // Drawn alike, or the same under another top-level domain.
    if left == right {
      return other.suffix == known.skeleton.suffix || right.count >= shortestName
    }
    if hasAddition(left, to: right) { return true }
    guard right.count >= shortestName, abs(left.count - right.count) <= 2 else { return false }
    // Short names a letter apart are often two companies.
    let most = right.count >= 8 ? 2 : 1
    guard (letters ^ known.letters).nonzeroBitCount <= 2 * most else { return false }
    return distance(left, right, atMost: most) <= most
  }

  /// Whether a name is a known one with a word for a branch or a purpose behind or before a dash: `bearings-billing`.
  private static func hasAddition(_ name: [UInt8], to known: [UInt8]) -> Bool {
    guard known.count >= 6, name.count > known.count + 2 else { return false }
    let dash = UInt8(ascii: "-")
    if name.starts(with: known), name[known.count] == dash {
      return additions.contains(Array(name[(known.count + 1)...]))
    }
    if name.suffix(known.count).elementsEqual(known), name[name.count - known.count - 1] == dash {
      return additions.contains(Array(name[..<(name.count - known.count - 1)]))
    }
    return false
  }

  private static let additions: Set<[UInt8]> = Set(
    [
      "gmbh", "ag", "kg", "group", "gruppe", "ltd", "llc", "inc", "co", "company", "corp", "international",
      "intl",
      "global", "trade", "trading", "export", "billing", "invoice", "invoices", "payment", "payments", "pay",
      "accounts", "accounting", "finance", "rechnung", "buchhaltung", "zahlung", "service", "support",
      "online",
      "office", "mail", "email", "ru", "de", "com", "eu", "ooo", "zakaz", "oplata", "sales", "info", "team",
    ].map { DomainSkeleton.drawn($0) })

  private static func letters(_ name: [UInt8]) -> UInt64 {
    name.reduce(0) { $0 | 1 << UInt64($1 & 0x3F) }
  }

  /// How many letters must be changed, added, dropped or exchanged with their neighbour (Damerau-Levenshtein, no
  /// substring edited twice); more than `most` is any number above it.
  static func distance(_ left: [UInt8], _ right: [UInt8], atMost most: Int) -> Int {
    guard abs(left.count - right.count) <= most else { return most + 1 }
    var before: [Int] = []
    var row = Array(0...right.count)
    for i in 1...max(left.count, 1) where i <= left.count {
      var next = [i]
      var least = i
      for j in 1...max(right.count, 1) where j <= right.count {
        var cost = min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          cost = min(cost, before[j - 2] + 1)
        }
        next.append(cost)
        least = min(least, cost)
      }
      if least > most { return most + 1 }
      before = row
      row = next
    }
    return row[right.count]
  }

  // MARK: Names

  /// Returns the domain of the company or person whose name, or address, a stranger bears for a name.
  private func impersonated(by name: String, at domain: String) -> String? {
    guard !name.isEmpty, name.utf8.count <= 200 else { return nil }
    let folded = name.lowercased()
    if let at = folded.lastIndex(of: "@") {
      let written = folded[folded.index(after: at)...].prefix {
        $0.isLetter || $0.isNumber || $0 == "." || $0 == "-"
      }
      let claimed = DomainName.folded(written)
      if claimed != domain, domains.contains(claimed) { return claimed }
    }
    return names[Self.joined(Self.words(name))].flatMap { $0 == domain ? nil : $0 }
  }

  private static func words(_ name: String) -> [[UInt8]] {
    name.split { !($0.isLetter || $0.isNumber) }.map { DomainSkeleton.drawn(String($0)) }
      .filter { !forms.contains($0) }
  }

  /// The words in an order of their own: people write `Quill, Martha` as well.
  private static func joined(_ words: [[UInt8]]) -> [UInt8] {
    Array(words.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x20]))
  }

  private static let forms: Set<[UInt8]> = Set(
    [
      "gmbh", "ag", "kg", "ltd", "llc", "inc", "ооо", "ао", "пао", "зао", "тд", "co", "plc", "ab", "und",
      "and",
    ]
    .map { DomainSkeleton.drawn($0) })
}
