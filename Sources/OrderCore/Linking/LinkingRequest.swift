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
  private let named: Set<String>
  /// Whether it names a shipment by a number that may be written otherwise, and whether any number may be the end of
  /// another.
  private let mayNameShipment: Bool
  private let mayNameTail: Bool

  /// Creates a request from its parts.
  package init(
    extraction: KeyExtraction, sender: Party, recipients: [Party] = [], mentioned: [Party] = [],
    direction: Direction = .inbound, kind: MessageKind = .message, cautions: Set<MessageCaution> = [],
    date: Double = 0
  ) {
    self.extraction = extraction
    self.sender = sender
    self.recipients = recipients
    self.mentioned = mentioned
    self.direction = direction
    self.kind = kind
    isAmbiguous = cautions.isAmbiguous
    self.date = date
    var seen: Set<String> = []
    parties = ([sender] + recipients + mentioned).filter { party in
      party.role != .internal && !party.address.isEmpty && seen.insert(party.address).inserted
    }
    addresses = parties.map(\.address).filter { $0.contains("@") }
    seen = []
    domains = parties.map { $0.address.contains("@") ? $0.domain : $0.address }
      .filter { !$0.isEmpty && !PublicMail.domains.contains($0) && seen.insert($0).inserted }
    lookups = extraction.lookups
    named = Set(
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
    mayNameTail || (mayNameShipment && key.kind == .shipping) || named.contains(key.normalised)
  }

  /// Reads a message; `date` is its date, else when it was taken in.
  package init(
    _ message: Message, documents: [DocumentText] = [], date: Double, directory: Directory,
    extractor: KeyExtractor, companies: CompanyIndex
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
      direction: directory.direction(of: message), kind: message.kind, cautions: message.cautions, date: date)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// So many recipients are looked at: a circular to more people is nobody's order.
  package static let mostRecipients = 100
}

/// What the store knows that a link may be drawn to.
package struct LinkingSnapshot: Sendable {
  /// The orders of the message's thread, the newest link first.
  package let ofThread: [Order]
  /// The orders that one of `LinkingRequest.extraction.lookups` names.
  package let ofKeys: [Order]
  /// The orders of the request's addresses and domains.
  package let ofParties: [Order]

  /// Creates a snapshot.
  package init(ofThread: [Order] = [], ofKeys: [Order] = [], ofParties: [Order] = []) {
    self.ofThread = ofThread
    self.ofKeys = ofKeys
    self.ofParties = ofParties
  }

  /// Asks the ledger what `request` needs; `thread` is nil for a message that starts one.
  package init(for request: LinkingRequest, thread: ThreadID?, in ledger: any LedgerTransaction)
    throws(LedgerError)
  {
    ofThread = if let thread { try ledger.orders(ofThread: thread) } else { [] }
    let (lookups, addresses, domains) = (request.lookups, request.addresses, request.domains)
    ofKeys = lookups.isEmpty ? [] : try ledger.orders(withKeys: lookups)
    let byAddress = addresses.isEmpty ? [] : try ledger.orders(ofAddresses: addresses, limit: Self.mostOrders)
    let byDomain = domains.isEmpty ? [] : try ledger.orders(ofDomains: domains, limit: Self.mostOrders)
    var seen: Set<OrderID> = []
    ofParties = (byAddress + byDomain).filter { seen.insert($0.id).inserted }
  }

  /// So many orders of a party are looked at: who has more needs a key.
  private static let mostOrders = 50

  /// Every order once.
  var all: [Order] {
    var seen: Set<OrderID> = []
    return (ofThread + ofKeys + ofParties).filter { seen.insert($0.id).inserted }
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
