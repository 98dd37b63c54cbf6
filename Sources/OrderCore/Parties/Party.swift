// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What someone is to us in the order-to-cash process.
package enum PartyRole: String, Hashable, Sendable, CaseIterable {
  /// Buys from us.
  case customer
  /// Sells to us.
  case supplier
  /// Hauls, forwards, ships or delivers.
  case carrier
  /// Clears goods through customs.
  case broker
  /// Keeps our account.
  case bank
  /// Our own people and systems.
  case `internal`
  /// Not in the directory.
  case unknown
}

extension PartyRole {
  /// Whether a key of this kind that they were the first to name is between them and us: the supplier's waybill, a
  /// bill to us.
  package func keepsFromCustomers(_ kind: KeyKind) -> Bool {
    switch self {
    case .supplier: kind == .shipping || kind == .invoice
    case .carrier, .broker: kind == .invoice
    case .customer, .bank, .internal, .unknown: false
    }
  }
}

/// Which way a message goes, seen from us.
package enum Direction: String, Hashable, Sendable, CaseIterable {
  /// To us, or between our own people.
  case inbound = "in"
  /// From us to someone who is not us.
  case outbound = "out"
}

/// A correspondent as the directory knows them.
package struct Party: Hashable, Sendable {
  /// The address in lower case.
  package let address: String
  /// The person's name, empty when not known.
  package let name: String
  /// What they are to us.
  package let role: PartyRole
  /// Their company, empty when not known.
  package let company: String
  /// The domain of the address in lower case.
  package let domain: String

  /// Creates a party.
  package init(address: String, name: String = "", role: PartyRole, company: String = "") {
    self.address = address
    self.name = name
    self.role = role
    self.company = company
    domain = Address(address: address).domain
  }
}
