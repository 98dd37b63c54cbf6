// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore

/// A kontor whose readers misbehave: the text of a document says how.
///
/// `read-document FORMAT` is what `ConfinedDocumentReader` starts. A plain text names a misdeed, which is
/// tried in the confined process. A PDF is read by the real tool; with the charset `shell` it is a script for
/// the shell, and with `missing` the tool is not there. `many COUNT` reads that many documents of all sorts
/// of ends in one process and says what is left over of them.
@main
enum DocumentProbe {
  static func main() async {
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "many", let count = Int(arguments[2]) {
      print(await Leftovers.after(count))
      exit(0)
    }
    guard arguments.count >= 3, arguments[1] == DocumentChild.commandName,
      let format = DocumentFormat(rawValue: arguments[2])
    else { exit(2) }
    let charset = arguments.dropFirst(3).first.map { String($0.dropFirst("--charset=".count)) }
    let tool: [String] =
      switch charset {
      case "shell": ["/bin/sh", "-s"]
      case "missing": ["/nowhere/pdftotext"]
      default: DocumentChild.pdfToText
      }
    DocumentChild(
      plainText: { bytes, _ in Misdeed.attempt(String(decoding: bytes, as: UTF8.self)) },
      html: { bytes, _ in String(decoding: bytes, as: UTF8.self) }, pdfTool: tool
    ).run(format, charset: charset)
  }
}
