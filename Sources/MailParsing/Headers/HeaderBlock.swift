// SPDX-License-Identifier: Apache-2.0

/// One header field: name in lower case, value unfolded (RFC 5322 §2.2.3) and not decoded.
struct HeaderField {
  let name: String
  let value: [UInt8]
}

/// The header fields of a message or of a part, as bytes.
struct HeaderBlock {
  /// The fields in the order written.
  var fields: [HeaderField] = []
  /// The offset of the first byte after the block and its empty line.
  var end = 0
  /// What was over a limit or malformed.
  var warnings: [String] = []
  /// Whether something was over a limit and is left out.
  var isCut = false
  /// Whether other programs may see the block end earlier, or other fields in it: a line that is no field stands
  /// between fields, or a CR without LF.
  var isAmbiguous = false

  /// The likeliest charset of raw 8-bit text in the fields that people write, nil where there is none but UTF-8.
  ///
  /// All of them together say more than one short name does.
  var rawCharset: CharsetName? {
    var raw: [UInt8] = []
    for field in fields where !field.value.isASCII && Self.written.contains(field.name) {
      if UTF8Shape(field.value).isMostly { continue }
      raw += field.value.prefix(CharsetGuess.sampleBytes) + [10]
      if raw.count > CharsetGuess.sampleBytes { break }
    }
    return raw.isEmpty ? nil : CharsetGuess(raw).charset
  }

  /// The name that an mbox line within the header gets: no field can have it.
  private static let envelope = "from "
  private static let written: Set<String> = ["subject", "from", "to", "cc", "reply-to", "sender"]

  /// The value of the first field of that name (lower case).
  func first(_ name: String) -> [UInt8]? {
    fields.first { $0.name == name }?.value
  }

  /// The values of all fields of that name (lower case).
  func all(_ name: String) -> [[UInt8]] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// Whether several fields have that name (lower case).
  func repeats(_ name: String) -> Bool { fields.count { $0.name == name } > 1 }

  /// The first value of that name as lower-case text, for keywords: empty when missing.
  func keyword(_ name: String) -> String {
    first(name).map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
  }
}

extension HeaderBlock {
  /// Reads the block that starts at `start`.
  ///
  /// A line that is no field is taken as a forgotten continuation when another field or continuation follows,
  /// else the body starts there. `isBoundary` ends the block of a part that has no empty line. An mbox line is a
  /// field of its own that nobody asks for.
  init(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int,
    isBoundary: (Range<Int>) -> Bool = { _ in false }
  ) {
    var position = start
    var name = ""
    var value: [UInt8] = []
    var overlong = false
    var size = 0
    var total = 0

    func finish(_ block: inout HeaderBlock) {
      guard !name.isEmpty else { return }
      total += min(size, ParseLimits.headerBytes)
      if overlong { block.cut("A header field is longer than \(ParseLimits.headerBytes) bytes.") }
      if block.fields.count >= ParseLimits.headerFields {
        block.cut("There are more than \(ParseLimits.headerFields) header fields.")
      } else if total > ParseLimits.headerBlockBytes {
        block.cut("The header is larger than \(ParseLimits.headerBlockBytes) bytes.")
      } else {
        block.fields.append(HeaderField(name: name, value: value))
      }
      name = ""
      value.removeAll()
      overlong = false
      size = 0
    }

    func extend(_ range: Range<Int>) {
      let room = ParseLimits.headerBytes - value.count
      if range.count > room { overlong = true }
      if room > 0 { value.append(contentsOf: bytes[range.prefix(room)]) }
    }

    while position < limit {
      let line = bytes.headerLine(at: position, to: limit)
      if line.content.isEmpty {
        position = line.next
        break
      }
      if bytes[position] == UInt8(ascii: "-"), isBoundary(line.content) { break }
      if bytes[position].isBlank, !name.isEmpty {
        size += line.content.count
        extend(line.content)
      } else if let colon = bytes.fieldColon(in: line.content) ?? bytes.foreignColon(in: line.content) {
        finish(&self)
        name = bytes.fieldName(position..<colon)
        size = line.content.count
        extend(bytes.trimmedStart(colon + 1..<line.content.upperBound))
      } else if bytes.isEnvelopeLine(line.content) {
        warn("A line in the header is no header field.")
        finish(&self)
        name = Self.envelope
      } else {
        warn("A line in the header is no header field.")
        let following = bytes.headerLine(at: line.next, to: limit).content
        let goesOn =
          !following.isEmpty
          && (bytes[following.lowerBound].isBlank || bytes.fieldColon(in: following) != nil)
        guard goesOn, !name.isEmpty || fields.isEmpty else { break }
        isAmbiguous = true
        if !name.isEmpty {
          size += line.content.count + 1
          if value.count < ParseLimits.headerBytes { value.append(UInt8(ascii: " ")) }
          extend(line.content)
        }
      }
      position = line.next
    }
    finish(&self)
    end = position
    if bytes.hasBareCR(start..<position) { isAmbiguous = true }
  }

  private mutating func cut(_ sentence: String) {
    isCut = true
    warn(sentence)
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The line that starts at `start`, also without the further CRs that some gateways put in front of its end.
  fileprivate func headerLine(at start: Int, to limit: Int) -> (content: Range<Int>, next: Int) {
    let line = self.line(at: start, to: limit)
    var end = line.content.upperBound
    while end > start, self[end - 1] == 13 { end -= 1 }
    return (start..<end, line.next)
  }

  /// Whether that line separates messages of an mbox: `From a@b Mon Mar  2 09:14:00 2026`.
  func isEnvelopeLine(_ line: Range<Int>) -> Bool {
    let text = self[line]
    return (text.startsFolded(with: "from ") || text.startsFolded(with: ">from "))
      && fieldColon(in: line) == nil
  }

  /// The colon of a field with a name that is no ASCII (a translation, or damage), nil for other lines.
  fileprivate func foreignColon(in line: Range<Int>) -> Int? {
    guard line.count > 1, self[line.prefix(78)].contains(where: { $0 >= 128 }) else { return nil }
    let name = self[line].prefix { $0 != UInt8(ascii: ":") }
    guard name.count < line.count, name.count < 78, name.allSatisfy({ $0 > 32 && $0 != 127 }) else {
      return nil
    }
    return name.endIndex
  }

  /// The colon of a header field on that line, nil when the line is none.
  func fieldColon(in line: Range<Int>) -> Int? {
    var index = line.lowerBound
    while index < line.upperBound, self[index] > 32, self[index] < 127, self[index] != UInt8(ascii: ":") {
      index += 1
    }
    let nameEnd = index
    while index < line.upperBound, self[index].isBlank { index += 1 }
    guard nameEnd > line.lowerBound, index < line.upperBound, self[index] == UInt8(ascii: ":") else {
      return nil
    }
    return index
  }

  /// The name in front of the colon, lower case.
  fileprivate func fieldName(_ range: Range<Int>) -> String {
    String(unsafeUninitializedCapacity: range.count) { name in
      var count = 0
      for byte in self[range] where !byte.isBlank {
        name[count] = byte.lowered
        count += 1
      }
      return count
    }
  }

  fileprivate func trimmedStart(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, self[start].isBlank { start += 1 }
    return start..<range.upperBound
  }
}
