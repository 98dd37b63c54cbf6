// SPDX-License-Identifier: Apache-2.0

import MailModel

extension BounceWording {
  /// The recipients that a free text names: `X-Failed-Recipients`, else the addresses that open a line (the
  /// way most mail servers list them), else those named in passing.
  ///
  /// Only what stands above the returned message counts; reader, sender and postmasters are no failed
  /// recipients.
  static func recipients(_ message: Message, _ headers: HeaderBlock) -> [BounceReport.Recipient] {
    let own = Set((message.to + message.cc + message.from).map(\.folded))
    let lines = report(in: message.text)
    let isDelayed = FoldedText(lines.joined(separator: " ")).contains(anyOf: delays)
    let named = headers.all("x-failed-recipients").flatMap { AddressList($0).mailboxes.map(\.address) }
    var listed: [(address: String, line: Int)] = named.map { ($0, 0) }
    var passing: [(address: String, line: Int)] = []
    for (number, line) in lines.enumerated() where named.isEmpty {
      for (position, address) in addresses(in: line).enumerated() where !own.contains(address.lowercased()) {
        if position == 0, opens(line, with: address) {
          listed.append((address, number))
        } else {
          passing.append((address, number))
        }
      }
    }
    let found = listed.isEmpty ? passing : listed
    let all = BounceReading.statusCode(lines.joined(separator: " "))
    var seen: Set<String> = []
    return found.prefix(1_000).filter { seen.insert($0.address.lowercased()).inserted }.map { entry in
      let near = BounceReading.statusCode(lines[entry.line...].prefix(6).joined(separator: " "))
      let status = near.isEmpty ? all : near
      let isDelay = isDelayed && !status.hasPrefix("5")
      return BounceReport.Recipient(
        address: entry.address, status: status, action: isDelay ? "delayed" : "failed")
    }
  }

  /// The lines above the returned message, without those that only repeat its header.
  private static func report(in text: String) -> [Substring] {
    var lines: [Substring] = []
    for line in text.utf8.split(separator: 10).prefix(400) {
      let line = Substring(line).trimmingBlanks()
      let folded = FoldedText(line, limit: 200)
      if folded.contains(anyOf: returned) { break }
      if folded.hasPrefix(anyOf: headerNames) { continue }
      lines.append(line)
    }
    return lines
  }

  private static func opens(_ line: Substring, with address: String) -> Bool {
    let start = line.drop { "<[(\"'*-•> ".contains($0) }
    return start.hasPrefix(address)
  }

  private static func addresses(in line: Substring) -> [String] {
    guard line.utf8.contains(UInt8(ascii: "@")) else { return [] }
    return line.utf8.split { $0.isWhitespace || "<>()[],;:\"'=".utf8.contains($0) }.compactMap { word in
      let fields = word.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
      guard fields.count == 2, !fields[0].isEmpty, word.count <= 254 else { return nil }
      let domain = Array(fields[1].prefix { $0.isLetter || $0.isDigit || $0 == 46 || $0 == 45 })
      let host = String(decoding: domain[...].trimmed { $0 == 46 || $0 == 45 }, as: UTF8.self)
      let local = String(Substring(fields[0]))
      guard host.utf8.contains(46), !daemons.contains(local.lowercased()) else { return nil }
      return local + "@" + host
    }
  }

  private static let returned = [
    "original message", "copy of your message", "copy of the message", "returned message", "returned mail",
    "unsent message",
    "message text follows", "message headers follow", "copy of the first part", "below this line",
    "received: ", "return-path:",
    "message-id:", "исходное сообщение", "исходное письмо", "текст сообщения", "ursprüngliche nachricht",
    "originalnachricht",
  ]

  private static let headerNames = [
    "to:", "from:", "cc:", "subject:", "sent:", "date:", "reply-to:", "кому:", "от:", "an:", "von:",
  ]
}
