// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import MailModel
import OrderCore

/// The leaves of a message as parts, each followed by the files inside of it: those of an attached message, of a
/// TNEF bundle, and those written into a text (uuencode).
struct LeafReading {
  /// The parts in document order.
  private(set) var parts: [MessagePart] = []
  /// What was over a limit or malformed.
  private(set) var warnings: [String] = []
  /// What makes the contents unfit to be acted on.
  private(set) var cautions: Set<MessageCaution> = []
  /// The content that was sought, nil when no part has it.
  private(set) var found: PartContent?
  /// The contents that can be read as text, by node.
  private var texts: [Int: [UInt8]] = [:]
  private let sought: ContentDigest?

  /// Decodes the leaves of a tree over the bytes that it was cut from.
  ///
  /// - Parameter sought: the digest of the part whose content is to be kept in `found`.
  init(_ tree: MIMETree, in bytes: UnsafeBufferPointer<UInt8>, seeking sought: ContentDigest? = nil) {
    self.sought = sought
    read(tree, in: bytes, depth: 0)
    if parts.count > ParseLimits.parts {
      parts.removeSubrange(ParseLimits.parts...)
      caution(.truncated, "There are more than \(ParseLimits.parts) parts.")
    }
  }

  /// As much of the decoded content of a leaf as is read as text, empty for one that is no text.
  func text(of node: Int) -> [UInt8] { texts[node] ?? [] }

  private mutating func read(_ tree: MIMETree, in bytes: UnsafeBufferPointer<UInt8>, depth: Int) {
    for index in tree.nodes.indices where !tree.nodes[index].isContainer {
      let media = tree.nodes[index].media
      let isReturned =
        tree.nodes[index].parent.map { tree.nodes[$0].media.type == "multipart/report" } ?? false
      tree.withContent(of: index, in: bytes) { content, isDoubtful in
        if isDoubtful { caution(.ambiguousMIME, "The transfer encoding of a part does not fit its content.") }
        if depth == 0 || media.hasFile { add(media.type, media.filename, content, charset: media.charset) }
        let blocks = media.type == "text/plain" ? UUEncoding.blocks(in: content) : []
        if depth == 0, media.isReadable { texts[index] = UUEncoding.text(content, without: blocks) }
        for block in blocks { add("application/octet-stream", block.name, block.content) }
        if media.isMessage, !isReturned {
          readAttached(content, depth: depth + 1)
        } else if media.isTNEF || media.filename?.lowercased() == "winmail.dat" {
          readBundle(content, depth: depth + 1)
        }
      }
    }
  }

  private mutating func add(
    _ type: String, _ filename: String?, _ content: UnsafeBufferPointer<UInt8>, charset: String? = nil
  ) {
    guard parts.count <= ParseLimits.parts else { return }
    let digest = ContentDigest(of: UnsafeRawBufferPointer(content))
    parts.append(MessagePart(type: type, filename: filename, size: content.count, digest: digest))
    if digest == sought, found == nil { found = PartContent(bytes: Array(content), charset: charset) }
  }

  private mutating func add(_ type: String, _ filename: String?, _ content: [UInt8]) {
    content.withUnsafeBufferPointer { add(type, filename, $0) }
  }

  /// The files of an attached message; its letter is in the bytes of the message itself.
  private mutating func readAttached(_ message: UnsafeBufferPointer<UInt8>, depth: Int) {
    guard parts.count <= ParseLimits.parts, isOpened(depth) else { return }
    read(
      MIMETree(message, headers: HeaderBlock(in: message, from: 0, to: message.count)), in: message,
      depth: depth)
  }

  private mutating func readBundle(_ content: UnsafeBufferPointer<UInt8>, depth: Int) {
    guard content.count <= ParseLimits.bundleBytes else {
      caution(.truncated, "A TNEF bundle is larger than \(ParseLimits.bundleBytes) bytes.")
      return
    }
    guard isOpened(depth), let bundle = TNEFBundle(content) else { return }
    if bundle.isCut { caution(.truncated, "A TNEF bundle can't be read to its end.") }
    for file in bundle.files {
      if file.isBundle {
        file.content.withUnsafeBufferPointer { readBundle($0, depth: depth + 1) }
      } else {
        add(file.type, file.name, file.content)
      }
    }
  }

  private mutating func isOpened(_ depth: Int) -> Bool {
    if depth <= ParseLimits.attachedDepth { return true }
    caution(.truncated, "Attached messages are nested deeper than \(ParseLimits.attachedDepth).")
    return false
  }

  private mutating func caution(_ caution: MessageCaution, _ sentence: String) {
    cautions.insert(caution)
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }
}
