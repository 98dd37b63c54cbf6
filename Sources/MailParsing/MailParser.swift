// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel
package import OrderCore

/// Turns the bytes of a message into values.
///
/// It reads broken mail as far as it goes and says in the warnings what was wrong; it never runs longer than
/// the size of the message asks for.
package struct MailParser: MessageParsing {
  private let ownDomains: Set<String>

  /// Creates a parser; `ownDomains` (lower case) are those whose lists are shared mailboxes of ours.
  package init(ownDomains: Set<String> = []) {
    GMime.start
    self.ownDomains = ownDomains
  }

  /// Reads one message.
  ///
  /// - Throws: `ParseError` when there are no bytes, no header or more than 64 MB.
  package func parse(_ raw: RawMessage) throws(ParseError) -> Message {
    guard !raw.bytes.isEmpty else { throw .empty }
    guard raw.bytes.count <= ParseLimits.messageBytes else {
      throw .tooLarge(size: raw.bytes.count, limit: ParseLimits.messageBytes)
    }
    let parsed = MessageStart.readable(raw.bytes).withUnsafeBufferPointer { bytes -> Message? in
      let headers = HeaderBlock(in: bytes, from: MessageStart.offset(in: bytes), to: bytes.count)
      guard !headers.fields.isEmpty else { return nil }
      let tree = MIMETree(bytes, headers: headers)
      return message(raw.digest, headers, tree, bytes)
    }
    guard let parsed else { throw .notAMessage }
    return parsed
  }

  /// Returns the decoded content of the first part with this digest.
  package func content(ofPart digest: ContentDigest, in raw: RawMessage) -> PartContent? {
    guard raw.bytes.count <= ParseLimits.messageBytes else { return nil }
    return MessageStart.readable(raw.bytes).withUnsafeBufferPointer { bytes in
      let headers = HeaderBlock(in: bytes, from: MessageStart.offset(in: bytes), to: bytes.count)
      guard !headers.fields.isEmpty else { return nil }
      return LeafReading(MIMETree(bytes, headers: headers), in: bytes, seeking: digest).found
    }
  }

  /// Reads the date from the header alone.
  package func date(of bytes: [UInt8]) -> Date? {
    guard bytes.count <= ParseLimits.messageBytes else { return nil }
    return MessageStart.readable(bytes).withUnsafeBufferPointer { bytes in
      let headers = HeaderBlock(in: bytes, from: MessageStart.offset(in: bytes), to: bytes.count)
      return headers.first("date").flatMap { DateField.parse($0) }
    }
  }

  private func message(
    _ digest: ContentDigest, _ headers: HeaderBlock, _ tree: MIMETree, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Message {
    var message = Message(digest: digest)
    message.warnings = headers.warnings
    message.trace = headers.trace
    Self.readHeaders(headers, into: &message)
    let leaves = LeafReading(tree, in: bytes)
    message.parts = leaves.parts
    let body = BodyText(tree) { leaves.text(of: $0) }
    message.text = body.text
    message.warnings += tree.warnings + leaves.warnings + body.warnings
    message.cautions.formUnion(tree.cautions.union(leaves.cautions))
    if body.isCut { message.cautions.insert(.truncated) }
    let split = NewText.split(body.text)
    message.newText = split.newText
    message.quotedText = split.quotedText
    message.signature = split.signature
    message.inlineAnswers = split.inlineAnswers
    message.language = LanguageDetection.language(of: message.newText, subject: message.subject)
    let nature = KindDetection.read(message, headers, tree, ownDomains: ownDomains) { leaf in
      let text = leaves.text(of: leaf)
      // A report may come under the type of a file.
      return text.isEmpty ? tree.withContent(of: leaf, in: bytes) { content, _ in Array(content) } : text
    }
    (message.kind, message.form, message.bounce) = (nature.kind, nature.form, nature.bounce)
    var seen: Set<String> = []
    message.warnings = message.warnings.filter { seen.insert($0).inserted }
    return message
  }

  private static func readHeaders(_ headers: HeaderBlock, into message: inout Message) {
    let fallback = headers.rawCharset
    message.subject = headers.first("subject").map { EncodedWords.decode($0, fallback: fallback) } ?? ""
    message.date = headers.first("date").flatMap { DateField.parse($0) }
    message.messageID = headers.first("message-id").flatMap { MessageIDList.parse($0).identifiers.first }
    for value in headers.all("in-reply-to") {
      let list = MessageIDList.parse(value)
      // “Message from Ann <ann@b.example> of Monday <a@b>”: the identifier stands last.
      message.inReplyTo += list.hasProse ? list.identifiers.suffix(1) : list.identifiers
    }
    message.inReplyTo = Array(message.inReplyTo.suffix(ParseLimits.references))
    for value in headers.all("references") {
      let list = MessageIDList.parse(value)
      message.references += list.identifiers
      if list.isCut {
        message.warnings.append("References names more than \(ParseLimits.references) messages.")
        message.cautions.insert(.truncated)
      }
    }
    message.references = Array(message.references.suffix(ParseLimits.references))
    message.from = addresses("from", headers, fallback, &message.warnings)
    message.replyTo = addresses("reply-to", headers, fallback, &message.warnings)
    message.to = addresses("to", headers, fallback, &message.warnings)
    message.cc = addresses("cc", headers, fallback, &message.warnings)
    if message.from.isEmpty { message.warnings.append("There is no sender.") }
    if message.from.count > 1 || headers.repeats("from") {
      message.cautions.insert(.ambiguousIdentity)
      message.warnings.append("The message names several senders.")
    }
    for name in ["date", "message-id", "subject", "content-type", "content-transfer-encoding"]
    where headers.repeats(name) {
      message.warnings.append("The header \(name) stands more than once.")
    }
    if headers.first("date") == nil {
      message.warnings.append("There is no date.")
    } else if message.date == nil {
      message.warnings.append("The date can't be read.")
    }
  }

  private static func addresses(
    _ name: String, _ headers: HeaderBlock, _ fallback: CharsetName?, _ warnings: inout [String]
  ) -> [Address] {
    var found: [Address] = []
    for value in headers.all(name) {
      let list = AddressList(value, fallback: fallback)
      found += list.mailboxes
      if list.unreadable > 0 { warnings.append("An address in \(name) can't be read.") }
    }
    return found
  }
}
