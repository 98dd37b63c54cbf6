// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MailModel
import MailParsing
import OrderCore

/// `kontor parse`: what the parser sees in files; needs no store and no configuration.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Show what the parser sees in mail files.",
    discussion: "A file that can't be read as mail gives a line with its error; the others follow.")

  @Argument(help: "Mail files, folders of them, Maildirs or mbox files.", completion: .file())
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let parser = MailParser()
    for file in try MailFiles.list(files) {
      for (origin, bytes) in try MailFiles.read(file) {
        do {
          show(try parser.parse(RawMessage(bytes: bytes)), origin: origin)
        } catch {
          if output.jsonl || output.json {
            Output.line(
              JSONValue.object([("file", .string(origin)), ("error", .string(error.description))]).text)
          } else {
            Output.line("\(Visible.line(origin)): \(error.description)\n")
          }
        }
      }
    }
  }

  private func show(_ message: Message, origin: String) {
    guard !output.jsonl && !output.json else {
      Output.line(message.json(file: origin).text)
      return
    }
    func field(_ name: String, _ value: String) {
      if !value.isEmpty { Output.line("\(name.padded(to: 13)) \(Visible.line(value))") }
    }
    Output.line(Style.bold(Visible.line(origin)))
    field("Message-ID", message.messageID?.description ?? "")
    field("Date", message.date.map { Timestamp.rfc3339($0) } ?? "")
    field("From", message.from.map(\.display).joined(separator: ", "))
    field("To", message.to.map(\.display).joined(separator: ", "))
    field("Cc", message.cc.map(\.display).joined(separator: ", "))
    field("Subject", message.subject)
    field("In-Reply-To", message.inReplyTo.map(\.description).joined(separator: " "))
    field("Language", message.language.rawValue)
    field("Kind", message.kind.rawValue)
    for part in message.parts { field("Part", "\(part.type) \(part.filename ?? "") \(part.size) bytes") }
    for warning in message.warnings { field("Warning", warning) }
    Output.line("\n\(Visible.text(message.newText))\n")
  }
}
