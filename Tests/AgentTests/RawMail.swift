// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// A message as its sender's program writes it (RFC 5322, RFC 2045): what the tests feed to the parser.
struct RawMail {
  var from: Party?
  var to: [Party]
  var cc: [Party] = []
  var subject: String
  var date: Date?
  /// Without brackets.
  var messageID: String?
  var inReplyTo: String?
  var references: [String] = []
  var body: String
  var attachments: [String] = []
  /// More header lines, as they are.
  var headers: [String] = []
  /// The type of the only part, when it is not plain text.
  var contentType: String?

  /// The bytes.
  var raw: RawMessage {
    var lines: [String] = []
    if let from { lines.append("From: \(Self.mailbox(from))") }
    if !to.isEmpty { lines.append("To: \(to.map(Self.mailbox).joined(separator: ",\r\n "))") }
    if !cc.isEmpty { lines.append("Cc: \(cc.map(Self.mailbox).joined(separator: ",\r\n "))") }
    lines.append("Subject: \(Self.encoded(subject))")
    if let date { lines.append("Date: \(Self.text(date))") }
    if let messageID { lines.append("Message-ID: <\(messageID)>") }
    if let inReplyTo { lines.append("In-Reply-To: <\(inReplyTo)>") }
    if !references.isEmpty {
      lines.append("References: \(references.map { "<\($0)>" }.joined(separator: "\r\n "))")
    }
    lines += headers
    lines.append("MIME-Version: 1.0")
    let text = body.replacingOccurrences(of: "\n", with: "\r\n")
    if attachments.isEmpty {
      lines.append("Content-Type: \(contentType ?? "text/plain; charset=utf-8")")
      lines.append("Content-Transfer-Encoding: 8bit")
      lines += ["", text, ""]
    } else {
      lines.append("Content-Type: multipart/mixed; boundary=\"next\"")
      lines += [
        "", "--next", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
      ]
      lines += [text]
      for name in attachments {
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        lines += [
          "--next", "Content-Type: application/pdf", "Content-Transfer-Encoding: base64",
          "Content-Disposition: attachment; filename*=utf-8''\(encoded)", "", "JVBERi0xLjQK",
        ]
      }
      lines += ["--next--", ""]
    }
    return RawMessage(bytes: Array(lines.joined(separator: "\r\n").utf8))
  }

  private static func mailbox(_ party: Party) -> String {
    party.name.isEmpty ? party.address : "\(encoded(party.name)) <\(party.address)>"
  }

  /// Encoded words (RFC 2047) of whole characters, where the text is not plain ASCII.
  private static func encoded(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else { return text }
    var words: [String] = []
    var chunk = ""
    for character in text {
      if (chunk + String(character)).utf8.count > 42 {
        words.append(chunk)
        chunk = ""
      }
      chunk.append(character)
    }
    return (words + [chunk]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
      .joined(separator: "\r\n ")
  }

  private static func text(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    return formatter.string(from: date)
  }
}

/// An instant of March 2026 in UTC.
func march(_ day: Int, _ hour: Int = 9, _ minute: Int = 0) -> Date {
  Date(timeIntervalSince1970: 1_772_323_200 + Double(((day - 1) * 24 + hour) * 60 + minute) * 60)
}
