// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What a report of failed delivery says in words: its recipients and their results.
struct BounceText {
  /// The lines above the returned message.
  private var lines: [Line] = []
  /// What the lines say, for all recipients.
  private let whole: String
  private let wholeStatus: String
  private let isDelayed: Bool

  private struct Line {
    let text: String
    let folded: FoldedText
    let isBlank: Bool
  }

  /// How surely a text names a failed recipient, the surest first.
  private enum Tier: Int {
    case listed
    case spoken
    case addressed
    case loose
  }

  private struct Candidate {
    let address: String
    let line: Int
    let tier: Tier
  }

  /// Reads a text, at most 20,000 lines of it and up to the returned message.
  init(_ text: String, subject: FoldedText) {
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false).prefix(20_000) {
      let text = String(Substring(line.prefix(1_000))).trimmed
      let folded = FoldedText(text, limit: 400)
      if Self.endsReport(folded) { break }
      lines.append(Line(text: text, folded: folded, isBlank: text.isEmpty))
    }
    whole = lines.prefix(400).map(\.text).joined(separator: "\n")
    let folded = FoldedText(whole)
    let delayed =
      folded.contains(anyOf: BounceWording.delays) || subject.contains(anyOf: BounceWording.delays)
    isDelayed = delayed && !folded.contains(anyOf: BounceWording.endings)
    wholeStatus = EnhancedStatus.refined("", by: whole, isDelay: isDelayed)
  }

  /// The recipients that the text names, else the one that the returned message went to.
  ///
  /// Reader, sender and postmasters (`own`, lower case) are no failed recipients.
  func recipients(
    own: Set<String>, named: [String], subject: String, returned: ReturnedMessage, daemon: Address?
  ) -> [BounceReport.Recipient] {
    var candidates = named.enumerated().map { number, address in
      Candidate(address: address, line: number < 50 ? line(of: address) ?? 0 : 0, tier: .listed)
    }
    if candidates.isEmpty { candidates = self.candidates(without: own) }
    let best = candidates.map(\.tier.rawValue).min()
    var found = candidates.filter { $0.tier.rawValue == best }
    if found.isEmpty {
      let hits = AddressScanner.addresses(in: Array(subject.utf8)).map(\.address)
      found = hits.filter { !isExcluded($0, own) }.map { Candidate(address: $0, line: 0, tier: .loose) }
    }
    if found.isEmpty { found = fromReturned(returned, own) }
    if found.isEmpty, let daemon { found = bareNames(domain: daemon.folded.drop { $0 != "@" }) }
    var seen: Set<String> = []
    let distinct = found.filter { seen.insert($0.address.lowercased()).inserted }
    return distinct.prefix(BounceReading.recipientLimit).map { result($0) }
  }

  /// The status that the text tells for an address that a report names without one.
  func status(of address: String, given: String, isDelay: Bool) -> String {
    EnhancedStatus.refined(given, by: line(of: address).map(near) ?? whole, isDelay: isDelay)
  }

  private func line(of address: String) -> Int? {
    let folded = FoldedText(address)
    return lines.prefix(500).firstIndex { $0.folded.contains(folded) }
  }

  private func result(_ candidate: Candidate) -> BounceReport.Recipient {
    let near = near(candidate.line)
    var status = EnhancedStatus.refined("", by: near, isDelay: isDelayed)
    if status.isEmpty { status = wholeStatus }
    let isDelay = isDelayed && !status.hasPrefix("5")
    return BounceReport.Recipient(
      address: candidate.address, status: status, action: isDelay ? "delayed" : "failed")
  }

  /// The line of a recipient and what follows it, up to the next one.
  private func near(_ line: Int) -> String {
    var text = ""
    for (offset, line) in lines[line...].prefix(8).enumerated() {
      if offset > 0, let first = AddressScanner.addresses(in: Array(line.text.utf8)).first,
        first.range.lowerBound <= 2
      {
        break
      }
      text += line.text + "\n"
    }
    return text
  }

  private func isExcluded(_ address: String, _ own: Set<String>) -> Bool {
    let folded = address.lowercased()
    return own.contains(folded) || BounceWording.daemons.contains(String(folded.prefix { $0 != "@" }))
  }

  private func candidates(without own: Set<String>) -> [Candidate] {
    var found: [Candidate] = []
    var before = FoldedText(folded: [])
    for (number, line) in lines.enumerated() {
      if found.count > 4 * BounceReading.recipientLimit { break }
      defer { if !line.isBlank { before = line.folded } }
      guard line.text.utf8.contains(UInt8(ascii: "@")), !Self.isSkipped(line.folded) else { continue }
      let bytes = Array(line.text.utf8)
      let hits = AddressScanner.addresses(in: bytes)
      for (position, hit) in hits.enumerated() where !isExcluded(hit.address, own) {
        let head = FoldedText(bytes[..<hit.range.lowerBound], limit: 400)
        let isAsked = number > 0 && !lines[number - 1].isBlank && before.contains(anyOf: Self.contacts)
        let isOnly = hits.count == 1 && before.hasSuffix(":") && bytes.count < 120
        let tier = Self.tier(head, line.folded, isFirst: position == 0, isOnly: isOnly, isAsked: isAsked)
        if let tier { found.append(Candidate(address: hit.address, line: number, tier: tier)) }
      }
    }
    return found
  }

  private static func tier(
    _ head: FoldedText, _ line: FoldedText, isFirst: Bool, isOnly: Bool, isAsked: Bool
  ) -> Tier? {
    let mark = head.bytes.drop { "<[(\"'*-•> \t".utf8.contains($0) || $0 == 0xE2 || $0 == 0x80 || $0 == 0xA2 }
    if line.hasPrefix(anyOf: addressHeaders) { return .addressed }
    if isAsked { return .loose }
    let isBare =
      mark.isEmpty
      && !FoldedText(folded: Array(line.bytes.dropFirst(head.bytes.count)))
        .contains(anyOf: contacts)
    if isFirst, isBare || isOnly { return .listed }
    if head.hasSuffix(anyOf: labels) || head.contains("expanded from") || head.contains("generated from") {
      return .listed
    }
    let words = FoldedText(folded: Array(head.bytes.suffix(60)))
    let near = words.bytes.split { $0.isWhitespace }.suffix(5).map { FoldedText($0) }
    let name =
      near.last?.bytes.allSatisfy { "<\"'([".utf8.contains($0) } ?? false ? near.dropLast() : near[...]
    if let last = name.last?.bytes.filter({ $0.isLetter || $0 >= 0x80 }), negatives.contains(last) {
      return nil
    }
    if words.contains(anyOf: contacts) { return nil }
    if near.contains(where: { positives.contains($0.bytes.filter { $0.isLetter || $0 >= 0x80 }) }) {
      return .spoken
    }
    return line.contains(anyOf: BounceWording.failures) ? .loose : nil
  }

  private func fromReturned(_ returned: ReturnedMessage, _ own: Set<String>) -> [Candidate] {
    let domains = Set(own.map { $0.drop { $0 != "@" } })
    let sentTo = returned.recipients.filter {
      !isExcluded($0.address, own) && !domains.contains($0.folded.drop { $0 != "@" })
        && $0.address.utf8.contains(UInt8(ascii: "@"))
    }
    if sentTo.count == 1, returned.recipients.count == 1 {
      return sentTo.map { Candidate(address: $0.address, line: 0, tier: .loose) }
    }
    let folded = FoldedText(whole, limit: 8_000)
    return sentTo.prefix(100).filter { folded.containsWord(String($0.folded.prefix { $0 != "@" })) }
      .map { Candidate(address: $0.address, line: 0, tier: .loose) }
  }

  /// Names without a domain below “to the following recipients:”: the server speaks of its own users.
  private func bareNames(domain: Substring) -> [Candidate] {
    guard domain.utf8.count > 1,
      let start = lines.firstIndex(where: {
        $0.folded.hasSuffix(":") && $0.folded.contains(anyOf: Self.lists)
      })
    else { return [] }
    var found: [Candidate] = []
    for (number, line) in lines.enumerated().dropFirst(start + 1) {
      if line.isBlank, found.isEmpty { continue }
      guard !line.isBlank, line.text.utf8.count <= 64,
        line.text.utf8.allSatisfy({ AddressGrammar.isAtext($0) || $0 == UInt8(ascii: ".") })
      else { break }
      found.append(Candidate(address: line.text + domain, line: number, tier: .loose))
    }
    return found
  }
}

extension BounceText {
  /// Whether the returned message starts at that line.
  private static func endsReport(_ line: FoldedText) -> Bool {
    let start = line.bytes.drop { "-=*_#|+ >".utf8.contains($0) }
    let rest = FoldedText(folded: Array(start.prefix(120)))
    if line.bytes.count - start.count >= 2, !line.bytes.starts(with: [62]), rest.contains(anyOf: returned) {
      return true
    }
    return rest.hasPrefix(anyOf: openings)
  }

  /// Lines of header fields that name others than the recipient.
  private static func isSkipped(_ line: FoldedText) -> Bool {
    line.hasPrefix(anyOf: headerNames) || line.contains("mail from:") || line.contains("message-id")
  }

  private static let returned = PhraseSet([
    "original message", "original mail", "copy of", "returned message", "returned mail", "unsent message",
    "undelivered message", "message header", "received header", "header of", "headers of", "message text",
    "message body", "below this line", "message follows", "top 20 lines", "исходно", "заголовк",
    "копия письма",
    "ursprünglich", "originalnachricht", "kopfzeilen", "message d'origine", "mensaje original",
  ])

  private static let openings = [
    "received: from", "received: by", "received: (", "return-path:", "dkim-signature:", "mime-version:",
    "original message headers", "original message follows", "message headers follow", "message text follows",
    "the original message follows", "below is a copy of", "ursprüngliche nachrichtenkopf",
    "ursprüngliche kopfzeilen", "исходные заголовки", "заголовки исходного",
  ]

  private static let headerNames = [
    "from:", "cc:", "subject:", "sent:", "date:", "reply-to:", "sender:", "return-path:", "от:", "von:",
    "x-postfix-sender:", "reporting-mta:", "received-from-mta:",
  ]

  private static let addressHeaders = ["to:", "кому:", "an:"]

  private static let labels = [
    "recipient:", "recipient: <", "recipient address: ", "recipient: ", "rfc822;", "rfc822; ", "получатель: ",
    "адрес: ", "empfänger: ", "to address: ", "failed address: ", "email address: ",
  ]

  private static let lists = PhraseSet(["following recipient", "following address", "following user"])

  private static let positives: Set<[UInt8]> = Set(
    [
      "to", "for", "recipient", "recipients", "address", "mailbox", "user", "account", "rcpt", "an", "für",
      "adresse", "empfänger", "postfach", "адрес", "адресу", "получателю", "получателя", "получатель", "ящик",
      "пользователь", "для", "адресату", "reach", "destinataire", "destinatario", "à",
    ].map { Array($0.utf8) })

  private static let negatives: Set<[UInt8]> = Set(
    ["from", "sender", "by", "mailto", "от", "von", "with", "via"].map { Array($0.utf8) })

  private static let contacts = PhraseSet([
    "contact", "assistance", "question", "support", "administrator", "for help", "further help",
    "forward this", "report to", "send mail to <postmaster", "kontakt", "fragen", "wenden", "вопрос", "обращ",
    "поддержк", "связаться", "свяжитесь", "пишите", "hilfe", "write to", "abuse",
  ])
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String { String(self[...].trimmingBlanks()) }
}
