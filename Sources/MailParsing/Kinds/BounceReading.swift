// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import MailModel

/// Recognises reports of failed delivery and reads what they say.
enum BounceReading {
  /// The most recipients of a report.
  static let recipientLimit = 1_000

  /// The report, nil when the message is none; `content` gives the decoded content of a leaf.
  static func read(
    _ message: Message, _ headers: HeaderBlock, _ tree: MIMETree, signs: BounceSigns, depth: Int = 0,
    content: (Int) -> [UInt8]
  ) -> BounceReport? {
    let leaves = tree.nodes.indices.filter { !tree.nodes[$0].isContainer }.prefix(64)
    let reports = statusParts(tree, leaves, trusts: signs.isTelling, content)
    let isReport = !reports.isEmpty || tree.nodes.first?.media.reportType == "delivery-status"
    if reports.isEmpty, let inner = nested(message, tree, leaves, signs, depth: depth, content) {
      return inner
    }
    if isReport {
      if signs.isChallenge(inReport: true),
        reports.allSatisfy({ !$0.recipients.contains { $0.status.hasPrefix("5") } })
      {
        return nil
      }
    } else if !signs.isBounce(hasReturned: ReturnedMessage.isThere(in: tree)) {
      return nil
    }
    let returned = ReturnedMessage(tree, content: content)
    let text = BounceText(message.text, subject: signs.subject)
    var recipients = reports.flatMap(\.recipients).map { recipient in
      guard recipient.action == "failed" || recipient.action == "delayed",
        recipient.status.isEmpty || recipient.status.hasSuffix(".0.0")
      else { return recipient }
      let status = text.status(
        of: recipient.address, given: recipient.status, isDelay: recipient.action == "delayed")
      return BounceReport.Recipient(address: recipient.address, status: status, action: recipient.action)
    }
    let named = failedRecipients(headers)
    let own = own(message, headers, returned)
    if recipients.isEmpty, named.isEmpty, let mailbox = signs.abandonedMailbox(own: own) {
      recipients = [BounceReport.Recipient(address: mailbox, status: "5.2.1", action: "failed")]
    }
    if recipients.isEmpty {
      recipients = text.recipients(
        own: own, named: named, subject: message.subject, returned: returned,
        daemon: signs.isDaemon ? message.sender : nil)
    }
    let original =
      returned.messageID ?? ReturnedMessage.quotedMessageID(message.text)
      ?? reports.lazy.compactMap(\.originalMessageID).first
      ?? headers.first("x-original-message-id").flatMap { MessageIDList.parse($0).identifiers.first }
      ?? message.inReplyTo.last ?? message.references.last
    return BounceReport(
      recipients: Array(recipients.prefix(recipientLimit)),
      originalMessageID: original)
  }

  /// Whether dots stand for letters that somebody left out.
  static func isMasked(_ address: String) -> Bool { address.contains("...") || address.contains("…") }

  /// The parts of a status report; those of a wrong type only where the message looks like one.
  private static func statusParts(
    _ tree: MIMETree, _ leaves: some Collection<Int>, trusts: Bool, _ content: (Int) -> [UInt8]
  ) -> [StatusReport] {
    let isReport = tree.nodes.first?.media.type == "multipart/report" || trusts
    return leaves.compactMap { leaf -> StatusReport? in
      let media = tree.nodes[leaf].media
      switch media.type {
      case "message/delivery-status", "message/global-delivery-status", "message/disposition-notification":
        return StatusReport(content(leaf))
      case _ where !isReport || leaf == leaves.first: return nil
      case "application/octet-stream",
        _ where media.type.hasPrefix("text/") || media.type.hasPrefix("message/"):
        let bytes = content(leaf)
        return StatusReport.isReport(bytes) ? StatusReport(bytes) : nil
      default: return nil
      }
    }
  }

  /// A report attached to a message that adds no word of a person.
  private static func nested(
    _ message: Message, _ tree: MIMETree, _ leaves: some Collection<Int>, _ signs: BounceSigns, depth: Int,
    _ content: (Int) -> [UInt8]
  ) -> BounceReport? {
    guard depth < 2, signs.isTelling || message.newText.isEmpty else { return nil }
    for leaf in leaves.prefix(8) where tree.nodes[leaf].media.type == "message/rfc822" {
      let found = content(leaf).withUnsafeBufferPointer { bytes -> BounceReport? in
        let headers = HeaderBlock(in: bytes, from: 0, to: bytes.count)
        let inner = MIMETree(bytes, headers: headers)
        let isStatus = inner.nodes.contains {
          $0.media.reportType == "delivery-status" || $0.media.type == "message/delivery-status"
            || $0.media.type == "message/rfc822" && signs.isTelling
        }
        guard isStatus || isDaemon(headers) else { return nil }
        var mail = Message(digest: message.digest)
        mail.subject = headers.first("subject").map { EncodedWords.decode($0) } ?? ""
        mail.from = headers.first("from").map { AddressList($0).mailboxes } ?? []
        mail.to = headers.first("to").map { AddressList($0).mailboxes } ?? []
        mail.inReplyTo = headers.first("in-reply-to").map { MessageIDList.parse($0).identifiers } ?? []
        mail.text = BodyText(inner) { inner.text(of: $0, in: bytes) }.text
        mail.newText = mail.text
        return read(mail, headers, inner, signs: BounceSigns(mail, headers), depth: depth + 1) {
          inner.text(of: $0, in: bytes)
        }
      }
      if let found, !found.recipients.isEmpty { return found }
    }
    return nil
  }

  private static func isDaemon(_ headers: HeaderBlock) -> Bool {
    let from = headers.first("from").map { AddressList($0).mailboxes } ?? []
    return from.first.map { BounceWording.daemons.contains(String($0.folded.prefix { $0 != "@" })) } ?? false
  }

  private static func failedRecipients(_ headers: HeaderBlock) -> [String] {
    headers.all("x-failed-recipients").flatMap { AddressList($0).mailboxes }.map(\.address)
      .filter { $0.utf8.contains(UInt8(ascii: "@")) && !isMasked($0) }
  }

  /// Who can't be the failed recipient, in lower case.
  private static func own(
    _ message: Message, _ headers: HeaderBlock, _ returned: ReturnedMessage
  ) -> Set<String> {
    let delivered = ["delivered-to", "x-original-to", "envelope-to"].flatMap { headers.all($0).prefix(4) }
    let mailboxes = delivered.flatMap { AddressList($0).mailboxes }
    let all = message.to.prefix(100) + message.cc.prefix(100) + message.from + returned.senders + mailboxes
    return Set(all.map(\.folded))
  }
}
