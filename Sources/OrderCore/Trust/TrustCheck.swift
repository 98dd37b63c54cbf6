// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What a company's settings say about whom to believe, ready to be asked about each message.
package struct TrustCheck: Sendable {
  private let border: Border?
  private let lookalikes: LookalikeIndex
  /// Our own account numbers in their comparable form.
  package let ownAccounts: Set<String>

  /// Creates a check.
  package init(border: Border?, directory: Directory, ownAccounts: [String] = []) {
    self.border = border
    lookalikes = LookalikeIndex(directory)
    self.ownAccounts = Set(ownAccounts.map(BankAccount.compact))
  }

  /// Returns what our border found about a message.
  package func authentication(of message: Message) -> SenderAuthentication {
    border?.authentication(of: message) ?? .unchecked
  }

  /// Returns the domain of the known company that the sender looks like, nil when they look like none.
  package func target(of message: Message, sender: Party) -> String? {
    // A report comes from a mail server, under whatever name.
    guard message.kind != .bounce else { return nil }
    return lookalikes.target(of: sender, writtenName: message.from.first?.name ?? "")
  }
}

extension LinkingDecision {
  /// The decision with all links to orders of the store held: a person looks, nothing is moved, taught or joined.
  package func holding(because reason: String) -> LinkingDecision {
    let held = links.map { (link: Link) -> Link in
      guard link.target != .opened else { return link }
      let others = link.evidence.map { $0.hasPrefix("held: ") ? String($0.dropFirst(6)) : $0 }
      return Link(
        target: link.target, score: link.isHeld ? link.score : min(link.score * 0.4, 0.4),
        evidence: ["held: \(reason)"] + others)
    }
    return LinkingDecision(links: held, keys: keys, learnt: leading?.target == .opened ? learnt : [])
  }
}
