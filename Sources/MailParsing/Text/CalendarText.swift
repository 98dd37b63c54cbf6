// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Reads a `text/calendar` part (RFC 5545, RFC 6047) as far as people do.
enum CalendarText {
  /// What a message about a meeting is, nil for others: a published calendar asks for nothing.
  static func form(
    _ message: Message, _ headers: HeaderBlock, _ tree: MIMETree, _ content: (Int) -> [UInt8]
  ) -> MessageForm? {
    let isMeeting =
      headers.first("content-class").map { FoldedText($0[...]).contains("calendarmessage") } ?? false
    let leaf = tree.nodes.indices.first { index in
      let type = tree.nodes[index].media.type
      return type == "text/calendar" || isMeeting && type == "application/ics"
    }
    if let leaf {
      let opening = FoldedText(content(leaf)[...], limit: 8_000)
      let parameters = FoldedText((tree.nodes[leaf].headers.first("content-type") ?? [])[...], limit: 500)
      for (method, form) in methods
      where opening.contains("\nmethod:\(method)") || parameters.contains("method=\(method)")
        || parameters.contains("method=\"\(method)\"")
      {
        return form
      }
    }
    guard isMeeting else { return nil }
    let subject = FoldedText(message.subject, limit: 200)
    if subject.hasPrefix(anyOf: answers) { return .meetingAnswer }
    return subject.hasPrefix(anyOf: cancellations) ? .meetingCancelled : .meetingRequest
  }

  private static let methods: [(String, MessageForm)] = [
    ("request", .meetingRequest), ("add", .meetingRequest), ("reply", .meetingAnswer),
    ("counter", .meetingAnswer), ("declinecounter", .meetingAnswer), ("refresh", .meetingAnswer),
    ("cancel", .meetingCancelled),
  ]

  private static let answers = [
    "accepted:", "declined:", "tentative:", "tentatively accepted:", "new time proposed:", "принято:",
    "отклонено:", "под вопросом:", "предварительно принято:", "предложено новое время:", "zugesagt:",
    "abgelehnt:", "mit vorbehalt:", "unter vorbehalt:", "accepté :", "refusé :", "aceptada:", "aceptado:",
    "rechazado:", "accettato:", "rifiutato:", "geaccepteerd:", "geweigerd:", "zaakceptowano:", "odrzucono:",
  ]

  private static let cancellations = [
    "canceled:", "cancelled:", "отменено:", "отмена:", "abgesagt:", "absage:", "annulé :", "cancelada:",
    "cancelado:", "annullato:", "geannuleerd:", "odwołano:", "odwołane:",
  ]
}

extension CalendarText {
  /// The events of a calendar as readable lines: what, when, where, who and the description.
  static func text(_ calendar: String) -> String {
    var events: [String] = []
    var fields: [String: (parameters: String, value: String)] = [:]
    var nesting: [String] = []
    for line in unfolded(calendar) {
      guard let colon = valueColon(line) else { continue }
      let head = line[..<colon].split(separator: ";", maxSplits: 1)
      let name = head.first.map { $0.lowercased() } ?? ""
      let value = String(line[line.index(after: colon)...])
      switch name {
      case "begin":
        nesting.append(value.lowercased())
        if nesting.last == "vevent" { fields = [:] }
      case "end":
        if nesting.popLast() == "vevent" { events.append(text(fields)) }
        if events.count >= 10 { return events.joined(separator: "\n\n") }
      case _ where nesting.last == "vevent" && nesting.count <= 2 && fields[name] == nil:
        fields[name] = (head.count > 1 ? String(head[1]) : "", value)
      default: break
      }
    }
    return events.joined(separator: "\n\n")
  }

  private static func text(_ fields: [String: (parameters: String, value: String)]) -> String {
    func value(_ name: String) -> String {
      fields[name].map { String(unescaped($0.value)[...].trimmingBlanks()) } ?? ""
    }
    var lines: [String] = []
    if !value("summary").isEmpty { lines.append(value("summary")) }
    if let start = fields["dtstart"] {
      lines.append("When: " + when(start.value, end: fields["dtend"]?.value, parameters: start.parameters))
    }
    if !value("location").isEmpty { lines.append("Where: " + value("location")) }
    if let organizer = fields["organizer"] {
      let scheme = organizer.value.lowercased().hasPrefix("mailto:") ? 7 : 0
      let address = String(organizer.value.dropFirst(scheme))
      let name = parameter("cn", in: organizer.parameters)
      lines.append("Organizer: " + (name.isEmpty ? address : "\(name) <\(address)>"))
    }
    if !value("description").isEmpty { lines += ["", value("description")] }
    return lines.joined(separator: "\n")
  }

  /// `2026-03-09 10:00 – 10:30 (Europe/Berlin)`.
  private static func when(_ start: String, end: String?, parameters: String) -> String {
    let from = moment(start)
    guard !from.time.isEmpty else { return from.date + " all day" }
    let zone = start.hasSuffix("Z") ? "UTC" : parameter("tzid", in: parameters)
    var text = from.date + " " + from.time
    if let to = end.map(moment), !to.time.isEmpty {
      text += " – " + (to.date == from.date ? to.time : to.date + " " + to.time)
    }
    return zone.isEmpty ? text : "\(text) (\(zone))"
  }

  /// The halves of `20260309T100000Z`, as written when they are no such.
  private static func moment(_ value: String) -> (date: String, time: String) {
    let digits = Array(value.utf8)
    guard digits.count >= 8, digits.count <= 16, digits.prefix(8).allSatisfy(\.isDigit) else {
      return (value, "")
    }
    func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    guard digits.count >= 13, digits[9..<13].allSatisfy(\.isDigit) else { return (date, "") }
    return (date, "\(part(9..<11)):\(part(11..<13))")
  }

  /// The lines of at most 256 KB with their continuations (RFC 5545 §3.1).
  private static func unfolded(_ calendar: String) -> [String] {
    var lines: [[UInt8]] = []
    for line in calendar.utf8.prefix(256 << 10).split(separator: 10).prefix(10_000) {
      let line = line.last == 13 ? line.dropLast() : line
      if let first = line.first, first.isBlank, !lines.isEmpty {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(Array(line))
      }
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The colon in front of the value; those in quoted parameters are none.
  private static func valueColon(_ line: String) -> String.Index? {
    var isQuoted = false
    for index in line.utf8.indices {
      if line.utf8[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if line.utf8[index] == UInt8(ascii: ":"), !isQuoted { return index }
    }
    return nil
  }

  private static func parameter(_ name: String, in parameters: String) -> String {
    for parameter in parameters.split(separator: ";") {
      let halves = parameter.split(separator: "=", maxSplits: 1)
      if halves.count == 2, halves[0].lowercased() == name {
        return String(decoding: halves[1].utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      }
    }
    return ""
  }

  private static func unescaped(_ value: String) -> String {
    var out: [UInt8] = []
    var isEscaped = false
    for byte in value.utf8 {
      if isEscaped {
        out.append(byte | 32 == UInt8(ascii: "n") ? 10 : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
