// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Recognises reports of failed delivery and reads what they say.
enum BounceReading {
  /// The report, nil when the message is none; `content` gives the decoded content of a leaf.
  static func read(
    _ message: Message, _ headers: HeaderBlock, _ tree: MIMETree, content: (Int) -> [UInt8]
  ) -> BounceReport? {
    let leaves = tree.nodes.indices.filter { !tree.nodes[$0].isContainer }
    let status = leaves.first { tree.nodes[$0].media.type == "message/delivery-status" }
    var recipients = status.map { statusRecipients(content($0)) } ?? []
    let isReport = status != nil || tree.nodes.first?.media.reportType == "delivery-status"
    guard isReport || BounceWording.isFreeTextBounce(message, headers) else { return nil }
    if recipients.isEmpty { recipients = BounceWording.recipients(message, headers) }
    return BounceReport(
      recipients: recipients, originalMessageID: original(message, leaves, tree, content))
  }

  /// The per-recipient groups of a `message/delivery-status` part (RFC 3464 §2.3).
  private static func statusRecipients(_ bytes: [UInt8]) -> [BounceReport.Recipient] {
    var found: [BounceReport.Recipient] = []
    bytes.withUnsafeBufferPointer { buffer in
      var position = 0
      while position < buffer.count, found.count < 1_000 {
        let group = HeaderBlock(in: buffer, from: position, to: buffer.count)
        if group.end <= position { break }
        position = group.end
        // The original recipient is the address that we wrote to; the final one may be an alias we never saw.
        let named = [group.first("original-recipient"), group.first("final-recipient")].compactMap {
          $0.map(typed)
        }
        guard let address = named.first(where: { $0.utf8.contains(UInt8(ascii: "@")) }) ?? named.last else {
          continue
        }
        let code = statusCode(String(decoding: group.first("status") ?? [], as: UTF8.self))
        let action = group.keyword("action").prefix { $0.isLetter }
        found.append(
          BounceReport.Recipient(
            address: address, status: code, action: action.isEmpty ? "failed" : String(action)))
      }
    }
    return found
  }

  /// The address of `rfc822; user@host`.
  private static func typed(_ value: [UInt8]) -> String {
    let text = EncodedWords.decode(value)
    let address = text.firstIndex(of: ";").map { String(text[text.index(after: $0)...]) } ?? text
    let bare = Array(address.utf8)[...].trimmed {
      $0 == 32 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    return String(decoding: bare, as: UTF8.self)
  }

  /// The first enhanced status code in a text (RFC 3463), empty when there is none.
  static func statusCode(_ text: String) -> String {
    for word in text.utf8.split(whereSeparator: { !$0.isDigit && $0 != UInt8(ascii: ".") }) {
      let fields = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard fields.count == 3, let first = fields[0].first, fields[0].count == 1,
        [50, 52, 53].contains(first)
      else {
        continue
      }
      if fields[1...].allSatisfy({ (1...3).contains($0.count) }) { return String(Substring(word)) }
    }
    return ""
  }

  /// The Message-ID of the returned message: from its headers, else what the bounce answers.
  private static func original(
    _ message: Message, _ leaves: [Int], _ tree: MIMETree, _ content: (Int) -> [UInt8]
  ) -> MessageID? {
    for leaf in leaves {
      switch tree.nodes[leaf].media.type {
      case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers":
        let headers = content(leaf).withUnsafeBufferPointer { HeaderBlock(in: $0, from: 0, to: $0.count) }
        if let identifier = headers.first("message-id").flatMap({ MessageIDList.parse($0).identifiers.first })
        {
          return identifier
        }
      default: continue
      }
    }
    return quotedMessageID(message.text) ?? message.inReplyTo.last ?? message.references.last
  }

  /// The `Message-ID:` line of headers returned as text.
  private static func quotedMessageID(_ text: String) -> MessageID? {
    for line in text.utf8.split(separator: 10) {
      let line = line.drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      guard line.startsFolded(with: "message-id:") else { continue }
      if let identifier = MessageIDList.parse(Array(line.dropFirst(11))).identifiers.first {
        return identifier
      }
    }
    return nil
  }
}
