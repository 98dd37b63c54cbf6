// SPDX-License-Identifier: Apache-2.0

package import MailModel
import TextAnalysis

/// What linking looks at in a message.
package struct LinkingRequest: Sendable {
  /// The keys and loose references that it names.
  package let extraction: KeyExtraction
  /// Who sent it.
  package let sender: Party
  /// Everyone it is written to.
  package let recipients: [Party]
  /// Customers and suppliers named in its text or subject, by their company or address.
  package let mentioned: [Party]
  /// Which way it goes.
  package let direction: Direction
  /// Person or machine.
  package let kind: MessageKind
  /// Whether nobody can say for sure who sent it or what it says: a person decides what follows from it.
  package let isAmbiguous: Bool
  /// Its date, seconds since 1970.
  package var date: Double
  /// What it says, for comparison with what orders are about.
  package let fingerprint: Fingerprint
  /// The orders of letters of ours that it proves to answer.
  package let answered: [OrderID]
  /// The texts that the fingerprint was made of, for evidence in words.
  let texts: [String]
  /// Everyone outside our company who takes part: they join the parties of the order.
  package let parties: [Party]
  /// The addresses to ask the ledger for: the correspondents and the mentioned companies.
  package let addresses: [String]
  /// The domains to ask the ledger for; those of public mail providers say nothing about a company.
  package let domains: [String]
  /// The keys to ask the ledger for.
  package let lookups: [OrderKey]
  /// The parties whose orders this may be about: the sender, or those we write to.
  let correspondents: [Party]
  /// The comparable forms of all that it names.
  private let comparable: Set<String>
  /// Whether it names a shipment by a number that may be written otherwise, and whether any number may be the end of
  /// another.
  private let mayNameShipment: Bool
  private let mayNameTail: Bool

  /// Creates a request from its parts.
  package init(
    extraction: KeyExtraction, sender: Party, recipients: [Party] = [], mentioned: [Party] = [],
    direction: Direction = .inbound, kind: MessageKind = .message, cautions: Set<MessageCaution> = [],
    date: Double = 0, texts: [String] = [], answered: [OrderID] = []
  ) {
    self.extraction = extraction
    self.sender = sender
    self.recipients = recipients
    self.mentioned = mentioned
    self.direction = direction
    self.kind = kind
    isAmbiguous = cautions.isAmbiguous
    self.date = date
    self.texts = texts
    self.answered = answered
    fingerprint = Fingerprint(of: texts)
    var seen: Set<String> = []
    parties = ([sender] + recipients + mentioned).filter { party in
      party.role != .internal && !party.address.isEmpty && seen.insert(party.address).inserted
    }
    addresses = parties.map(\.address).filter { $0.contains("@") }
    seen = []
    domains = parties.map { $0.address.contains("@") ? $0.domain : $0.address }
      .filter { !$0.isEmpty && !PublicMail.domains.contains($0) && seen.insert($0).inserted }
    lookups = extraction.lookups
    comparable = Set(
      extraction.findings.map(\.key.normalised) + extraction.loose.map(\.normalised)
        + extraction.loose.flatMap(\.expansions).map(\.normalised))
    mayNameShipment =
      !extraction.loose.isEmpty || extraction.findings.contains { $0.key.kind == .shipping }
    mayNameTail = extraction.loose.contains {
      $0.value.utf8.count >= 5 && $0.value.utf8.allSatisfy(Self.isDigit)
    }
    correspondents =
      direction == .inbound && sender.role != .internal
      ? [sender] : recipients.filter { $0.role != .internal }
  }

  /// Whether it may name a key: a quick look that misses none which it names.
  func mayName(_ key: OrderKey) -> Bool {
    mayNameTail || (mayNameShipment && key.kind == .shipping) || comparable.contains(key.normalised)
  }

  /// The keys that it surely names, those in the history of a subject left out.
  var named: [OrderKey] {
    extraction.findings.filter { $0.place != .staleSubject && $0.place != .document }.map(\.key)
      + extraction.loose.flatMap(\.expansions)
  }

  /// Reads a message; `date` is its date, else when it was taken in.
  package init(
    _ message: Message, documents: [DocumentText] = [], date: Double, directory: Directory,
    extractor: KeyExtractor, companies: CompanyIndex, answered: [OrderID] = []
  ) {
    let sender = message.sender.map(directory.party(of:)) ?? Party(address: "", role: .unknown)
    let recipients = (message.to + message.cc).prefix(Self.mostRecipients).map(directory.party(of:))
    let voice = KeyVoice(sender: sender, recipients: recipients)
    // Only those who report on our customers and suppliers name them instead of their numbers.
    let reports = [.internal, .bank, .carrier, .broker].contains(sender.role)
    var named = reports ? companies.parties(namedIn: message.subject + "\n" + message.newText) : []
    if sender.role == .internal {
      named += AddressScan.addresses(in: message.newText).map(directory.party(of:))
    }
    self.init(
      extraction: extractor.extract(from: message, voice: voice, documents: documents), sender: sender,
      recipients: recipients,
      mentioned: named.filter { [.customer, .supplier, .unknown].contains($0.role) },
      direction: directory.direction(of: message), kind: message.kind, cautions: message.cautions, date: date,
      texts: message.kind == .bulk ? [] : Fingerprint.texts(of: message), answered: answered)
  }

  /// Whether what it says may tell its order: people and systems who have to do with our orders wrote it.
  var isComparable: Bool {
    guard kind == .message, !isAmbiguous, !fingerprint.terms.isEmpty else { return false }
    return sender.role != .unknown || direction == .outbound
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// So many recipients are looked at: a circular to more people is nobody's order.
  package static let mostRecipients = 100
}

/// What the store knows that a link may be drawn to.
package struct LinkingSnapshot: Sendable {
  /// The orders of the message's thread, the newest link first.
  package let ofThread: [Order]
  /// The orders that one of `LinkingRequest.extraction.lookups` names, or a token of ours.
  package let ofKeys: [Order]
  /// The orders of the request's addresses and domains.
  package let ofParties: [Order]
  /// The orders that moved last, asked for where neither thread nor key says enough.
  package let recent: [Order]
  /// What the orders of the parties and the recent ones are about.
  package let fingerprints: [OrderID: Fingerprint]
  /// The earlier messages of a thread that has no order yet.
  package let earlier: [UnlinkedMessage]
  /// What people have said of the thread: orders that it is about, and orders that it is not about.
  package let teachings: [OrderID: Bool]
  /// What the order list says of the numbers that the message names.
  package let listing: OrderListing

  /// Creates a snapshot.
  package init(
    ofThread: [Order] = [], ofKeys: [Order] = [], ofParties: [Order] = [], recent: [Order] = [],
    fingerprints: [OrderID: Fingerprint] = [:], earlier: [UnlinkedMessage] = [],
    teachings: [OrderID: Bool] = [:], listing: OrderListing = OrderListing()
  ) {
    self.ofThread = ofThread
    self.ofKeys = ofKeys
    self.ofParties = ofParties
    self.recent = recent
    self.fingerprints = fingerprints
    self.earlier = earlier
    self.teachings = teachings
    self.listing = listing
  }

  /// Asks the ledger what `request` needs; `thread` is nil for a message that starts one.
  package init(for request: LinkingRequest, thread: ThreadID?, in ledger: any LedgerTransaction)
    throws(LedgerError)
  {
    ofThread = if let thread { try ledger.orders(ofThread: thread) } else { [] }
    teachings = if let thread { try ledger.teachings(ofThread: thread) } else { [:] }
    earlier =
      if let thread, ofThread.isEmpty, request.kind == .message {
        try ledger.unlinkedMessages(ofThread: thread, limit: Self.mostEarlier)
      } else { [] }
    let (lookups, addresses, domains) = (request.lookups, request.addresses, request.domains)
    let named = request.named
    listing = named.isEmpty ? OrderListing() : try ledger.listing(of: named)
    // The list knows more names of an order than its mail has told.
    let listed = listing.entries.map(\.order.number)
    let byKeys = lookups.isEmpty ? [] : try ledger.orders(withKeys: lookups + listed)
    ofKeys = request.answered.isEmpty ? byKeys : byKeys + (try ledger.orders(request.answered))
    let byAddress = addresses.isEmpty ? [] : try ledger.orders(ofAddresses: addresses, limit: Self.mostOrders)
    let byDomain = domains.isEmpty ? [] : try ledger.orders(ofDomains: domains, limit: Self.mostOrders)
    var seen: Set<OrderID> = []
    ofParties = (byAddress + byDomain).filter { seen.insert($0.id).inserted }
    guard request.isComparable, ofThread.count != 1 else {
      recent = []
      fingerprints = [:]
      return
    }
    recent = try ledger.recentOrders(limit: Self.mostRecent).filter { seen.insert($0.id).inserted }
    fingerprints = try ledger.fingerprints(of: (ofThread + ofParties + recent).map(\.id))
  }

  /// So many orders of a party are looked at: who has more needs a key.
  private static let mostOrders = 50
  /// So many earlier messages of a thread are looked at.
  private static let mostEarlier = 20
  /// So many of the orders that moved last are compared with a message that names none.
  private static let mostRecent = 150

  /// Returns one of the orders.
  package func order(_ id: OrderID) -> Order? {
    (ofThread + ofKeys + ofParties).first { $0.id == id } ?? recent.first { $0.id == id }
  }

  /// Every order once.
  var all: [Order] {
    var seen: Set<OrderID> = []
    return (ofThread + ofKeys + ofParties + recent).filter { seen.insert($0.id).inserted }
  }
}

/// Finds mail addresses in a text: web forms and colleagues write whom an inquiry is from.
enum AddressScan {
  private static let pattern = try? Pattern(
    #"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}"#)

  /// Returns the addresses, at most ten, without names.
  static func addresses(in text: String) -> [Address] {
    guard let pattern, text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    let bytes = Array(text.utf8)
    return pattern.matches(in: text, limit: 10).map {
      Address(address: String(decoding: bytes[$0.whole], as: UTF8.self))
    }
  }
}

/// Mail providers whose addresses are no company's.
enum PublicMail {
  static let domains: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
    "yahoo.de",
    "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net",
    "gmx.at",
    "web.de", "t-online.de", "freenet.de", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru",
    "yandex.ru",
    "yandex.com", "ya.ru", "rambler.ru", "qq.com", "163.com", "126.com", "foxmail.com", "rediffmail.com",
  ]
}
