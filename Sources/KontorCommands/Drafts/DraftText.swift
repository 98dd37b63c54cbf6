// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import OrderCore

/// A draft as a text that a person edits: a few header lines, an empty line, the body.
enum DraftText {
  /// Writes the editable fields.
  static func write(to: [Address], cc: [Address], subject: String, body: String) -> String {
    """
    To: \(list(to))
    Cc: \(list(cc))
    Subject: \(Visible.line(subject))

    \(body)
    """
  }

  /// What was read back.
  struct Edited: Hashable {
    var to: [Address]
    var cc: [Address]
    var subject: String
    var body: String
  }

  /// Reads an edited text.
  ///
  /// - Throws: a failure that names the line when a header is unknown or an address can't be read.
  static func read(_ text: String) throws -> Edited {
    var edited = Edited(to: [], cc: [], subject: "", body: "")
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { $0.allSatisfy(\.isWhitespace) } ?? lines.endIndex
    for (number, line) in lines[..<end].enumerated() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? String(parts[1]).trimmingBlanks : ""
      switch parts.first?.lowercased() {
      case "to": edited.to = try addresses(value, line: number + 1)
      case "cc": edited.cc = try addresses(value, line: number + 1)
      case "subject": edited.subject = value
      default:
        throw CommandFailure(
          .failed, "Line \(number + 1): expected To:, Cc: or Subject:, then an empty line and the text.")
      }
    }
    guard !edited.to.isEmpty else { throw CommandFailure(.failed, "The draft has no recipient in To:.") }
    edited.body = lines[min(end + 1, lines.endIndex)...].joined(separator: "\n").trimmingEnd
    guard !edited.body.isEmpty else { throw CommandFailure(.failed, "The draft has no text.") }
    return edited
  }

  private static func list(_ addresses: [Address]) -> String {
    addresses.map { address in
      address.name.isEmpty
        ? address.address
        : "\"\(Visible.line(address.name).filter { $0 != "\"" && $0 != "\\" })\" <\(address.address)>"
    }.joined(separator: ", ")
  }

  /// Reads `"Name" <address>, address, …`; commas inside quotes belong to the name.
  private static func addresses(_ text: String, line: Int) throws -> [Address] {
    var items: [String] = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        items.append("")
      } else {
        items[items.count - 1].append(character)
      }
    }
    return try items.map(\.trimmingBlanks).filter { !$0.isEmpty }.map { item in
      var name = ""
      var address = item
      if let open = item.lastIndex(of: "<"), item.hasSuffix(">") {
        name = String(item[..<open]).trimmingBlanks.filter { $0 != "\"" }
        address = String(item[item.index(after: open)...].dropLast())
      }
      guard AddressGrammar.isPlain(address) else {
        throw CommandFailure(.failed, "Line \(line): “\(Visible.line(item))” is no address.")
      }
      return Address(name: name, address: address)
    }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmingBlanks: String {
    String(drop(while: \.isWhitespace)).trimmingEnd
  }

  /// Without blanks and line breaks at the end.
  var trimmingEnd: String {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
