// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MailModel
import MailParsing
import OrderCore

/// `kontor parse`: what the parser sees in files; needs no store and no configuration.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Show what the parser sees in mail files.",
    discussion: """
      A file that can't be read as mail gives a line with its error; the others follow. Exit code 1 when a file
      can't be opened.
      """)

  @Argument(help: "Mail files, folders of them, Maildirs or mbox files.", completion: .file())
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let parser = MailParser()
    var unopened = 0
    var found = 0
    func open<Result>(_ path: String, _ body: () throws -> [Result]) throws -> [Result] {
      do {
        return try body()
      } catch let failure as CommandFailure {
        unopened += 1
        show(error: failure.message, origin: path)
        return []
      }
    }
    for path in files {
      for file in try open(path, { try MailFiles.list([path]) }) {
        found += 1
        for (origin, bytes) in try open(file.path, { try MailFiles.read(file) }) {
          show(bytes, origin: origin, parser: parser)
        }
      }
    }
    if unopened > 0 { throw CommandFailure(.failed, "") }
    guard found > 0 else {
      throw CommandFailure(
        .nothing,
        "No mail files were found: in folders .eml and .mbox are looked for, and Maildirs; name others one by one."
      )
    }
  }

  private func show(_ bytes: [UInt8], origin: String, parser: MailParser) {
    do {
      show(try parser.parse(RawMessage(bytes: bytes)), origin: origin)
    } catch {
      show(error: error.description, origin: origin)
    }
  }

  private func show(error: String, origin: String) {
    if output.jsonl || output.json {
      Output.line(JSONValue.object([("file", .string(origin)), ("error", .string(error))]))
    } else {
      Output.line("\(Visible.line(origin)): \(Visible.line(error))\n")
    }
  }

  private func show(_ message: Message, origin: String) {
    guard !output.jsonl && !output.json else {
      Output.line(message.json(file: origin))
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
