// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What a message says of accounts.
package struct AccountMention: Hashable, Sendable {
  /// The numbers that it names, ours left out.
  package var accounts: [BankAccount]
  /// Whether it speaks of other bank details.
  package var speaksOfChange: Bool

  /// Creates a mention; by default of nothing.
  package init(accounts: [BankAccount] = [], speaksOfChange: Bool = false) {
    self.accounts = accounts
    self.speaksOfChange = speaksOfChange
  }

  /// Reads what the sender says now and what the documents say; quoted history says nothing new.
  package init(_ message: Message, documents: [DocumentText], own: Set<String>) {
    var found: [BankAccount] = []
    for text in [message.subject, message.newText, message.signature] + documents.map(\.text) {
      found += AccountScan(text).accounts.filter { !own.contains($0.value) && !found.contains($0) }
    }
    accounts = found.contains(where: \.isAccount) ? found : []
    speaksOfChange =
      !accounts.isEmpty && BankChangeCue.isIn(message.subject + ".\n\n" + message.newText)
  }
}

/// Decides when money must stand still until people have looked: the trade's commonest fraud is a mail that names
/// another account.
package enum BankWatch {
  /// Who says it, and how far they may be somebody else.
  package struct Speaker: Sendable {
    /// The sender as the directory knows them.
    package var party: Party
    /// Which way the message goes.
    package var direction: Direction
    /// What our border found.
    package var authentication: SenderAuthentication
    /// Whether the sender looks like somebody they are not.
    package var isLookalike: Bool

    /// Creates a speaker.
    package init(
      _ party: Party, direction: Direction, authentication: SenderAuthentication = .unchecked,
      isLookalike: Bool = false
    ) {
      self.party = party
      self.direction = direction
      self.authentication = authentication
      self.isLookalike = isLookalike
    }

    /// Whether they name accounts in the way of their work: our own people, and the bank with each credit.
    package var namesAccountsOfOthers: Bool {
      (party.role == .internal || party.role == .bank) && authentication != .failed
    }
  }

  /// Returns why a message holds its orders and its sender's money, nil when it doesn't.
  ///
  /// - Parameters:
  ///   - known: the accounts that the sender, or whom they look like, has named before.
  ///   - recognition: what the message reports, surely or perhaps.
  package static func notice(
    _ mention: AccountMention, known: [BankAccount], recognition: Recognition, by speaker: Speaker
  ) -> HoldNotice? {
    guard speaker.direction == .inbound else { return nil }
    let who = speaker.party.address
    func hold(_ reason: String) -> HoldNotice { HoldNotice(party: speaker.party.paymentName, reason: reason) }
    let fresh = unknown(mention.accounts, known: known)
    // Who names the account that we have, without a word of change, says nothing new.
    let repeats = !mention.accounts.isEmpty && fresh.isEmpty && !known.isEmpty
    if recognition.events.contains(.bankDetailsChanged), !repeats || mention.speaksOfChange {
      return hold("\(who) announces other bank details: ask by telephone before anything is paid.")
    }
    guard !mention.accounts.isEmpty, !repeats, !speaker.namesAccountsOfOthers else { return nil }
    if speaker.isLookalike { return hold("\(who) looks like somebody we know, and names an account.") }
    if mention.speaksOfChange || isSuspected(recognition) {
      return hold("\(who) seems to announce other bank details: ask by telephone before anything is paid.")
    }
    // Customers who tell what they paid name their own account, and whose they like.
    let tellsPayment = speaker.party.role == .customer && recognition.events.contains(.paymentAdvised)
    guard !fresh.isEmpty, !known.isEmpty, !tellsPayment else { return nil }
    return hold("\(who) names another account than before: ask by telephone before anything is paid.")
  }

  /// Whether the rules see other bank details without being sure: words alone see them in every invoice.
  private static func isSuspected(_ recognition: Recognition) -> Bool {
    guard recognition.unclear.contains(where: { $0.event == .bankDetailsChanged }) else { return false }
    guard let judgement = recognition.judgements.first(where: { $0.event == .bankDetailsChanged }) else {
      return true
    }
    return judgement.ruleFired == true
  }

  /// The accounts, or banks where no account is new, that differ from all known of their sort.
  private static func unknown(_ named: [BankAccount], known: [BankAccount]) -> [BankAccount] {
    let fresh = named.filter { account in !known.contains { account.isSame(as: $0) } }
    let accounts = fresh.filter(\.isAccount)
    guard accounts.isEmpty else { return accounts }
    return fresh.filter { bank in known.contains { $0.kind == bank.kind } }
  }
}
