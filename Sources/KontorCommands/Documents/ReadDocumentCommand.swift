// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DocumentReading
import MailParsing
import OrderCore

/// `kontor read-document`: what the agent starts to have a document read; not for people.
struct ReadDocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: DocumentChild.commandName,
    abstract: "Read the document on standard input, without any rights.", shouldDisplay: false)

  @Argument var format: DocumentFormat
  @Option var charset: String?

  func run() {
    DocumentChild(plainText: PartText.plain, html: PartText.html).run(format, charset: charset)
  }
}

extension DocumentFormat: ExpressibleByArgument {}
