// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import OrderCore

/// Reads files of labelled messages (docs/rules.md).
enum LabelledFile {
  private struct Line: Decodable {
    var id: String
    var party: String
    var direction: String
    var subject: String
    var text: String
    var attachments: [String]
    var events: [String]
    var auto: String?
    var reply: Bool?
    var state: String?
    var history: [String]?
    var story: String?
    var known: Bool?
  }

  /// Lines of a file without stories that stay together when parts are held out: neighbours resemble each other.
  private static let block = 25

  /// Reads one file; a line that can't be read is an error that names it.
  static func read(_ path: String) throws -> [LabelledMessage] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.failed, "\(path): can't be read")
    }
    let decoder = JSONDecoder()
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    var messages: [LabelledMessage] = []
    for (number, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard !line.isEmpty else { continue }
      do {
        let line = try decoder.decode(Line.self, from: line)
        messages.append(message(line, story: line.story ?? "\(name) \(number / block)"))
      } catch {
        throw CommandFailure(.invalid, "\(path):\(number + 1): not a labelled message: \(error)")
      }
    }
    return messages
  }

  /// Reads a labelled message the way it would come: as mail, so that kind, language and signature are the parser's
  /// word.
  private static func message(_ line: Line, story: String) -> LabelledMessage {
    let head = "Subject: \(Visible.line(line.subject))\r\nContent-Type: text/plain; charset=utf-8\r\n"
    let auto = line.auto.map { "Auto-Submitted: \(Visible.line($0))\r\n" } ?? ""
    let raw = RawMessage(
      bytes: Array("\(head)\(auto)Content-Transfer-Encoding: 8bit\r\n\r\n\(line.text)\r\n".utf8))
    let parsed = try? MailParser().parse(raw)
    let subject = FoldedSubject.fold(line.subject)
    return LabelledMessage(
      id: line.id,
      input: ClassifierInput(
        text: line.text, subject: line.subject, attachments: line.attachments,
        sender: PartyRole(rawValue: line.party) ?? .unknown,
        direction: Direction(rawValue: line.direction) ?? .inbound, kind: parsed?.kind ?? .message,
        state: line.state.flatMap(OrderState.init(rawValue:)),
        history: Set((line.history ?? []).compactMap(Event.init(rawValue:))),
        isReply: line.reply == true || subject.isReply || subject.isForward,
        language: parsed?.language ?? .undetermined),
      events: Set(line.events.compactMap(Event.init(rawValue:))), story: story,
      isKnownToRules: line.known ?? false)
  }
}
