// SPDX-License-Identifier: Apache-2.0

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
/// touches each line once, and takes `message/rfc822` as a leaf.
struct MIMETree {
  /// The entities; the root is the first.
  private(set) var nodes: [MIMENode] = []
  /// What was over a limit or malformed.
  private(set) var warnings: [String] = []

  private struct Frame {
    let node: Int
    /// `--boundary`.
    let delimiter: [UInt8]
    let isDigest: Bool
    /// Whether its delimiter was met.
    var hasParts = false
  }

  private var frames: [Frame] = []
  /// The lengths of the delimiters that can come: most lines that start with dashes have another.
  private var lengths: Set<Int> = []

  /// Cuts the body of a message with these headers.
  init(_ bytes: UnsafeBufferPointer<UInt8>, headers: HeaderBlock) {
    add(headers, parent: nil, fallback: "text/plain", in: bytes, limit: bytes.count)
    var position = headers.end
    while position < bytes.count, !frames.isEmpty {
      let line = bytes.line(at: position, to: bytes.count)
      if let hit = match(line.content, in: bytes) {
        endContent(before: position, in: bytes)
        close(above: hit.isFinal ? hit.frame - 1 : hit.frame, at: position)
        if hit.isFinal {
          position = line.next
        } else {
          guard nodes.count <= ParseLimits.parts else {
            warn("There are more than \(ParseLimits.parts) parts.")
            close(above: -1, at: position)
            return
          }
          frames[hit.frame].hasParts = true
          position = startPart(at: line.next, in: bytes)
        }
      } else {
        position = line.next
      }
    }
    if !frames.isEmpty {
      endContent(before: bytes.count, in: bytes, atEnd: true)
      if frames.contains(where: \.hasParts) { warn("A multipart is not closed.") }
      close(above: -1, at: bytes.count)
    }
  }

  /// The decoded content of a leaf.
  func decodedContent(of node: Int, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let encoding = TransferEncoding(nodes[node].headers.first("content-transfer-encoding"))
    return TransferDecoding.decode(
      UnsafeBufferPointer(rebasing: bytes[nodes[node].content]), encoding: encoding)
  }

  private mutating func startPart(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let frame = frames[frames.count - 1]
    let headers = HeaderBlock(in: bytes, from: start, to: bytes.count) { self.match($0, in: bytes) != nil }
    for warning in headers.warnings { warn(warning) }
    let fallback = frame.isDigest ? "message/rfc822" : "text/plain"
    add(headers, parent: frame.node, fallback: fallback, in: bytes, limit: bytes.count)
    openContent = headers.end
    return headers.end
  }

  /// Where the content of the last leaf starts while it is not known where it ends.
  private var openContent: Int?

  private mutating func add(
    _ headers: HeaderBlock, parent: Int?, fallback: String, in bytes: UnsafeBufferPointer<UInt8>, limit: Int
  ) {
    var media = MediaType(headers, fallback: fallback)
    if media.isMultipart, media.boundary == nil {
      media.boundary = Self.sniffedBoundary(in: bytes, from: headers.end)
      warn("A multipart has no boundary.")
    }
    nodes.append(MIMENode(headers: headers, media: media, parent: parent, content: headers.end..<limit))
    if let parent { nodes[parent].children.append(nodes.count - 1) }
    guard media.isMultipart, var boundary = media.boundary else { return }
    while boundary.last?.isBlank == true { boundary.removeLast() }
    guard !boundary.isEmpty else { return }
    guard frames.count < ParseLimits.depth else {
      warn("Multiparts are nested deeper than \(ParseLimits.depth).")
      return
    }
    nodes[nodes.count - 1].isContainer = true
    let isDigest = media.type == "multipart/digest"
    frames.append(Frame(node: nodes.count - 1, delimiter: Array("--".utf8) + boundary, isDigest: isDigest))
    lengths.insert(boundary.count + 2)
  }

  /// The line that a multipart without a boundary parameter seems to use as one.
  private static func sniffedBoundary(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [UInt8]? {
    var position = start
    for _ in 0..<16 where position < bytes.count {
      let line = bytes.line(at: position, to: bytes.count)
      let text = bytes[line.content]
      if text.count > 2, text.count <= 72, text.starts(with: [45, 45]) { return Array(text.dropFirst(2)) }
      position = line.next
    }
    return nil
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
  private mutating func close(above frame: Int, at position: Int) {
    while frames.count - 1 > frame, let last = frames.popLast() {
      guard !last.hasParts else { continue }
      nodes[last.node].isContainer = false
      let start = nodes[last.node].content.lowerBound
      nodes[last.node].content = start..<max(start, position)
    }
    lengths = Set(frames.map(\.delimiter.count))
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }
}
