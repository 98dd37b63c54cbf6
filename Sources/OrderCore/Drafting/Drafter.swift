// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel

/// What a letter is drafted from.
package struct DraftingOccasion: Sendable {
  /// The message that calls for it.
  package var message: Message
  /// The date of that message.
  package var date: Date
  /// Which way that message went.
  package var direction: Direction
  /// Who sent it.
  package var sender: Party
  /// What it reports.
  package var events: [Event]
  /// The keys that it names.
  package var keys: [OrderKey]
  /// Its order after those events, nil when it has none.
  package var order: Order?
  /// The account that the letter would go out from.
  package var account: MailAccount

  /// Creates an occasion.
  package init(
    message: Message, date: Date, direction: Direction, sender: Party, events: [Event],
    keys: [OrderKey] = [], order: Order?, account: MailAccount
  ) {
    self.message = message
    self.date = date
    self.direction = direction
    self.sender = sender
    self.events = events
    self.keys = keys
    self.order = order
    self.account = account
  }
}

/// Writes the draft that a message calls for; pure.
package struct Drafter: Sendable {
  private let renderer: any TemplateRendering
  private let company: String
  private let signatures: [String: String]
  private let accounts: AccountGuard

  /// Creates a drafter.
  ///
  /// - Parameters:
  ///   - renderer: fills templates.
  ///   - company: our name.
  ///   - signatures: what ends a letter, by language tag; built-in closings for those left out.
  ///   - accounts: our own account numbers, the only ones that a letter may name.
  package init(
    renderer: any TemplateRendering, company: String, signatures: [String: String], accounts: [String] = []
  ) {
    self.renderer = renderer
    self.company = company
    self.signatures = signatures
    self.accounts = AccountGuard(own: accounts, signatures: signatures)
  }

  /// Returns the draft that a message calls for, nil when it calls for none.
  ///
  /// - Throws: when the letter's template lacks a value or is missing: a person then writes it.
  package func draft(for occasion: DraftingOccasion) throws(TemplateError) -> Draft? {
    guard occasion.message.kind == .message, occasion.direction == .inbound else { return nil }
    guard let letter = LetterOccasion.all.first(where: { occasion.events.contains($0.event) }) else {
      return nil
    }
    let draft =
      switch letter.addressee {
      case .sender: try answer(letter, occasion)
      case .customer: try notice(letter, occasion)
      }
    return try guarded(draft)
  }

  /// Returns a letter to an order's customer that a person asks for, in their language where none is given.
  package func draft(
    _ template: LetterName, order: Order, account: MailAccount, language: Language?
  ) throws(TemplateError) -> Draft? {
    guard let customer = Self.contact(of: order) else { return nil }
    let language = LetterWording.written(language ?? order.language ?? .english)
    return try guarded(
      letter(
        template, event: template.event, to: customer, language: language, order: order, account: account))
  }

  /// Refuses a letter that names an account which is not ours.
  private func guarded(_ draft: Draft?) throws(TemplateError) -> Draft? {
    guard let draft else { return nil }
    guard accounts.foreign(in: draft).isEmpty else { throw .foreignAccount(template: draft.template) }
    return draft
  }

  private func answer(_ letter: LetterOccasion, _ occasion: DraftingOccasion) throws(TemplateError) -> Draft?
  {
    let message = occasion.message
    guard let sender = message.sender, !Self.neverReads(sender.address) else { return nil }
    // Suppliers, carriers and our own people are not answered with customers' letters.
    guard occasion.sender.role == .customer || occasion.sender.role == .unknown else { return nil }
    let language = LetterWording.written(message.language)
    let values = values(
      order: occasion.order, name: occasion.sender.name, language: language, company: company,
      account: occasion.account)
    let rendered = try renderer.render(template: letter.template.rawValue, language: language, values: values)
    let folded = FoldedSubject.fold(message.subject).text
    return Draft(
      event: letter.event, template: letter.template.rawValue, language: rendered.language,
      mailbox: occasion.account.name, from: author(occasion.account),
      to: [sender.routable], cc: colleagues(of: sender, in: message),
      subject: "Re: " + (folded.isEmpty ? rendered.subject ?? "" : Self.bareSubject(message.subject)),
      body: rendered.body + "\n\n" + quote(occasion, language: language), inReplyTo: message.messageID,
      references: thread(of: message))
  }

  private func notice(_ letter: LetterOccasion, _ occasion: DraftingOccasion) throws(TemplateError) -> Draft?
  {
    guard let order = occasion.order, let customer = Self.contact(of: order) else { return nil }
    // A slip is told to the customer while the goods have not reached them, a shipment once the order has a number.
    switch letter.template {
    case .shipmentNotice where order.number == nil: return nil
    case .delayNotice where !order.isOpen || order.state == .delivered: return nil
    default: break
    }
    // The warehouse or the carrier may write in another language than the customer.
    let language = LetterWording.written(order.language ?? occasion.message.language)
    var told = order
    if letter.template == .shipmentNotice {
      // Of several shipments only the one that is reported: its number stands in the message, or nowhere.
      told.keys.removeAll { $0.kind == .shipping }
      told.keys += occasion.keys.filter { $0.kind == .shipping }
      told.partnerKeys = told.partnerKeys.filter { $0.kind != .shipping }
    }
    return try self.letter(
      letter.template, event: letter.event, to: customer, language: language, order: told,
      account: occasion.account)
  }

  private func letter(
    _ template: LetterName, event: Event, to customer: Party, language: Language, order: Order,
    account: MailAccount
  ) throws(TemplateError) -> Draft {
    let values = values(
      order: order, name: customer.name, language: language, company: company, account: account)
    let rendered = try renderer.render(template: template.rawValue, language: language, values: values)
    guard let subject = rendered.subject else {
      throw .missingValue(template: template.rawValue, variable: "Subject")
    }
    return Draft(
      event: event, template: template.rawValue, language: rendered.language, mailbox: account.name,
      from: author(account), to: [Address(name: customer.name, address: customer.address)], subject: subject,
      body: rendered.body)
  }

  private func author(_ account: MailAccount) -> Address {
    Address(
      name: account.address.name.isEmpty ? company : account.address.name, address: account.address.address)
  }

  private func values(
    order: Order?, name: String, language: Language, company: String, account: MailAccount
  ) -> [String: String] {
    var values = [
      "salutation": LetterWording.salutation(name, language: language),
      "company": company,
      "signature": signature(language, account: account),
    ]
    guard let order else { return values }
    func set(_ name: String, _ kind: KeyKind) {
      let key = order.keys.last { $0.kind == kind && !order.partnerKeys.contains($0) }
      if let key { values[name] = key.value }
    }
    if let number = order.number { values["order_number"] = number }
    set("customer_reference", .customerOrder)
    set("quote_number", .ourQuote)
    set("invoice_number", .invoice)
    set("shipping_reference", .shipping)
    values["state_sentence"] = LetterWording.stateSentence(order.state, language: language)
    return values
  }

  private func signature(_ language: Language, account: MailAccount) -> String {
    if let own = signatures[language.rawValue], !own.isEmpty { return own }
    let closing =
      switch language {
      case .russian: "С уважением,"
      case .german: "Mit freundlichen Grüßen"
      default: "Kind regards,"
      }
    return [closing, company, account.address.address].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The other people of the sender's own company who got the message: they stay in the conversation.
  ///
  /// Those who have their address from the same mail provider are no colleagues.
  private func colleagues(of sender: Address, in message: Message) -> [Address] {
    guard !sender.domain.isEmpty, !PublicMail.domains.contains(sender.domain) else { return [] }
    var seen: Set<String> = [sender.folded]
    return (message.to + message.cc).prefix(LinkingRequest.mostRecipients).filter {
      $0.domain == sender.domain && seen.insert($0.folded).inserted
    }.map(\.routable)
  }

  private func thread(of message: Message) -> [MessageID] {
    var ids = message.references
    if ids.isEmpty, let first = message.inReplyTo.first { ids.append(first) }
    if let own = message.messageID, ids.last != own { ids.append(own) }
    // The oldest names the thread's start, the newest the place in it; the middle may go (RFC 5322 §3.6.4).
    return ids.count <= 20 ? ids : [ids[0]] + ids.suffix(19)
  }

  private func quote(_ occasion: DraftingOccasion, language: Language) -> String {
    let message = occasion.message
    let name = message.sender.map { $0.name.isEmpty ? $0.address : $0.name } ?? ""
    let head = LetterWording.attribution(
      date: QuotedDate.text(occasion.date, language: language), name: name, language: language)
    var quoted = head
    let lines = accounts.withoutForeign(message.newText).utf8.split(
      separator: UInt8(ascii: "\n"), maxSplits: Self.quotedLines, omittingEmptySubsequences: false)
    for line in lines.prefix(Self.quotedLines) { quoted += line.isEmpty ? "\n>" : "\n> \(Substring(line))" }
    return quoted
  }

  /// Lines of the original that a reply quotes at most.
  private static let quotedLines = 120

  /// The subject as written, without the marks of replies in front.
  private static func bareSubject(_ subject: String) -> String {
    var rest = Substring(subject)
    while let colon = rest.firstIndex(of: ":"), FoldedSubject.fold(String(rest[...colon]) + " x").isReply {
      rest = rest[rest.index(after: colon)...].drop { $0.isWhitespace }
    }
    return String(rest)
  }

  /// Whom the customer's letters go to: the first who came up and reads mail.
  private static func contact(of order: Order) -> Party? {
    order.parties.first { $0.role == .customer && $0.address.contains("@") && !neverReads($0.address) }
  }

  /// Addresses at which nobody reads.
  private static func neverReads(_ address: String) -> Bool {
    let local = address.prefix { $0 != "@" }.lowercased().filter { $0.isLetter }
    return ["noreply", "donotreply", "mailerdaemon", "postmaster", "bounce", "nichtantworten"].contains {
      local.hasPrefix($0)
    }
  }
}
