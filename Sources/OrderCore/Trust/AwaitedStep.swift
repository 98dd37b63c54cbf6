// SPDX-License-Identifier: Apache-2.0

/// A step that an event asks for and that a person decides about.
package struct AwaitedStep: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// Why no machine takes it, one sentence.
  package let reason: String

  /// Creates a step.
  package init(event: Event, reason: String) {
    self.event = event
    self.reason = reason
  }
}

/// What became of a step that waited for a person.
package enum AwaitedState: String, Hashable, Sendable, CaseIterable {
  /// It waits.
  case waiting
  /// A person has taken it.
  case confirmed
  /// A person has refused it.
  case refused
  /// What it asked for has come about otherwise.
  case overtaken
}

/// Why an order, and all that has to do with a party's money, stands still until people have looked.
package struct HoldNotice: Hashable, Sendable {
  /// Who it is about: a company's domain, or the address of somebody with a public mail provider.
  package var party: String
  /// What happened, one sentence for people; no account number stands in it.
  package var reason: String

  /// Creates a notice.
  package init(party: String, reason: String) {
    self.party = party
    self.reason = reason
  }
}

extension Event {
  /// Whether a letter about it asks for money, or speaks of money received: it waits while bank details are in doubt.
  package var isAboutMoney: Bool {
    switch self {
    case .paymentReminded, .paymentReceived, .paymentAdvised, .invoiceReceived, .bankDetailsChanged: true
    default: false
    }
  }
}

extension Party {
  /// What a party is known by where its money is concerned: its company's domain, else its own address.
  package var paymentName: String {
    guard address.contains("@") else { return address }
    return domain.isEmpty || PublicMail.domains.contains(domain) ? address : domain
  }
}
