// SPDX-License-Identifier: Apache-2.0

import ContentHashing

/// Chooses and reads the text of a message out of its MIME tree.
struct BodyText {
  /// The readable text.
  private(set) var text = ""
  /// What had to be guessed.
  private(set) var warnings: [String] = []
  /// Whether text was left out because of its size.
  private(set) var isCut = false

  private let nodes: [MIMENode]
  private let content: (Int) -> [UInt8]

  /// Text of one branch of the tree.
  private struct Branch {
    var text: String
    var isPlain: Bool
    var isBlank: Bool { text.utf8.allSatisfy(\.isWhitespace) }
  }

  /// Reads the tree; `content` gives the decoded content of a leaf.
  ///
  /// A message that is nothing but attached messages reads as a forward of them.
  init(_ tree: MIMETree, depth: Int = 0, content: @escaping (Int) -> [UInt8]) {
    nodes = tree.nodes
    self.content = content
    text = branch(0).map { Self.trimmed($0.text) } ?? ""
    if text.isEmpty, depth < 4, nodes[0].media.type != "multipart/report" {
      let attached = nodes.indices.filter { nodes[$0].media.isMessage }.prefix(8)
      text = attached.map { Self.forwarded(content($0), depth: depth + 1) }.joined(separator: "\n\n")
    }
    if text.isEmpty, let calendar = nodes.firstIndex(where: { $0.media.type == "text/calendar" }) {
      text = CalendarText.text(CleanText.body(decoded(nodes[calendar], calendar)))
    }
    if text.isEmpty { text = lastResort() }
    text = shortened(text)
  }

  /// What a message without text may say elsewhere: in a text of a rare sort, in Outlook's bundle, in the machine's
  /// part of a report.
  private mutating func lastResort() -> String {
    for index in nodes.indices where nodes[index].media.isTNEF {
      let letter = content(index).withUnsafeBufferPointer { TNEFBundle($0)?.text } ?? ""
      if !letter.isEmpty { return Self.trimmed(CleanText.body(letter)) }
    }
    let other = nodes.indices.first { isOtherText(nodes[$0].media) }
    let status = nodes.indices.first { nodes[$0].media.type == "message/delivery-status" }
    return (other ?? status).map { Self.trimmed(CleanText.body(decoded(nodes[$0], $0))) } ?? ""
  }

  /// An unknown sort of text is to be shown as plain (RFC 2046 §4.1.4); some are known to be no letters.
  private func isOtherText(_ media: MediaType) -> Bool {
    media.type.hasPrefix("text/") && !media.hasFile
      && !["text/html", "text/calendar", "text/css", "text/rfc822-headers", "text/vcard", "text/x-vcard"]
        .contains(media.type)
  }

  private mutating func branch(_ index: Int) -> Branch? {
    let node = nodes[index]
    guard node.isContainer else { return leaf(node, index) }
    switch node.media.type {
    case "multipart/alternative": return alternative(node)
    case "multipart/related", "multipart/signed", "multipart/report", "multipart/appledouble":
      // What follows the first is material for it: pictures, a signature, the machine's part of a report.
      for child in node.children {
        if let branch = branch(child) { return branch }
      }
      return nil
    default: return joined(node)
    }
  }

  private mutating func leaf(_ node: MIMENode, _ index: Int) -> Branch? {
    let media = node.media
    guard !media.isAttachment else { return nil }
    switch media.type {
    case "text/html", "application/xhtml+xml":
      let source = decoded(node, index)
      return Branch(text: shortened(CleanText.body(HTMLText.convert(source))), isPlain: false)
    case _ where media.type == "text/plain" || media.isMultipart:
      // A named text is a file, unless nothing else could be the letter.
      if media.filename != nil, node.parent != nil, index != firstLeaf { return nil }
      let source = CleanText.body(decoded(node, index))
      let text = media.isFlowed ? FlowedText.unwrap(source, deletesSpace: media.deletesSpace) : source
      return Branch(text: shortened(text), isPlain: true)
    default: return nil
    }
  }

  private var firstLeaf: Int? { nodes.firstIndex { !$0.isContainer } }

  /// The plain alternative, unless it is empty or only says that there is HTML.
  private mutating func alternative(_ node: MIMENode) -> Branch? {
    var plain: Branch?
    var rich: Branch?
    for child in node.children {
      // A converted page is needed only when no plain text serves.
      if nodes[child].media.type == "text/html", let plain, !plain.isBlank, !Self.isPlaceholder(plain.text) {
        continue
      }
      guard let branch = branch(child) else { continue }
      if branch.isPlain { plain = plain ?? branch } else { rich = branch }
    }
    guard let plain else { return rich }
    guard let rich, !rich.isBlank, plain.isBlank || Self.isPlaceholder(plain.text) else { return plain }
    return rich
  }

  /// The texts of all children; one that repeats another is left out, since some senders write both forms so.
  private mutating func joined(_ node: MIMENode) -> Branch? {
    if let only = node.children.first, node.children.count == 1 { return branch(only) }
    var texts: [String] = []
    var seen: Set<ContentDigest> = []
    var size = 0
    var isPlain = true
    for child in node.children where size <= ParseLimits.textBytes {
      guard let branch = branch(child), !branch.isBlank else { continue }
      let text = Self.trimmed(branch.text)
      // The first needs a digest only if another follows.
      if seen.isEmpty, let first = texts.first { seen.insert(Self.digest(of: first)) }
      guard texts.isEmpty || seen.insert(Self.digest(of: text)).inserted else { continue }
      isPlain = isPlain && branch.isPlain
      size += text.utf8.count + 2
      texts.append(text)
    }
    return texts.isEmpty ? nil : Branch(text: texts.joined(separator: "\n\n"), isPlain: isPlain)
  }

  private static func digest(of text: String) -> ContentDigest {
    ContentDigest(of: text.utf8.filter { !$0.isWhitespace })
  }

  /// An attached message the way mail programs forward one in the text.
  private static func forwarded(_ message: [UInt8], depth: Int) -> String {
    message.withUnsafeBufferPointer { bytes in
      let headers = HeaderBlock(in: bytes, from: 0, to: bytes.count)
      let tree = MIMETree(bytes, headers: headers)
      let body = BodyText(tree, depth: depth) { tree.text(of: $0, in: bytes) }
      let fields = ["From", "Date", "Subject", "To"].map { name in
        "\(name): " + (headers.first(name.lowercased()).map { EncodedWords.decode($0) } ?? "")
      }
      return "-------- Forwarded message --------\n" + fields.joined(separator: "\n") + "\n\n" + body.text
    }
  }

  private mutating func decoded(_ node: MIMENode, _ index: Int) -> String {
    var bytes = content(index)
    if bytes.count > ParseLimits.sourceBytes {
      bytes = Array(bytes.prefix(ParseLimits.sourceBytes))
      cut("A text part is larger than \(ParseLimits.sourceBytes) bytes.")
    }
    let isHTML = node.media.type.hasSuffix("html") || node.media.type.hasSuffix("html+xml")
    let label = node.media.charset ?? (isHTML ? HTMLText.declaredCharset(bytes) : nil)
    let result = CharsetDecoding.decode(bytes, label: label)
    if result.labelIgnored {
      warn("The charset “\(CleanText.line(label ?? "none").prefix(40))” did not fit the text.")
    }
    return result.text
  }

  private mutating func shortened(_ text: String) -> String {
    guard text.utf8.count > ParseLimits.textBytes else { return text }
    cut("The text is longer than \(ParseLimits.textBytes) bytes.")
    return String(decoding: text.utf8.prefix(ParseLimits.textBytes), as: UTF8.self)
  }

  private mutating func cut(_ sentence: String) {
    isCut = true
    warn(sentence)
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }

  /// Texts such as “This message needs an HTML viewer”.
  private static func isPlaceholder(_ text: String) -> Bool {
    guard text.utf8.count < 400 else { return false }
    let folded = FoldedText(text)
    guard folded.contains("html") else { return false }
    let words = [
      "view", "support", "display", "enable", "client", "reader", "просмотр", "поддерж", "anzeig",
      "unterstütz", "afficher",
    ]
    return folded.contains(anyOf: words)
  }

  /// Without empty lines at the ends; the indent of the first line stays.
  private static func trimmed(_ text: String) -> String {
    var view = text.utf8[...]
    while let last = view.last, last.isWhitespace { view.removeLast() }
    var start = view.startIndex
    var index = start
    while index < view.endIndex, view[index].isWhitespace {
      let isLineEnd = view[index] == 10
      view.formIndex(after: &index)
      if isLineEnd { start = index }
    }
    let isWhole = start == text.startIndex && view.endIndex == text.endIndex
    return isWhole ? text : String(Substring(view[start...]))
  }
}
