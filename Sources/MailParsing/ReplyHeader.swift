// SPDX-License-Identifier: Apache-2.0

/// Finds the header block that Outlook and others put above what they quote.
///
///     ________________________________
///     От: Олег Кузнецов <kuznetsov@zavod.example>
///     Отправлено: 2 марта 2026 г. 9:14
///     Кому: orders@ourco.example
///     Тема: Заявка на подшипники
enum ReplyHeader {
  private enum Label {
    case from, date, to, subject, other
  }

  /// Whether the block, or the rule above it, starts at `index`.
  ///
  /// It takes the sender and two more of date, recipients and subject, one under the other, and an address or
  /// a subject among them: “From: Ningbo, To: Moscow, Date: …” is a freight request. Long recipient lists may
  /// be wrapped, and pages turned into text put an empty line between the fields.
  static func starts(in lines: [QuoteLine], at index: Int) -> Bool {
    var begin = index
    if lines[index].isRule {
      guard let next = lines[(index + 1)...].prefix(3).firstIndex(where: { !$0.isBlank }) else {
        return false
      }
      begin = next
    }
    guard label(of: lines[begin]) != nil else { return false }
    var found: Set<Label> = []
    var hasAddress = false
    var strangers = 0
    for line in lines[begin...].prefix(24) where strangers <= 3 {
      if line.isBlank {
        strangers += 2
      } else if let label = label(of: line) {
        found.insert(label)
        hasAddress = hasAddress || line.trimmed.contains(UInt8(ascii: "@"))
        strangers = 0
      } else {
        strangers += 1
      }
      if isComplete(found), hasAddress || found.contains(.subject) { return true }
    }
    return false
  }

  private static func isComplete(_ found: Set<Label>) -> Bool {
    found.contains(.from) && found.subtracting([.from, .other]).count >= 2
  }

  private static func label(of line: QuoteLine) -> Label? {
    let head = line.trimmed.prefix(48).prefix { $0 != UInt8(ascii: ":") }
    guard head.count < line.trimmed.prefix(48).count else { return nil }
    let name = head.trimmed { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0.isWhitespace }
    return labels[String(decoding: name, as: UTF8.self).lowercased()]
  }

  private static let labels: [String: Label] = {
    var labels: [String: Label] = [:]
    let table: [(Label, String)] = [
      (.from, "from|от|от кого|отправитель|von|absender|de|da|van|od|від|fra|från"),
      (
        .date,
        "sent|date|date sent|отправлено|дата|дата отправки|отправлен|gesendet|datum|gesendet am|envoyé|"
          + "envoyé le|enviado|enviado el|fecha|inviato|data|"
          + "verzonden|wysłano|надіслано|when|sendt|dato|skickat"
      ),
      (.to, "to|кому|получатель|an|empfänger|à|a|para|aan|do|til|till"),
      (.subject, "subject|тема|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne"),
      (
        .other,
        "cc|копия|kopie|bcc|reply-to|attachments|вложения|anlagen|importance|важность|priorität|cci|копія|"
          + "antwort an|organization|organisation|mime-version|message-id"
      ),
    ]
    for (label, names) in table { for name in names.split(separator: "|") { labels[String(name)] = label } }
    return labels
  }()
}
