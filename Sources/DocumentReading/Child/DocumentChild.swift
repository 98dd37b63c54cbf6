// SPDX-License-Identifier: Apache-2.0

import Foundation
package import OrderCore

/// The reader's side: what runs in the process that `ConfinedDocumentReader` starts.
package struct DocumentChild: Sendable {
  /// The subcommand under which a program offers this.
  package static let commandName = "read-document"

  /// Turns bytes and the label of their charset into text.
  package typealias Decoder = @Sendable (_ bytes: [UInt8], _ charset: String?) -> String

  private let plainText: Decoder
  private let html: Decoder
  private let pdfTool: [String]

  /// The path of poppler's tool and its arguments: with `-layout` a label and its number stay on one line,
  /// also in a table.
  package static let pdfToText = [
    "/usr/bin/pdftotext", "-layout", "-enc", "UTF-8", "-l", "\(ReadingLimits.pages)", "-", "-",
  ]

  /// Creates a reader; the closures read plain text and HTML, `pdfTool` is the path and the arguments of a
  /// tool that reads a PDF on standard input.
  package init(
    plainText: @escaping Decoder, html: @escaping Decoder, pdfTool: [String] = DocumentChild.pdfToText
  ) {
    self.plainText = plainText
    self.html = html
    self.pdfTool = pdfTool
  }

  /// Gives up this process's rights, reads the document on standard input, and ends the process.
  package func run(_ format: DocumentFormat, charset: String?) -> Never {
    do throws(DocumentError) {
      guard format != .pdf || access(pdfTool[0], X_OK) == 0 else {
        throw .toolMissing(pdfTool[0].split(separator: "/").last.map(String.init) ?? "for PDF")
      }
      try Confinement.enter(mayExecute: format == .pdf)
      if format == .pdf { try becomePDFTool() }
      let document = try read(try standardInput(), format: format, charset: charset)
      try say(DocumentRecord.bytes(document.references, text: Array(document.text.utf8)))
    } catch {
      ReaderExit.end(error)
    }
    _exit(0)
  }

  private func read(_ bytes: [UInt8], format: DocumentFormat, charset: String?) throws(DocumentError)
    -> DocumentText
  {
    switch format {
    case .text, .pdf: return DocumentText(text: decoded(bytes, charset, plainText))
    case .html: return DocumentText(text: decoded(bytes, charset, html))
    case .csv: return DocumentText(text: SeparatedValues.lines(decoded(bytes, charset, plainText)))
    case .docx: return DocumentText(text: try WordDocument.text(bytes))
    case .xlsx: return DocumentText(text: try Workbook.text(bytes))
    case .xml: return try XMLDocument.read(bytes)
    }
  }

  /// A file tells its own encoding, if it does, better than the mail that carries it.
  private func decoded(_ bytes: [UInt8], _ charset: String?, _ decoder: Decoder) -> String {
    let marks: [(mark: [UInt8], charset: String)] = [
      ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE], "utf-16le"), ([0xFE, 0xFF], "utf-16be"),
    ]
    for (mark, charset) in marks where bytes.starts(with: mark) {
      return decoder(Array(bytes.dropFirst(mark.count)), charset)
    }
    return decoder(bytes, charset)
  }

  private func standardInput() throws(DocumentError) -> [UInt8] {
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(0, &room, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw OpenDescriptors.failure("its document can't be read") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: room[..<count])
      guard bytes.count <= ReadingLimits.documentBytes else { throw .unreadable("it is too big") }
    }
  }

  private func say(_ bytes: [UInt8]) throws(DocumentError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw OpenDescriptors.failure("its text can't be handed over") }
      written += count
    }
  }

  /// Goes on as the tool: it has our rights, that is none, and its output is the rest of our record.
  private func becomePDFTool() throws(DocumentError) {
    try say(DocumentRecord.bytes([], text: []))
    signal(SIGPIPE, SIG_DFL)
    let words: [UnsafeMutablePointer<CChar>?] = pdfTool.map { strdup($0) } + [nil]
    execve(pdfTool[0], words, environ)
    throw OpenDescriptors.failure("\(pdfTool[0]) can't be run")
  }
}
