// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// How sure it is who speaks, from nothing to two people of ours (docs/lifecycle.md).
package enum EvidenceLevel: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// E0: nothing; anybody may have written it.
  case nothing
  /// E1: our border found that the domain of the author sent it.
  case authentic
  /// E2: and the sender is known: one of ours, listed in the directory, or a party of the order.
  case known
  /// E3: and the message bears a token that only our own letter can have given.
  case answering
  /// E4: a person of ours says so.
  case person
  /// E4×2: two persons of ours say so.
  case twoPersons

  package static func < (left: EvidenceLevel, right: EvidenceLevel) -> Bool { left.rawValue < right.rawValue }

  /// What people call it.
  package var label: String {
    switch self {
    case .nothing: "E0"
    case .authentic: "E1"
    case .known: "E2"
    case .answering: "E3"
    case .person: "E4"
    case .twoPersons: "E4×2"
    }
  }
}

/// What a sender is to an order.
package enum SenderStanding: String, Hashable, Sendable, CaseIterable {
  /// Nobody we know, or somebody else's customer.
  case stranger
  /// A party of the order, a colleague of one, or listed in the directory in another role than customer.
  case known
  /// One of our own people or systems.
  case ours

  /// Returns what a sender is to an order; nil for an order that the message opens.
  ///
  /// A customer counts with the orders of their company only. Who supplies, carries, clears or keeps our account reports
  /// on whatever order it is.
  package init(of sender: Party, to order: Order?) {
    switch sender.role {
    case .internal: self = .ours
    case .supplier, .carrier, .broker, .bank: self = .known
    case .customer:
      let isOthers = order?.parties.contains { $0.role == .customer } ?? false
      self = !isOthers || Self.takesPart(sender, in: order) ? .known : .stranger
    case .unknown: self = Self.takesPart(sender, in: order) ? .known : .stranger
    }
  }

  private static func takesPart(_ sender: Party, in order: Order?) -> Bool {
    order.map { Candidate.relation(of: sender, to: $0) >= .company } ?? false
  }
}

/// What speaks for a message being from whom it says.
package struct SenderEvidence: Hashable, Sendable {
  /// What our border found.
  package var authentication: SenderAuthentication
  /// What the sender is to the order.
  package var standing: SenderStanding
  /// Whether the message bears a valid token of our own.
  package var hasToken: Bool
  /// The sender's role.
  package var role: PartyRole

  /// Creates evidence; by default there is none.
  package init(
    authentication: SenderAuthentication = .unchecked, standing: SenderStanding = .stranger,
    hasToken: Bool = false, role: PartyRole = .unknown
  ) {
    self.authentication = authentication
    self.standing = standing
    self.hasToken = hasToken
    self.role = role
  }

  /// How sure it is who speaks.
  ///
  /// Each level takes the ones below it: a token in a message that may be forged proves no more than that somebody has
  /// seen our letter.
  package var level: EvidenceLevel {
    switch authentication {
    case .unchecked, .failed: return .nothing
    case .inside:
      // Who is not ours does not write inside; it came in by a way that nobody watches.
      guard standing == .ours else { return .nothing }
    case .passed: break
    }
    guard standing != .stranger else { return .authentic }
    return hasToken ? .answering : .known
  }

  /// The same evidence seen from another order.
  package func about(_ order: Order?, sender: Party) -> SenderEvidence {
    SenderEvidence(
      authentication: authentication, standing: SenderStanding(of: sender, to: order), hasToken: hasToken,
      role: sender.role)
  }
}
