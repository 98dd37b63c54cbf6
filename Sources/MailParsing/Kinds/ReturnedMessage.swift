// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What a bounce gives back of the message that could not be delivered.
struct ReturnedMessage {
  /// Its Message-ID.
  private(set) var messageID: MessageID?
  /// Whom it went to.
  private(set) var recipients: [Address] = []
  /// Who wrote it: never the failed recipient.
  private(set) var senders: [Address] = []

  /// Looks in the attached messages and headers, else in the parts that are text.
  init(_ tree: MIMETree, content: (Int) -> [UInt8]) {
    let leaves = tree.nodes.indices.filter { !tree.nodes[$0].isContainer }.prefix(64)
    for leaf in leaves where Self.types.contains(tree.nodes[leaf].media.type) {
      take(content(leaf))
      if messageID != nil { return }
    }
    for leaf in leaves.dropFirst() where tree.nodes[leaf].media.type.hasPrefix("text/") {
      messageID = Self.quotedMessageID(String(decoding: content(leaf).prefix(64 << 10), as: UTF8.self))
      if messageID != nil { return }
    }
  }

  /// Whether a part is typed as one that gives back a message.
  static func isThere(in tree: MIMETree) -> Bool { tree.nodes.contains { types.contains($0.media.type) } }

  private mutating func take(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count, buffer[start].isWhitespace { start += 1 }
      let headers = HeaderBlock(in: buffer, from: start, to: buffer.count)
      messageID = headers.first("message-id").flatMap { MessageIDList.parse($0).identifiers.first }
      if recipients.isEmpty {
        let fields = headers.all("to") + headers.all("cc")
        recipients = fields.prefix(8).flatMap { AddressList(Array($0.prefix(8 << 10))).mailboxes }
      }
      senders += headers.all("from").prefix(2).flatMap { AddressList(Array($0.prefix(2_000))).mailboxes }
    }
    if messageID == nil {
      messageID = Self.quotedMessageID(String(decoding: bytes.prefix(64 << 10), as: UTF8.self))
    }
  }

  /// The `Message-ID:` line of headers returned as text.
  static func quotedMessageID(_ text: String) -> MessageID? {
    var isNext = false
    for line in text.utf8.split(separator: 10).prefix(4_000) {
      let line = line.drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      if line.startsFolded(with: "message-id:") {
        let value = Array(line.dropFirst(11))
        if let identifier = MessageIDList.parse(value).identifiers.first { return identifier }
        isNext = value.allSatisfy(\.isWhitespace)
      } else if isNext {
        // The value was folded onto a line of its own.
        if let identifier = MessageIDList.parse(Array(line)).identifiers.first { return identifier }
        isNext = false
      }
    }
    return nil
  }

  private static let types: Set<String> = [
    "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "text/rfc822", "message/global",
    "message/global-headers", "message/partial",
  ]
}
