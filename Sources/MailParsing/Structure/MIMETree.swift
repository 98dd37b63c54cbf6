// SPDX-License-Identifier: Apache-2.0

import MailModel

/// One entity of the MIME tree (RFC 2045): a multipart, or a leaf with its content.
struct MIMENode {
  let headers: HeaderBlock
  let media: MediaType
  /// The index of the multipart it belongs to, nil for the root.
  let parent: Int?
  /// Where its content lies in the message, still transfer-encoded.
  var content: Range<Int>
  /// The indices of its children, in document order.
  var children: [Int] = []
  /// Whether it has children; a multipart without a readable boundary has none and is a leaf.
  var isContainer = false
}

/// The MIME structure of a message, in document order.
///
/// The structure is cut by an own scanner and not by GMime's parser, which keeps no bound on parts and parses
/// attached messages with all their addresses (300,000 empty parts cost it 416 MB). This one is iterative,
/// touches each line once (those of the first two multiparts with a wrong boundary twice), and takes
/// `message/rfc822` as a leaf.
struct MIMETree {
  /// The entities; the root is the first.
  private(set) var nodes: [MIMENode] = []
  /// What was over a limit or malformed.
  private(set) var warnings: [String] = []
  /// What makes the structure unfit to be acted on.
  private(set) var cautions: Set<MessageCaution> = []

  private struct Frame {
    let node: Int
    /// `--boundary`.
    var delimiter: [UInt8]
    let isDigest: Bool
    /// Whether its delimiter was met.
    var hasParts = false
  }

  private var frames: [Frame] = []
  /// The lengths of the delimiters that can come: most lines that start with dashes have another.
  private var lengths: Set<Int> = []
  /// Where the content of the last leaf starts while it is not known where it ends.
  private var openContent: Int?
  private var rereads = 0

  /// Cuts the body of a message with these headers.
  init(_ bytes: UnsafeBufferPointer<UInt8>, headers: HeaderBlock) {
    add(headers, parent: nil, fallback: "text/plain", in: bytes)
    var position = headers.end
    while !frames.isEmpty {
      guard position < bytes.count else {
        if let start = rereadStart(upTo: bytes.count, in: bytes) {
          position = start
          continue
        }
        endContent(before: bytes.count, in: bytes, atEnd: true)
        if frames.contains(where: \.hasParts) { warn("A multipart is not closed.") }
        close(above: -1, at: bytes.count, in: bytes)
        return
      }
      let line = bytes.line(at: position, to: bytes.count)
      guard let hit = match(line.content, in: bytes) else {
        position = line.next
        continue
      }
      if hit.frame < frames.count - 1, let start = rereadStart(upTo: position, in: bytes) {
        position = start
        continue
      }
      endContent(before: position, in: bytes)
      close(above: hit.isFinal ? hit.frame - 1 : hit.frame, at: position, in: bytes)
      if hit.isFinal {
        position = line.next
      } else {
        guard nodes.count <= ParseLimits.parts else {
          cut("There are more than \(ParseLimits.parts) parts.")
          close(above: -1, at: position, in: bytes)
          return
        }
        frames[hit.frame].hasParts = true
        position = startPart(at: line.next, in: bytes)
      }
    }
  }

  private mutating func startPart(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let frame = frames[frames.count - 1]
    let headers = HeaderBlock(in: bytes, from: start, to: bytes.count) { self.match($0, in: bytes) != nil }
    for warning in headers.warnings { warn(warning) }
    add(headers, parent: frame.node, fallback: frame.isDigest ? "message/rfc822" : "text/plain", in: bytes)
    openContent = headers.end
    return headers.end
  }

  private mutating func add(
    _ headers: HeaderBlock, parent: Int?, fallback: String, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    var media = MediaType(headers, fallback: fallback)
    if headers.isCut { cautions.insert(.truncated) }
    if headers.isAmbiguous { doubt("Programs differ in where the header ends.") }
    if media.isCut { cut("A header field has too many parameters.") }
    if media.isAmbiguous { doubt("The type of a part, or its boundary, can be read in two ways.") }
    if headers.differ("content-transfer-encoding") { doubt("A part has several transfer encodings.") }
    if media.isMultipart, media.boundary == nil {
      media.boundary = BoundarySearch.missing(in: bytes, from: headers.end) {
        self.match($0, in: bytes) != nil
      }
      warn("A multipart has no boundary.")
      if media.boundary != nil { cautions.insert(.ambiguousMIME) }
    } else if parent == nil, media.type == "text/plain", !media.hasFile,
      let boundary = BoundarySearch.hidden(in: bytes, from: headers.end)
    {
      media.boundary = boundary
      media.type = "multipart/mixed"
      doubt("The text is a multipart that the header does not name.")
    }
    if let encoding = headers.first("content-transfer-encoding") {
      if !TransferEncoding.isKnown(encoding) { doubt("A transfer encoding is unknown.") }
      if media.isMultipart, TransferEncoding(encoding) != .identity {
        doubt("A multipart has a transfer encoding.")
      }
    }
    nodes.append(MIMENode(headers: headers, media: media, parent: parent, content: headers.end..<bytes.count))
    if let parent { nodes[parent].children.append(nodes.count - 1) }
    guard media.isMultipart, var boundary = media.boundary else { return }
    while boundary.last?.isBlank == true { boundary.removeLast() }
    guard !boundary.isEmpty else { return }
    guard frames.count < ParseLimits.depth else {
      cut("Multiparts are nested deeper than \(ParseLimits.depth).")
      return
    }
    nodes[nodes.count - 1].isContainer = true
    let isDigest = media.type == "multipart/digest"
    let delimiter = Array("--".utf8) + boundary
    if frames.contains(where: { $0.delimiter == delimiter }) { doubt("Nested multiparts share a boundary.") }
    frames.append(Frame(node: nodes.count - 1, delimiter: delimiter, isDigest: isDigest))
    lengths.insert(boundary.count + 2)
  }

  /// Where to read on when the innermost multipart never met its delimiter but another one seems to be in use;
  /// at most twice in a message, so that reading stays linear.
  private mutating func rereadStart(upTo end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let frame = frames.last, !frame.hasParts, rereads < 2 else { return nil }
    let start = nodes[frame.node].content.lowerBound
    guard let boundary = BoundarySearch.used(in: bytes, from: start, to: end) else { return nil }
    rereads += 1
    doubt("The boundary of a multipart stands nowhere; another line was taken for it.")
    frames[frames.count - 1].delimiter = Array("--".utf8) + boundary
    lengths.insert(boundary.count + 2)
    return start
  }

  /// The innermost frame whose delimiter stands on that line.
  private func match(_ line: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> (frame: Int, isFinal: Bool)?
  {
    guard line.count > 2, bytes[line.lowerBound] == 45, bytes[line.lowerBound + 1] == 45 else { return nil }
    var end = line.upperBound
    while bytes[end - 1].isBlank { end -= 1 }
    let length = end - line.lowerBound
    guard lengths.contains(length) || lengths.contains(length - 2) else { return nil }
    for index in frames.indices.reversed() {
      let delimiter = frames[index].delimiter
      guard length == delimiter.count || length == delimiter.count + 2,
        bytes.holds(delimiter, at: line.lowerBound)
      else { continue }
      if length == delimiter.count { return (index, false) }
      if bytes[end - 1] == 45, bytes[end - 2] == 45 { return (index, true) }
    }
    return nil
  }

  /// Ends the open leaf in front of a delimiter line: the line end before it belongs to the delimiter.
  private mutating func endContent(
    before position: Int, in bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool = false
  ) {
    guard let start = openContent else { return }
    openContent = nil
    guard !nodes[nodes.count - 1].isContainer else { return }
    var end = position
    if !atEnd, end > start, bytes[end - 1] == 10 {
      end -= 1
      if end > start, bytes[end - 1] == 13 { end -= 1 }
    }
    nodes[nodes.count - 1].content = start..<max(start, end)
  }

  /// Closes the frames above index `frame`; one that never met its delimiter becomes a leaf with all its
  /// content.
  private mutating func close(above frame: Int, at position: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    while frames.count - 1 > frame, let last = frames.popLast() {
      guard !last.hasParts else { continue }
      nodes[last.node].isContainer = false
      let start = nodes[last.node].content.lowerBound
      nodes[last.node].content = start..<max(start, position)
      if !bytes[nodes[last.node].content].allSatisfy(\.isWhitespace) {
        doubt("The boundary of a multipart stands nowhere.")
      }
    }
    lengths = Set(frames.map(\.delimiter.count))
  }

  private mutating func cut(_ sentence: String) {
    cautions.insert(.truncated)
    warn(sentence)
  }

  private mutating func doubt(_ sentence: String) {
    cautions.insert(.ambiguousMIME)
    warn(sentence)
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }
}

extension MIMETree {
  /// Gives the decoded content of a leaf to `body`, and whether other programs may decode it in another way;
  /// content without an encoding is not copied.
  func withContent<Result>(
    of node: Int, in bytes: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>, _ isDoubtful: Bool) -> Result
  ) -> Result {
    let source = UnsafeBufferPointer(rebasing: bytes[nodes[node].content])
    // A multipart is not encoded (RFC 2045 §6.4), also one that could not be cut.
    let encoding =
      nodes[node].media.isMultipart
      ? .identity : TransferEncoding(nodes[node].headers.first("content-transfer-encoding"))
    if case .identity = encoding { return body(source, false) }
    let result = TransferDecoding.read(source, encoding: encoding)
    return result.bytes.withUnsafeBufferPointer { body($0, result.isDoubtful) }
  }

  /// As much of the decoded content of a leaf as is read as text, and one byte more; without files in uuencode.
  func text(of node: Int, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    withContent(of: node, in: bytes) { content, _ in
      let blocks = nodes[node].media.type == "text/plain" ? UUEncoding.blocks(in: content) : []
      return UUEncoding.text(content, without: blocks)
    }
  }
}
