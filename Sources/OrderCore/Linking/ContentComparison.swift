// SPDX-License-Identifier: Apache-2.0

/// How much what a message says has in common with what each of several orders is about.
///
/// A term counts the more the fewer of the orders have it: what all write says nothing.
struct ContentComparison {
  /// What a message and an order have in common.
  struct Overlap {
    /// How surely it speaks for the order, from 0 to 1.
    var weight = 0.0
    /// The terms that speak most, the strongest first.
    var terms: [UInt32] = []
  }

  private let terms: [(term: UInt32, weight: Double)]
  private let fingerprints: [OrderID: Fingerprint]

  /// So many terms together are looked at: more prove nothing more.
  private static let mostShared = 6
  /// A term of so many orders is everybody's.
  private static let mostOrders = 6

  /// Compares what a message says; the names of those who write and are written to stand in all their mail.
  init(_ request: LinkingRequest, _ fingerprints: [OrderID: Fingerprint]) {
    self.fingerprints = fingerprints
    let writers = [request.sender] + request.recipients
    let names = Set(Fingerprint(of: writers.flatMap(\.words)).terms)
    let own = request.fingerprint.terms
    var counts = [Int](repeating: 0, count: own.count)
    for fingerprint in fingerprints.values { fingerprint.count(own, into: &counts) }
    terms = zip(own, counts).compactMap { term, count in
      guard !names.contains(term) else { return nil }
      let weight = Self.weight(of: term, in: count)
      return weight > 0 ? (term, weight) : nil
    }
  }

  /// How much a term says that so many orders have.
  private static func weight(of term: UInt32, in count: Int) -> Double {
    guard count > 0, count <= mostOrders else { return 0 }
    let weight =
      Fingerprint.isDistinct(term) ? distinctWeight : Fingerprint.isCode(term) ? codeWeight : wordWeight
    return weight / Double(count * count)
  }

  private static let distinctWeight = 0.6
  private static let codeWeight = 0.35
  private static let wordWeight = 0.36

  /// Returns what the message and the order have in common.
  func overlap(with order: OrderID) -> Overlap {
    guard let fingerprint = fingerprints[order], !terms.isEmpty else { return Overlap() }
    let shared = terms.filter { fingerprint.contains($0.term) }
      .sorted { ($0.weight, $0.term) > ($1.weight, $1.term) }
      .prefix(Self.mostShared)
    let weight = 1 - shared.reduce(1.0) { $0 * (1 - $1.weight) }
    return Overlap(weight: weight, terms: shared.map(\.term))
  }
}

extension Party {
  /// What names the party in a text: company, person, the domain of a company.
  var words: [String] {
    let isCompanys = !PublicMail.domains.contains(domain)
    return [company, name, isCompanys ? domain.split(separator: ".").dropLast().joined(separator: " ") : ""]
  }
}
