// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What a report of failed delivery says in words: its recipients and their results.
struct BounceText {
  /// A line of the report.
  struct Line {
    let text: String
    let folded: FoldedText
    let addresses: [AddressScanner.Hit]
    var isBlank: Bool { text.isEmpty }
  }

  /// The lines above the returned message.
  private(set) var lines: [Line] = []
  /// The first lines in one piece.
  let opening: String
  private let isDelayed: Bool
  private let status: String
  /// The lines that name an address (lower case), the first few of each.
  private var places: [String: [Int]] = [:]

  /// Reads a text, at most 20,000 lines or 8,000 addresses of it and up to the returned message.
  init(_ text: String, subject: FoldedText) {
    var count = 0
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false).prefix(20_000) {
      let text = String(Substring(line.prefix(1_000)).trimmingBlanks())
      let folded = FoldedText(text, limit: 400)
      if Self.endsReport(folded) || count > 8 * BounceReading.recipientLimit { break }
      let hits = AddressScanner.addresses(in: Array(text.utf8))
      count += hits.count
      for hit in hits { places[hit.address.lowercased(), default: []].append(lines.count) }
      lines.append(Line(text: text, folded: folded, addresses: hits))
    }
    opening = lines.prefix(400).map(\.text).joined(separator: "\n")
    let folded = FoldedText(opening).unwrapped
    let delayed =
      folded.contains(anyOf: BounceWording.delays) || subject.contains(anyOf: BounceWording.delays)
    isDelayed = delayed && !folded.contains(anyOf: BounceWording.endings)
    status = EnhancedStatus.refined("", by: opening, isDelay: isDelayed)
  }

  /// The result that the text tells for an address.
  ///
  /// A code of RFC 3463 beside one of its mentions says more than the words beside another.
  func result(of address: String) -> BounceReport.Recipient {
    let texts = texts(of: address)
    var status = texts.lazy.compactMap { EnhancedStatus.exact(in: $0) }.first ?? ""
    if status.isEmpty {
      let refined = texts.lazy.map { EnhancedStatus.refined("", by: $0, isDelay: isDelayed) }
      status = refined.first { !$0.isEmpty } ?? self.status
    }
    let isDelay = isDelayed && !status.hasPrefix("5")
    return BounceReport.Recipient(address: address, status: status, action: isDelay ? "delayed" : "failed")
  }

  /// The status that the text tells for an address that a report names without one.
  func status(of address: String, given: String, isDelay: Bool) -> String {
    for text in texts(of: address) {
      let status = EnhancedStatus.refined(given, by: text, isDelay: isDelay)
      if status != given { return status }
    }
    return EnhancedStatus.refined(given, by: opening, isDelay: isDelay)
  }

  /// The lines of an address and what follows them, up to the next one.
  private func texts(of address: String) -> [String] {
    let folded = address.lowercased()
    return (places[folded] ?? []).prefix(4).map { start in
      var text = lines[start].text
      for line in lines[(start + 1)...].prefix(7) {
        if line.addresses.contains(where: { $0.address.lowercased() != folded }) { break }
        text += "\n" + line.text
      }
      return text
    }
  }

  /// Whether the returned message starts at that line.
  private static func endsReport(_ line: FoldedText) -> Bool {
    let start = line.bytes.drop { "-=*_#|+ >".utf8.contains($0) }
    let rest = FoldedText(folded: Array(start.prefix(120)))
    if line.bytes.count - start.count >= 2, line.bytes.first != UInt8(ascii: ">"),
      rest.contains(anyOf: returned)
    {
      return true
    }
    return rest.hasPrefix(anyOf: openings)
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
}
