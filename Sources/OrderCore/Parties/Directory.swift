// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// The address book: who is what to us, by address, else by domain, else by our own domains.
package struct Directory: Hashable, Sendable {
  /// Entries by address in lower case.
  package let byAddress: [String: Party]
  /// Entries for whole domains, by domain in lower case; their `address` is the domain.
  package let byDomain: [String: Party]
  /// Our own domains in lower case.
  package let ownDomains: Set<String>
  /// The addresses of our mailboxes in lower case.
  package let ownAddresses: Set<String>

  /// Creates a directory from its entries.
  package init(
    byAddress: [String: Party] = [:], byDomain: [String: Party] = [:], ownDomains: Set<String> = [],
    ownAddresses: Set<String> = []
  ) {
    self.byAddress = byAddress
    self.byDomain = byDomain
    self.ownDomains = ownDomains
    self.ownAddresses = ownAddresses
  }

  /// Returns who an address belongs to; somebody not listed is `unknown`.
  package func party(of address: Address) -> Party {
    let folded = address.folded
    if let listed = byAddress[folded] {
      guard listed.name.isEmpty else { return listed }
      return Party(address: folded, name: address.name, role: listed.role, company: listed.company)
    }
    if isOwn(folded, domain: address.domain) {
      return Party(address: folded, name: address.name, role: .internal)
    }
    if let company = listedDomain(address.domain) {
      return Party(address: folded, name: address.name, role: company.role, company: company.company)
    }
    return Party(address: folded, name: address.name, role: .unknown)
  }

  /// Returns which way a message goes: `out` if its sender is internal and a recipient is not.
  package func direction(of message: Message) -> Direction {
    guard let sender = message.sender, party(of: sender).role == .internal else { return .inbound }
    let recipients = message.to + message.cc
    return recipients.contains { party(of: $0).role != .internal } ? .outbound : .inbound
  }

  private func isOwn(_ folded: String, domain: String) -> Bool {
    if ownAddresses.contains(folded) { return true }
    return suffixes(of: domain).contains { ownDomains.contains($0) }
  }

  private func listedDomain(_ domain: String) -> Party? {
    suffixes(of: domain).lazy.compactMap { byDomain[$0] }.first
  }

  /// `a.b.example` → `a.b.example`, `b.example`: a company's sub-domains belong to it.
  private func suffixes(of domain: String) -> [String] {
    var out: [String] = []
    var rest = Substring(domain)
    while rest.contains(".") {
      out.append(String(rest))
      guard let dot = rest.firstIndex(of: ".") else { break }
      rest = rest[rest.index(after: dot)...]
    }
    return out
  }
}
