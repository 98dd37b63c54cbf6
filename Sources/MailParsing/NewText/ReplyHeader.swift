// SPDX-License-Identifier: Apache-2.0

/// The header block that Outlook and others put above what they quote.
///
///     ________________________________
///     От: Олег Кузнецов <kuznetsov@zavod.example>
///     Отправлено: 2 марта 2026 г. 9:14
///     Кому: orders@ourco.example
///     Тема: Заявка на подшипники
struct ReplyHeader {
  /// The index behind its last line.
  let end: Int

  /// Reads the block, or the rule above it, at `index`; nil when there is none.
  ///
  /// It takes the sender and two more of date, recipients and subject, one under the other, and an address or
  /// a subject among them: “From: Ningbo, To: Moscow, Date: …” is a freight request. Long recipient lists may
  /// be wrapped, pages turned into text put an empty line between the fields, and some put all on one line.
  /// Fields that mail does not know, such as “Phone:”, make it a form that someone filled in, unless a rule
  /// stands above or all four fields are there.
  init?(in lines: [QuoteLine], at index: Int) {
    var begin = index
    let hasRule = lines[index].isRule(atLeast: 3)
    if hasRule {
      guard let next = lines[(index + 1)...].prefix(3).firstIndex(where: { !$0.isBlank }) else { return nil }
      begin = next
    }
    guard Self.label(of: lines[begin].trimmed) != nil else { return nil }
    var found = Found()
    var strangers = 0
    var end: Int?
    for (position, line) in lines[begin...].prefix(24).enumerated() where strangers <= 3 {
      if line.isBlank {
        if end != nil { break }
        strangers += 2
      } else if let label = Self.label(of: line.trimmed) {
        found.add(label, line)
        strangers = 0
      } else if end == nil {
        if Self.isForeignField(line.trimmed) { found.foreign += 1 }
        strangers += 1
      } else {
        if Self.isForeignField(line.trimmed) { found.foreign += 1 }
        continue
      }
      if found.isComplete { end = begin + position + 1 }
    }
    guard let end, found.foreign == 0 || hasRule || found.isFull else { return nil }
    self.end = end
  }

  /// Where the fields end that a line such as “Original Message” announces, be they few or none.
  static func fieldsEnd(in lines: [QuoteLine], at index: Int) -> Int {
    lines[index...].prefix(12).firstIndex { !$0.isBlank && label(of: $0.trimmed) == nil } ?? index
  }

  /// The fields seen so far.
  private struct Found {
    var labels: Set<Label> = []
    var hasAddress = false
    var hasTime = false
    var foreign = 0

    mutating func add(_ label: Label, _ line: QuoteLine) {
      labels.insert(label)
      hasAddress = hasAddress || line.trimmed.contains(UInt8(ascii: "@"))
      if label == .date { hasTime = hasTime || DateMarks.hasTime(Array(line.trimmed.prefix(120))) }
      if line.trimmed.count > 40 { labels.formUnion(ReplyHeader.labelsInside(line)) }
    }

    var isFull: Bool { labels.isSuperset(of: [.from, .date, .to, .subject]) }

    var isComplete: Bool {
      let others = labels.subtracting([.from, .other]).count
      if labels.contains(.from), others >= 2 { return hasAddress || labels.contains(.subject) }
      return labels.contains(.date) && labels.contains(.to) && hasTime && hasAddress
    }
  }

  /// A field that mail headers do not have: a word or two, a colon and a value.
  private static func isForeignField(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.prefix(28).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
      return false
    }
    let name = line[..<colon]
    return line[line.index(after: colon)...].first == 32 && !name.contains(UInt8(ascii: "@"))
      && name.allSatisfy { $0.isLetter || $0 >= 0x80 || $0 == 32 || $0 == UInt8(ascii: "-") }
  }
}
