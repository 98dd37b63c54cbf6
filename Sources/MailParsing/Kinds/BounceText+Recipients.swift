// SPDX-License-Identifier: Apache-2.0

import MailModel

extension BounceText {
  /// How surely a text names a failed recipient, the surest first.
  private enum Tier: Int {
    /// It opens a line, the way most mail servers list them.
    case listed
    /// A word such as “to” or “mailbox” stands before it.
    case spoken
    /// A copy of a `To` header names it.
    case addressed
    /// A line that tells of a failure names it.
    case loose
  }

  private struct Candidate {
    let address: String
    let tier: Tier
  }

  /// The recipients that the text names, else the one that the returned message went to.
  ///
  /// Reader, sender and postmasters (`own`, lower case) are no failed recipients, unless a line lists nobody
  /// else. `daemon` is the sender when it is a mail server.
  func recipients(
    own: Set<String>, named: [String], subject: String, returned: ReturnedMessage, daemon: Address?
  ) -> [BounceReport.Recipient] {
    var found = named
    if found.isEmpty {
      var candidates = candidates(without: own)
      if candidates.isEmpty { candidates = self.candidates(without: []).filter { $0.tier == .listed } }
      let best = candidates.map(\.tier.rawValue).min()
      found = candidates.filter { $0.tier.rawValue == best }.map(\.address)
    }
    if found.isEmpty {
      let hits = AddressScanner.addresses(in: Array(subject.utf8)).map(\.address)
      found = hits.filter { !isExcluded($0, own) }
    }
    if found.isEmpty { found = fromReturned(returned, own) }
    if found.isEmpty, let daemon { found = bareNames(domain: daemon.folded.drop { $0 != "@" }) }
    var seen: Set<String> = []
    let distinct = found.filter { seen.insert($0.lowercased()).inserted }
    return distinct.prefix(BounceReading.recipientLimit).map { result(of: $0) }
  }

  private func isExcluded(_ address: String, _ own: Set<String>) -> Bool {
    let folded = address.lowercased()
    return own.contains(folded) || BounceWording.daemons.contains(String(folded.prefix { $0 != "@" }))
  }

  private func candidates(without own: Set<String>) -> [Candidate] {
    var found: [Candidate] = []
    var before = FoldedText(folded: [])
    var isList = false
    for (number, line) in lines.enumerated() {
      if line.isBlank { continue }
      // A line in the middle of a sentence opens with an address by chance.
      let isProse = number > 0 && !lines[number - 1].isBlank && !isList && !before.hasSuffix(":")
      isList = false
      if !line.addresses.isEmpty, !Self.isSkipped(line.folded) {
        let isNext = isProse || before.hasSuffix(":")
        let isAsked = isNext && before.contains(anyOf: Self.contacts)
        for (position, hit) in line.addresses.enumerated() where !isExcluded(hit.address, own) {
          let isOnly = line.addresses.count == 1 && before.hasSuffix(":") && line.text.utf8.count < 120
          let tier = Self.tier(hit, line, isFirst: position == 0, isProse: isProse, isOnly: isOnly)
          isList = isList || tier == .listed
          if let tier { found.append(Candidate(address: hit.address, tier: isAsked ? .loose : tier)) }
        }
      }
      before = line.folded
    }
    return found
  }

  private static func tier(
    _ hit: AddressScanner.Hit, _ line: Line, isFirst: Bool, isProse: Bool, isOnly: Bool
  ) -> Tier? {
    if line.folded.hasPrefix(anyOf: addressHeaders) { return .addressed }
    let bytes = line.folded.bytes
    let head = FoldedText(folded: Array(bytes.prefix(hit.range.lowerBound)))
    let tail = bytes.dropFirst(hit.range.upperBound)
    // Marks of lists: `<`, `[`, `(`, quotes, `*`, `-`, `>` and the bullet.
    let isBare = head.bytes.allSatisfy {
      "<[(\"'*->. \t".utf8.contains($0) || [0xE2, 0x80, 0xA2].contains($0)
    }
    let goesOn = tail.first == 32 && (tail.dropFirst().first.map { $0.isLetter || $0 >= 0x80 } ?? false)
    if isFirst, isBare, !(isProse && goesOn), !FoldedText(tail).contains(anyOf: contacts) { return .listed }
    if head.hasSuffix(anyOf: labels) || head.contains("expanded from") || head.contains("generated from") {
      return .listed
    }
    let words = head.bytes.suffix(60).split { $0.isWhitespace }
    let near = words.filter { $0.contains { $0.isLetter || $0.isDigit || $0 >= 0x80 } }.suffix(2).map {
      word in
      word.filter { $0.isLetter || $0 >= 0x80 }
    }
    if let last = near.last, negatives.contains(last) { return nil }
    if FoldedText(folded: Array(head.bytes.suffix(60))).contains(anyOf: contacts) { return nil }
    // `Mailbox too large: user@host`.
    let isLabelled = isFirst && head.hasSuffix(": ") && tail.allSatisfy { !$0.isLetter }
    if isOnly || isLabelled || near.contains(where: { positives.contains($0) }) { return .spoken }
    return line.folded.contains(anyOf: BounceWording.failures) ? .loose : nil
  }

  /// Whom the returned message went to, where it went to one only or the text has the name; a list of ours
  /// that it went through is none.
  private func fromReturned(_ returned: ReturnedMessage, _ own: Set<String>) -> [String] {
    let domains = Set(own.map { $0.drop { $0 != "@" } })
    let sentTo = returned.recipients.filter {
      !isExcluded($0.address, own) && !domains.contains($0.folded.drop { $0 != "@" })
        && $0.address.utf8.contains(UInt8(ascii: "@"))
    }
    if sentTo.count == 1, returned.recipients.count == 1 { return sentTo.map(\.address) }
    let folded = FoldedText(opening, limit: 8_000)
    return sentTo.prefix(100).filter { folded.containsWord(String($0.folded.prefix { $0 != "@" })) }
      .map(\.address)
  }

  /// Names without a domain below “to the following recipients:”: the server speaks of its own users.
  private func bareNames(domain: Substring) -> [String] {
    let isStart: (Line) -> Bool = { $0.folded.hasSuffix(":") && $0.folded.contains(anyOf: Self.lists) }
    guard domain.utf8.count > 1, let start = lines.firstIndex(where: isStart) else { return [] }
    let rest = lines[(start + 1)...].drop { $0.isBlank }
    return rest.prefix { line in
      !line.isBlank && line.text.utf8.count <= 64
        && line.text.utf8.allSatisfy { AddressGrammar.isAtext($0) || $0 == UInt8(ascii: ".") }
    }.map { $0.text + domain }
  }

  /// Lines of header fields that name others than the recipient.
  private static func isSkipped(_ line: FoldedText) -> Bool {
    line.hasPrefix(anyOf: headerNames) || line.contains("sender address") || line.contains("mail from:")
      || line.contains("message-id")
  }

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
      "пользователь", "для", "адресату", "reach", "userid",
      "addressed", "destinataire", "destinatario", "à",
    ].map { Array($0.utf8) })

  private static let negatives: Set<[UInt8]> = Set(
    ["from", "sender", "by", "mailto", "от", "von", "with", "via"].map { Array($0.utf8) })

  private static let contacts = PhraseSet([
    "contact", "assistance", "question", "support", "administrator", "for help", "further help",
    "forward this", "report to", "send mail to <postmaster", "kontakt", "fragen", "wenden", "вопрос", "обращ",
    "поддержк", "связаться", "свяжитесь", "пишите", "hilfe", "write to", "abuse", "try emailing",
    "try sending", "instead",
  ])
}
