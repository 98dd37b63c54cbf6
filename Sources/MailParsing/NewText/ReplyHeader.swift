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
  /// stands above or all four fields are there. A form may have just these four, too: so without a rule, or a
  /// line that announces it (`isAnnounced`), something must show that a mail program wrote it.
  init?(in lines: [QuoteLine], at index: Int, isAnnounced: Bool = false) {
    var begin = index
    var hasRule = isAnnounced
    if lines[index].isRule(atLeast: 3) {
      hasRule = true
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
    guard let end, hasRule || found.isOfProgram && (found.foreign == 0 || found.isFull) else { return nil }
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
    /// Whether a time of day, an address beside the names or the word for “sent” is there.
    var isOfProgram = false
    var foreign = 0

    mutating func add(_ label: Label, _ line: QuoteLine) {
      var own: Set<Label> = [label]
      if line.trimmed.count > 40 { own.formUnion(ReplyHeader.labelsInside(line)) }
      let isSent = own.remove(.sent) != nil
      if isSent { own.insert(.date) }
      labels.formUnion(own)
      let isAddressed = line.trimmed.contains(UInt8(ascii: "@"))
      let isTimed = own.contains(.date) && DateMarks.hasTime(Array(line.trimmed.prefix(240)))
      hasAddress = hasAddress || isAddressed
      hasTime = hasTime || isTimed
      isOfProgram = isOfProgram || isSent || isTimed || isAddressed && !own.isDisjoint(with: [.from, .to])
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
